import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { makeWorkspace, openEngine } from '../../src/engine/engine.ts'
import { launch } from '../e2e/support/launch.ts'
import { goTo } from '../e2e/support/pages.ts'
import { answerOpenDialog } from '../e2e/support/system.ts'
import { type BenchResult, bound, compare, median, timed, treeMemoryMb } from './measure.ts'
import { buildApplication, openDisplay } from './window.ts'

const PARTNERS = 200
const CONVERSIONS = 30_000
const LIMIT = 120
const MEMORY_LIMIT_MB = 128
const ONES = 3
const WARMING = 2
const fourth = { from: '2025-10-01', to: '2025-12-31' }

/**
 * The packs of 200 partners as a user makes them, PDF and slides, from the button to the folder that stands there, beside
 * the pack of one; and how far the memory of all processes rises from the first half to the second.
 */
export async function benchPapers(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-papers-'))
  buildApplication()
  const display = await openDisplay()
  try {
    const workspace = await planReviews(join(folder, 'Papers.tandem'))
    const app = await launch({ userData: join(folder, 'user'), workspace, environment: { DISPLAY: display.name } })
    try {
      const page = await app.firstWindow()
      await goTo(page, 'reviews')
      const ones: number[] = []
      for (let one = 0; one < WARMING + ONES; one++) {
        const ms = await makePacks(app, page, join(folder, `one-${one}`), 1)
        if (one >= WARMING) ones.push(ms)
      }
      const memory = watchMemory(app)
      const all = await makePacks(app, page, join(folder, 'all'), PARTNERS)
      const samples = await memory.stop()
      const half = Math.floor(samples.length / 2)
      const rise = Math.max(...samples.slice(half)) - Math.max(...samples.slice(0, half))
      return [
        compare('packs of 200 partners in the window, PDF and slides', all, median(ones), LIMIT),
        bound('rise of the memory of all processes in the second hundred, MB', Math.max(0, rise), MEMORY_LIMIT_MB),
      ]
    } finally {
      await app.close()
    }
  } finally {
    display.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A sample programme with a review of the fourth quarter planned for every partner. */
async function planReviews(file: string): Promise<string> {
  makeWorkspace(file)
  const engine = await openEngine({ file, files: { get: () => { throw new Error('no files') } } }) // prettier-ignore
  const call = { commandId: undefined, signal: new AbortController().signal, progress: () => undefined }
  await engine.dispatch('sample.generate', { seed: 7, partners: PARTNERS, conversions: CONVERSIONS }, call)
  const reviews = Array.from({ length: PARTNERS }, (_, i) => ({ partnerId: i + 1, plannedOn: '2026-02-20', ...fourth }))
  await engine.dispatch('reviews.plan', { reviews }, call)
  engine.close()
  return file
}

/** Chooses the first `count` of the planned reviews and has their packs made. @returns ms */
async function makePacks(app: ElectronApplication, page: Page, folder: string, count: number): Promise<number> {
  mkdirSync(folder)
  await answerOpenDialog(app, [folder])
  await page.getByRole('grid').focus()
  for (const key of count === 1 ? ['Escape', 'Home', 'Space'] : ['Escape', 'Control+a']) await page.keyboard.press(key)
  await page.getByRole('button', { name: 'Make pack…' }).click()
  const save = page.getByRole('dialog').getByRole('button', { name: /^Save/ })
  const { ms } = await timed(async () => {
    await save.click()
    while (!readdirSync(folder).some((name) => name.startsWith('Reviews'))) await page.waitForTimeout(20)
  })
  const [made = ''] = readdirSync(folder).filter((name) => name.startsWith('Reviews'))
  const files = readdirSync(join(folder, made)).length
  if (files < count * 2) throw new Error(`${files} files of ${count} packs`)
  return ms
}

function watchMemory(app: ElectronApplication): { stop(): Promise<number[]> } {
  const samples: number[] = []
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      samples.push(treeMemoryMb(app.process().pid ?? 0))
      await new Promise((next) => setTimeout(next, 500))
    }
  })()
  return {
    async stop() {
      isOver = true
      await watching
      return samples
    },
  }
}
