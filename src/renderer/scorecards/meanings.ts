import type { Health } from '../../contract/scorecards.ts'
import type { Meaning } from '../ui/Status.tsx'

export const healthMeaning: Readonly<Record<NonNullable<Health['word']>, Meaning>> = {
  healthy: 'good',
  watch: 'warn',
  atRisk: 'bad',
}

/** Under 80 % of what is asked for a metric needs a look, under half of it is far off. */
const LOOK_PPM = 800_000
const OFF_PPM = 500_000

/** The ground of a cell; the figure in it says the same. */
export function toneOf(attainmentPpm: number): 'plain' | 'look' | 'off' {
  if (attainmentPpm < OFF_PPM) return 'off'
  return attainmentPpm < LOOK_PPM ? 'look' : 'plain'
}

export const isBelowLook = (attainmentPpm: number): boolean => attainmentPpm < LOOK_PPM
