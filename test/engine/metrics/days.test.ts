import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openForReading } from '../../../src/engine/db/open.ts'
import { slicesOf, unchanged } from '../../../src/engine/db/slices.ts'
import { sumRevenueOfDays } from '../../../src/engine/metrics/daySums.ts'
import { readSettings } from '../../../src/engine/programme/programme.repo.ts'
import { readExchange } from '../../../src/engine/rates/rates.repo.ts'
import { seedConversions } from '../../support/seed.ts'
import { importRows, seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const JANUARY = { from: '2025-01-01', to: '2025-01-31' }
/** The same rows, but no month as a whole. */
const THIRTY_DAYS = { from: '2025-01-01', to: '2025-01-30' }
const keys = ['revenue', 'sales', 'averageSale', 'refundRate', 'commissions'] as const

/** Sales so far apart that the table is read in several stretches. */
async function seedApart(): Promise<void> {
  const partnerId = await seedPartner(engine, 'Anvika')
  seedConversions(engine.file, [
    { id: 1, partnerId, day: '2025-01-05', minor: 1000 },
    { id: 30_000, partnerId, day: '2025-01-06', minor: 20 },
    { id: 60_000, partnerId, day: '2025-01-06', minor: 30 },
    { id: 90_000, partnerId, day: '2025-01-06', minor: 300 },
  ])
}

test('[ME3] days that no stored sum stands for come to what the month comes to, foreign amounts converted one by one', async () => {
  const anvika = await seedPartner(engine, 'Anvika')
  const bluth = await seedPartner(engine, 'Bluth')
  await importRows(
    engine,
    ['Date', 'Base', 'Quote', 'Rate'],
    [
      ['2025-01-02', 'EUR', 'USD', '1.0333'],
      ['2025-01-20', 'EUR', 'USD', '1.0457'],
    ],
  )
  await seedPlan(engine)
  await seedSales(engine, [
    // Each is 4.65 and 5.17 USD before it is rounded: in sum they would be others.
    ...[1, 2, 3, 4, 5].map(() => ({ partnerId: anvika, on: '2025-01-05', minor: 450, currency: 'EUR' })),
    ...[1, 2, 3].map(() => ({ partnerId: anvika, on: '2025-01-21', minor: 450, currency: 'EUR' })),
    { partnerId: anvika, on: '2025-01-21', minor: 501, currency: 'EUR' },
    { partnerId: anvika, on: '2025-01-07', minor: 1999 },
    { partnerId: bluth, on: '2025-01-30', minor: 77_777 },
    { partnerId: bluth, on: '2025-01-30', minor: 1000, currency: 'JPY' },
  ])
  const read = async (span: typeof JANUARY, partnerId: number | null) => {
    const { values, missing, foreign } = await engine.call('measures.read', { keys: [...keys], ...span, partnerId })
    return { values, missing, foreign }
  }
  for (const partnerId of [anvika, bluth, null]) {
    const ofMonth = await read(JANUARY, partnerId)
    expect(await read(THIRTY_DAYS, partnerId)).toEqual(ofMonth)
  }
  expect((await read(THIRTY_DAYS, anvika)).values[0]).toMatchObject({ value: 5 * 465 + 3 * 471 + 524 + 1999 })
  expect((await read(THIRTY_DAYS, bluth)).values[0]).toMatchObject({ value: null, problem: 'rateMissing' })
  expect((await read(THIRTY_DAYS, null)).missing).toEqual([{ currency: 'JPY', rows: 2 }])
  const home = (span: typeof JANUARY) => engine.call('metrics.home', { ...span, compareFrom: null, compareTo: null })
  expect(await home(THIRTY_DAYS)).toEqual(await home(JANUARY))
})

test('[EN6] others get their turn after each stretch of rows', async () => {
  await seedApart()
  let turns = 0
  let isAnswered = false
  const count = (): void => {
    turns += 1
    if (!isAnswered) setImmediate(count)
  }
  const asking = engine.call('measures.read', { keys: ['revenue'], ...THIRTY_DAYS, partnerId: null })
  setImmediate(count)
  const { values } = await asking
  isAnswered = true
  expect(values[0]?.value).toBe(1350)
  expect(turns).toBeGreaterThanOrEqual(3)
})

test('[EN6] rows that change while they are read are read again', async () => {
  await seedApart()
  const raw = openForReading(engine.file)
  const exchange = readExchange(raw, readSettings(raw))
  let times = 0
  const asking = unchanged(raw, () => {
    times += 1
    return sumRevenueOfDays(raw, exchange, THIRTY_DAYS)
  })
  // The first stretch has been read by now, the last one not.
  const other = new Database(engine.file)
  other.exec(`UPDATE write_gate SET is_open = 1; UPDATE conversion SET is_live = 0 WHERE id = 1;
    UPDATE write_gate SET is_open = 0`)
  other.close()
  expect(await asking).toMatchObject([{ rows: 3, minor: 350 }])
  expect(times).toBe(2)
  expect(await unchanged(raw, () => sumRevenueOfDays(raw, exchange, THIRTY_DAYS))).toMatchObject([{ minor: 350 }])
  raw.close()
})

test('[EN6] where the file changes faster than it is read, the last answer is given', async () => {
  const raw = openForReading(engine.file)
  const other = new Database(engine.file)
  other.exec('UPDATE write_gate SET is_open = 1')
  let times = 0
  const answer = await unchanged(raw, async () => {
    times += 1
    other.exec(`INSERT INTO setting (key, value) VALUES ('another ${times}', '1')`)
    return times
  })
  expect(answer).toBe(5)
  other.exec('UPDATE write_gate SET is_open = 0')
  other.close()
  raw.close()
})

test('[EN6] stretches hold every id of a table once, and pass over where there are none', async () => {
  const partnerId = await seedPartner(engine, 'Anvika')
  const raw = openForReading(engine.file)
  expect([...slicesOf(raw, 'conversion', 2)]).toEqual([])
  const far = 2 ** 42
  seedConversions(
    engine.file,
    [1, 2, 3, far].map((id) => ({ id, partnerId, day: '2025-01-05', minor: 1 })),
  )
  expect([...slicesOf(raw, 'conversion', 2)]).toEqual([
    { after: 0, upTo: 2 },
    { after: 2, upTo: 4 },
    { after: far - 1, upTo: far + 1 },
  ])
  raw.close()
})
