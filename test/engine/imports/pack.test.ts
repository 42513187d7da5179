import { expect, test } from 'vitest'
import type { RowBatch } from '../../../src/engine/imports/batch.ts'
import { createBatcher } from '../../../src/engine/imports/batcher.ts'
import { byKind } from '../../../src/engine/imports/factKinds.ts'
import { packBatch, unpackBatch } from '../../../src/engine/imports/pack.ts'
import type { ConversionReading, DealReading, RowReading } from '../../../src/engine/imports/reading.ts'

const nobody: RowReading = {
  line: 2,
  rejection: null,
  partner: null,
  customer: null,
  deal: null,
  conversion: null,
  refund: null,
  lead: null,
  click: null,
  rates: [],
  figures: [],
}
const sale: ConversionReading = {
  kind: 'sale',
  from: 'row',
  externalId: '',
  originalId: '',
  occurredOn: '2025-03-01',
  currency: 'USD',
  amountMinor: 9_007_199_254_740_991,
  taxMinor: -1,
  shippingMinor: 0,
  discountMinor: 0,
  quantity: 1.5,
  product: '',
  country: 'Côte d’Ivoire 🇨🇮',
  approvedOn: '2025-03-20',
  invoicePaidOn: null,
}
const deal: DealReading = {
  externalId: 'D1',
  name: 'line\nbreak, "quote"',
  stage: 'open',
  stageText: '',
  currency: 'USD',
  amountMinor: null,
  openedOn: null,
  closedOn: null,
  expectedCloseOn: '2025-04-01',
  product: '',
  country: '',
  owner: '',
}

test.each<[string, RowReading[]]>([
  ['nothing but a refused row', [{ ...nobody, rejection: { reason: 'idMissing', column: 0, text: '' } }]],
  ['one empty cell', [{ ...nobody, conversion: sale }]],
  [
    'missing days and amounts, empty texts, any letter',
    [
      { ...nobody, deal, customer: { name: 'Ünï', externalId: '', email: '', domain: '', country: '' } },
      { ...nobody, line: 3, deal: { ...deal, amountMinor: 0, openedOn: '2025-01-01' }, conversion: sale },
      { ...nobody, line: 4, conversion: { ...sale, amountMinor: -5, kind: 'refund' } },
      { ...nobody, line: 5, lead: { ...sale, amountMinor: 0, kind: 'lead', from: 'lead' } },
      {
        ...nobody,
        line: 6,
        click: {
          externalId: '',
          moment: '10:00',
          occurredOn: '2025-03-01',
          link: 'x.example/ACME',
          code: 'ACME',
          referrer: '',
          country: '',
        },
      },
    ],
  ],
])('[IM54] a batch is the same on the other side of the thread: %s', (_, rows) => {
  let sent: RowBatch | undefined
  const batcher = createBatcher(
    'shop',
    ['id'],
    () => 7,
    (batch) => (sent = batch),
  )
  for (const row of rows) batcher.add(row)
  batcher.flush()
  if (sent === undefined) throw new Error('nothing was sent')
  const before = structuredClone(plain(sent))
  const { packed, transfer } = packBatch(sent)
  expect(plain(unpackBatch(structuredClone(packed, { transfer })))).toEqual(before)
})

/** Lazy columns read, hashes as lists of bytes. */
function plain(batch: RowBatch): unknown {
  const columns = (of: object): object =>
    Object.fromEntries(
      Object.entries(of).map(([name, values]: [string, unknown]) => [
        name,
        values instanceof Uint8Array ? [...values] : values,
      ]),
    )
  return { ...batch, ...byKind((kind) => columns(batch[kind])) }
}
