import { expect, test } from 'vitest'
import { ratesText } from '../../src/contract/rateTexts.ts'
import { describeBasis } from '../../src/contract/scorecardText.ts'
import { fullCard } from '../support/scorecards.ts'

test('[FX8] the currencies and the rates they were converted by are named, and nothing where nothing was converted', () => {
  const foreign = ['JPY', 'SGD']
  expect((['eventDay', 'monthAverage', 'fixed'] as const).map((policy) => ratesText({ policy, foreign }))).toEqual([
    'JPY, SGD converted at the rate of each day',
    'JPY, SGD converted at the average rate of each month',
    'JPY, SGD converted at the fixed rates of the programme',
  ])
  expect(ratesText({ policy: 'eventDay', foreign: [] })).toBeNull()
})

test('[FX8] a card says it in these words', () => {
  const exchange = { currencies: ['JPY'], mode: 'fixed' as const }
  expect(describeBasis({ ...fullCard(), exchange })).toContain(` ${ratesText({ policy: 'fixed', foreign: ['JPY'] })}.`)
  expect(describeBasis({ ...fullCard(), exchange: { ...exchange, currencies: [] } })).not.toContain('converted')
})
