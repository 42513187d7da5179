import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { askTandem } from '../../support/commandLine.ts'
import { approveRun, december, january, openRun, payRun } from '../../support/payRun.ts'
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

async function approvedStatement(): Promise<number> {
  await seedSales(engine, [
    { partnerId: acme, on: '2025-12-01', minor: 124_000, customer: 'Anvika Retail' },
    { partnerId: acme, on: '2025-12-18', minor: 45_600, customer: '<script>alert("x")</script>' },
    { partnerId: acme, on: '2025-12-22', minor: 134_950, customer: '=HYPERLINK("http://x")' },
  ])
  const run = await approveRun(engine, (await openRun(engine)).id)
  return run.payouts[0]?.statementId ?? 0
}

const render = async (statementId: number) => ({
  html: await engine.call('payouts.renderStatement', { statementId, format: 'html' }),
  csv: await engine.call('payouts.renderStatement', { statementId, format: 'csv' }),
})

test('[PO4] an approved statement renders to the same bytes in a new process with another time zone and language, after later sales, a new name and a new plan version', async () => {
  const statementId = await approvedStatement()
  const before = await render(statementId)

  await seedSales(engine, [{ partnerId: acme, on: '2025-12-02', minor: 99_900 }])
  await engine.call('partners.update', { id: acme, changes: { name: 'Acme Renamed', legalName: 'Acme 2 Ltd' } })
  await engine.call('programme.update', {
    name: 'Other programme',
    rounding: 'halfToEven',
    timeZone: 'America/New_York',
  })
  const { plans } = await engine.call('plans.list', {})
  const plan = plans[0]
  if (!plan?.versions[0]) throw new Error('no plan')
  await engine.call('plans.saveDraft', { id: plan.id, body: plan.versions[0].body })
  await engine.call('plans.publish', { id: plan.id, validFrom: '2025-12-01', changeMode: 'allNewEvents' })
  await engine.call('plans.rename', { id: plan.id, name: 'Renamed plan' })

  const environment = { TZ: 'America/St_Johns', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' }
  for (const format of ['html', 'csv'] as const) {
    const words = [
      'call',
      'payouts.renderStatement',
      JSON.stringify({ statementId, format }),
      '--workspace',
      engine.file,
    ]
    expect(await askTandem(words, environment)).toEqual(before[format])
  }
})

test('[PO3] an approved statement never changes: its row, its lines and their conversions refuse it', async () => {
  await approvedStatement()
  const connection = new Database(engine.file)
  connection.pragma('recursive_triggers = ON')
  expect(() => connection.exec(`UPDATE statement SET earned_minor = 1`)).toThrow('guard: statement')
  expect(() => connection.exec(`UPDATE statement SET content = x'00'`)).toThrow('guard: statement')
  expect(() => connection.exec('DELETE FROM statement')).toThrow('guard: statement')
  expect(() => connection.exec('UPDATE commission SET earned_minor = 1')).toThrow('approved statement')
  expect(() => connection.exec('DELETE FROM commission')).toThrow('approved statement')
  connection.close()
})

test('[PO6] a statement prints opening + earned + adjustments − paid = closing and one line per commission', async () => {
  const statementId = await approvedStatement()
  const statement = await engine.call('payouts.statement', { statementId })
  expect(statement).toMatchObject({
    number: '2025-12-001',
    openingMinor: 0,
    earnedMinor: 30_455,
    adjustedMinor: 0,
    paidMinor: 30_455,
    closingMinor: 0,
    plans: ['Asia resellers, version 1'],
    lines: [
      { customer: 'Anvika Retail', what: 'Revenue share', trace: { baseMinor: 124_000, earnedMinor: 12_400 } },
      { trace: { earnedMinor: 4_560 } },
      { trace: { earnedMinor: 13_495 } },
    ],
  })
  const { html } = await render(statementId)
  const sum = /<ul class="sum">.*?<\/ul>/s.exec(html.text)?.[0].replaceAll(/<small>.*?<\/small>|<[^>]+>/g, ' ')
  expect(sum?.trim().split(/\s+/)).toEqual(['0.00', '+', '304.55', '+', '0.00', '−', '304.55', '=', '0.00'])
  expect(html.text.match(/<tbody>(.*?)<\/tbody>/s)?.[1]?.match(/<tr>/g)).toHaveLength(3)
  expect(html.text).toContain(statement.hash)
  expect(html.text).toContain(statement.snapshotHash)
})

test('[PO14] a statement holds no script, no formula and nothing from elsewhere, whatever customers are called', async () => {
  const { html, csv } = await render(await approvedStatement())
  expect(html.text).not.toContain('<script')
  expect(html.text).toContain('&lt;script&gt;')
  expect(html.text.match(/(?:src|href|url)\s*[=(]/gi)).toBeNull()
  expect(html.text).toContain(`default-src 'none'`)
  expect(csv.text).toContain(`"'=HYPERLINK(""http://x"")"`)
  const amounts = csv.text.split('\r\n').map((line) => line.split(',').at(-3))
  expect(amounts).toEqual(['"Amount"', '0.00', '124.00', '45.60', '134.95', '-304.55', '0.00', '304.55', undefined])
})

test('[PO14] headings, tables and their header cells are marked up for readers of the tagged PDF', async () => {
  const { html } = await render(await approvedStatement())
  const tags = (pattern: RegExp): number => html.text.match(pattern)?.length ?? 0
  expect({
    language: tags(/<html lang="en">/g),
    title: tags(/<title>Commission statement 2025-12-001, Acme<\/title>/g),
    headings: tags(/<h1>/g),
    captions: tags(/<caption>/g),
    columnsWithScope: tags(/<th scope="col"/g),
    cellsWithoutScope: tags(/<th(?! scope)[ >]/g),
  }).toEqual({ language: 1, title: 1, headings: 1, captions: 2, columnsWithScope: 10, cellsWithoutScope: 0 })
})

test('[PO12] a carried balance opens the next statement and is settled when that one is paid', async () => {
  await engine.call('programme.update', { minimumPayouts: [{ currency: 'USD', minor: 5_000 }] })
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-01', minor: 40_000 }])
  const first = await approveRun(engine, (await openRun(engine)).id)
  const carried = await engine.call('payouts.statement', { statementId: first.payouts[0]?.statementId ?? 0 })
  expect(carried).toMatchObject({ openingMinor: 0, earnedMinor: 4_000, paidMinor: 0, closingMinor: 4_000 })

  await seedSales(engine, [{ partnerId: acme, on: '2026-01-10', minor: 20_000 }])
  const second = await approveRun(engine, (await openRun(engine, january)).id)
  const paid = await engine.call('payouts.statement', { statementId: second.payouts[0]?.statementId ?? 0 })
  expect(paid).toMatchObject({ openingMinor: 4_000, earnedMinor: 2_000, paidMinor: 6_000, closingMinor: 0 })

  const settled = async () => {
    const spec = { table: 'payouts' as const, filters: [], sort: [], groupBy: null, search: '' }
    const { rows } = await engine.call('views.open', spec)
    return rows.map(({ cells }) => cells['settledOn'])
  }
  expect(await settled()).toEqual([null, null])
  await payRun(engine, second, '2026-02-15')
  expect(await settled()).toEqual(['2026-02-15', '2026-02-15'])
})

test('[PO3] what a preview shows is what approval freezes', async () => {
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-01', minor: 124_000 }])
  const run = await openRun(engine, december)
  const preview = await engine.call('payouts.previewStatement', { payoutId: run.payouts[0]?.id ?? 0 })
  const approved = await approveRun(engine, run.id)
  const frozen = await engine.call('payouts.statement', { statementId: approved.payouts[0]?.statementId ?? 0 })
  expect(frozen).toMatchObject({ ...preview, snapshotHash: frozen.snapshotHash })
})
