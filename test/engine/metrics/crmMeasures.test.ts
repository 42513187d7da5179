import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { crmFile } from '../../support/crm.ts'
import { importFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

/** An opportunity as its line says it; the file has no quotes. */
interface Opportunity {
  agent: string
  stage: string
  engagedOn: string
  closedOn: string
  value: number
}

const toDay = (text: string): string => text.split('-').toReversed().join('-')
const opportunities: Opportunity[] = readFileSync(crmFile('sales_pipeline.csv'), 'utf8')
  .trimEnd()
  .split('\r\n')
  .slice(1)
  .map((line) => line.split(','))
  .map(([, agent = '', , , stage = '', engaged = '', closed = '', value = '']) => ({
    agent,
    stage,
    engagedOn: toDay(engaged),
    closedOn: toDay(closed),
    value: Number(value),
  }))
const won = opportunities.filter(({ stage }) => stage === 'Won')
const lost = opportunities.filter(({ stage }) => stage === 'Lost')

let engine: TestEngine
beforeAll(async () => {
  engine = await startTestEngine()
  await importFile(engine, crmFile('sales_teams.csv'))
  await importFile(engine, crmFile('sales_pipeline.csv'), { currency: 'USD' })
}, 60_000)
afterAll(() => engine.close())

const year = { from: '2017-01-01', to: '2017-12-31' }
const quarters = [1, 2, 3, 4].map((quarter) => {
  const month = (number: number): string => String(number).padStart(2, '0')
  return { from: `2017-${month(quarter * 3 - 2)}-01`, to: `2017-${month(quarter * 3)}-${quarter % 3 === 1 ? 31 : 30}` }
})

function sumBy(rows: readonly Opportunity[], key: (row: Opportunity) => string): Map<string, number> {
  const sums = new Map<string, number>()
  for (const row of rows) sums.set(key(row), (sums.get(key(row)) ?? 0) + row.value)
  return sums
}

test('[ME12] the CRM files read as a programme: the best partner carries 11.5 % and the index is that of the file', async () => {
  const keys = ['revenue', 'largestShare', 'largestThreeShare', 'concentration', 'effectivePartners'] as const
  const { values } = await engine.call('measures.read', { ...year, keys: [...keys], partnerId: null })
  const amounts = [...sumBy(won, ({ agent }) => agent).values()].toSorted((a, b) => b - a)
  const total = amounts.reduce((all, amount) => all + amount, 0)
  const index = amounts.reduce((all, amount) => all + (amount / total) ** 2, 0)
  const [revenue, largest, three, concentration, effective] = values.map(({ value }) => value ?? Number.NaN)
  expect([revenue, Math.round((largest ?? 0) / 1000)]).toEqual([1_000_553_400, 115])
  expect(three).toBeCloseTo((1e6 * amounts.slice(0, 3).reduce((all, amount) => all + amount, 0)) / total, 0)
  expect(concentration).toBeCloseTo(index * 1e6, 0)
  expect((effective ?? 0) / 1e6).toBeCloseTo(1 / index, 3)
})

test('[ME12] won value of each quarter is that of the file, to the cent', async () => {
  const { trends } = await engine.call('measures.trend', { keys: ['revenue'], partnerId: null, periods: quarters })
  // data/README.md of the files says the same: 1,134,672 · 3,086,111 · 2,982,255 · 2,802,496.
  expect(trends[0]?.map(({ value }) => value)).toEqual([113_467_200, 308_611_100, 298_225_500, 280_249_600])
})

test('[ME12] win rate and deals of every partner and quarter are counted from the file', async () => {
  for (const { from, to } of quarters) {
    const answer = await engine.call('measures.byPartner', { from, to, keys: ['winRate', 'dealsWon', 'averageDeal'] })
    const isIn = ({ closedOn }: Opportunity): boolean => closedOn >= from && closedOn <= to
    const expected = answer.partners.map(({ name }) => {
      const own = won.filter((row) => row.agent === name && isIn(row))
      const closed = own.length + lost.filter((row) => row.agent === name && isIn(row)).length
      const value = own.reduce((all, row) => all + row.value, 0)
      return [
        name,
        closed === 0 ? null : Math.round((own.length / closed) * 1e6),
        own.length,
        own.length === 0 ? null : Math.round((value * 100) / own.length),
      ]
    })
    expect(answer.partners.map(({ name, values }) => [name, ...values])).toEqual(expected)
    expect(answer.partners).toHaveLength(35)
  }
})

test('[ME12] cycle and velocity at the end of the year follow from the file', async () => {
  const keys = ['salesCycle', 'winRate', 'averageDeal', 'openPipeline'] as const
  const { values } = await engine.call('measures.read', { ...year, keys: [...keys], partnerId: null })
  const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
  const cycle = won.reduce((all, row) => all + days(row.engagedOn, row.closedOn), 0) / won.length
  const [measured, rate, average, open] = values.map(({ value }) => value ?? Number.NaN)
  expect((measured ?? 0) / 1e6).toBeCloseTo(cycle, 4)
  expect(rate).toBe(Math.round((4238 / (4238 + 2473)) * 1e6))
  expect(average).toBe(Math.round((10_005_534 * 100) / 4238))
  // Open opportunities of this export have no value.
  expect(open).toBe(0)
})
