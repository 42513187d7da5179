import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import Database from 'better-sqlite3'
import { seedConversions } from '../../support/seed.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

function read(sql: string): unknown[] {
  const connection = new Database(engine.file, { readonly: true })
  try {
    return connection.prepare(sql).raw().all()
  } finally {
    connection.close()
  }
}

test('[ME6] customers are summed by the month of their first purchase with a partner and by what they bought since', async () => {
  const acme = await seedPartner(engine, 'Acme')
  const bukit = await seedPartner(engine, 'Bukit Data')
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-01-10', minor: 10_000, customer: 'Anvika' },
    { partnerId: acme, day: '2025-01-20', minor: 5_000, customer: 'Anvika' },
    { partnerId: acme, day: '2025-03-01', minor: 7_000, customer: 'Anvika' },
    { partnerId: acme, day: '2025-03-15', minor: 7_000, customer: 'Anvika', refundOf: 2 },
    { partnerId: acme, day: '2025-01-31', minor: 2_000, customer: 'Nilgiri' },
    // The same customer with another partner is that partner's own.
    { partnerId: bukit, day: '2025-02-02', minor: 900, customer: 'Anvika' },
    { partnerId: acme, day: '2025-02-01', minor: 300, customer: 'Yen', currency: 'JPY' },
    { partnerId: null, day: '2025-01-01', minor: 1, customer: 'Anvika' },
    { partnerId: acme, day: '2025-01-01', minor: 4_000 },
  ])
  // Any command of the partners sums anew, by the faster way.
  await engine.call('programme.update', {
    exchange: { mode: 'fixed', fixed: [{ currency: 'JPY', perBasePpm: 150_000_000 }] },
  })
  expect({
    cohorts: read('SELECT * FROM rollup_cohort ORDER BY 1, 2, 3'),
    lifetimes: read('SELECT * FROM rollup_lifetime ORDER BY 1, 2, 3'),
    foreign: read('SELECT * FROM rollup_foreign'),
  }).toEqual({
    cohorts: [
      [acme, '2025-01', '2025-01', 2, 17_000],
      [acme, '2025-01', '2025-03', 1, 0],
      [acme, '2025-02', '2025-02', 1, 200], // 300 JPY ÷ 150
      [bukit, '2025-02', '2025-02', 1, 900],
    ],
    lifetimes: [
      [acme, '2025-01', '2025-01', 1],
      [acme, '2025-01', '2025-03', 1],
      [acme, '2025-02', '2025-02', 1],
      [bukit, '2025-02', '2025-02', 1],
    ],
    foreign: [[acme, 'JPY', '2025-02', 'sale', 200, 0]],
  })
  const { findings } = await engine.call('workspace.verify', {})
  expect(findings.filter(({ check }) => check === 'rollups')).toEqual([])
})

test('[ME3] [ME6] sums of any conversions are those that SQL makes of the rows, and a foreign amount without a rate is counted as such', async () => {
  const partners = [null, await seedPartner(engine, 'Acme'), await seedPartner(engine, 'Bukit Data')]
  const row = fc.record({
    partnerId: fc.constantFrom(...partners),
    day: fc
      .integer({ min: 0, max: 700 })
      .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10)),
    minor: fc.integer({ min: 1, max: 1_000_000 }),
    customer: fc.constantFrom('a', 'b', 'c', undefined),
    currency: fc.constantFrom('USD', 'USD', 'JPY', 'EUR'),
  })
  const fixed = [{ currency: 'EUR', perBasePpm: 900_000 }]
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 30 }), async (rows) => {
      seedConversions(
        engine.file,
        rows.map(({ customer, ...rest }) => (customer === undefined ? rest : { ...rest, customer })),
      )
      await engine.call('programme.update', { exchange: { mode: 'eventDay', fixed: [] } })
      await engine.call('programme.update', { exchange: { mode: 'fixed', fixed } })
      const { findings } = await engine.call('workspace.verify', {})
      expect(findings.filter(({ check }) => check === 'rollups')).toEqual([])
    }),
    { numRuns: 15 },
  )
  const unrated = read(`SELECT sum(unrated_count) FROM rollup_foreign WHERE currency = 'JPY'`)
  expect(unrated).toEqual(read(`SELECT count(*) FROM conversion WHERE currency = 'JPY'`))
})
