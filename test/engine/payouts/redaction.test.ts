import { afterEach, beforeEach, expect, test } from 'vitest'
import { type CustomerProfile, customerProfileSchema } from '../../../src/contract/programme.ts'
import { redact } from '../../../src/engine/payouts/redaction.rules.ts'
import { approveRun, openRun } from '../../support/payRun.ts'
import { importRows, seedPartner, seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

test('[PO18] initials are the first letter or digit of each word with its marks, whatever the script', () => {
  const names = ['Northwind Industries', 'anvika retail (2nd)', '  3M ', 'e\u0301clair école', '日本 商事', 'jane@acme.example', '– !', ''] // prettier-ignore
  expect(names.map((customer) => redact('initials', { customer, externalId: 'ch_1' }))).toEqual(
    ['N. I.', 'A. R. 2.', '3.', 'E\u0301. É.', '日. 商.', 'J.', '', ''].map((customer) => ({
      customer,
      externalId: '',
    })),
  )
})

test('[PO18] a record number that is an e-mail address does not stand for the customer', () => {
  const of = (externalId: string) => redact('record', { customer: 'Northwind', externalId })
  expect([of('INV-7'), of('jane@acme.example')]).toEqual([
    { customer: '', externalId: 'INV-7' },
    { customer: '', externalId: '' },
  ])
})

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
  await seedPlan(engine)
  await seedPartner(engine, 'Acme')
  await importRows(
    engine,
    ['Invoice', 'Date', 'Partner', 'Customer', 'Customer Email', 'Product', 'Amount', 'Currency'],
    [
      ['INV-1', '2025-12-01', 'Acme', 'Northwind Industries', 'jane@northwind.example', 'Suite', '1240.00', 'USD'],
      ['INV-2', '2025-12-18', 'Acme', 'Contoso Trading', 'joe@contoso.example', 'Suite', '456.00', 'USD'],
    ],
  )
})
afterEach(() => engine.close())

/** The statement of December with the second sale on hold, approved while the programme shows this of customers. */
async function approvedWith(customersOnStatements: CustomerProfile) {
  await engine.call('programme.update', { customersOnStatements })
  const { rows } = await engine.call('views.open', viewSpec('commissions', {}))
  const held = rows.find(({ cells }) => cells['customer'] === 'Contoso Trading')
  await engine.call('commissions.hold', { ids: [held?.id ?? 0], reason: 'Contract unsigned' })
  const run = await approveRun(engine, (await openRun(engine)).id)
  // What the programme shows from now on changes nothing that is approved.
  await engine.call('programme.update', { customersOnStatements: 'name' })
  const statementId = run.payouts[0]?.statementId ?? 0
  return {
    content: await engine.call('payouts.statement', { statementId }),
    html: (await engine.call('payouts.renderStatement', { statementId, format: 'html' })).text,
    csv: (await engine.call('payouts.renderStatement', { statementId, format: 'csv' })).text,
  }
}

const hold = { day: '2025-12-18', customer: '', minor: 4_560, reason: 'Contract unsigned' }
const expected = {
  name: {
    line: { customer: 'Northwind Industries', externalId: 'INV-1' },
    hold: { ...hold, customer: 'Contoso Trading' },
    heads: ['Customer', 'Customer'],
    cell: 'Northwind Industries<small>Suite</small>',
    heldCells: ['18 Dec 2025', 'Contoso Trading', 'Contract unsigned', '45.60'],
    csv: ['"Northwind Industries","INV-1","Suite"', '"Contoso Trading",,'],
    rule: '',
  },
  initials: {
    line: { customer: 'N. I.', externalId: '' },
    hold: { ...hold, customer: 'C. T.' },
    heads: ['Customer', 'Customer'],
    cell: 'N. I.<small>Suite</small>',
    heldCells: ['18 Dec 2025', 'C. T.', 'Contract unsigned', '45.60'],
    csv: ['"N. I.","","Suite"', '"C. T.",,'],
    rule: ' Customers are given by their initials.',
  },
  record: {
    line: { customer: '', externalId: 'INV-1' },
    hold: { ...hold, externalId: 'INV-2' },
    heads: ['Record', 'Record'],
    cell: 'INV-1<small>Suite</small>',
    heldCells: ['18 Dec 2025', 'INV-2', 'Contract unsigned', '45.60'],
    csv: ['"","INV-1","Suite"', '"","INV-2",'],
    rule: ' Customers are not named; each sale has the number of its record.',
  },
  nothing: {
    line: { customer: '', externalId: '' },
    hold,
    heads: ['Product', 'Reason'],
    cell: 'Suite',
    heldCells: ['18 Dec 2025', 'Contract unsigned', '45.60'],
    csv: ['"","","Suite"', '"",,'],
    rule: ' Customers are not named.',
  },
} satisfies Record<CustomerProfile, object>

test.each(customerProfileSchema.options)(
  '[PO18] content, page and CSV of a statement hold of customers what the programme shows, and the page says so: %s',
  async (profile) => {
    const { content, html, csv } = await approvedWith(profile)
    const held = /<caption>Held commissions<\/caption>.*?<\/table>/s.exec(html)?.[0] ?? ''
    const rows = csv.split('\r\n')
    const soldIn = (row: string | undefined) =>
      /"2025-12-\d\d",((?:"[^"]*"|),(?:"[^"]*"|),(?:"[^"]*"|)),/.exec(row ?? '')?.[1]
    const [line] = content.lines
    expect({
      line: { customer: line?.customer, externalId: line?.externalId },
      hold: content.holds[0],
      heads: [html, held].map((part) => /<th scope="col">Date<\/th><th scope="col">(.*?)<\/th>/.exec(part)?.[1]),
      cell: /<td class="day">01 Dec 2025<\/td><td>(.*?)<\/td>/.exec(html)?.[1],
      heldCells: [...held.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, cell]) => cell),
      csv: [rows[2], rows.find((row) => row.includes('"held"'))].map(soldIn),
      rule: /half away from zero\.(.*?)<\/p>/.exec(html)?.[1],
    }).toEqual(expected[profile])
    expect(content.customers).toBe(profile)
    for (const text of [JSON.stringify(content), html, csv]) expect(text).not.toMatch(/@(northwind|contoso)/)
  },
)
