import { expect, test } from 'vitest'
import { isConcentrated } from '../../../src/renderer/home/figures.ts'
import { cutSpan, homeQuestions, monthsOf, quartersOf } from '../../../src/renderer/home/questions.ts'
import { aPeriod } from '../support/period.ts'

test('[ME13] a span is cut into whole pieces without gap or overlap, the last as long as it is', () => {
  expect(cutSpan('2025-11-15', '2026-03-01', 2)).toEqual([
    { from: '2025-11-15', to: '2026-01-14' },
    { from: '2026-01-15', to: '2026-03-01' },
  ])
  expect(cutSpan('2024-01-31', '2024-03-30', 1)).toEqual([
    { from: '2024-01-31', to: '2024-02-28' },
    { from: '2024-02-29', to: '2024-03-30' },
  ])
  expect(cutSpan('2025-02-01', '2025-01-31', 3)).toEqual([])
})

test('[ME13] trends show the months and quarters of the period, or of the year that ends with a shorter one, up to today', () => {
  const december = { from: '2025-12-01', to: '2025-12-31' }
  expect(quartersOf(december, '2026-01-14').map(({ from }) => from)).toEqual([
    '2025-01-01',
    '2025-04-01',
    '2025-07-01',
    '2025-10-01',
  ])
  expect(monthsOf(december, '2026-01-14')).toHaveLength(12)
  expect(monthsOf({ from: '2026-01-01', to: '2026-12-31' }, '2026-01-14')).toEqual([
    { from: '2026-01-01', to: '2026-01-31' },
  ])
  expect(quartersOf({ from: '2024-01-01', to: '2025-12-31' }, '2026-01-14')).toHaveLength(8)
  expect(quartersOf({ from: '2024-01-01', to: '2025-12-31' }, '2025-06-30')).toHaveLength(6)
})

test('[ME13] the concentration warning follows the figure as it is shown', () => {
  expect([149_499, 149_500, 150_000].map((share) => isConcentrated(share, 150_000))).toEqual([false, true, true])
})

test('[ME15] what is owed is compared with the end of the period before, as known today', () => {
  const { now, before } = homeQuestions(aPeriod('yearBefore'), '2026-01-14')
  expect(now).not.toHaveProperty('owedAtEnd')
  expect(before).toMatchObject({ to: '2024-12-31', owedAtEnd: true })
  expect(homeQuestions(aPeriod('none'), '2026-01-14').before).toBeNull()
})
