import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ImportMapping } from '../../../src/contract/imports.ts'
import {
  comparable,
  conversionContent,
  conversionIdentity,
  dealContent,
  dealIdentity,
  suspectText,
  withOrdinal,
} from '../../../src/engine/imports/identity.rules.ts'
import { compileMapping } from '../../../src/engine/imports/interpret.rules.ts'
import { mappingOf, options } from './support.ts'

const OWN = mappingOf(['recordId', 'occurredOn', 'amount', 'partnerName', 'product'])
const NONE = mappingOf([null, 'occurredOn', 'amount', 'partnerName', 'product'])

/** Ids of a file's conversions, rows told apart by how often they occur. */
function ids(mapping: ImportMapping, rows: readonly (readonly string[])[]): string[] {
  const compiled = compileMapping(mapping, {}, options)
  const seen = new Map<string, number>()
  return rows.map((cells, index) => {
    const row = compiled.read(cells, index + 2)
    if (row.conversion === null) throw new Error(row.rejection?.reason ?? 'no conversion')
    const identity = conversionIdentity(mapping.source, row, row.conversion)
    const ordinal = seen.get(identity.text) ?? 0
    seen.set(identity.text, ordinal + 1)
    return withOrdinal(identity, ordinal)
  })
}

function contents(mapping: ImportMapping, cells: readonly string[]): { content: string; suspect: string } {
  const row = compileMapping(mapping, {}, options).read(cells, 2)
  if (row.conversion === null) throw new Error('no conversion')
  return { content: conversionContent(row, row.conversion), suspect: suspectText(row, row.conversion) }
}

describe('identity', () => {
  it('[IM20] a row with an id of its own stays that row whatever else changes', () => {
    const [first, changed, other] = ids(OWN, [
      ['A1', '2026-02-03', '5.00', 'Ann', 'Core'],
      ['A1', '2026-02-04', '6.00', 'Bob', 'Plus'],
      ['a1', '2026-02-03', '5.00', 'Ann', 'Core'],
    ])
    expect([first === changed, first === other]).toEqual([true, false])
  })

  it('[IM20] two real equal sales without ids stay two, and the same rows shuffled are the same set', () => {
    const row = fc.constantFrom(
      ['', '2026-02-03', '5.00', 'Ann', 'Core'],
      ['', '2026-02-03', '5.00', 'Ann', 'Plus'],
      ['', '2026-02-03', '5.00', 'Bob', 'Core'],
      ['', '2026-02-04', '5', 'Ann', 'Core'],
    )
    const shuffled = fc
      .array(row, { minLength: 1, maxLength: 12 })
      .chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })))
    fc.assert(
      fc.property(shuffled, ([rows, again]) => {
        const before = ids(NONE, rows)
        expect([new Set(before).size, ids(NONE, again).toSorted()]).toEqual([rows.length, before.toSorted()])
      }),
    )
  })

  it('[IM20] is the same however the file writes it', () => {
    const german = mappingOf(['amount', null, 'product', 'partnerName', 'occurredOn'], {
      format: { decimal: 'comma', dateOrder: 'dmy' },
    })
    expect(ids(german, [['1.234,50', 'x', ' core ', 'ANN  lee', '03.02.2026']])).toEqual(
      ids(NONE, [['', '2026-02-03', '$1,234.5', 'Ann Lee', 'Core']]),
    )
  })

  it('[IM21] is of the source and the recipe, so two systems with the same numbers do not meet', () => {
    const cells = [['1001', '2026-02-03', '5.00', 'Ann', 'Core']]
    expect([ids(OWN, cells), ids({ ...OWN, source: 'shop' }, cells)]).toEqual([
      ['test\u001f1\u001fconversion\u001f1001'],
      ['shop\u001f1\u001fconversion\u001f1001'],
    ])
  })

  it('[IM21] a sale, its refund and a won deal of one id are three facts', () => {
    const sale = mappingOf(['recordId', 'occurredOn', 'amount', 'refunded'])
    const deal = mappingOf(['recordId', 'closedOn', 'amount', 'stage'], { kinds: ['deals', 'conversions'] })
    const paid = compileMapping(sale, {}, options).read(['1', '2026-02-03', '5', '2'], 2)
    const won = compileMapping(deal, {}, options).read(['1', '2026-02-03', '5', 'Won'], 2)
    const texts = [
      paid.conversion && conversionIdentity('test', paid, paid.conversion).text,
      paid.refund && conversionIdentity('test', paid, paid.refund).text,
      won.conversion && conversionIdentity('test', won, won.conversion).text,
      won.deal && dealIdentity('test', won, won.deal).text,
    ]
    expect(texts.map((text) => text?.split('\u001f')[2])).toEqual(['conversion', 'refunded', 'won', 'deal'])
  })

  it('[IM20] takes the 15 and the 18 letters of a Salesforce id for the same', () => {
    const texts = ['0065g00000uAPEt', '0065g00000uAPEtAAG', '0065g00000uapet'].map(
      (id) => ids(OWN, [[id, '2026-02-03', '5', 'A', 'B']])[0],
    )
    expect([texts[0] === texts[1], texts[0] === texts[2]]).toEqual([true, false])
  })

  it('[IM22] the content changes with anything a row says, the suspect text with who, when and how much', () => {
    const row = ['A1', '2026-02-03', '5.00', 'Ann', 'Core']
    const same = contents(OWN, ['A2', '2026-02-03', '5', 'ann ', 'core'])
    const product = contents(OWN, ['A1', '2026-02-03', '5.00', 'Ann', 'Plus'])
    const amount = contents(OWN, ['A1', '2026-02-03', '5.01', 'Ann', 'Core'])
    const { content, suspect } = contents(OWN, row)
    expect([same, product, amount].map((other) => [other.content === content, other.suspect === suspect])).toEqual([
      [true, true],
      [false, true],
      [false, false],
    ])
  })

  it('[IM20] a deal without an id stays itself while its stage and amount move', () => {
    const mapping = mappingOf(['recordName', 'stage', 'amount', 'openedOn', 'customerName'], { kinds: ['deals'] })
    const compiled = compileMapping(mapping, {}, options)
    const texts = ['Qualified', 'Proposal'].map((stage, index) => {
      const row = compiled.read(['Rollout', stage, String(index * 100), '2026-02-03', 'Acme'], 2)
      return row.deal && [dealIdentity('crm', row, row.deal).text, dealContent(row, row.deal)]
    })
    expect([texts[0]?.[0] === texts[1]?.[0], texts[0]?.[1] === texts[1]?.[1]]).toEqual([true, false])
  })

  it('[IM20] compares texts composed, in lower case and with single spaces', () => {
    expect(['Zoe\u0308', 'ZOË', ' a\t\u00a0b ', 'A  B', 'x\u0000y', 'Ann'].map(comparable)).toEqual([
      'zoë',
      'zoë',
      'a b',
      'a b',
      'x y',
      'ann',
    ])
  })

  it('[IM20] the sale of a won deal and the refund of a sale without ids stay themselves while their amounts move', () => {
    const pipeline = mappingOf(['recordName', 'stage', 'amount', 'closedOn', 'customerName'], {
      kinds: ['deals', 'conversions'],
    })
    const payments = mappingOf(['occurredOn', 'amount', 'refunded', 'customerName'])
    const read = (mapping: ImportMapping, cells: readonly string[]) => {
      const row = compileMapping(mapping, {}, options).read(cells, 2)
      const fact = row.refund ?? row.conversion
      return fact && [conversionIdentity('crm', row, fact).text, conversionContent(row, fact)]
    }
    const won = ['100', '120'].map((amount) => read(pipeline, ['Rollout', 'Won', amount, '2026-02-03', 'Acme']))
    const refund = ['2', '3'].map((amount) => read(payments, ['2026-02-03', '5', amount, 'Acme']))
    expect([won, refund].map(([before, after]) => [before?.[0] === after?.[0], before?.[1] === after?.[1]])).toEqual([
      [true, false],
      [true, false],
    ])
  })
})
