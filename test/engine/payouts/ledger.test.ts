import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { approveRun, january, openRun, payRun } from '../../support/payRun.ts'
import { seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
let acme: number
beforeEach(async () => {
  engine = await startTestEngine()
  await seedPlan(engine)
  acme = await seedPartner(engine, 'Acme')
})
afterEach(() => engine.close())

function read<T>(sql: string): T[] {
  const connection = new Database(engine.file, { readonly: true })
  try {
    return connection.prepare(sql).all() as T[]
  } finally {
    connection.close()
  }
}

const balances = async () =>
  (await engine.call('payouts.balances', { partnerId: null })).balances.map(({ currency, minor }) => [currency, minor])

test('[LE1] [LE4] approval, payment and undo are postings of equal debits and credits in each currency', async () => {
  await seedSales(engine, [
    { partnerId: acme, on: '2025-12-03', minor: 100_000 },
    { partnerId: acme, on: '2025-12-03', minor: 5_000, currency: 'JPY' },
  ])
  const run = await approveRun(engine, (await openRun(engine)).id)
  expect(await balances()).toEqual([
    ['JPY', 500],
    ['USD', 10_000],
  ])
  await payRun(engine, run, '2026-01-15')
  expect(await balances()).toEqual([])
  const sums = `SELECT currency, account, sum(amount_minor) AS minor FROM ledger_entry GROUP BY 1, 2 ORDER BY 1, 2`
  expect(read(sums)).toEqual(
    ['JPY', 'USD'].flatMap((currency) => {
      const minor = currency === 'JPY' ? 500 : 10_000
      return [
        { currency, account: 'bank', minor: -minor },
        { currency, account: 'commission_expense', minor },
        { currency, account: 'commission_payable', minor: 0 },
        { currency, account: 'payout_clearing', minor: 0 },
      ]
    }),
  )
})

test('[LE2] undo adds reversals and redo posts anew; no entry is ever changed', async () => {
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-03', minor: 100_000 }])
  await approveRun(engine, (await openRun(engine)).id)
  await engine.call('history.undo', {})
  await engine.call('history.redo', {})
  await engine.call('history.undo', {})
  expect(
    read(
      `SELECT turn, sum(CASE WHEN account = 'commission_payable' AND leg = 1 THEN amount_minor END) AS payable, sum(amount_minor) AS sum
       FROM ledger_entry GROUP BY turn ORDER BY turn`,
    ),
  ).toEqual([
    { turn: 0, payable: -10_000, sum: 0 },
    { turn: 1, payable: 10_000, sum: 0 },
    { turn: 2, payable: -10_000, sum: 0 },
    { turn: 3, payable: 10_000, sum: 0 },
  ])
  const connection = new Database(engine.file)
  expect(() => connection.exec('UPDATE ledger_entry SET amount_minor = 0')).toThrow('guard: ledger_entry')
  connection.close()
})

test('[LE3] an approved payout that is not paid yet is not paid again by the next run', async () => {
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-03', minor: 100_000 }])
  await approveRun(engine, (await openRun(engine)).id)
  await seedSales(engine, [{ partnerId: acme, on: '2026-01-03', minor: 20_000 }])
  const second = await openRun(engine, january)
  expect(second.payouts).toMatchObject([{ openingMinor: 0, earnedMinor: 2_000, payoutMinor: 2_000 }])
})
