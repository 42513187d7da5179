import type { ExchangePolicy } from '../../contract/rates.ts'
import { createExchange } from '../rates/exchange.rules.ts'

export const SAMPLE_CURRENCY = 'USD'

/** The programme converts at a table of its own, so that markets move no tier and no target. */
export const samplePolicy: ExchangePolicy = {
  mode: 'fixed',
  fixed: [
    { currency: 'SGD', perBasePpm: 1_350_000 },
    { currency: 'JPY', perBasePpm: 150_000_000 },
  ],
}

/** As the engine will convert, once the policy above holds. */
export const sampleExchange = createExchange(
  samplePolicy,
  SAMPLE_CURRENCY,
  { bases: [], series: () => ({ days: [], ratesPpm: [] }) },
  'halfAwayFromZero',
)
