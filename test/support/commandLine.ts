import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

const cli = resolve(import.meta.dirname, '../../src/cli/main.ts')

export interface Finished {
  code: number | null
  /** Ended by our SIGKILL. */
  isKilled: boolean
  stdout: string
  stderr: string
  ms: number
}

/** Runs `tandem …` as a process of its own; with `killAfterMs` it gets SIGKILL then, if it still runs. */
export function runTandem(
  words: readonly string[],
  options: { killAfterMs?: number; env?: Record<string, string> } = {},
): Promise<Finished> {
  return new Promise((done, failed) => {
    const start = performance.now()
    const child = spawn(process.execPath, [cli, ...words], {
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    const timer =
      options.killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), options.killAfterMs)
    child.on('error', failed)
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      done({ code, isKilled: signal === 'SIGKILL', stdout, stderr, ms: performance.now() - start })
    })
  })
}

/** Runs it and reads its answer; fails with its own words when it does not succeed. */
export async function askTandem<T>(words: readonly string[], env: Record<string, string> = {}): Promise<T> {
  const { code, stdout, stderr } = await runTandem(words, { env })
  if (code !== 0) throw new Error(`tandem ${words.slice(0, 2).join(' ')} ended with ${code}: ${stderr}`)
  return JSON.parse(stdout) as T
}
