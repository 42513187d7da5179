import { describe, expect, test } from 'vitest'
import { resolvePeriod, type PeriodChoice } from '../../src/contract/periods.ts'

const choice: PeriodChoice = { kind: 'year', from: null, to: null, compare: 'yearBefore' }
const shown = (change: Partial<PeriodChoice>, today: string, startMonth: number, latestMonth: string | null = null) => {
  const { from, to, compareFrom, compareTo, label, compareLabel } = resolvePeriod(
    { ...choice, ...change },
    { today, fiscalYearStartMonth: startMonth, latestMonth },
  )
  return [label, from, to, compareLabel, compareFrom, compareTo]
}

describe('the period of the top bar', () => {
  test('[DA4] a year follows the fiscal calendar', () => {
    expect(shown({}, '2026-02-14', 1)).toEqual([
      'Jan – Dec 2026',
      '2026-01-01',
      '2026-12-31',
      '2025',
      '2025-01-01',
      '2025-12-31',
    ])
    expect(shown({}, '2026-01-14', 4)).toEqual([
      'Apr 2025 – Mar 2026', '2025-04-01', '2026-03-31', 'Apr 2024 – Mar 2025', '2024-04-01', '2025-03-31',
    ]) // prettier-ignore
  })

  test('[DA4] the latest year has a whole month in it, so January still shows the year before', () => {
    expect(shown({}, '2026-01-14', 1).slice(0, 3)).toEqual(['Jan – Dec 2025', '2025-01-01', '2025-12-31'])
  })

  test.each([
    // The files of a year long gone.
    ['2026-01-14', 1, '2017-12', ['2017-12-01', '2017-10-01', '2017-01-01']],
    // Nothing was sold in the last quarter.
    ['2026-05-02', 4, '2026-03', ['2026-03-01', '2026-01-01', '2025-04-01']],
    // A programme of this month, and one that has no revenue yet.
    ['2026-01-14', 1, '2026-01', ['2026-01-01', '2026-01-01', '2026-01-01']],
    ['2026-01-14', 1, null, ['2025-12-01', '2025-10-01', '2025-01-01']],
  ] as const)('[ME16] on %s, the latest periods with revenue in them (year from %s, revenue in %s)', (...given) => {
    const [today, startMonth, latestMonth, begins] = given
    const kinds = ['month', 'quarter', 'year'] as const
    expect(kinds.map((kind) => shown({ kind }, today, startMonth, latestMonth)[1])).toEqual(begins)
  })

  test('[DA4] a quarter is compared with the one before', () => {
    expect(shown({ kind: 'quarter', compare: 'before' }, '2026-05-02', 4)).toEqual([
      'Q1 FY2027', '2026-04-01', '2026-06-30', 'Q4 FY2026', '2026-01-01', '2026-03-31',
    ]) // prettier-ignore
  })

  test('[DA2] a February is compared with a whole February, leap years included', () => {
    expect(shown({ kind: 'month' }, '2025-03-10', 1).slice(4)).toEqual(['2024-02-01', '2024-02-29'])
  })

  test('[DA2] chosen days are compared with as many days before them', () => {
    expect(shown({ kind: 'custom', from: '2026-03-08', to: '2026-03-14', compare: 'before' }, '2026-05-02', 1)).toEqual([
      '08 Mar – 14 Mar 2026', '2026-03-08', '2026-03-14', '01 Mar – 07 Mar 2026', '2026-03-01', '2026-03-07',
    ]) // prettier-ignore
  })
})
