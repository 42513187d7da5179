import { expect, test } from 'vitest'
import type { DueRule } from '../../../src/contract/programme.ts'
import { fromEpochDays, toEpochDays } from '../../../src/contract/dates.ts'
import { computeDue, NOT_YET } from '../../../src/contract/due.ts'
import { compileDue, NOT_YET_DAY } from '../../../src/engine/commissions/due.rules.ts'

const rule = (changes: Partial<DueRule>): DueRule => ({
  anchor: 'monthEnd',
  refundWindowDays: 30,
  months: 0,
  days: 0,
  toMonthEnd: false,
  payDay: null,
  ...changes,
})

test('[CO8] golden vector 13: one month after month end, paid on the 15th: locked 30 April, due 15 May', () => {
  expect(computeDue(rule({ months: 1, toMonthEnd: true, payDay: 15 }), '2026-03-10')).toEqual({
    lockedOn: '2026-04-30',
    dueOn: '2026-05-15',
    formula: 'month end 31 Mar + 1 month, to month end, then the 15th',
  })
})

test('[CO8] golden vector 14: NET-30 and NET-15 from month end bring March to 30 and 15 April', () => {
  const due = [30, 15].map((days) => computeDue(rule({ days }), '2026-03-02').dueOn)
  expect(due).toEqual(['2026-04-30', '2026-04-15'])
})

test('[CO8] the formula names the anchor day and each step after it', () => {
  const formulas = [
    computeDue(rule({ days: 15 }), '2025-12-18'),
    computeDue(rule({ anchor: 'eventDay' }), '2025-12-18'),
    computeDue(rule({ anchor: 'eventDay', months: 2, days: 1, payDay: 1 }), '2025-12-18'),
    computeDue(rule({ payDay: 22 }), '2025-12-18'),
    computeDue(rule({ payDay: 13 }), '2025-12-18'),
  ].map(({ formula }) => formula)
  expect(formulas).toEqual([
    'month end 31 Dec + 15 days',
    'event 18 Dec',
    'event 18 Dec + 2 months + 1 day, then the 1st',
    'month end 31 Dec, then the 22nd',
    'month end 31 Dec, then the 13th',
  ])
})

test('[CO8] a pay day on the day itself does not wait a month', () => {
  const payDay = (occurredOn: string) => computeDue(rule({ anchor: 'eventDay', payDay: 15 }), occurredOn).dueOn
  expect([payDay('2026-03-15'), payDay('2026-03-16'), payDay('2026-12-31')]).toEqual([
    '2026-03-15',
    '2026-04-15',
    '2027-01-15',
  ])
})

test('[CO8] the compiled due rule gives the same days, also when asked again', () => {
  const months = rule({ anchor: 'eventDay', months: 1 })
  const dueDayOf = compileDue(months)
  const days = ['2024-01-31', '2026-01-31', '2024-01-31']
  expect(days.map((day) => fromEpochDays(dueDayOf(toEpochDays(day), NOT_YET_DAY)))).toEqual([
    '2024-02-29',
    '2026-02-28',
    '2024-02-29',
  ])
})

test('[CO21] the end of the refund window is so many days after the event', () => {
  const due = computeDue(rule({ anchor: 'refundWindowEnd', refundWindowDays: 14, days: 3 }), '2026-02-20')
  expect(due).toEqual({
    lockedOn: '2026-03-09',
    dueOn: '2026-03-09',
    formula: 'end of the refund window 06 Mar + 3 days',
  })
})

test('[CO21] without the day that the file is to tell nothing is due, and the formula says what is waited for', () => {
  const paid = rule({ anchor: 'invoicePaidDay', days: 10 })
  expect(computeDue(paid, '2026-02-20', '2026-03-05')).toMatchObject({
    dueOn: '2026-03-15',
    formula: 'invoice paid 05 Mar + 10 days',
  })
  expect(computeDue(paid, '2026-02-20')).toEqual({
    lockedOn: NOT_YET,
    dueOn: NOT_YET,
    formula: 'waits until a file says when the invoice was paid',
  })
  expect(computeDue(rule({ anchor: 'approvalDay', payDay: 15 }), '2026-02-20').dueOn).toBe(NOT_YET)
  expect(computeDue(rule({ anchor: 'approvalDay', payDay: 15 }), '2026-02-20', '2026-04-16').dueOn).toBe('2026-05-15')
})

test('[CO21] the compiled rule looks at the day of the source where the anchor does, and at the event elsewhere', () => {
  const [event, source] = [toEpochDays('2026-02-20'), toEpochDays('2026-03-05')]
  const dueOf = (anchor: DueRule['anchor'], day: number) =>
    fromEpochDays(compileDue(rule({ anchor, refundWindowDays: 1 }))(event, day))
  expect(dueOf('approvalDay', source)).toBe('2026-03-05')
  expect(dueOf('invoicePaidDay', NOT_YET_DAY)).toBe(NOT_YET)
  expect(dueOf('eventDay', NOT_YET_DAY)).toBe('2026-02-20')
  expect(dueOf('refundWindowEnd', source)).toBe('2026-02-21')
})
