import type { ExchangePolicy } from './rates.ts'

/** How amounts of other currencies came into figures, by the policy of the programme. */
export interface Converted {
  policy: ExchangePolicy['mode']
  /** Currencies, in order; none where nothing was converted. */
  foreign: readonly string[]
}

/** "JPY, SGD converted at the rate of each day"; null where nothing was converted. The same words wherever a figure stands. [FX8] */
export function ratesText({ policy, foreign }: Converted): string | null {
  return foreign.length === 0 ? null : `${foreign.join(', ')} converted ${policies[policy]}`
}

const policies: Readonly<Record<ExchangePolicy['mode'], string>> = {
  eventDay: 'at the rate of each day',
  monthAverage: 'at the average rate of each month',
  fixed: 'at the fixed rates of the programme',
}
