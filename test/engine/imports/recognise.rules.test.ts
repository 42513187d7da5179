import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ColumnRole, ImportMapping } from '../../../src/contract/imports.ts'
import { inferType } from '../../../src/engine/imports/columns.rules.ts'
import { readHeader } from '../../../src/engine/imports/headers.rules.ts'
import { inspectFile } from '../../../src/engine/imports/inspect.ts'
import { recognise } from '../../../src/engine/imports/recognise.rules.ts'
import { fixtures } from './support.ts'

interface Expected {
  kinds: string[]
  rows: number
  format: Record<string, unknown>
  columns: { header: string; role: ColumnRole | null }[]
}

const folder = join(fixtures, 'imports/unseen')
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.csv'))
  .map((name) => name.slice(0, -4))

async function inspect(name: string) {
  return inspectFile(join(folder, `${name}.csv`), `${name}.csv`, {
    as: null,
    sheet: null,
    timeZone: 'UTC',
    baseCurrency: 'USD',
    recall: () => null,
  })
}

function expected(name: string): Expected {
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')) as Expected // our own fixture
}

function formatOf({ format, shape }: ImportMapping, wanted: Record<string, unknown>): Record<string, unknown> {
  const all: Record<string, unknown> = { ...format, ...shape }
  return Object.fromEntries(Object.keys(wanted).map((key) => [key, wanted[key] === null ? null : all[key]]))
}

describe('files never seen before', () => {
  it('[IM10] of twelve renamed, reordered and translated files at least 95 % of the columns are read right without a hint', async () => {
    let right = 0
    let all = 0
    const wrong: string[] = []
    for (const name of names) {
      const { mapping } = await inspect(name)
      expected(name).columns.forEach(({ header, role }, index) => {
        all += 1
        const read = mapping.columns[index]?.role
        if (read === role) right += 1
        else wrong.push(`${name}: ${header} is ${role}, was read as ${read}`)
      })
    }
    expect({ files: names.length, wrong: right / all >= 0.95 ? [] : wrong }).toEqual({ files: 12, wrong: [] })
  })

  it.each(names)(
    '[IM10] %s: its kinds, how it is cut and how its values are written are told without a question',
    async (name) => {
      const { mapping, questions } = await inspect(name)
      const { kinds, format } = expected(name)
      expect({ kinds: mapping.kinds, format: formatOf(mapping, format), questions }).toEqual({
        kinds,
        format,
        questions: [],
      })
    },
  )
})

describe('headers', () => {
  it.each([
    ['Kundennummer', ['customer', 'id']],
    ['customeremail', ['customer', 'email']],
    ['orderId', ['order', 'id']],
    ['created_at', ['created', 'date']],
    ['Ragione sociale cliente', ['company', 'customer']],
    ["Date d'ouverture", ['date', 'created']],
    ['Nº do pedido', ['id', 'order']],
    ['E-Mail-Adresse des Händlers', ['email', 'partner']],
    ['Opp #', ['deal', 'id']],
    ['Montant HT', ['amount', 'net']],
    ['__proto__', []],
    ['', []],
  ] as const)('[IM11] %s speaks of %j', (header, concepts) => {
    expect([...readHeader(header).concepts]).toEqual(concepts)
  })
})

describe('territories', () => {
  it.each([
    'Territory countries',
    'Länder im Gebiet',
    'Pays du territoire',
    'Países del territorio',
    'Países do território',
    'Landen in gebied',
    'Paesi del territorio',
    'Partner territory country',
  ])('[IM72] %s is a territory, a territory without countries a region', (header) => {
    const roles = ['Partner', 'Country/Region', header, 'Territory', 'Partner since'].map((name, index) => ({
      index,
      header: name,
      values: name === 'Partner since' ? ['2025-02-01'] : ['East; West'],
      type: name === 'Partner since' ? ('date' as const) : ('text' as const),
      filled: 1,
    }))
    expect(recognise(roles).columns.map(({ role }) => role)).toEqual([
      'partnerName',
      'partnerCountry',
      'partnerTerritory',
      'partnerRegion',
      'partnerStartedOn',
    ])
  })
})

describe('values', () => {
  it.each([
    ['email', ['a@b.example', 'c@d.example']],
    ['currency', ['usd', 'EUR', 'jpy']],
    ['flag', ['true', 'false']],
    ['date', ['2026-01-02', '03.04.2026', '1/2/2026 3:04 PM']],
    ['number', ['12', '-3', '45631']],
    ['money', ['12.50', '$3']],
    ['text', ['ord_1', 'ord_2']],
    ['empty', []],
  ] as const)('[IM12] tells %s from %j', (type, values) => {
    expect(inferType(values)).toBe(type)
  })

  const column = (index: number, header: string, values: string[]) => ({
    index,
    header,
    values,
    type: inferType(values),
    filled: 1,
  })

  it('[IM12] a header whose values say otherwise gets no role', () => {
    const columns = [
      column(0, 'Order ID', ['1', '2', '3']),
      column(1, 'Date', ['2026-01-02', '2026-01-03', '2026-01-04']),
      column(2, 'Amount', ['5.00', '6.00', '7.00']),
      column(3, 'Currency', ['see contract', 'see contract', 'see contract']),
      column(4, 'Email', ['no', 'no', 'no']),
    ]
    expect(recognise(columns).columns.map(({ role }) => role)).toEqual(['recordId', 'occurredOn', 'amount', null, null])
  })

  it('[IM12] columns whose headers say nothing are told by their values', () => {
    const columns = [
      column(0, 'Amount', ['5.00', '6.00', '7.00', '8.00', '9.00']),
      column(1, 'Field 1', ['2026-01-02', '2026-01-03', '2026-01-04', '2026-01-04', '2026-01-05']),
      column(2, 'Field 2', ['USD', 'EUR', 'USD', 'USD', 'USD']),
      column(3, 'Field 3', ['a1', 'a2', 'a3', 'a4', 'a5']),
      column(4, 'Field 4', ['x@y.example', 'z@y.example', 'x@y.example', 'x@y.example', 'x@y.example']),
      column(5, 'Field 5', ['paid', 'paid', 'failed', 'paid', 'paid']),
    ]
    expect(recognise(columns).columns.map(({ role }) => role)).toEqual([
      'amount',
      'occurredOn',
      'currency',
      'recordId',
      'customerEmail',
      'status',
    ])
  })

  it('[IM12] sales are told by a partner, a day and money under words that nobody knows', () => {
    const columns = [
      column(0, 'Sold by', ['Acme', 'Acme', 'Bukit']),
      column(1, 'Sold to', ['Nilgiri', 'Borneo', 'Orchid']),
      column(2, 'When', ['2025-01-13', '2025-01-14', '2025-02-20']),
      column(3, 'How much', ['$1200.00', '$800.00', '$2450.50']),
    ]
    const { kinds, columns: found } = recognise(columns)
    expect([kinds, found.map(({ role }) => role)]).toEqual([
      ['conversions'],
      ['partnerName', 'customerName', 'occurredOn', 'amount'],
    ])
  })

  const rolesOf = (cells: Record<string, string>) =>
    recognise(
      Object.entries(cells).map(([header, value], index) => column(index, header, [value, value, value])),
    ).columns.map(({ role }) => role)

  it('[IM12] of a net amount and a total the total is read, and tax is taken off only where it is inside', () => {
    const order = { 'Order no': 'A1', 'Order date': '2026-01-02' }
    expect([
      rolesOf({ ...order, Subtotal: '5.00', Taxes: '1.00', Total: '6.00' }),
      rolesOf({ ...order, Subtotal: '5.00', Taxes: '1.00' }),
      rolesOf({ ...order, 'Bedrag excl. btw': '5.00', BTW: '1.00' }),
      rolesOf({ ...order, 'Bedrag incl. btw': '6.00', BTW: '1.00' }),
    ]).toEqual([
      ['recordId', 'occurredOn', null, 'tax', 'amount'],
      ['recordId', 'occurredOn', 'amount', null],
      ['recordId', 'occurredOn', 'amount', null],
      ['recordId', 'occurredOn', 'amount', 'tax'],
    ])
  })

  it('[IM12] the only closing date of a pipeline closes its won deals too', () => {
    const deal = { 'Deal name': 'Rollout', 'Deal stage': 'Won', Value: '5.00', 'Expected close date': '2026-01-02' }
    expect([rolesOf(deal), rolesOf({ ...deal, 'Actual close date': '2026-01-03' })]).toEqual([
      ['recordName', 'stage', 'amount', 'closedOn'],
      ['recordName', 'stage', 'amount', 'expectedCloseOn', 'closedOn'],
    ])
  })

  it('[IM12] a customer list with sums and days in it stays a list', () => {
    const list = {
      'Customer no': 'K1',
      'Customer name': 'Ann',
      'First purchase': '2026-01-02',
      'Lifetime value': '5.00',
    }
    expect(rolesOf(list)).toEqual(['customerId', 'customerName', null, null])
  })
})
