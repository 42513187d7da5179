/** Words around measures: units, where a value is missing, what waits for a rate. */
export const measureWords = {
  units: { days: 'days', months: 'months' },
  unitChoice: {
    money: (currency: string) => currency,
    count: 'number',
    rate: '%',
    days: 'days',
    months: 'months',
    index: 'index',
    score: 'of 100',
  },
  problems: {
    nothing: 'Nothing to measure',
    rateMissing: 'A rate is missing',
    figureMissing: 'A company figure is missing',
  },
  unit: 'Unit',
  direction: { higher: 'higher is better', lower: 'lower is better' },
  period: 'Period',
  source: 'From',
  rates: 'Rates',
  unrated: (rows: string, currency: string) => `${rows} in ${currency} without a rate`,
  unknown: 'not known',
  verdicts: { onTrack: 'On track', drifting: 'Drifting', off: 'Off', cannotTell: 'Cannot tell' },
  /** Of a period that is over. */
  finalVerdicts: { onTrack: 'Met', drifting: 'Nearly met', off: 'Missed', cannotTell: 'Cannot tell' },
} as const
