import { beforeAll, afterAll, expect, test } from 'vitest'
import type { Rounding } from '../../../src/contract/money.ts'
import { replay } from '../../../src/engine/commissions/trace.rules.ts'
import { aRule, percent } from '../../support/builders/plans.ts'
import { crmFile, readWonDeals, type WonDeal } from '../../support/crm.ts'
import { importFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

const deals = readWonDeals()
let engine: TestEngine
let planId: number

beforeAll(async () => {
  engine = await startTestEngine()
  await importFile(engine, crmFile('sales_teams.csv'))
  await importFile(engine, crmFile('sales_pipeline.csv'), { currency: 'USD' })
  planId = (await engine.call('plans.create', { name: 'Resellers', body: { rules: [aRule(percent(100_000))] } })).id
  await engine.call('plans.publish', { id: planId, validFrom: '2016-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId, scope: { kind: 'everyone' }, validFrom: '2016-01-01' })
}, 60_000)
afterAll(() => engine.close())

/** Rounds |minor| × ppm once, on integers alone. */
function roundedShare(minor: number, ppm: number, rounding: Rounding): number {
  const product = BigInt(minor) * BigInt(ppm)
  const [whole, rest] = [product / 1_000_000n, product % 1_000_000n]
  const isUp = rest > 500_000n || (rest === 500_000n && (rounding === 'halfAwayFromZero' || whole % 2n === 1n))
  return Number(isUp ? whole + 1n : whole)
}

const quarterOf = ({ closedOn }: WonDeal): string =>
  `FY${closedOn.slice(0, 4)}-Q${Math.ceil(Number(closedOn.slice(5, 7)) / 3)}`

/** Earned per partner and quarter, straight from the file. */
function expectedQuarters(ppm: number, rounding: Rounding): Map<string, number> {
  const sums = new Map<string, number>()
  for (const deal of deals) {
    const key = `${deal.agent} ${quarterOf(deal)}`
    sums.set(key, (sums.get(key) ?? 0) + roundedShare(deal.minor, ppm, rounding))
  }
  return sums
}

async function quarters(): Promise<Map<string, number>> {
  const { rows } = await engine.call('commissions.quarters', { partnerId: null })
  return new Map(rows.map((row) => [`${row.partnerName} ${row.quarter}`, row.earnedMinor]))
}

const sum = (amounts: Map<string, number>): number => [...amounts.values()].reduce((total, minor) => total + minor, 0)
const sorted = (amounts: Map<string, number>) => [...amounts].toSorted(([a], [b]) => (a < b ? -1 : 1))

test('[CO1] RevShare 10 % of the CRM export is 1,000,553.40 USD, each partner and quarter to the cent', async () => {
  const paid = await quarters()
  expect(sum(paid)).toBe(100_055_340)
  expect(sorted(paid)).toEqual(sorted(expectedQuarters(100_000, 'halfAwayFromZero')))
})

test('[CO10] a commission explains itself down to the line of the file it came from', async () => {
  const spec = viewSpec('commissions', { search: '1C1I7A6R' })
  const [row] = (await engine.call('views.open', spec)).rows
  const why = await engine.call('commissions.explain', { id: row!.id })
  expect(why).toMatchObject({
    partnerName: 'Moses Frase',
    customerName: 'Cancity',
    trace: { baseMinor: 105_400, earnedMinor: 10_540 },
    origin: { fileName: 'sales_pipeline.csv', line: 2, importedBy: 'Maya Lindqvist' },
  })
  expect(why.origin?.raw).toBe('1C1I7A6R,Moses Frase,GTX Plus Basic,Cancity,Won,20-10-2016,01-03-2017,1054')
})

test('[CO10] every hundredth commission replays to its stored amount', { timeout: 60_000 }, async () => {
  const { view } = await engine.call('views.open', viewSpec('commissions'))
  const { ids } = await engine.call('views.ids', { view, offset: 0, limit: 10_000 })
  for (const id of ids.filter((_, i) => i % 100 === 0)) {
    const { trace } = await engine.call('commissions.explain', { id })
    const [row] = (await engine.call('views.rows', { view, offset: ids.indexOf(id), limit: 1 })).rows
    expect([id, replay(trace)]).toEqual([id, row?.cells['earned']])
  }
})

test(
  '[CO15] reverting the import takes its commissions away, importing it again brings the same ones back',
  { timeout: 60_000 },
  async () => {
    const before = await quarters()
    const { rows: imports } = await engine.call('views.open', viewSpec('imports', { search: 'pipeline' }))
    await engine.call('imports.revert', { id: imports[0]!.id })
    expect((await quarters()).size).toBe(0)
    await engine.call('history.undo', {})
    expect(await quarters()).toEqual(before)
    await engine.call('history.redo', {})
    await importFile(engine, crmFile('sales_pipeline.csv'), { currency: 'USD' })
    expect(await quarters()).toEqual(before)
  },
)

test('[CO1] the totals of the views equal the sums of the quarters', async () => {
  const spec = viewSpec('commissions', { groupBy: 'partner' })
  const { view } = await engine.call('views.open', spec)
  const { totals, groups } = await engine.call('views.settle', { view })
  expect(totals.sums.find(({ column }) => column === 'earned')?.total).toBe(sum(await quarters()))
  expect([totals.count, groups.length]).toEqual([4_238, 30])
})

test('[MO2] RevShare 7.25 % is rounded once per commission, half away from zero or half to even', async () => {
  await engine.call('plans.saveDraft', { id: planId, body: { rules: [aRule(percent(72_500))] } })
  await engine.call('plans.publish', { id: planId, validFrom: '2016-01-02', changeMode: 'allNewEvents' })
  const away = await quarters()
  expect(sum(away)).toBe(72_540_655)
  expect(sorted(away)).toEqual(sorted(expectedQuarters(72_500, 'halfAwayFromZero')))
  await engine.call('programme.update', { rounding: 'halfToEven' })
  const even = await quarters()
  expect(sum(even)).toBe(72_540_143)
  expect(sorted(even)).toEqual(sorted(expectedQuarters(72_500, 'halfToEven')))
})
