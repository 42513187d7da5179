import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ColumnRole } from '../../../src/contract/imports.ts'
import { inspectFile } from '../../../src/engine/imports/inspect.ts'
import { compileMapping } from '../../../src/engine/imports/interpret.rules.ts'
import { findLayout, layouts } from '../../../src/engine/imports/layouts.ts'
import type { RowReading } from '../../../src/engine/imports/reading.ts'
import { fixtures, options, readAll } from './support.ts'

interface Expected {
  layout: string
  kinds: string[]
  rows: number
  columns: { header: string; role: ColumnRole | null }[]
}

const folder = join(fixtures, 'imports/layouts')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.csv'))
  .map((name) => name.slice(0, -4))

async function inspect(path: string, as: string | null = null) {
  return inspectFile(path, 'file.csv', { as, sheet: null, timeZone: 'UTC', baseCurrency: 'USD', recall: () => null })
}

function expected(name: string): Expected {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Expected // our own fixture
}

/** All rows of a fixture under the mapping that was proposed for it. */
async function readings(path: string): Promise<RowReading[]> {
  const { mapping, questions } = await inspect(path)
  const answers = Object.fromEntries(questions.map(({ id, suggested }) => [id, suggested ?? '']))
  const compiled = compileMapping(mapping, answers, options)
  return readAll(readFileSync(path), mapping.shape).rows.map(({ cells, line }) => compiled.read(cells, line))
}

describe('layouts', () => {
  it.each(names)('[IM38] an export of %s is recognised, with the role of every column', async (name) => {
    const wanted = expected(name)
    const { mapping } = await inspect(join(folder, `${name}.csv`))
    expect({
      layout: mapping.layout,
      kinds: mapping.kinds,
      columns: mapping.columns.map(({ header, role }) => ({ header, role })),
    }).toEqual({ layout: wanted.layout, kinds: wanted.kinds, columns: wanted.columns })
  })

  it('[IM38] a list of our own may call columns as it likes: what they are is told from their headers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tandem-list-'))
    const file = join(folder, 'list.csv')
    writeFileSync(
      file,
      'Invoice no.,Date,Partner,Customer,Land,Amount,VAT,Currency\nINV-1,2026-01-05,Acme,Nilgiri,Japan,100,10,USD\n',
    )
    const { mapping } = await inspect(file)
    rmSync(folder, { recursive: true })
    expect([mapping.layout, ...mapping.columns.map(({ role }) => role)]).toEqual([
      'conversions', 'recordId', 'occurredOn', 'partnerName', 'customerName', 'country', 'amount', 'tax', 'currency',
    ]) // prettier-ignore
  })

  it('[IM38] the order, case and punctuation of headers do not matter, and a few missing ones neither', () => {
    const headers = [
      'STATUS',
      'customer-email',
      'amount_refunded',
      'AMOUNT',
      'currency',
      'created date (utc)',
      'ID',
      'my own column',
    ]
    const match = findLayout(headers)
    expect([match?.layout.id, match?.confidencePpm, match?.columns.get('amount')]).toEqual([
      'stripe-payments-2026',
      750_000,
      3,
    ])
  })

  it('[IM38] every layout has a fixture here or among the CRM files', async () => {
    const crm = ['sales_pipeline', 'sales_teams', 'accounts', 'products', 'data_dictionary']
    const found = await Promise.all(crm.map(async (name) => (await inspect(join(fixtures, `crm/${name}.csv`))).layout))
    const known = [...names.map((name) => expected(name).layout), ...found]
    expect(layouts.map(({ id }) => id).filter((id) => !known.includes(id))).toEqual([])
  })

  it('[IM65] the layouts that bring nothing are told apart from files of which nothing is known, until a person says more', async () => {
    const [prices, dictionary, accounts, ...named] = await Promise.all([
      inspect(join(fixtures, 'crm/products.csv')),
      inspect(join(fixtures, 'crm/data_dictionary.csv')),
      inspect(join(fixtures, 'crm/accounts.csv')),
      inspect(join(fixtures, 'crm/products.csv'), 'deals'),
      inspect(join(fixtures, 'crm/products.csv'), 'stripe-payments'),
    ])
    expect([prices, dictionary, accounts, ...named].map(({ hasNothing }) => hasNothing)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('[IM65] the kind that a person says holds, also where its columns are still to be named', async () => {
    const said = await Promise.all(
      ['products', 'data_dictionary', 'accounts'].map((name) => inspect(join(fixtures, `crm/${name}.csv`), 'partners')),
    )
    expect(said.map(({ hasNothing, mapping }) => [hasNothing, mapping.kinds])).toEqual([
      [false, ['partners']],
      [false, ['partners']],
      [false, ['partners']],
    ])
  })

  it('[IM38] a named layout, kind or source overrules what was recognised', async () => {
    const path = join(folder, 'conversions.csv')
    const [asLayout, asKind, asSource] = await Promise.all([
      inspect(path, 'stripe-payments'),
      inspect(path, 'customers'),
      inspect(path, 'webshop'),
    ])
    expect([asLayout.mapping.layout, asKind.mapping.kinds, asSource.mapping.source, asSource.mapping.layout]).toEqual([
      'stripe-payments',
      ['customers'],
      'webshop',
      'conversions',
    ])
  })

  it('[IM17] Stripe payments: failed and uncaptured ones are refused, refunds are linked, yen have no cents', async () => {
    const rows = await readings(join(folder, 'stripe-payments-2026.csv'))
    const refused = rows
      .filter(({ rejection }) => rejection !== null)
      .map(({ line, rejection }) => [line, rejection?.reason])
    const refunds = rows.flatMap(({ line, conversion, refund }) => {
      if (refund === null || conversion === null) return []
      return [[line, refund.amountMinor === -conversion.amountMinor, refund.originalId === conversion.externalId]]
    })
    const yen = rows.find(({ conversion }) => conversion?.currency === 'JPY')?.conversion
    const cell = readAll(readFileSync(join(folder, 'stripe-payments-2026.csv'))).rows[20]?.cells[2]
    expect({ refused, refunds, yen: String(yen?.amountMinor) }).toEqual({
      refused: [
        [7, 'notPaid'],
        [19, 'notPaid'],
      ],
      refunds: [
        [11, true, true],
        [16, false, true],
      ],
      yen: cell,
    })
  })

  it('[IM33] the footer of a Salesforce report is no row', async () => {
    const { mapping, warnings } = await inspect(join(folder, 'salesforce-report.csv'))
    const { summary } = readAll(readFileSync(join(folder, 'salesforce-report.csv')), mapping.shape)
    expect([summary.rows, summary.footerLines, warnings]).toEqual([16, 4, ['footerDropped']])
  })
})

describe('the CRM files', () => {
  it('[IM23] the pipeline gives the stages, won value, quarters and agents known from the file', async () => {
    const rows = await readings(join(fixtures, 'crm/sales_pipeline.csv'))
    const stages = new Map<string, number>()
    const quarters = new Map<string, number>()
    const agents = new Map<string, number>()
    for (const { deal, conversion, partner } of rows) {
      stages.set(deal?.stageText ?? 'refused', (stages.get(deal?.stageText ?? 'refused') ?? 0) + 1)
      if (conversion === null) continue
      const quarter = `${conversion.occurredOn.slice(0, 4)} Q${Math.ceil(Number(conversion.occurredOn.slice(5, 7)) / 3)}`
      quarters.set(quarter, (quarters.get(quarter) ?? 0) + conversion.amountMinor)
      agents.set(partner?.name ?? '', (agents.get(partner?.name ?? '') ?? 0) + conversion.amountMinor)
    }
    const best = [...agents].toSorted((left, right) => right[1] - left[1])
    expect({
      stages: Object.fromEntries(stages),
      quarters: Object.fromEntries(quarters),
      agents: agents.size,
      best: best.slice(0, 3),
    }).toEqual({
      stages: { Won: 4238, Lost: 2473, Engaging: 1589, Prospecting: 500 },
      quarters: { '2017 Q1': 113_467_200, '2017 Q2': 308_611_100, '2017 Q3': 298_225_500, '2017 Q4': 280_249_600 },
      agents: 30,
      best: [
        ['Darcel Schlecht', 115_321_400],
        ['Vicki Laflamme', 47_839_600],
        ['Kary Hendrixson', 45_429_800],
      ],
    })
  })

  it('[IM23] only its currency is asked; teams are 35 partners, accounts 85 customers, the other two carry nothing', async () => {
    const seen = await Promise.all(
      ['sales_pipeline', 'sales_teams', 'accounts', 'products', 'data_dictionary'].map(async (name) => {
        const path = join(fixtures, `crm/${name}.csv`)
        const { mapping, questions } = await inspect(path)
        const { summary } = readAll(readFileSync(path), mapping.shape)
        return [name, mapping.kinds, questions.map(({ id }) => id), summary.rows]
      }),
    )
    expect(seen).toEqual([
      ['sales_pipeline', ['deals', 'conversions'], ['currency'], 8800],
      ['sales_teams', ['partners'], [], 35],
      ['accounts', ['customers'], [], 85],
      ['products', [], [], 7],
      ['data_dictionary', [], [], 21],
    ])
  })
})
