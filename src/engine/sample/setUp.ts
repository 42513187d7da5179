import type { Input } from '../../contract/methods.ts'
import { SAMPLE_CURRENCY } from './exchange.rules.ts'

/** The first thing the sample's story does. */
export const sampleSetUp: Input<'programme.setUp'> = {
  name: 'Asia expansion',
  baseCurrency: SAMPLE_CURRENCY,
  timeZone: 'Asia/Singapore',
  fiscalYearStartMonth: 1,
  actorName: 'Maya Lindqvist',
}
