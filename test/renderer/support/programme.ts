import type { Output } from '../../../src/contract/methods.ts'

/** What the engine says of a programme that was just set up. */
export const programme: Output<'programme.get'> = {
  name: 'Asia expansion',
  baseCurrency: 'USD',
  timeZone: 'Asia/Singapore',
  fiscalYearStartMonth: 1,
  actorName: 'Maya Lindqvist',
  rounding: 'halfAwayFromZero',
  due: { anchor: 'monthEnd', refundWindowDays: 30, months: 0, days: 30, toMonthEnd: false, payDay: null },
  clawbackDays: null,
  reratesAfterRefunds: false,
  uncollectableDays: 90,
  minimumPayouts: [],
  missingPayee: 'byHand',
  base: { excludeTax: true, excludeShipping: true, excludeDiscount: true },
  contactEmail: '',
  disputeDays: 30,
  customersOnStatements: 'name',
  exchange: { mode: 'eventDay', fixed: [] },
  measuring: {
    activeDays: 365,
    activationDays: 90,
    grossMarginPpm: 700_000,
    concentrationPpm: 150_000,
    costAllocation: 'revenue',
  },
  reviews: { cadences: [], themes: [] },
  brand: { colour: '#0f5c63', logo: '' },
  pinnedToday: null,
  today: '2026-01-14',
}
