import type { FactColumns, PackedBatch, PackedColumns, RowBatch } from './batch.ts'
import { byKind, type FactKind } from './factKinds.ts'

/**
 * How a column crosses between threads: numbers as doubles (NaN for none), texts as one text (`days` may be missing),
 * hashes as they are. One text of two thousand cells costs a copy; two thousand texts cost ten times that, on both
 * sides, also for rows that turn out to be known.
 */
type ColumnKind = 'numbers' | 'texts' | 'days' | 'hashes'
/** No cell contains it: cleaning takes NULs out. */
const SEPARATOR = '\0'

const columnKinds: { readonly [Kind in FactKind]: Readonly<Record<keyof FactColumns[Kind], ColumnKind>> } = {
  customers: {
    row: 'numbers', identity: 'hashes', name: 'texts', externalId: 'texts', email: 'texts', domain: 'texts', country: 'texts',
  },
  deals: {
    row: 'numbers', identity: 'hashes', content: 'hashes', externalId: 'texts', name: 'texts', stage: 'texts', stageText: 'texts',
    amountMinor: 'numbers', currency: 'texts', openedOn: 'days', closedOn: 'days', expectedCloseOn: 'days', product: 'texts',
    country: 'texts', owner: 'texts',
  },
  conversions: {
    row: 'numbers', identity: 'hashes', content: 'hashes', suspect: 'hashes', original: 'hashes', externalId: 'texts',
    originalId: 'texts', kind: 'texts', occurredOn: 'texts', amountMinor: 'numbers', taxMinor: 'numbers', shippingMinor: 'numbers',
    discountMinor: 'numbers', currency: 'texts', quantity: 'numbers', product: 'texts', country: 'texts',
    approvedOn: 'days', invoicePaidOn: 'days',
  },
  clicks: {
    row: 'numbers', identity: 'hashes', content: 'hashes', externalId: 'texts', occurredOn: 'texts', link: 'texts',
    code: 'texts', referrer: 'texts', country: 'texts',
  },
  figures: {
    row: 'numbers', identity: 'hashes', content: 'hashes', month: 'texts', measure: 'texts', currency: 'texts', value: 'numbers',
  },
  rates: {
    row: 'numbers', identity: 'hashes', content: 'hashes', base: 'texts', quote: 'texts', day: 'texts', ratePpm: 'numbers',
  },
} // prettier-ignore

/** The batch as it crosses; its buffers are in `transfer`. */
export function packBatch(batch: RowBatch): { packed: PackedBatch; transfer: ArrayBuffer[] } {
  const transfer: ArrayBuffer[] = []
  const own = <T extends Float64Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(values: T): T => {
    transfer.push(values.buffer)
    return values
  }
  const pack = (columns: object, kinds: Readonly<Record<string, ColumnKind>>): PackedColumns =>
    Object.fromEntries(
      Object.entries(columns).map(([name, values]: [string, unknown]) => {
        switch (kinds[name]) {
          case 'hashes':
            return [name, own(values as Uint8Array<ArrayBuffer>)]
          case 'numbers':
            return [name, own(toDoubles(values as (number | null)[]))]
          default:
            // `join` writes a missing value as an empty text.
            return [name, (values as (string | null)[]).join(SEPARATOR)]
        }
      }),
    )
  const packed: PackedBatch = {
    ...batch,
    line: own(toDoubles(batch.line)),
    partner: own(toDoubles(batch.partner)),
    ...byKind((kind) => pack(batch[kind], columnKinds[kind])),
  }
  return { packed, transfer }
}

/** The batch again; a column is taken apart when it is first read. */
export function unpackBatch(packed: PackedBatch): RowBatch {
  return {
    ...packed,
    // Every row has both.
    line: toNumbers(packed.line) as number[],
    partner: toNumbers(packed.partner) as number[],
    // The kinds name every column of these types.
    ...(byKind((kind) => unpack(packed[kind], columnKinds[kind])) as unknown as FactColumns),
  }
}

function unpack(packed: PackedColumns, kinds: Readonly<Record<string, ColumnKind>>): object {
  const columns = {}
  const count = packed['row']?.length ?? 0
  for (const [name, values] of Object.entries(packed)) {
    let taken: unknown
    Object.defineProperty(columns, name, {
      enumerable: true,
      get: () => (taken ??= unpackColumn(values, kinds[name] ?? 'texts', count)),
    })
  }
  return columns
}

function unpackColumn(values: PackedColumns[string], kind: ColumnKind, count: number): unknown {
  if (typeof values === 'string') {
    // An empty text is one empty cell or none.
    const texts = count === 0 ? [] : values.split(SEPARATOR)
    return kind === 'days' ? texts.map((text) => (text === '' ? null : text)) : texts
  }
  return kind === 'hashes' ? values : toNumbers(values)
}

// Loops: `from` with a function calls an iterator for every number.
function toDoubles(values: readonly (number | null)[]): Float64Array<ArrayBuffer> {
  const doubles = new Float64Array(values.length)
  for (let at = 0; at < values.length; at += 1) doubles[at] = values[at] ?? Number.NaN
  return doubles
}

function toNumbers(doubles: Float64Array | Uint8Array): (number | null)[] {
  const values: (number | null)[] = []
  for (let at = 0; at < doubles.length; at += 1) {
    const value = doubles[at] ?? Number.NaN
    values.push(value === value ? value : null) // NaN is the only number that differs from itself
  }
  return values
}
