import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, type ElectronApplication, expect, type Page } from '@playwright/test'
import { launch } from './launch.ts'
import { answerQuestions } from './system.ts'

export { expect }

interface Fixtures {
  /** A fresh folder for this test, removed afterwards. */
  folder: string
  /** Inside `folder`; also the application's settings of this test. */
  userData: string
  /** Path of the workspace to open at the start; none unless a test sets it. */
  workspace: string | undefined
  app: ElectronApplication
  page: Page
}

/** Each test gets its own application and folder, and fails when the page reports an error. */
export const test = base.extend<Fixtures>({
  workspace: [undefined, { option: true }],

  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures off the pattern
  folder: async ({}, provide) => {
    const folder = await mkdtemp(join(tmpdir(), 'tandem-e2e-'))
    await provide(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  },

  userData: async ({ folder }, provide) => {
    await provide(join(folder, 'user-data'))
  },

  app: async ({ userData, workspace }, provide, info) => {
    const app = await launch({ userData, ...(workspace === undefined ? {} : { workspace }) })
    // Playwright's own `trace` option does not reach an Electron context.
    await app.context().tracing.start({ screenshots: true, snapshots: true })
    await provide(app)
    const hasFailed = info.status !== info.expectedStatus
    await app.context().tracing.stop(hasFailed ? { path: info.outputPath('trace.zip') } : {})
    // A test that failed in the midst of work: closing asks, and nobody would answer "Stop and close".
    await answerQuestions(app, 1).catch(() => undefined)
    await app.close()
  },

  page: async ({ app }, provide) => {
    const page = await app.firstWindow()
    const errors = collectErrors(page)
    await page.waitForLoadState('load')
    await provide(page)
    expect(errors).toEqual([])
  },
})

/** What the page reports from now on: uncaught errors, console errors, refused content. */
export function collectErrors(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return errors
}
