import type { Output } from '../../contract/methods.ts'

export type HomeData = Output<'metrics.home'>

/** A share in ppm, rounded; null when there is nothing to divide by. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((part / whole) * 1_000_000)
}

/** One decimal: "12.4%". */
export function percent(ppm: number): string {
  return `${ppm < 0 ? '−' : ''}${(Math.abs(ppm) / 10_000).toFixed(1)}%`
}

/** A large amount in short for axes and titles: 1.2M, 350k. `major` is in whole units. */
export function short(major: number): string {
  const sign = major < 0 ? '−' : ''
  const size = Math.abs(major)
  if (size >= 1_000_000) return `${sign}${trim(size / 1_000_000)}M`
  if (size >= 10_000) return `${sign}${trim(Math.round(size / 1000))}k`
  if (size >= 1000) return `${sign}${trim(size / 1000)}k`
  return `${sign}${trim(size)}`
}

function trim(value: number): string {
  return value.toFixed(value >= 100 ? 0 : 1).replace(/\.0$/, '')
}

/** Whether a share, as it is shown with one decimal, has reached the level at which Home warns. */
export function isConcentrated(sharePpm: number, warnsAtPpm: number): boolean {
  return Math.round(sharePpm / 1000) >= Math.round(warnsAtPpm / 1000)
}
