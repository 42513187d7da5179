import { beforeAll, afterAll, expect, test } from 'vitest'
import type { Rounding } from '../../../src/contract/money.ts'
import { aRule, percent } from '../../support/builders/plans.ts'
import { createCrmPartners, readWonDeals, toSeeds, type WonDeal } from '../../support/crm.ts'
import { seedConversions } from '../../support/seed.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

const deals = readWonDeals()
let engine: TestEngine
let planId: number

beforeAll(async () => {
  engine = await startTestEngine()
  const partners = await createCrmPartners(engine, deals)
  seedConversions(engine.file, toSeeds(deals, partners))
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

test('[CO1] the totals of the views equal the sums of the quarters', async () => {
  const spec = viewSpec('commissions', { groupBy: 'partner' })
  const { view } = await engine.call('views.open', spec)
  const { totals, groups } = await engine.call('views.settle', { view })
  expect(totals.sums.find(({ column }) => column === 'earned')?.total).toBe(sum(await quarters()))
  expect([totals.count, groups.length]).toEqual([4_238, 30])
})
