import { readdirSync, readFileSync } from 'node:fs'
import type { ElectronApplication, Page } from '@playwright/test'
import { expect } from '@playwright/test'
import type { EngineRole, ShellState, WorkspaceState } from '../../../src/contract/shell.ts'
// For the type of `window.tandem`.
import type {} from '../../../src/renderer/client/shell.ts'
import { answerSaveDialog } from './system.ts'

export async function shellState(page: Page): Promise<ShellState> {
  const answer = await page.evaluate(() => window.tandem.state())
  if (!answer.ok) throw new Error(`the shell refused its state: ${answer.error.code}`)
  return answer.value
}

/** Waits until opening has succeeded or failed. */
export async function openedWorkspace(page: Page): Promise<WorkspaceState> {
  await expect.poll(async () => (await shellState(page)).workspace.status).toMatch(/^(open|failed)$/)
  return (await shellState(page)).workspace
}

/** Makes an empty workspace at this path, as File > New does, and waits until it is open. */
export async function makeWorkspace(app: ElectronApplication, page: Page, path: string): Promise<void> {
  await answerSaveDialog(app, path)
  await page.evaluate(() => window.tandem.newWorkspace())
  expect((await openedWorkspace(page)).status).toBe('open')
}

/** Process id of a running engine process of this application; undefined when there is none. */
export function enginePid(app: ElectronApplication, role: EngineRole): number | undefined {
  const own = app.process().pid
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .find((pid) => {
      try {
        const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
        const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
        // Flags of the Node it runs on stand before the program.
        const program = words.findIndex((word) => word.endsWith('engine.js'))
        return Number(parent) === own && program > 0 && words[program + 1] === role
      } catch {
        return false // it ended between the two looks
      }
    })
}
