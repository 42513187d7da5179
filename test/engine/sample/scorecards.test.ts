import { expect, test } from 'vitest'
import { startTestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

test('[SC16] the strategic partners have a card for each quarter of the year in which they sold, and the last one shows four', async () => {
  const engine = await startTestEngine({ isSetUp: false })
  await engine.call('sample.generate', { seed: 20_260_114, partners: 20, conversions: 2400 })
  const { view } = await engine.call('views.open', viewSpec('scorecards', { groupBy: 'to' }))
  const { groups } = await engine.call('views.settle', { view })
  expect(groups.map(({ value, totals }) => [value, totals.count])).toEqual([
    ['2025-03-31', 5],
    ['2025-06-30', 6],
    ['2025-09-30', 6],
    ['2025-12-31', 6],
  ])
  const { cards } = await engine.call('scorecards.ofPartner', { partnerId: 1 })
  const { card } = await engine.call('scorecards.get', { id: cards[0]?.id ?? 0 })
  expect(card.trend.map(({ source, scorePpm }) => [source, scorePpm !== null])).toEqual([
    ['published', true],
    ['published', true],
    ['published', true],
    ['own', true],
  ])
  // Q1 has nobody who could have come back: the weight went to the other metrics.
  const first = await engine.call('scorecards.get', { id: cards.at(-1)?.id ?? 0 })
  expect(first.card.metrics.find(({ measure }) => measure === 'retention')?.attainmentPpm).toBeNull()
  engine.close()
}, 120_000)
