import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Run } from '../../../src/contract/payouts.ts'
import { approveRun, december, january, openRun } from '../../support/payRun.ts'
import { importRows, seedPartner, seedPlan, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

/** Pays November, which is due on 15 December; December is not due yet. */
const yearEnd = { ...december, from: '2025-11-01', cutoffOn: '2025-12-31' }

let engine: TestEngine
let acme: number
beforeEach(async () => {
  engine = await startTestEngine()
  await seedPlan(engine)
  acme = await seedPartner(engine, 'Acme')
})
afterEach(() => engine.close())

const sell = (on: string, minor: number) => seedSales(engine, [{ partnerId: acme, on, minor }])

/** Refunds the only sale of its amount in full. */
async function refund(on: string, minor: number): Promise<void> {
  const { rows } = await engine.call('views.open', {
    table: 'conversions', filters: [], sort: [], groupBy: null, search: '',
  }) // prettier-ignore
  const sale = rows.find(({ cells }) => cells['amount'] === minor)
  await importRows(
    engine,
    ['Invoice', 'Date', 'Type', 'Partner', 'Customer', 'Amount', 'Currency', 'Original invoice'],
    [
      [
        `R-${on}`,
        on,
        'refund',
        'Acme',
        'Anvika Retail',
        String(-minor / 100),
        'USD',
        String(sale?.cells['externalId']),
      ],
    ],
  )
}

/** What is due is held before it is rejected. */
const decide = async (what: 'hold' | 'reject', conversions: readonly number[]): Promise<void> => {
  const ids = conversions.map((id) => id * 64)
  await engine.call('commissions.hold', { ids, reason: 'Contract unsigned' })
  if (what === 'reject') await engine.call('commissions.reject', { ids, reason: 'Own order' })
}

const previewOf = ({ payouts }: Run) =>
  engine.call('payouts.previewStatement', { payoutId: payouts.find(({ partnerId }) => partnerId === acme)?.id ?? 0 })

const statementOf = async ({ payouts }: Run) => {
  const statementId = payouts.find(({ partnerId }) => partnerId === acme)?.statementId ?? 0
  return {
    content: await engine.call('payouts.statement', { statementId }),
    html: (await engine.call('payouts.renderStatement', { statementId, format: 'html' })).text,
    csv: (await engine.call('payouts.renderStatement', { statementId, format: 'csv' })).text,
  }
}

async function seedEveryStatus(): Promise<void> {
  const other = await seedPartner(engine, 'Other')
  const sale = { partnerId: acme }
  const ids = await seedSales(engine, [
    { ...sale, on: '2025-11-03', minor: 100_000 },
    { ...sale, on: '2025-11-04', minor: 20_000 },
    { ...sale, on: '2025-11-05', minor: 50_000 },
    { ...sale, on: '2025-11-20', minor: 25_000 },
    { ...sale, on: '2025-12-02', minor: 30_000 },
    { ...sale, on: '2025-12-09', minor: 21_000 },
    { ...sale, on: '2025-12-12', minor: 40_000 },
    // Of another currency, another partner and a later day.
    { ...sale, on: '2025-12-03', minor: 70_000, currency: 'EUR' },
    { partnerId: other, on: '2025-12-03', minor: 80_000 },
    { ...sale, on: '2026-01-02', minor: 90_000 },
  ])
  await decide('hold', ids.slice(2, 3))
  await decide('reject', ids.slice(3, 4))
  await refund('2025-12-14', 40_000)
}

test('[PO17] a statement tells by count and amount what is on it, held, pending, reversed and rejected up to its last day, outside its balance', async () => {
  await seedEveryStatus()
  const { content, html, csv } = await statementOf(await approveRun(engine, (await openRun(engine, yearEnd)).id))
  expect(content).toMatchObject({ openingMinor: 0, earnedMinor: 12_000, adjustedMinor: 0, paidMinor: 12_000, closingMinor: 0 }) // prettier-ignore
  expect(content.unlisted).toEqual({
    pending: { count: 2, minor: 5_100, firstDueOn: '2026-01-15' },
    since: '',
    reversed: { count: 1, minor: 4_000 },
    rejected: { count: 1, minor: 2_500 },
  })
  const section = /<h2>Commissions by status, up to 31 Dec 2025<\/h2>.*?<footer>/s.exec(html)?.[0] ?? ''
  expect(section).toContain(
    '<p class="quiet">For information: the balance above counts only what this statement lists.</p>',
  )
  const cells = [...section.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell)
  expect(cells).toEqual([
    'Paid with this statement', '2', '120.00',
    'Held', '1', '50.00',
    'Pending, first due on 15 Jan 2026', '2', '51.00',
    'Reversed by refunds', '1', '40.00',
    'Rejected', '1', '25.00',
  ]) // prettier-ignore
  const rows = csv.split('\r\n').filter((row) => row.includes(',"status",'))
  const head = (text: string, count: string, amount: string) =>
    `"${content.number}","status",,"2025-12-31",,,,"${text}",,,,"${count}",${amount},"USD","${content.hash}"`
  expect(rows).toEqual([
    head('Paid with this statement', '2 commissions', '120.00'),
    head('Held', '1 commission', '50.00'),
    head('Pending, first due on 15 Jan 2026', '2 commissions', '51.00'),
    head('Reversed by refunds', '1 commission', '40.00'),
    head('Rejected', '1 commission', '25.00'),
  ])
})

test('[PO17] a preview tells what approval freezes, and what happens afterwards changes nothing of it', async () => {
  await seedEveryStatus()
  const run = await openRun(engine, yearEnd)
  const preview = await previewOf(run)
  const approved = await approveRun(engine, run.id)
  await decide('reject', await sell('2025-12-20', 11_000))
  expect((await statementOf(approved)).content.unlisted).toEqual(preview.unlisted)
})

test('[PO17] a preview of what is left out of its run does not count its own lines as pending', async () => {
  await sell('2025-11-03', 100_000)
  await sell('2025-12-02', 30_000)
  const run = await openRun(engine, yearEnd)
  await engine.call('payouts.exclude', { payoutId: run.payouts[0]?.id ?? 0, reason: 'Dispute' })
  const { lines, unlisted } = await previewOf(run)
  expect([lines.length, unlisted?.pending]).toEqual([1, { count: 1, minor: 3_000, firstDueOn: '2026-01-15' }])
})

test('[PO17] each refund and rejection is told once, on the first statement after it: of days before and of days since', async () => {
  await sell('2025-11-03', 100_000)
  await decide('reject', await sell('2025-11-20', 25_000))
  const late = await sell('2025-12-02', 30_000)
  await sell('2025-12-12', 40_000)
  // Known before the first statement is approved, of days after it.
  await sell('2026-01-04', 50_000)
  await refund('2026-01-06', 50_000)
  await decide('reject', await sell('2026-01-05', 60_000))
  const first = await statementOf(await approveRun(engine, (await openRun(engine, yearEnd)).id))
  expect(first.content.unlisted).toMatchObject({
    since: '',
    reversed: { count: 0 },
    rejected: { count: 1, minor: 2_500 },
  })

  await decide('reject', late)
  await refund('2026-01-07', 40_000)
  await sell('2026-01-02', 90_000)
  const second = await statementOf(await approveRun(engine, (await openRun(engine, january)).id))
  expect(second.content.unlisted).toEqual({
    pending: null,
    since: first.content.number,
    reversed: { count: 2, minor: 9_000 },
    rejected: { count: 2, minor: 9_000 },
  })
  expect(second.html).toContain(`<td>Reversed by refunds since statement ${first.content.number}</td>`)
})

test('[PO17] lines of a statement that pays nothing are told as carried over', async () => {
  await engine.call('programme.update', { minimumPayouts: [{ currency: 'USD', minor: 50_000 }] })
  await sell('2025-11-03', 100_000)
  const { html } = await statementOf(await approveRun(engine, (await openRun(engine, yearEnd)).id))
  expect(html).toContain('<td>On this statement, carried over</td><td class="number">1</td>')
})
