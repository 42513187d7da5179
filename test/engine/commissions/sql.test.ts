import Database from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { runStateSchema } from '../../../src/contract/payouts.ts'
import { computeBase } from '../../../src/engine/commissions/base.rules.ts'
import { baseSql } from '../../../src/engine/commissions/baseSql.ts'
import { computeStatus } from '../../../src/engine/commissions/status.rules.ts'
import { stateSql, statusSql } from '../../../src/engine/commissions/statusSql.ts'

const connection = new Database(':memory:')
afterAll(() => connection.close())

test('[CO2] the base that SQLite computes is the base of the rule, whatever the signs and flags', () => {
  const minor = fc.integer({ min: -(2 ** 40), max: 2 ** 40 })
  const flags = fc.record({ excludeTax: fc.boolean(), excludeShipping: fc.boolean(), excludeDiscount: fc.boolean() })
  fc.assert(
    fc.property(minor, minor, minor, minor, flags, (charged, tax, shipping, discount, base) => {
      const row = 'SELECT ? AS amount_minor, ? AS tax_minor, ? AS shipping_minor, ? AS discount_minor'
      const amounts = [charged, tax, shipping, discount].map(BigInt)
      const stored = connection
        .prepare(`SELECT ${baseSql(base)} FROM (${row})`)
        .pluck()
        .get(...amounts)
      const { baseMinor } = computeBase(
        { chargedMinor: charged, taxMinor: tax, shippingMinor: shipping, discountMinor: discount, refundedMinor: 0 },
        base,
      )
      expect(stored).toBe(baseMinor)
    }),
  )
})

test('[CO9] the status that SQLite computes is the status of the rule, in every combination', () => {
  const select = connection.prepare(
    `WITH commission AS (SELECT @isReversed AS is_reversed, @dueOn AS due_on), decision AS (SELECT @decision AS state),
       run AS (SELECT @runState AS state), payout AS (SELECT @settledOn AS settled_on)
     SELECT ${statusSql} AS status, ${stateSql} AS state FROM commission, decision, run, payout`,
  )
  const today = '2026-01-14'
  for (const dueOn of ['2026-01-13', today, '2026-01-15'])
    for (const isReversed of [false, true])
      for (const decision of ['hold', 'rejected', null] as const)
        for (const runState of [...runStateSchema.options, null])
          for (const isPaid of runState === null ? [false] : [false, true]) {
            const row = { isReversed: isReversed ? 1 : 0, dueOn, decision, runState, settledOn: isPaid ? today : null }
            const wanted = computeStatus({ dueOn, today, isReversed, decision, runState, isPaid })
            const { status, state } = select.get({ ...row, today }) as { status: string; state: string }
            const open = ['pending', 'approved', 'reversed'].includes(wanted) ? 'open' : wanted
            expect({ ...row, status, state }).toEqual({ ...row, status: wanted, state: open })
          }
})
