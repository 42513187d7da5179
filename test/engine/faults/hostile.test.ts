import Papa from 'papaparse'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostileTexts as texts, kept } from '../../support/hostileTexts.ts'
import { approveRun, openRun } from '../../support/payRun.ts'
import { importRows, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await startTestEngine()
})
afterAll(() => engine.close())

const idsOf = async (changes: Parameters<typeof viewSpec>[1]): Promise<number[]> =>
  (await engine.call('views.open', viewSpec('partners', changes))).rows.map(({ id }) => id)

test('[FA30] two hundred hostile names are partners like any other: kept letter by letter, found by search and filter, without a trace elsewhere', async () => {
  expect(new Set(texts).size).toBeGreaterThanOrEqual(200)
  const wrong: unknown[] = []
  const ids = new Map<string, number>()
  for (const name of texts) {
    const { id } = await engine.call('partners.create', { name, startedOn: '2024-01-01' })
    await engine.call('partners.update', { id, changes: { notes: name } })
    ids.set(name, id)
  }
  for (const [given, id] of ids) {
    const name = kept(given)
    const partner = await engine.call('partners.get', { id })
    const searched = await idsOf({ search: name })
    const contained = await idsOf({ filters: [{ column: 'name', operator: 'contains', value: name }] })
    const equal = await idsOf({ filters: [{ column: 'name', operator: 'is', value: name }] })
    const listed = await idsOf({ filters: [{ column: 'name', operator: 'in', value: [name] }] })
    const offered = await engine.call('views.values', { table: 'partners', column: 'name', search: name.slice(0, 100) })
    const seen = {
      name: partner.name === name,
      searched:
        searched.includes(id) &&
        searched.length <= Math.max(1, texts.filter((text) => text.length > name.length).length),
      contained: contained.includes(id),
      equal: equal.includes(id) && equal.length <= 2, // letters in upper and lower case are one to a filter
      listed: listed.includes(id),
      offered: offered.values.includes(name),
    }
    if (Object.values(seen).includes(false)) wrong.push({ text: name.slice(0, 40), ...seen })
  }
  expect(wrong).toEqual([])
  expect((await idsOf({ search: '%' })).length).toBeLessThan(10)
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

test('[FA30] hostile names of columns, tables and sort orders are refused', async () => {
  const column = 'name; DROP TABLE partner'
  const refusals = [
    await engine.refused('views.open', viewSpec('partners', { sort: [{ column, direction: 'ascending' }] })),
    await engine.refused('views.open', viewSpec('partners', { filters: [{ column, operator: 'empty', value: true }] })),
    await engine.refused('views.open', viewSpec('partners', { groupBy: '__proto__' })),
    await engine.refused('views.values', { table: 'partners', column, search: '' }),
  ]
  expect(refusals.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'view.badFilter'))
})

test('[FA31] the same texts from a file name the same partners, and are customers letter by letter', async () => {
  const rows = texts.map((text, i) => [`H-${i}`, '2025-12-01', '10.00', 'USD', text, text, text])
  const attemptId = await importRows(
    engine,
    ['order_id', 'date', 'amount', 'currency', 'partner', 'customer', 'product'],
    rows,
  )
  const { report } = await engine.call('imports.get', { id: attemptId })
  expect({ ...report.rows, created: report.partners.created }).toMatchObject({
    new: texts.length,
    rejected: 0,
    created: 0,
  })
  const wrong: unknown[] = []
  for (const [i, text] of texts.entries()) {
    const filters = [{ column: 'externalId', operator: 'is', value: `H-${i}` } as const]
    const [row] = (await engine.call('views.open', viewSpec('conversions', { filters }))).rows
    const { product, customer, partnerText } = row?.cells ?? {}
    const found = {
      product: product === kept(text),
      customer: customer === kept(text),
      partnerText: partnerText === kept(text),
    }
    if (Object.values(found).includes(false)) wrong.push({ text, product, customer, partnerText })
  }
  expect(wrong).toEqual([])
  expect((await engine.call('workspace.verify', {})).findings).toEqual([])
})

/** Names of the elements and attributes that a page really has. */
function markupOf(page: string): string[] {
  const tags = page.match(/<[!/a-z][^>]*>/gi) ?? []
  return [
    ...new Set(tags.flatMap((tag) => tag.replaceAll(/"[^"]*"/g, '').match(/^<[!/]?[a-z0-9]+|[a-z-]+=/gi) ?? [])),
  ].toSorted()
}

test('[FA32] a statement with hostile texts has the markup of any other, and its table no formula and no extra cell', async () => {
  const own = await startTestEngine()
  try {
    await seedPlan(own)
    const partners = new Map<string, number>()
    for (const name of ['Plain Partner', '</title><script>alert("name")</script>'])
      partners.set(
        name,
        (await own.call('partners.create', { name, legalName: name, address: name, startedOn: '2024-01-01' })).id,
      )
    const [plain = 0, hostile = 0] = partners.values()
    await seedSales(own, [{ partnerId: plain, on: '2025-12-03', minor: 10_000, customer: 'Ann' }])
    await seedSales(
      own,
      texts.map((customer) => ({ partnerId: hostile, on: '2025-12-03', minor: 10_000, customer })),
    )
    const run = await approveRun(own, (await openRun(own)).id)
    const render = async (partnerId: number, format: 'html' | 'csv') => {
      const statementId = run.payouts.find((payout) => payout.partnerId === partnerId)?.statementId ?? 0
      return (await own.call('payouts.renderStatement', { statementId, format })).text
    }
    const page = await render(hostile, 'html')
    expect(markupOf(page)).toEqual(markupOf(await render(plain, 'html')))
    expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
    const rows = Papa.parse<string[]>(await render(hostile, 'csv'), { skipEmptyLines: true }).data
    expect(rows.length).toBeGreaterThan(texts.length)
    expect([...new Set(rows.map((row) => row.length))]).toEqual([15])
    expect(rows.flat().filter((cell) => /^[=+@\t\r\n＝＋－＠]|^-(?![\d.]+$)/.test(cell))).toEqual([])
  } finally {
    own.close()
  }
})
