import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromEpochDays, toEpochDays } from '../../../src/contract/dates.ts'
import { CommissionColumns } from '../../../src/engine/commissions/commissionColumns.rules.ts'
import {
  atTurn,
  componentOf,
  conversionIdOf,
  isTakingBack,
  kindOf,
  toCommissionId,
  turnOf,
} from '../../../src/engine/commissions/ids.rules.ts'
import { appendTakenBack, findElsewhere, mergeTurns, sortSettled } from '../../../src/engine/commissions/turns.rules.ts'
import type { TestCommission, TestConversion } from '../../support/builders/commissions.ts'
import { runRules, totalOf } from '../../support/builders/commissions.ts'
import { aRule, hybrid, percent } from '../../support/builders/plans.ts'
import type { PlanRule } from '../../../src/contract/plans.ts'

test('[CO1] a line that was taken back and earned anew keeps conversion and component through every turn', () => {
  const [rate, clawback] = [toCommissionId(5_000_000_000, 0), toCommissionId(9, 32)]
  for (const turn of [0, 1, 2, 3, 2000])
    expect(
      [rate, clawback]
        .map((line) => atTurn(line, turn))
        .map((id) => [conversionIdOf(id), componentOf(id), turnOf(id), Number.isSafeInteger(id)]),
    ).toEqual([
      [5_000_000_000, 0, turn, true],
      [9, 32, turn, true],
    ])
  expect([0, 1, 2, 3].map((turn) => [kindOf(atTurn(rate, turn)), kindOf(atTurn(clawback, turn))])).toEqual([
    ['rate', 'clawback'],
    ['clawback', 'restored'],
    ['rate', 'clawback'],
    ['clawback', 'restored'],
  ])
})

test('[CO19] what another was paid blocks a conversion while it holds, and tells the next turn once it was taken back', () => {
  const row = (id: number, statement_id: number) => ({ id, trigger_id: null, statement_id })
  const [sold, undone] = [toCommissionId(7, 0), toCommissionId(8, 0)]
  const elsewhere = findElsewhere([row(sold, 1), row(undone, 1), row(atTurn(undone, 1), 2)])
  expect(elsewhere).toEqual({
    paid: new Set([7]),
    nextTurn: new Map([
      [sold, 2],
      [undone, 2],
    ]),
  })
  expect(mergeTurns(elsewhere.nextTurn, new Map([[undone, 4]]))).toEqual(
    new Map([
      [sold, 2],
      [undone, 4],
    ]),
  )
})

describe('what holds of settled lines', () => {
  const [sale, refund] = [toCommissionId(7, 0), toCommissionId(9, 32)]
  const line = (id: number, statement_id: number) => ({ id, trigger_id: id % 64 === 32 ? 7 : null, statement_id })
  const ids = (rows: { id: number }[]): number[] => rows.map(({ id }) => id)
  const all = () => true

  test('[CO18] a clawback goes with the line it took from, also when that was earned anew since', () => {
    const rows = [line(sale, 1), line(refund, 2), line(atTurn(sale, 1), 3), line(atTurn(sale, 2), 4)]
    const { standing, gone, nextTurn } = sortSettled(rows, all)
    expect([ids(standing), ids(gone), nextTurn]).toEqual([[atTurn(sale, 2)], [refund], new Map([[refund, 2]])])
  })

  test('[CO18] a line that was earned anew before its first turn was undone still has that undone', () => {
    const rows = [
      line(sale, 1),
      line(refund, 2),
      line(atTurn(sale, 1), 3),
      line(atTurn(sale, 2), 4),
      line(atTurn(refund, 2), 5),
    ]
    const { standing, gone, nextTurn } = sortSettled(rows, all)
    expect([ids(standing), ids(gone), nextTurn.size]).toEqual([[atTurn(sale, 2), atTurn(refund, 2)], [refund], 0])
  })

  test('[CO18] a clawback holds while both refund and sale count', () => {
    const rows = [line(sale, 1), line(refund, 2)]
    expect(ids(sortSettled(rows, all).standing)).toEqual([sale, refund])
    expect(ids(sortSettled(rows, (id) => id !== 9).gone)).toEqual([refund])
    expect(ids(sortSettled(rows, (id) => id !== 7).gone)).toEqual([sale, refund])
  })
})

/** A commission with the statement that settled it. */
type Settled = TestCommission & { statement: number }

/** Everything that is open: what live conversions earn, and what is taken back because its conversion is not live. */
function openOf(rules: PlanRule[], live: TestConversion[], settled: Settled[]): TestCommission[] {
  const rows = settled.map((line) => ({
    id: line.id,
    trigger_id: line.trigger === 0 ? null : line.trigger,
    statement_id: line.statement,
    plan_version_id: line.versionId,
    rule_index: line.ruleIndex,
    base_minor: line.baseMinor,
    earned_minor: line.earnedMinor,
    counter_before: line.counterBefore,
  }))
  const ids = new Set(live.map(({ id }) => id))
  const { standing, gone, nextTurn } = sortSettled(rows, (id) => ids.has(id))
  const held = new Set(standing.map(({ id }) => id))
  const open = runRules(rules, live, {
    settled: settled.filter(({ id, conversion }) => held.has(id) && ids.has(conversion)),
    turns: nextTurn,
  })
  const columns = new CommissionColumns()
  for (const line of gone) appendTakenBack(line, toEpochDays('2026-01-01'), 0, false, columns)
  const back = gone.map((_, entry): TestCommission => {
    const id = columns.id[entry] ?? 0
    return {
      id,
      conversion: conversionIdOf(id),
      component: componentOf(id),
      versionId: 1,
      ruleIndex: columns.ruleIndex[entry] ?? 0,
      baseMinor: columns.baseMinor[entry] ?? 0,
      earnedMinor: columns.earnedMinor[entry] ?? 0,
      counterBefore: columns.counterBefore[entry] ?? 0,
      currency: 'USD',
      day: fromEpochDays(columns.day[entry] ?? 0),
      dueOn: fromEpochDays(columns.dueDay[entry] ?? 0),
      trigger: columns.triggerId[entry] ?? 0,
      isReversed: false,
      cappedBy: null,
    }
  })
  return [...open, ...back]
}

const hundreds = fc.integer({ min: 1, max: 50 }).map((count) => count * 100)
/** A sale by what stays of it and what its refunds take: refunds beyond the sale are another story. */
const sale = fc
  .record({ stays: hundreds, refunds: fc.array(hundreds, { maxLength: 3 }) })
  .map(({ stays, refunds }) => ({ minor: refunds.reduce((sum, refund) => sum + refund, stays), refunds }))
const story = fc.record({
  sales: fc.array(sale, { minLength: 1, maxLength: 4 }),
  steps: fc.integer({ min: 1, max: 8 }),
  seeds: fc.infiniteStream(fc.boolean()),
})

/** Lets conversions come and go, settles some of what is open after each change, and answers all there is at the end. */
function tell(
  rules: PlanRule[],
  { sales, steps, seeds }: { sales: { minor: number; refunds: number[] }[]; steps: number; seeds: Iterator<boolean> },
) {
  const conversions: TestConversion[] = []
  for (const { minor, refunds } of sales) {
    const id = conversions.push({
      id: conversions.length + 1,
      day: '2026-01-01',
      minor,
      customer: conversions.length + 1,
    })
    for (const refund of refunds)
      conversions.push({ id: conversions.length + 1, day: '2026-01-02', minor: refund, refunds: id })
  }
  const settled: Settled[] = []
  let live = conversions
  for (let step = 1; step <= steps; step += 1) {
    live = conversions.filter(() => seeds.next().value)
    const open = openOf(rules, live, settled)
    const ids = new Set(settled.map(({ id }) => id))
    expect(open.filter(({ id }) => ids.has(id))).toEqual([])
    // A sale that is settled when a refund of it is known is paid less for good, also when that refund goes.
    const isWhole = ({ conversion, component, baseMinor }: TestCommission): boolean =>
      component >= 32 || conversions[conversion - 1]?.minor === Math.abs(baseMinor)
    for (const line of open)
      if (line.earnedMinor !== 0 && isWhole(line) && seeds.next().value) settled.push({ ...line, statement: step })
  }
  return { live, all: [...settled, ...openOf(rules, live, settled)], settled }
}

/** What each live sale still has after its live refunds. */
const leftOf = (live: TestConversion[]): number[] =>
  live
    .filter(({ refunds }) => refunds === undefined)
    .map((sale) =>
      live.reduce((left, other) => (other.refunds === sale.id ? Math.max(0, left - other.minor) : left), sale.minor),
    )

test('[CO18] whatever comes, goes and is settled in between, all lines together are the rate on what counts now', () => {
  fc.assert(
    fc.property(story, (told) => {
      const { live, all } = tell([aRule(percent(100_000))], told)
      expect(totalOf(all)).toBe(leftOf(live).reduce((sum, left) => sum + left / 10, 0))
    }),
    { numRuns: 3000 },
  )
})

test('[CO18] when nothing counts any more nothing stays paid, fixed amounts included', () => {
  fc.assert(
    fc.property(story, (told) => {
      const rules = [aRule(hybrid(4000, 100_000))]
      const { settled } = tell(rules, told)
      const open = openOf(rules, [], settled)
      expect(totalOf([...settled, ...open])).toBe(0)
      expect(open.every(({ id }) => isTakingBack(id))).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
