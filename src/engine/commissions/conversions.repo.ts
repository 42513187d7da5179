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
}

/** Gathers one column chunk by chunk. */
class Gathered<Column extends Int32Array | Float64Array> {
  private readonly chunks: Column[] = []
  private readonly make: (length: number) => Column
  private length = 0

  constructor(make: (length: number) => Column) {
    this.make = make
  }

  add<Value>(values: readonly Value[], toNumber: (value: Value) => number): void {
    const chunk = this.make(values.length)
    for (let i = 0; i < values.length; i += 1) chunk[i] = toNumber(values[i] as Value) // i is within the array
    this.chunks.push(chunk)
    this.length += values.length
  }

  all(): Column {
    const column = this.make(this.length)
    let at = 0
    for (const chunk of this.chunks) {
      column.set(chunk, at)
      at += chunk.length
    }
    return column
  }
}

const asIs = (value: number): number => value
const ints = () => new Gathered((length) => new Int32Array(length))
const doubles = () => new Gathered((length) => new Float64Array(length))

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

function selectColumns(scope: Scope, base: ProgrammeSettings['base'], needs: ColumnNeeds): string {
  const columns = [
    'id',
    'partner_id',
    'occurred_on',
    'currency',
    baseSql(base),
    ...(needs.customer ? ['coalesce(customer_id, 0)'] : []),
    ...(needs.product ? ['product'] : []),
    ...(needs.country ? ['country'] : []),
  ].map((sql) => `json_group_array(${sql})`)
  const exceptions = [
    ['id', `kind = 'refund'`],
    ['coalesce(original_id, 0)', `kind = 'refund'`],
    ['id', 'quantity <> 1'],
    ['quantity', 'quantity <> 1'],
  ].map(([sql, where]) => `json_group_array(${sql}) FILTER (WHERE ${where})`)
  // One JSON text per column crosses far faster than a row at a time. NOT INDEXED keeps the order of ids.
  return `SELECT ${[...columns, ...exceptions].join(', ')} FROM conversion NOT INDEXED
    WHERE id > @from AND id <= @to AND is_live = 1
      AND partner_id IS NOT NULL AND ${inScopeSql(scope, 'partner_id')}`
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
  const select = raw.prepare(selectColumns(scope, base, needs)).raw()

  const [id, baseMinor, customer] = [doubles(), doubles(), doubles()]
  const [partner, day, currency, product, country] = [ints(), ints(), ints(), ints(), ints()]
  const [currencies, products, countries] = [new Numbers(), new Numbers(), new Numbers()]
  const refunds = new Map<number, number>()
  const quantities = new Map<number, number>()
  const epochDays = new Map<string, number>()
  const toEpoch = (text: string): number => {
    let days = epochDays.get(text)
    if (days === undefined) {
      days = toEpochDays(text)
      epochDays.set(text, days)
    }
    return days
  }
  const fill = (map: Map<number, number>, keys: readonly number[], values: readonly number[]): void =>
    keys.forEach((key, i) => void map.set(key, values[i] ?? 0))

  let count = 0
  for (let from = 0; from < last; from += IDS_PER_READ) {
    const texts = select.get({ ...scopeParameters(scope), from, to: from + IDS_PER_READ }) as string[]
    const arrays = texts.map((text) => JSON.parse(text) as unknown[])
    const next = <Value>(): Value[] => arrays.shift() as Value[] // in the order of `selectColumns`
    const ids = next<number>()
    count += ids.length
    id.add(ids, asIs)
    partner.add(next<number>(), asIs)
    day.add(next<string>(), toEpoch)
    currency.add(next<string>(), (name) => currencies.of(name))
    baseMinor.add(next<number>(), asIs)
    if (needs.customer) customer.add(next<number>(), asIs)
    if (needs.product) product.add(next<string>(), (name) => products.of(name))
    if (needs.country) country.add(next<string>(), (name) => countries.of(name))
    fill(refunds, next<number>(), next<number>())
    fill(quantities, next<number>(), next<number>())
    await pause()
  }
  return {
    count,
    id: id.all(),
    partner: partner.all(),
    day: day.all(),
    currency: currency.all(),
    baseMinor: baseMinor.all(),
    customer: needs.customer ? customer.all() : null,
    product: needs.product ? product.all() : null,
    country: needs.country ? country.all() : null,
    quantities,
    refunds,
    dictionary: { currencies: currencies.names, products: products.names, countries: countries.names },
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
