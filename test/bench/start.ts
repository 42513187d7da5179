import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { type BenchResult, compare, median } from './measure.ts'
import { millionRows } from './millionRows.ts'

const root = resolve(import.meta.dirname, '../..')
const LIMIT = 2.5
const RUNS = 5
/** Chromium keeps compiled scripts from the second start on. */
const WARMING = 2
const PATIENCE_MS = 120_000

/**
 * From the start of the process to the first usable page with a million conversions, beside a window with one word in
 * it. Both keep their user data from start to start, as on a desk.
 */
export async function benchStart(): Promise<BenchResult[]> {
  const workspace = await millionRows()
  execFileSync(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
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

/** This machine's display, or a new one that nobody sees. */
async function openDisplay(): Promise<{ name: string; close(): void }> {
  const name = process.env['DISPLAY']
  if (name !== undefined) return { name, close: () => undefined }
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const number = await firstMatch(server, /^(\d+)$/)
  return { name: `:${number}`, close: () => void server.kill() }
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

/** The first group of the first line that a program prints and the pattern knows. */
function firstMatch(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new Error(`no ${pattern} within ${PATIENCE_MS} ms`)), PATIENCE_MS)
    child.once('error', failed)
    child.once('exit', (code) => failed(new Error(`it ended with ${code} before it printed ${pattern}`)))
    if (!child.stdout) throw new Error('nothing can be heard')
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = pattern.exec(line)?.[1]
      if (found === undefined) return
      clearTimeout(timer)
      done(found)
    })
  })
}
