import { afterAll, beforeAll, expect, test } from 'vitest'
import { crmFile } from '../../support/crm.ts'
import { importFile } from '../../support/imports.ts'
import { reference } from '../../support/reference.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

const year = { from: '2017-01-01', to: '2017-12-31' }
let engine: TestEngine
beforeAll(async () => {
  engine = await startTestEngine()
  await importFile(engine, crmFile('sales_teams.csv'))
  await importFile(engine, crmFile('sales_pipeline.csv'), { currency: 'USD' })
}, 60_000)
afterAll(() => engine.close())

test('[AN3] win rates of the CRM export are those counted from its file by Python', async () => {
  const { all, partners, quarters } = await engine.call('analytics.winRates', year)
  const counted = Object.entries(reference.wins)
  const byAgent = counted.filter(([name]) => !/^Q\d$/.test(name))
  expect(Object.fromEntries(partners.map(({ name, won, lost }) => [name, { won, lost }]))).toEqual(
    Object.fromEntries(byAgent),
  )
  expect(partners.every(({ won, lost, ratePpm }) => ratePpm === Math.round((won / (won + lost)) * 1_000_000))).toBe(
    true,
  )
  expect(all.won + all.lost).toBe(byAgent.reduce((sum, [, { won, lost }]) => sum + won + lost, 0))
  // Eight quarters up to the last of the period; the file begins with the first of 2017.
  expect(quarters.map(({ quarter, won, lost }) => [quarter, won, lost])).toEqual([
    ...[1, 2, 3, 4].map((number) => [`FY2016-Q${number}`, 0, 0]),
    ...[1, 2, 3, 4].map((number) => {
      const { won, lost } = reference.wins[`Q${number}`] ?? { won: 0, lost: 0 }
      return [`FY2017-Q${number}`, won, lost]
    }),
  ])
})

test('[AN6] customer cohorts of the CRM export are those that Python makes of its file', async () => {
  const { cohorts } = await engine.call('analytics.cohorts', {
    ...year,
    partnerId: null,
    compareFrom: null,
    compareTo: null,
  })
  const found = cohorts.map(({ month, customers, months }) => ({
    month,
    customers,
    months: months.flatMap(({ offset, customers: bought, minor }) =>
      bought === 0 ? [] : [{ month: monthAfter(month, offset), customers: bought, minor }],
    ),
  }))
  expect(found).toEqual(reference.cohorts)
})

function monthAfter(month: string, offset: number): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + offset, 1)).toISOString().slice(0, 7)
}

test('[AN7] concentration of the CRM export is that of NumPy, and names the largest partner', async () => {
  const { partners, topThreePpm, hhiPpm, effectivePpm } = await engine.call('analytics.concentration', year)
  const { largest, largestShare, topThreeShare, index, partners: count } = reference.concentration
  expect({ name: partners[0]?.name, count: partners.length }).toEqual({ name: largest, count })
  // The reference is rounded to six places; shares of an allocation differ by at most one millionth.
  expect(Math.abs((partners[0]?.sharePpm ?? 0) - largestShare * 1e6)).toBeLessThanOrEqual(1)
  expect(Math.abs(topThreePpm - topThreeShare * 1e6)).toBeLessThanOrEqual(3)
  expect(Math.abs(hhiPpm - index * 1e6)).toBeLessThanOrEqual(1)
  expect(effectivePpm / 1e6).toBeCloseTo(1 / index, 2)
})
