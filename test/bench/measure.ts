import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** One measured figure beside its reference. `ok` when ratio <= limit, or as its function below says. */
export interface BenchResult {
  name: string
  /** ms unless the name says otherwise. */
  value: number
  reference: number
  ratio: number
  limit: number
  ok: boolean
}

export function compare(name: string, value: number, reference: number, limit: number): BenchResult {
  const ratio = value / reference
  return {
    name,
    value: round(value),
    reference: round(reference),
    ratio: Math.round(ratio * 1000) / 1000,
    limit,
    ok: ratio <= limit,
  }
}

/** A figure that has a fixed bound instead of a measured reference, for example memory in MB. */
export function bound(name: string, value: number, limit: number): BenchResult {
  return compare(name, value, limit, 1)
}

/** A figure that must meet its reference: `ok` when it is no further from it than the limit, in its own unit. */
export function within(name: string, value: number, reference: number, limit: number): BenchResult {
  return { ...compare(name, value, reference, limit), ok: Math.abs(value - reference) <= limit }
}

const round = (value: number): number => Math.round(value * 100) / 100

export async function timed<T>(work: () => T | Promise<T>): Promise<{ ms: number; result: T }> {
  const start = performance.now()
  const result = await work()
  return { ms: performance.now() - start, result }
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5)
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** `sqlite3 .import` of a CSV file as text into a fresh database. @returns ms */
export function importWithSqlite(csv: string, database: string): number {
  const start = performance.now()
  execFileSync('sqlite3', [database, '-cmd', '.mode csv', `.import ${csv} reference`], { stdio: 'ignore' })
  return performance.now() - start
}

/** Highest resident size this process has had, in MB (VmHWM of proc(5)). */
export function peakMemoryMb(pid: number | 'self' = 'self'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024
}

/** What this process holds on to after a collection, in MB: its heap and what hangs on it. */
export function memoryInUseMb(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void // what the flag exposes
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 / 1024
}

/** Resident size of a process and all its descendants, in MB; what they share counts once for each. */
export function treeMemoryMb(pid: number): number {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStatus(Number(name)))
  const sum = (of: number): number =>
    processes.reduce((total, { parent, pid: child }) => (parent === of ? total + sum(child) : total), residentOf(of))
  const residentOf = (of: number): number => processes.find((one) => one.pid === of)?.residentMb ?? 0
  return sum(pid)
}

/** A process that has ended meanwhile holds nothing. */
function readStatus(pid: number): { pid: number; parent: number; residentMb: number } {
  const figure = (status: string, name: string): number =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0)
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return { pid, parent: figure(status, 'PPid'), residentMb: figure(status, 'VmRSS') / 1024 }
  } catch {
    return { pid, parent: 0, residentMb: 0 }
  }
}
