import type { Connection } from '../db/open.ts'
import type {
  ClickColumns,
  ConversionColumns,
  CustomerColumns,
  DealColumns,
  FactColumns,
  FigureColumns,
  RateColumns,
  RowBatch,
} from './batch.ts'
import { type ColumnValues, createBulkInsert } from './bulkInsert.ts'
import type { ClassifiedBatch, NewFacts } from './classify.ts'
import { HASH_BYTES } from './factIndex.ts'
import { byKind, type FactKind, factKinds, factTables, type VersionedKind } from './factKinds.ts'
import { createFactsDigest } from './factsDigest.ts'
import { customerContent } from './identity.rules.ts'

/** Writes the new facts of an import, batch by batch, inside the import's transaction. */
export interface FactStore {
  add(batch: RowBatch, classified: ClassifiedBatch): void
  /** Puts the rest of the work off no longer: indexes are whole again after it. */
  finish(onIndex: (table: string) => void): void
  digest(): string
}

/**
 * From so many new facts on an index is dropped and built anew, if the import may bring a third of what is there:
 * random insertions into an index cost several times what sorting does.
 */
const REBUILD_FROM = 20_000

const INDEXES: Readonly<Record<FactKind, Readonly<Record<string, string>>>> = {
  customers: {},
  deals: {
    deal_customer: 'CREATE INDEX deal_customer ON deal (customer_id)',
    deal_opened:
      'CREATE INDEX deal_opened ON deal (opened_on, partner_id, stage, currency, amount_minor, closed_on) WHERE is_live = 1',
    deal_closed:
      'CREATE INDEX deal_closed ON deal (closed_on, partner_id, stage, currency, amount_minor, opened_on) WHERE is_live = 1',
  },
  conversions: { conversion_customer: 'CREATE INDEX conversion_customer ON conversion (customer_id)' },
  clicks: {},
  figures: {},
  rates: { fx_rate_pair: 'CREATE INDEX fx_rate_pair ON fx_rate (base_currency, quote_currency, day)' },
}

/**
 * @param known    facts of each kind before the import
 * @param expected facts of each kind that the file may have in all
 */
export function createFactStore(
  connection: Connection,
  attempt: { id: number; source: string },
  known: Readonly<Record<FactKind, number>>,
  expected: () => number,
): FactStore {
  const insert = byKind((kind) => createBulkInsert(connection, factTables[kind]))
  const digest = createFactsDigest()
  const added = byKind(() => 0)
  const rebuilt = new Set<FactKind>()

  function makeRoom(kind: FactKind, count: number): void {
    added[kind] += count
    if (rebuilt.has(kind) || added[kind] < REBUILD_FROM || expected() < known[kind] / 3) return
    for (const index of Object.keys(INDEXES[kind])) connection.exec(`DROP INDEX ${index}`)
    rebuilt.add(kind)
  }

  function addCustomers(batch: RowBatch, facts: NewFacts): void {
    const from: CustomerColumns = batch.customers
    const identity = pickHashes(from.identity, facts.places)
    const texts = {
      name: pick(from.name, facts.places),
      external_id: pick(from.externalId, facts.places),
      email: pick(from.email, facts.places),
      domain: pick(from.domain, facts.places),
      country: pick(from.country, facts.places),
    }
    digest.add('customers', identity, customersText(texts))
    insert.customers(facts.places.length, {
      id: { from: facts.firstId },
      identity: { hashes: identity },
      attempt_id: { all: attempt.id },
      line: { each: linesOf(batch, from.row, facts.places) },
      name: { each: texts.name },
      external_id: { each: texts.external_id },
      email: { each: texts.email },
      domain: { each: texts.domain },
      country: { each: texts.country },
      is_live: { all: 1 },
    })
  }

  function addDeals(batch: RowBatch, facts: NewFacts): void {
    const from: DealColumns = batch.deals
    const { places } = facts
    const common = commonColumns('deals', batch, from, facts)
    insert.deals(places.length, {
      ...common,
      ...partyColumns(facts),
      external_id: { each: pick(from.externalId, places) },
      name: { each: pick(from.name, places) },
      stage: { each: pick(from.stage, places) },
      stage_text: { each: pick(from.stageText, places) },
      amount_minor: { each: pick(from.amountMinor, places) },
      currency: { each: pick(from.currency, places) },
      opened_on: { each: pick(from.openedOn, places) },
      closed_on: { each: pick(from.closedOn, places) },
      expected_close_on: { each: pick(from.expectedCloseOn, places) },
      product: { each: pick(from.product, places) },
      country: { each: pick(from.country, places) },
      owner: { each: pick(from.owner, places) },
    })
  }

  function addConversions(batch: RowBatch, facts: NewFacts): void {
    const from: ConversionColumns = batch.conversions
    const { places } = facts
    const common = commonColumns('conversions', batch, from, facts)
    insert.conversions(places.length, {
      ...common,
      ...partyColumns(facts),
      external_id: { each: pick(from.externalId, places) },
      kind: { each: pick(from.kind, places) },
      original_external_id: { each: pick(from.originalId, places) },
      occurred_on: { each: pick(from.occurredOn, places) },
      amount_minor: { each: pick(from.amountMinor, places) },
      tax_minor: { each: pick(from.taxMinor, places) },
      shipping_minor: { each: pick(from.shippingMinor, places) },
      discount_minor: { each: pick(from.discountMinor, places) },
      currency: { each: pick(from.currency, places) },
      quantity: { each: pick(from.quantity, places) },
      product: { each: pick(from.product, places) },
      country: { each: pick(from.country, places) },
      approved_on: { each: pick(from.approvedOn, places) },
      invoice_paid_on: { each: pick(from.invoicePaidOn, places) },
      original_id: { each: facts.originalIds },
    })
  }

  function addClicks(batch: RowBatch, facts: NewFacts): void {
    const from: ClickColumns = batch.clicks
    const { places } = facts
    const { customer_id: _none, ...partner } = partyColumns(facts)
    insert.clicks(places.length, {
      ...commonColumns('clicks', batch, from, facts),
      ...partner,
      external_id: { each: pick(from.externalId, places) },
      occurred_on: { each: pick(from.occurredOn, places) },
      link: { each: pick(from.link, places) },
      code: { each: pick(from.code, places) },
      referrer: { each: pick(from.referrer, places) },
      country: { each: pick(from.country, places) },
    })
  }

  function addRates(batch: RowBatch, facts: NewFacts): void {
    const from: RateColumns = batch.rates
    const { places } = facts
    insert.rates(places.length, {
      ...commonColumns('rates', batch, from, facts),
      base_currency: { each: pick(from.base, places) },
      quote_currency: { each: pick(from.quote, places) },
      day: { each: pick(from.day, places) },
      rate_ppm: { each: pick(from.ratePpm, places) },
    })
  }

  function addFigures(batch: RowBatch, facts: NewFacts): void {
    const from: FigureColumns = batch.figures
    const { places } = facts
    insert.figures(places.length, {
      ...commonColumns('figures', batch, from, facts),
      month: { each: pick(from.month, places) },
      measure: { each: pick(from.measure, places) },
      currency: { each: pick(from.currency, places) },
      value: { each: pick(from.value, places) },
    })
  }

  function commonColumns(
    kind: VersionedKind,
    batch: RowBatch,
    from: FactColumns[VersionedKind],
    facts: NewFacts,
  ): Record<string, ColumnValues> {
    const identity = pickHashes(from.identity, facts.places)
    const content = pickHashes(from.content, facts.places)
    digest.add(kind, identity, content)
    return {
      id: { from: facts.firstId },
      identity: { hashes: identity },
      content_hash: { hashes: content },
      attempt_id: { all: attempt.id },
      line: { each: linesOf(batch, from.row, facts.places) },
      source: { all: attempt.source },
      is_live: { all: 1 },
    }
  }

  const add = {
    customers: addCustomers,
    deals: addDeals,
    conversions: addConversions,
    clicks: addClicks,
    rates: addRates,
    figures: addFigures,
  }
  return {
    add(batch, classified) {
      for (const kind of factKinds) {
        const facts = classified[kind]
        if (facts.places.length === 0) continue
        makeRoom(kind, facts.places.length)
        add[kind](batch, facts)
      }
    },
    finish(onIndex) {
      for (const kind of rebuilt) {
        onIndex(factTables[kind])
        for (const sql of Object.values(INDEXES[kind])) connection.exec(sql)
      }
    },
    digest: () => digest.digest(),
  }
}

/** Whom facts are about. */
function partyColumns(facts: NewFacts): Record<'partner_text' | 'customer_id' | 'partner_id', ColumnValues> {
  return {
    partner_text: { each: facts.partnerTexts },
    customer_id: { each: facts.customerIds },
    partner_id: { each: facts.partnerIds },
  }
}

/** The texts of customers as the digest takes them, one after the other. */
export function customersText(columns: {
  name: readonly string[]
  external_id: readonly string[]
  email: readonly string[]
  domain: readonly string[]
  country: readonly string[]
}): string {
  let text = ''
  for (let at = 0; at < columns.name.length; at += 1) {
    text += `${customerContent({
      name: columns.name[at] ?? '',
      externalId: columns.external_id[at] ?? '',
      email: columns.email[at] ?? '',
      domain: columns.domain[at] ?? '',
      country: columns.country[at] ?? '',
    })}\n`
  }
  return text
}

function pick<T>(values: readonly T[], places: readonly number[]): readonly T[] {
  // Most batches are new from the first row to the last.
  return places.length === values.length ? values : places.map((place) => values[place] as T) // places lie within
}

function pickHashes(hashes: Uint8Array, places: readonly number[]): Uint8Array {
  if (places.length * HASH_BYTES === hashes.length) return hashes
  const picked = new Uint8Array(places.length * HASH_BYTES)
  places.forEach((place, at) =>
    picked.set(hashes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES), at * HASH_BYTES),
  )
  return picked
}

function linesOf(batch: RowBatch, rows: readonly number[], places: readonly number[]): number[] {
  return places.map((place) => batch.line[rows[place] ?? 0] ?? 0)
}
