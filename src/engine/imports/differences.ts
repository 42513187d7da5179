import type { ImportMapping, ImportReport, RowDifference } from '../../contract/imports.ts'
import type { Connection } from '../db/open.ts'
import type { ConversionTable, DealTable } from '../db/schema.ts'
import type { RowBatch } from './batch.ts'
import type { ClassifiedBatch, Compared } from './classify.ts'
import { compileDifferences } from './differences.rules.ts'
import type { PartnerResolver } from './partnerResolver.ts'
import { type ConversionReading, type DealReading, emptyRow, type RowReading } from './reading.ts'
import { dealReadingOf, readingOf, selectWithCustomer, type StoredCustomer } from './storedFacts.ts'

/** Rows of one import whose differences are worked out: a file with every amount moved may have a million. */
const DETAILED_ROWS = 20_000
/** Rows of each verdict that the report itself lists. */
const LISTED_ROWS = 20

/** What differs, and from what. */
export type StoredDifference = Pick<RowDifference, 'kind' | 'id' | 'fields'>

/** Says what changed and suspect rows differ in from what is here, before anything of them is stored. [IM57] */
export interface Comparer {
  /** By row of the batch; rows beyond `DETAILED_ROWS` have none. */
  take(batch: RowBatch, classified: ClassifiedBatch): ReadonlyMap<number, StoredDifference>
  /** The first rows of each verdict. */
  readonly listed: ImportReport['differences']
}

export function createComparer(connection: Connection, mapping: ImportMapping, resolver: PartnerResolver): Comparer {
  const differences = compileDifferences(mapping)
  const listed: ImportReport['differences'] = []
  const counts = { changed: 0, suspect: 0 }
  let detailed = 0

  function readStored<Row extends { id: number }>(
    table: 'deal' | 'conversion',
    compared: readonly Compared[],
  ): Map<number, Row> {
    const ids = compared.flatMap(({ id }) => (id > 0 ? [id] : []))
    if (ids.length === 0) return new Map()
    const rows = connection
      .prepare(`${selectWithCustomer(table)} WHERE ${table}.id IN (SELECT value FROM json_each(?))`)
      .all(JSON.stringify(ids)) as Row[]
    return new Map(rows.map((row) => [row.id, row]))
  }

  function compare(batch: RowBatch, compared: readonly Compared[]): Map<number, StoredDifference> {
    const of = (kind: Compared['kind']): Compared[] => compared.filter((one) => one.kind === kind)
    const deals = readStored<DealTable & StoredCustomer>('deal', of('deals'))
    const conversions = readStored<ConversionTable & StoredCustomer>('conversion', of('conversions'))
    const customerOf = customersByRow(batch)

    const fieldsOf = ({ row, kind, at, id }: Compared): StoredDifference['fields'] => {
      switch (kind) {
        case 'partners': {
          const { contradicted } = resolver.get(at)
          return contradicted === null ? [] : differences.partners(contradicted.before, contradicted.said)
        }
        case 'deals': {
          const before = deals.get(id)
          const after = { ...rowReading(batch, row, resolver, customerOf), deal: dealAt(batch, at) }
          return before === undefined ? [] : differences.deals(dealReadingOf(before, before), after)
        }
        case 'conversions': {
          const before = conversions.get(id)
          const after = { ...rowReading(batch, row, resolver, customerOf), conversion: conversionAt(batch, at) }
          const isRefunded = batch.conversions.row[at - 1] === row
          return before === undefined ? [] : differences.conversions(readingOf(before, before), after, isRefunded)
        }
      }
    }
    const found = new Map<number, StoredDifference>()
    for (const one of compared) {
      const known = found.get(one.row)
      const fields = fieldsOf(one)
      // A won deal and its sale change by the same cell.
      if (known)
        known.fields.push(...fields.filter(({ field }) => known.fields.every((other) => other.field !== field)))
      else found.set(one.row, { kind: one.kind, id: one.id === 0 ? null : one.id, fields })
    }
    return found
  }

  return {
    listed,
    take(batch, { compared, verdicts }) {
      const rows = new Set<number>()
      const wanted: Compared[] = []
      for (const one of compared) {
        if (!rows.has(one.row) && detailed + rows.size === DETAILED_ROWS) break
        rows.add(one.row)
        wanted.push(one)
      }
      detailed += rows.size
      if (wanted.length === 0) return new Map()
      const found = compare(batch, wanted)
      for (const [row, difference] of found) {
        const verdict = verdicts[row] === 'suspect' ? 'suspect' : 'changed'
        if (counts[verdict] === LISTED_ROWS) continue
        counts[verdict] += 1
        listed.push({ line: batch.line[row] ?? 0, verdict, ...difference })
      }
      return found
    },
  }
}

function customersByRow({ customers }: RowBatch): Map<number, number> {
  return new Map(customers.row.map((row, at) => [row, at]))
}

/** Who a row is about, as far as it was read. */
function rowReading(
  { line, partner, customers }: RowBatch,
  row: number,
  resolver: PartnerResolver,
  customerOf: ReadonlyMap<number, number>,
): RowReading {
  const number = partner[row] ?? -1
  const text = number < 0 ? '' : resolver.get(number).text
  const at = customerOf.get(row)
  return {
    ...emptyRow(line[row] ?? 0),
    // Facts keep the text alone, so as a name it compares.
    partner: text === '' ? null : { name: text, externalId: '', code: '', email: '', domain: '', details: null },
    customer:
      at === undefined
        ? null
        : {
            name: customers.name[at] ?? '',
            externalId: customers.externalId[at] ?? '',
            email: customers.email[at] ?? '',
            domain: customers.domain[at] ?? '',
            country: '',
          },
  }
}

function dealAt({ deals }: RowBatch, at: number): DealReading {
  return {
    externalId: deals.externalId[at] ?? '',
    name: deals.name[at] ?? '',
    stage: deals.stage[at] ?? 'open',
    stageText: deals.stageText[at] ?? '',
    currency: deals.currency[at] ?? '',
    amountMinor: deals.amountMinor[at] ?? null,
    openedOn: deals.openedOn[at] ?? null,
    closedOn: deals.closedOn[at] ?? null,
    expectedCloseOn: deals.expectedCloseOn[at] ?? null,
    product: deals.product[at] ?? '',
    country: deals.country[at] ?? '',
    owner: deals.owner[at] ?? '',
  }
}

function conversionAt({ conversions }: RowBatch, at: number): ConversionReading {
  return {
    kind: conversions.kind[at] ?? 'sale',
    from: 'row',
    externalId: conversions.externalId[at] ?? '',
    originalId: conversions.originalId[at] ?? '',
    occurredOn: conversions.occurredOn[at] ?? '',
    currency: conversions.currency[at] ?? '',
    amountMinor: conversions.amountMinor[at] ?? 0,
    taxMinor: conversions.taxMinor[at] ?? 0,
    shippingMinor: conversions.shippingMinor[at] ?? 0,
    discountMinor: conversions.discountMinor[at] ?? 0,
    quantity: conversions.quantity[at] ?? 1,
    product: conversions.product[at] ?? '',
    country: conversions.country[at] ?? '',
    approvedOn: conversions.approvedOn[at] ?? null,
    invoicePaidOn: conversions.invoicePaidOn[at] ?? null,
  }
}
