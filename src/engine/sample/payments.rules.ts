import { addDays, type Day, fromEpochDays, toEpochDays } from '../../contract/dates.ts'
import { allocate } from '../../contract/money.ts'
import { addressOf, customerName, products } from './names.ts'
import type { SamplePartner } from './partners.rules.ts'
import { integerBetween, type Random } from './random.rules.ts'
import { sampleExchange } from './exchange.rules.ts'
import { SAMPLE_TO, SAMPLE_TODAY } from './year.ts'

export interface SamplePayment {
  id: string
  day: Day
  minor: number
  taxMinor: number
  currency: string
  partner: SamplePartner
  customer: string
  email: string
  product: string
  /** Id of the payment that this one gives back, or ''. */
  refundOf: string
}

/** Share of all partner revenue that the first partner carries: 37.5 %, as parts of 1000. */
const FIRST_SHARE = 375
/** How many payments the first partner has for 100 of all others: its orders are a little larger than theirs. */
const FIRST_WEIGHT = 34
/** Of 1000 payments so many fall into the first days of the year after, where nothing is due yet. */
const AFTER_THE_YEAR = 35
const REFUND_EVERY = 40
/** Mean order in US cents. */
const MEAN_ORDER_MINOR = 118_000
/** Rough worth of one US cent in a currency's minor units: only sizes the sample's orders, converts nothing. */
const ORDER_SCALE: Readonly<Record<string, number>> = { USD: 1, SGD: 1.35, JPY: 1.5 }
/** Of six partners the one at this place takes long to sell anything. */
const SLOW = 4
const INDIAN_TAX_PERCENT = 18

/**
 * A year of payments and refunds, sorted by day; refunds come on top of `count`. The first partner carries exactly its
 * share of all revenue in the base currency, refunds taken off, in the year and in the days after it alike. [SA2]
 */
export function createPayments(random: Random, partners: readonly SamplePartner[], count: number): SamplePayment[] {
  const counts = countPayments(partners, count)
  const late = lateCounts(counts)
  const numbers = { customer: integerBetween(random, 0, 9000) }
  const sales = partners.map((partner, i) =>
    createSales(random, partner, counts[i] ?? 0, late[i] ?? 0, numbers, i % 6 === SLOW),
  )
  const refunds = sales.map((own, i) => createRefunds(random, own, i === 0))
  for (const isInYear of [true, false]) scaleFirst(sales, refunds, isInYear)
  return [...sales.flat(), ...refunds.flat()].sort(byDay)
}

function byDay(a: SamplePayment, b: SamplePayment): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  return a.id < b.id ? -1 : 1
}

/** Earlier and larger partners sell more often; every partner sells at least once. */
function countPayments(partners: readonly SamplePartner[], total: number): number[] {
  const weights = partners.map((_, i) => (i === 0 ? 0 : Math.max(12, 130 - 6 * (i % 20))))
  weights[0] = Math.round((weights.reduce((all, weight) => all + weight, 0) * FIRST_WEIGHT) / 100)
  return allocate(total - partners.length, weights).map((count) => count + 1)
}

/** How many of each partner's payments come after the year; the first has one as soon as another has. */
function lateCounts(counts: readonly number[]): number[] {
  const late = counts.map((count) => Math.round((count * AFTER_THE_YEAR) / 1000))
  const hasOthers = late.slice(1).some((count) => count > 0)
  late[0] = hasOthers ? Math.max(1, late[0] ?? 0) : 0
  return late
}

function createSales(
  random: Random,
  partner: SamplePartner,
  count: number,
  lateCount: number,
  numbers: { customer: number },
  isSlow: boolean,
): SamplePayment[] {
  const customers = Math.max(1, Math.round(count / 3.2))
  const firstCustomer = numbers.customer
  numbers.customer += customers
  const to = toEpochDays(SAMPLE_TO)
  // Some take long to sell anything.
  const wait = isSlow ? integerBetween(random, 95, 130) : integerBetween(random, 4, 14)
  const from = Math.min(toEpochDays(partner.startedOn) + wait, to - 20)
  const nextYear = { from: to + 2, to: toEpochDays(SAMPLE_TODAY) - 1 }
  return Array.from({ length: count }, (_, i) => {
    const customer = customerName(firstCustomer + Math.floor(random() * customers))
    const product = pickProduct(random)
    const netMinor = orderMinor(random, product.price, partner.currency)
    const taxMinor = partner.country === 'India' ? Math.round((netMinor * INDIAN_TAX_PERCENT) / 100) : 0
    const day =
      i < count - lateCount
        ? Math.round(from + (to - from) * random() ** 0.75) // so that the year grows towards its end
        : integerBetween(random, nextYear.from, nextYear.to)
    return {
      id: `ch_${partner.code}_${String(i + 1).padStart(5, '0')}`,
      day: fromEpochDays(day),
      minor: netMinor + taxMinor,
      taxMinor,
      currency: partner.currency,
      partner,
      customer,
      email: addressOf(customer),
      product: product.name,
      refundOf: '',
    }
  })
}

const totalWeight = products.reduce((all, product) => all + product.weight, 0)

function pickProduct(random: Random): (typeof products)[number] {
  let at = random() * totalWeight
  const found = products.find((product) => (at -= product.weight) < 0)
  if (!found) throw new Error('the weights of the products do not add up')
  return found
}

/** Within a quarter of the product's price, in steps that look like prices. */
function orderMinor(random: Random, price: number, currency: string): number {
  const step = currency === 'JPY' ? 100 : 500
  const mean = (MEAN_ORDER_MINOR * (ORDER_SCALE[currency] ?? 1) * price) / 100
  return Math.max(1, Math.round((mean * (0.75 + 0.5 * random())) / step)) * step
}

/** Every fortieth payment of the year is given back, some weeks later; half of them only in part. */
function createRefunds(random: Random, sales: readonly SamplePayment[], isFirst: boolean): SamplePayment[] {
  return sales
    .filter((sale, i) => i % REFUND_EVERY === REFUND_EVERY - 1 && sale.day < SAMPLE_TO)
    .map((sale, i) => {
      // The first partner's whole, so that what it keeps can be set to its share.
      const divisor = isFirst || i % 2 === 0 ? 1 : 2
      const day = addDays(sale.day, integerBetween(random, 8, 70))
      return {
        ...sale,
        id: sale.id.replace('ch_', 're_'),
        day: day > SAMPLE_TO ? SAMPLE_TO : day,
        minor: -Math.round(sale.minor / divisor),
        taxMinor: -Math.round(sale.taxMinor / divisor),
        refundOf: sale.id,
      }
    })
}

/** Sets the first partner's payments of the year, or of the days after it, to its share of what all partners keep. */
function scaleFirst(
  sales: readonly (readonly SamplePayment[])[],
  refunds: readonly (readonly SamplePayment[])[],
  isInYear: boolean,
): void {
  const isIn = (payment: SamplePayment): boolean => payment.day <= SAMPLE_TO === isInYear
  const refunded = new Set(refunds[0]?.map((refund) => refund.refundOf))
  const own = (sales[0] ?? []).filter((sale) => isIn(sale) && !refunded.has(sale.id))
  const othersMinor = [...sales.slice(1), ...refunds.slice(1)]
    .flat()
    .filter(isIn)
    .reduce(
      (all, { minor, currency, day }) => all + (sampleExchange.convert(minor, currency, toEpochDays(day)) ?? 0),
      0,
    )
  if (own.length === 0) return
  const wanted = Math.round((othersMinor * FIRST_SHARE) / (1000 - FIRST_SHARE))
  const parts = allocate(
    wanted,
    own.map((sale) => sale.minor),
  )
  for (const [i, sale] of own.entries()) sale.minor = parts[i] ?? sale.minor
}
