import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedConversions } from '../../support/seed.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

function write(sql: string): void {
  const connection = new Database(engine.file)
  connection.exec(sql)
  connection.close()
}

test('[CF1] a typed company figure stands before an imported one, and what is taken away lets it count again', async () => {
  write(`INSERT INTO company_figure (identity, content_hash, attempt_id, line, source, month, measure, currency, value, is_live) VALUES
    (x'01', x'01', 1, 2, 'own', '2025-02', 'bookings', 'EUR', 500, 1), (x'02', x'02', 1, 3, 'own', '2025-02', 'newCustomers', '', 7, 1),
    (x'03', x'03', 2, 2, 'own', '2025-02', 'newCustomers', '', 8, 1), (x'04', x'04', 3, 2, 'own', '2025-02', 'newCustomers', '', 9, 0)`)
  const february = async () => {
    const { months } = await engine.call('figures.list', { from: '2025-01', to: '2025-02' })
    expect(months[0]?.figures.every(({ typed, imported }) => typed === null && imported === null)).toBe(true)
    return months[1]?.figures.map(({ typed, imported }) => [typed, imported])
  }
  const imported = [
    [null, { value: 500, currency: 'EUR' }],
    [null, { value: 8, currency: null }],
    [null, null],
  ]
  expect(await february()).toEqual(imported)
  await engine.call('figures.set', {
    entries: [
      { month: '2025-02', measure: 'bookings', value: 12_000 },
      { month: '2025-02', measure: 'newCustomers', value: 0 },
    ],
  })
  expect(await february()).toEqual([
    [{ value: 12_000, currency: 'USD' }, imported[0]?.[1]],
    [{ value: 0, currency: null }, imported[1]?.[1]],
    [null, null],
  ])
  const none = { value: null, month: '2025-02' }
  await engine.call('figures.set', {
    entries: [
      { ...none, measure: 'bookings' },
      { ...none, measure: 'newCustomers' },
    ],
  })
  expect(await february()).toEqual(imported)
  expect(
    (await engine.refused('figures.set', { entries: [{ month: '2025-13', measure: 'bookings', value: 1 }] })).code,
  ).toBe('call.badInput')
})

test('[FX4] currencies in use are listed with their rates and what waits for one, and Home names it', async () => {
  const partnerId = await seedPartner(engine, 'Acme')
  write(`INSERT INTO fx_rate (identity, content_hash, attempt_id, line, source, base_currency, quote_currency, day, rate_ppm, is_live) VALUES
    (x'01', x'01', 1, 2, 'ecb', 'EUR', 'USD', '2025-03-03', 1100000, 1), (x'02', x'02', 1, 2, 'ecb', 'EUR', 'JPY', '2025-03-03', 165000000, 1),
    (x'03', x'03', 1, 3, 'ecb', 'EUR', 'USD', '2025-03-04', 1200000, 1), (x'04', x'04', 1, 3, 'ecb', 'EUR', 'JPY', '2025-03-04', 168000000, 1),
    (x'05', x'05', 1, 4, 'ecb', 'EUR', 'JPY', '2025-03-05', 999000000, 0)`)
  seedConversions(engine.file, [
    { partnerId, day: '2025-03-04', minor: 14_000, currency: 'JPY' },
    { partnerId, day: '2025-02-04', minor: 14_000, currency: 'JPY' },
    { partnerId, day: '2025-03-04', minor: 100, currency: 'SGD' },
    { partnerId, day: '2025-03-04', minor: 100 },
  ])
  const { currencies, mode } = await engine.call('rates.overview', {})
  expect([mode, currencies]).toEqual([
    'eventDay',
    [
      // 168 ÷ 1.2
      { currency: 'JPY', firstOn: '2025-03-03', lastOn: '2025-03-04', lastPerBasePpm: 140_000_000, source: 'ecb', rows: 2, unratedRows: 1, unratedFrom: '2025-02' },
      { currency: 'SGD', firstOn: null, lastOn: null, lastPerBasePpm: null, source: '', rows: 1, unratedRows: 1, unratedFrom: '2025-03' },
    ],
  ]) // prettier-ignore
  const { needs } = await engine.call('metrics.needs', {})
  expect(needs.filter(({ kind }) => kind === 'rateMissing').map(({ label, count }) => [label, count])).toEqual([
    ['JPY', 1],
    ['SGD', 1],
  ])
})
