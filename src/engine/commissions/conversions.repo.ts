import { toEpochDays } from '../../contract/dates.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import type { Connection } from '../db/open.ts'
import { inScopeSql, type Scope, scopeParameters } from '../metrics/scope.ts'
import type { ConversionSet, SelfReferrals } from './grouping.rules.ts'

/** Which columns somebody looks at; the others are not read. */
export interface ColumnNeeds {
  customer: boolean
  product: boolean
  country: boolean
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
 * One text for a whole read crosses many times faster than its rows. Each row is its day and currency, 13 characters,
 * then id, partner, base and customer with commas, then what only few rows have: `r` and the refunded sale, `q` and the quantity.
 */
function selectRows(scope: Scope, base: ProgrammeSettings['base'], needs: ColumnNeeds): string {
  const row = [
    'occurred_on',
    'currency',
    'id',
    `','`,
    'partner_id',
    `','`,
    baseSql(base),
    `','`,
    ...(needs.customer ? ['coalesce(customer_id, 0)'] : []),
    `iif(kind <> 'sale' OR quantity <> 1, iif(kind = 'refund', 'r' || coalesce(original_id, 0), '') || 'q' || quantity, '')`,
  ].join(' || ')
  const names = [...(needs.product ? ['product'] : []), ...(needs.country ? ['country'] : [])]
  const columns = [
    `CAST(group_concat(${row}, ';') || ';' AS BLOB)`,
    ...names.map((name) => `json_group_array(${name})`),
  ]
  // NOT INDEXED keeps the order of ids.
  return `SELECT ${columns.join(', ')} FROM conversion NOT INDEXED
    WHERE id > @from AND id <= @to AND is_live = 1 AND partner_id IS NOT NULL AND ${inScopeSql(scope, 'partner_id')}`
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
    for (const [column, numbers] of [
      [set.product, products],
      [set.country, countries],
    ] as const)
      // prettier-ignore
      if (column !== null) numbers.fill(column, start, JSON.parse(names.shift() ?? '[]') as string[])
    await pause()
  }
  return set.finish({ products: products.names, countries: countries.names })
}

/** Gives each text its number. */
class Numbers {
  readonly names: string[] = []
  private readonly known = new Map<string, number>()

  of(name: string): number {
    let number = this.known.get(name)
    if (number === undefined) {
      number = this.names.push(name) - 1
      this.known.set(name, number)
    }
    return number
  }

  fill(column: Int32Array, start: number, names: readonly string[]): void {
    for (let i = 0; i < names.length; i += 1) column[start + i] = this.of(names[i] ?? '')
  }
}

const [SEMICOLON, COMMA, MINUS, ZERO, LETTER_Q, LETTER_R] = [59, 44, 45, 48, 113, 114]
const DAY_LENGTH = 10
const CURRENCY_LENGTH = 3

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
  private readonly refunds = new Map<number, number>()
  private readonly quantities = new Map<number, number>()
  private readonly currencies = new Numbers()
  /** Known days and currencies by their characters as a number. */
  private readonly dayOf = new Map<number, number>()
  private readonly currencyOf = new Map<number, number>()

  constructor(needs: ColumnNeeds) {
    this.product = needs.product ? new Int32Array(IDS_PER_READ) : null
    this.country = needs.country ? new Int32Array(IDS_PER_READ) : null
    this.customer = needs.customer ? new Float64Array(IDS_PER_READ) : null
  }

  /** @param rows the text of `selectRows`, at most IDS_PER_READ rows */
  add(rows: Buffer): void {
    if (this.count + IDS_PER_READ > this.id.length) this.grow()
    let at = 0
    /** The digits from `at` on, as a number; leaves `at` behind them. */
    const number = (): number => {
      const isNegative = rows[at] === MINUS
      if (isNegative) at += 1
      let value = 0
      for (let digit = (rows[at] ?? 0) - ZERO; digit >= 0 && digit <= 9; digit = (rows[at] ?? 0) - ZERO) {
        value = value * 10 + digit
        at += 1
      }
      return isNegative ? -value : value
    }
    const comma = (): void => {
      if (rows[at] !== COMMA) throw new RangeError('a conversion is not written as expected')
      at += 1
    }
    while (at < rows.length) {
      const row = this.count
      this.day[row] = this.readDay(rows, at)
      this.currency[row] = this.readCurrency(rows, at + DAY_LENGTH)
      at += DAY_LENGTH + CURRENCY_LENGTH
      const id = number()
      this.id[row] = id
      comma()
      this.partner[row] = number()
      comma()
      this.baseMinor[row] = number()
      comma()
      if (this.customer !== null) this.customer[row] = number()
      if (rows[at] === LETTER_R) {
        at += 1
        this.refunds.set(id, number())
      }
      if (rows[at] === LETTER_Q) {
        at += 1
        this.quantities.set(id, number())
      }
      if (rows[at] !== SEMICOLON) throw new RangeError('a conversion is not written as expected')
      at += 1
      this.count += 1
    }
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
      refunds: this.refunds,
      quantities: this.quantities,
      dictionary: { currencies: this.currencies.names, ...names },
    }
  }

  private readDay(rows: Buffer, at: number): number {
    let key = 0
    for (let i = at; i < at + DAY_LENGTH; i += 1) if (rows[i] !== MINUS) key = key * 10 + (rows[i] ?? 0) - ZERO
    let day = this.dayOf.get(key)
    if (day === undefined) {
      day = toEpochDays(rows.toString('latin1', at, at + DAY_LENGTH))
      this.dayOf.set(key, day)
    }
    return day
  }

  private readCurrency(rows: Buffer, at: number): number {
    const key = ((rows[at] ?? 0) << 16) | ((rows[at + 1] ?? 0) << 8) | (rows[at + 2] ?? 0)
    let currency = this.currencyOf.get(key)
    if (currency === undefined) {
      currency = this.currencies.of(rows.toString('latin1', at, at + CURRENCY_LENGTH))
      this.currencyOf.set(key, currency)
    }
    return currency
  }

  private grow(): void {
    const length = this.id.length * 2
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

/** Customers whose e-mail address is a partner's own. [CO11] */
export function findSelfReferrals(raw: Connection): SelfReferrals {
  const pairs = raw
    .prepare(
      `SELECT partner.id || ' ' || customer.id FROM partner JOIN customer ON lower(trim(customer.email)) = lower(trim(partner.email))
       WHERE partner.is_live = 1 AND trim(partner.email) <> '' AND customer.is_live = 1`,
    )
    .pluck()
    .all() as string[]
  return new Set(pairs)
}
