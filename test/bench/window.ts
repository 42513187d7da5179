import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'

export const root = resolve(import.meta.dirname, '../..')
const PATIENCE_MS = 120_000

/** Builds the application as it is now. */
export function buildApplication(): void {
  const script = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  execFileSync(process.execPath, [script, 'build', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }) // prettier-ignore
}

/** This machine's display, or a new one that nobody sees. */
export async function openDisplay(): Promise<{ name: string; close(): void }> {
  const name = process.env['DISPLAY']
  if (name !== undefined) return { name, close: () => undefined }
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1000x24'], { stdio: ['ignore', 'pipe', 'ignore'] }) // prettier-ignore
  const number = await firstMatch(server, /^(\d+)$/)
  return { name: `:${number}`, close: () => void server.kill() }
}

/** The first group of the first line that a program prints and the pattern knows. */
export function firstMatch(child: ChildProcess, pattern: RegExp): Promise<string> {
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
