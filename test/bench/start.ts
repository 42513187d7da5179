import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BenchResult, compare, median } from './measure.ts'
import { millionRows } from './millionRows.ts'
import { buildApplication, firstMatch, openDisplay, root } from './window.ts'

const LIMIT = 2.5
const RUNS = 5
/** Chromium keeps compiled scripts from the second start on. */
const WARMING = 2

/**
 * From the start of the process to the first usable page with a million conversions, beside a window with one word in
 * it. Both keep their user data from start to start, as on a desk.
 */
export async function benchStart(): Promise<BenchResult[]> {
  const workspace = await millionRows()
  buildApplication()
  const display = await openDisplay()
  const folder = mkdtempSync(join(tmpdir(), 'tandem-start-'))
  try {
    const values: number[] = []
    const references: number[] = []
    for (let run = 0; run < WARMING + RUNS; run++) {
      const bare = await measureStart([join(import.meta.dirname, 'bare')], display.name, join(folder, 'bare'))
      const whole = await measureStart([root, workspace], display.name, join(folder, 'whole'))
      if (run < WARMING) continue
      references.push(bare)
      values.push(whole)
    }
    return [compare('start to first usable page, 1,000,000 conversions', median(values), median(references), LIMIT)]
  } finally {
    display.close()
    rmSync(folder, { recursive: true, force: true })
  }
} // prettier-ignore

/** Starts an application and ends it when it says that its page can be used. @returns ms */
async function measureStart(words: readonly string[], display: string, userData: string): Promise<number> {
  // Chromium's sandbox refuses to run as root.
  const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', `--user-data-dir=${userData}`]
  const electron = createRequire(import.meta.url)('electron') as string // without a window the package answers its path
  const child = spawn(electron, [...flags, ...words], {
    env: {
      ...process.env,
      DISPLAY: display,
      TANDEM_USER_DATA: userData,
      TANDEM_MARKS: '1',
      TANDEM_STARTED_AT: String(Date.now()),
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise((done) => child.once('exit', done))
  try {
    return Number(await firstMatch(child, /^MARK usable (\d+)$/))
  } finally {
    child.kill()
    await ended
  }
}
