import type { ProgrammeSettings } from '../../contract/programme.ts'
import type { Connection } from '../db/open.ts'
import { Numbers, RowText, rowsSql } from '../db/rowText.ts'
import { inScopeSql, type Scope, scopeParameters } from '../metrics/scope.ts'
import type { ConversionSet, SelfReferrals } from './grouping.rules.ts'

/** Which columns somebody looks at; the others are not read. */
export interface ColumnNeeds {
  customer: boolean
  product: boolean
  country: boolean
  /** Leads count for somebody; else they are not read. */
  lead: boolean
}

/** Ids per read: a few milliseconds each, so that other work gets its turn in between. */
const IDS_PER_READ = 20_000

/** The commission base of a row as SQL; the same as `computeBase` with nothing refunded. [CO2] */
export function baseSql(base: ProgrammeSettings['base']): string {
  const parts = [
    'abs(amount_minor)',
    ...(base.excludeTax ? ['abs(tax_minor)'] : []),
    ...(base.excludeShipping ? ['abs(shipping_minor)'] : []),
    ...(base.excludeDiscount ? ['abs(discount_minor)'] : []),
  ]
  return `max(0, ${parts.join(' - ')})`
}

/**
 * Each row: its day and currency, then id, partner, base and customer with commas, then what only few rows have: `l` for a
 * lead, `r` and the refunded sale, `q` and the quantity. Names come as JSON beside it.
 */
function selectRows(scope: Scope, base: ProgrammeSettings['base'], needs: ColumnNeeds): string {
  const comma = `','`
  const rows = rowsSql(
    'occurred_on',
    'currency',
    'id',
    comma,
    'partner_id',
    comma,
    baseSql(base),
    comma,
    ...(needs.customer ? ['coalesce(customer_id, 0)'] : []),
    `iif(kind = 'sale' AND quantity = 1, '', CASE kind WHEN 'refund' THEN 'r' || coalesce(original_id, 0) WHEN 'lead' THEN 'l' ELSE '' END
      || 'q' || quantity)`,
  )
  const names = [...(needs.product ? ['product'] : []), ...(needs.country ? ['country'] : [])]
  // NOT INDEXED keeps the order of ids.
  return `SELECT ${[rows, ...names.map((name) => `json_group_array(${name})`)].join(', ')} FROM conversion NOT INDEXED
    WHERE id > @from AND id <= @to AND is_live = 1 ${needs.lead ? '' : `AND kind <> 'lead'`} AND partner_id IS NOT NULL AND ${inScopeSql(scope, 'partner_id')}`
}

/** Reads the live conversions of partners in id order; `pause` is awaited between reads. */
export async function readConversions(
  raw: Connection,
  scope: Scope,
  base: ProgrammeSettings['base'],
  needs: ColumnNeeds,
  pause: () => Promise<void>,
): Promise<ConversionSet> {
  const last = raw.prepare('SELECT coalesce(max(id), 0) FROM conversion').pluck().get() as number
  const select = raw.prepare(selectRows(scope, base, needs)).raw()
  const set = new GrowingSet(needs)
  const [products, countries] = [new Numbers(), new Numbers()]
  for (let from = 0; from < last; from += IDS_PER_READ) {
    const [rows, ...names] = select.get({ ...scopeParameters(scope), from, to: from + IDS_PER_READ }) as [
      Buffer | null,
      ...string[],
    ]
    if (rows === null) continue
    const start = set.count
    set.add(rows)
    const fill = (column: Int32Array | null, numbers: Numbers): void =>
      column?.set(
        (JSON.parse(names.shift() ?? '[]') as string[]).map((name) => numbers.of(name)),
        start,
      )
    fill(set.product, products)
    fill(set.country, countries)
    await pause()
  }
  return set.finish({ products: products.names, countries: countries.names })
}

const [LETTER_L, LETTER_Q, LETTER_R] = [108, 113, 114]

/** Columns that grow read by read. */
class GrowingSet {
  count = 0
  product: Int32Array | null
  country: Int32Array | null
  private id = new Float64Array(IDS_PER_READ)
  private partner = new Int32Array(IDS_PER_READ)
  private day = new Int32Array(IDS_PER_READ)
  private currency = new Int32Array(IDS_PER_READ)
  private baseMinor = new Float64Array(IDS_PER_READ)
  private customer: Float64Array | null
  private lead: Uint8Array | null
  private leads = 0
  private readonly refunds = new Map<number, number>()
  private readonly quantities = new Map<number, number>()
  private readonly text = new RowText()

  constructor(needs: ColumnNeeds) {
    this.product = needs.product ? new Int32Array(IDS_PER_READ) : null
    this.country = needs.country ? new Int32Array(IDS_PER_READ) : null
    this.customer = needs.customer ? new Float64Array(IDS_PER_READ) : null
    this.lead = needs.lead ? new Uint8Array(IDS_PER_READ) : null
  }

  /** @param rows the text of `selectRows`, at most IDS_PER_READ rows */
  add(rows: Buffer): void {
    if (this.count + IDS_PER_READ > this.id.length) this.grow()
    const { text, day, currency, id, partner, baseMinor, customer, refunds, quantities } = this
    let row = this.count
    for (text.load(rows); !text.isAtEnd; text.endOfRow()) {
      day[row] = text.day()
      currency[row] = text.currency()
      const own = text.number()
      id[row] = own
      text.comma()
      partner[row] = text.number()
      text.comma()
      baseMinor[row] = text.number()
      text.comma()
      if (customer !== null) customer[row] = text.number()
      if (text.skip(LETTER_L)) this.markLead(row)
      if (text.skip(LETTER_R)) refunds.set(own, text.number())
      if (text.skip(LETTER_Q)) quantities.set(own, text.number())
      row += 1
    }
    this.count = row
  }

  finish(names: { products: string[]; countries: string[] }): ConversionSet {
    const { count } = this
    return {
      count,
      id: this.id.subarray(0, count),
      partner: this.partner.subarray(0, count),
      day: this.day.subarray(0, count),
      currency: this.currency.subarray(0, count),
      baseMinor: this.baseMinor.subarray(0, count),
      customer: this.customer?.subarray(0, count) ?? null,
      product: this.product?.subarray(0, count) ?? null,
      country: this.country?.subarray(0, count) ?? null,
      lead: this.leads === 0 ? null : (this.lead?.subarray(0, count) ?? null),
      refunds: this.refunds,
      quantities: this.quantities,
      dictionary: { currencies: this.text.currencies.names, ...names },
    }
  }

  private markLead(row: number): void {
    if (this.lead === null) return
    this.lead[row] = 1
    this.leads += 1
  }

  private grow(): void {
    const length = this.id.length * 2
    const lead = this.lead && new Uint8Array(length)
    if (this.lead !== null) lead?.set(this.lead)
    this.lead = lead
    const ints = (column: Int32Array) => {
      const grown = new Int32Array(length)
      grown.set(column)
      return grown
    }
    const doubles = (column: Float64Array) => {
      const grown = new Float64Array(length)
      grown.set(column)
      return grown
    }
    this.id = doubles(this.id)
    this.partner = ints(this.partner)
    this.day = ints(this.day)
    this.currency = ints(this.currency)
    this.baseMinor = doubles(this.baseMinor)
    this.customer = this.customer && doubles(this.customer)
    this.product = this.product && ints(this.product)
    this.country = this.country && ints(this.country)
  }
}

/** Customers whose e-mail address is a partner's own; each customer is looked at once, however many partners there are. [CO11] */
export function findSelfReferrals(raw: Connection): SelfReferrals {
  const pairs = raw
    .prepare(
      // Not without MATERIALIZED and CROSS: SQLite puts no index on an expression, and would compare all with all.
      `WITH own AS MATERIALIZED (
         SELECT id, lower(trim(email)) AS email FROM partner WHERE is_live = 1 AND trim(email) <> '')
       SELECT own.id || ' ' || customer.id FROM customer CROSS JOIN own ON own.email = lower(trim(customer.email))
       WHERE customer.is_live = 1`,
    )
    .pluck()
    .all() as string[]
  return new Set(pairs)
}
