import { addDays, type Day, monthOf, toEpochDays, fromEpochDays } from '../../contract/dates.ts'
import { allocate, toDecimal } from '../../contract/money.ts'
import { toCsvLine } from '../text/csv.ts'
import { customerWords, products, samplePartners, type SamplePartnerName } from './names.ts'
import { createRandom, integerBetween, pick, type Random } from './random.rules.ts'

export interface SampleSize {
  seed: number
  /** At least 20. */
  partners: number
  /** At least 200; refunds come on top. */
  conversions: number
}

export interface SamplePartner extends SamplePartnerName {
  email: string
  domain: string
  startedOn: Day
  group: string
}

interface Payment {
  id: string
  day: Day
  minor: number
  taxMinor: number
  currency: string
  partner: SamplePartner
  customer: string
  email: string
  product: string
  refundOf: string
}

/** The year that the sample tells, and the day on which it is told. */
export const SAMPLE_FROM: Day = '2025-01-01'
export const SAMPLE_TO: Day = '2025-12-31'
export const SAMPLE_TODAY: Day = '2026-01-14'

/** Share of partner revenue (base currency) that the first partner carries: 37.5 %, as parts of 1000. */
const FIRST_PARTNER_SHARE = 375
const REFUND_EVERY = 40
/** Mean order in the base currency's minor units. */
const MEAN_ORDER_MINOR = 118_000
/** Rough worth of one US cent in a currency's minor units: only sizes the sample's orders, converts nothing. */
const ORDER_SCALE: Readonly<Record<string, number>> = { USD: 1, SGD: 1.35, JPY: 1.5 }

/**
 * The sample programme "Asia expansion": twenty resellers (or more for load), a year of payments, refunds and deals.
 * Deterministic: equal seeds and sizes give equal files. [SA1]
 */
export function createSampleFiles(size: SampleSize): {
  partners: SamplePartner[]
  partnersCsv: string
  paymentsCsv: string
  dealsCsv: string
} {
  const random = createRandom(size.seed)
  const partners = createPartners(random, size.partners)
  const counts = paymentCounts(partners, size.conversions)
  const payments = partners.flatMap((partner, i) => createPayments(random, partner, i, counts[i] ?? 0))
  scaleFirstPartner(payments)
  payments.push(...createRefunds(payments))
  payments.sort((a, b) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1))
  return {
    partners,
    partnersCsv: toPartnersCsv(partners),
    paymentsCsv: toPaymentsCsv(payments),
    dealsCsv: toDealsCsv(random, partners),
  }
}

function createPartners(random: Random, count: number): SamplePartner[] {
  return Array.from({ length: count }, (_, i) => {
    const named = samplePartners[i % samplePartners.length]
    if (!named) throw new Error('no sample partner')
    const round = Math.floor(i / samplePartners.length)
    const name = round === 0 ? named.name : `${named.name} ${round + 1}`
    const code = round === 0 ? named.code : `${named.code}${round + 1}`
    const domain = `${code.toLowerCase()}.example`
    // Signed over the first three quarters, the first ones at once.
    const startedOn = addDays(
      SAMPLE_FROM,
      round === 0 ? Math.floor(i * 12.5) + integerBetween(random, 0, 6) : integerBetween(random, 0, 250),
    )
    return {
      ...named,
      name,
      code,
      domain,
      email: `partners@${domain}`,
      startedOn,
      group: i % 20 < 6 ? 'Strategic' : 'Registered',
    }
  })
}

/** Earlier and larger partners sell more often; every partner sells at least once. */
function paymentCounts(partners: readonly SamplePartner[], total: number): number[] {
  const weights = partners.map((_, i) => (i === 0 ? 240 : Math.max(12, 130 - 6 * (i % 20))))
  return allocate(total - partners.length, weights).map((count) => count + 1)
}

function createPayments(random: Random, partner: SamplePartner, index: number, count: number): Payment[] {
  const customers = Math.max(1, Math.round(count / 3.2))
  const names = Array.from({ length: customers }, (_, i) => {
    const words = `${pick(random, customerWords.first)} ${pick(random, customerWords.second)}`
    return i < customerWords.first.length && index < 20 ? words : `${words} ${index + 1}-${i + 1}`
  })
  const from = toEpochDays(partner.startedOn) + integerBetween(random, 9, 75)
  const to = toEpochDays(SAMPLE_TO)
  const scale = ORDER_SCALE[partner.currency] ?? 1
  const totalWeight = products.reduce((all, product) => all + product.weight, 0)
  return Array.from({ length: count }, (_, i) => {
    // Squared, so that the year grows towards its end.
    const day = fromEpochDays(Math.min(to, Math.round(from + (to - from) * Math.sqrt(random()))))
    const customer = names[Math.floor(random() * names.length)] ?? ''
    let at = random() * totalWeight
    const product = products.find((candidate) => (at -= candidate.weight) < 0) ?? products[0]
    const net =
      Math.round((MEAN_ORDER_MINOR * scale * (0.35 + 1.3 * random())) / (partner.currency === 'JPY' ? 1 : 5)) *
      (partner.currency === 'JPY' ? 1 : 5)
    const taxMinor = partner.country === 'India' ? Math.round(net * 0.18) : 0
    const slug = customer.toLowerCase().replace(/[^a-z0-9]+/g, '-')
    return {
      id: `ch_${partner.code}_${String(i + 1).padStart(5, '0')}`,
      day,
      minor: net + taxMinor,
      taxMinor,
      currency: partner.currency,
      partner,
      customer,
      email: `accounts@${slug}.example`,
      product: product?.name ?? '',
      refundOf: '',
    }
  })
}

/** Sets the first partner's payments so that it carries exactly its share of the base currency's revenue, refunds aside. */
function scaleFirstPartner(payments: Payment[]): void {
  const first = payments[0]?.partner
  const own = payments.filter((payment) => payment.partner === first)
  const others = payments.filter((payment) => payment.partner !== first && payment.currency === first?.currency)
  const othersTotal = others.reduce((all, payment) => all + payment.minor, 0)
  const wanted = Math.round((othersTotal * FIRST_PARTNER_SHARE) / (1000 - FIRST_PARTNER_SHARE))
  const parts = allocate(
    wanted,
    own.map((payment) => payment.minor),
  )
  own.forEach((payment, i) => (payment.minor = parts[i] ?? payment.minor))
}

/** Every fortieth payment is refunded, half of them in part; the first partner's are left alone so that its share stays exact. */
function createRefunds(payments: readonly Payment[]): Payment[] {
  const refundable = payments.filter((payment) => payment.currency !== 'USD' && payment.partner.code !== 'NUSA')
  return refundable
    .filter((_, i) => i % REFUND_EVERY === REFUND_EVERY - 1)
    .map((payment, i) => ({
      ...payment,
      id: payment.id.replace('ch_', 're_'),
      day: addDays(payment.day, 20) > SAMPLE_TODAY ? SAMPLE_TODAY : addDays(payment.day, 20),
      minor: i % 2 === 0 ? -payment.minor : -Math.round(payment.minor / 2),
      taxMinor: i % 2 === 0 ? -payment.taxMinor : -Math.round(payment.taxMinor / 2),
      refundOf: payment.id,
    }))
}

function toPartnersCsv(partners: readonly SamplePartner[]): string {
  const header = toCsvLine([
    'Partner code',
    'Partner name',
    'Partner email',
    'Website',
    'Country',
    'Partner group',
    'Partner manager',
    'Start date',
  ])
  return (
    header +
    partners
      .map((p) => toCsvLine([p.code, p.name, p.email, p.domain, p.country, p.group, p.manager, p.startedOn]))
      .join('')
  )
}

function toPaymentsCsv(payments: readonly Payment[]): string {
  const header = toCsvLine([
    'Payment ID',
    'Date',
    'Amount',
    'Tax',
    'Currency',
    'Partner code',
    'Customer',
    'Customer email',
    'Product',
    'Country',
    'Refund of',
  ])
  const lines = payments.map((p) =>
    toCsvLine([
      p.id, p.day, toDecimal(p.minor, p.currency), toDecimal(p.taxMinor, p.currency), p.currency, p.partner.code, p.customer, p.email, p.product, p.partner.country, p.refundOf,
    ]),
  ) // prettier-ignore
  return header + lines.join('')
}

const STAGES = ['Qualified', 'Proposal', 'Negotiation', 'Won', 'Won', 'Lost', 'Lost'] as const

function toDealsCsv(random: Random, partners: readonly SamplePartner[]): string {
  const lines = partners.flatMap((partner) =>
    Array.from({ length: integerBetween(random, 3, 9) }, (_, i) => {
      const stage = pick(random, STAGES)
      const opened = addDays(partner.startedOn, integerBetween(random, 10, 200))
      const isClosed = stage === 'Won' || stage === 'Lost'
      const closed = addDays(opened, integerBetween(random, 20, 120))
      const customer = `${pick(random, customerWords.first)} ${pick(random, customerWords.second)}`
      const minor = integerBetween(random, 20, 480) * 10_000
      const safeOpened = opened > SAMPLE_TO ? SAMPLE_TO : opened
      const safeClosed = closed > SAMPLE_TO ? SAMPLE_TO : closed
      return toCsvLine([
        `D-${partner.code}-${i + 1}`, `${customer} ${monthOf(safeOpened)}`, stage, toDecimal(minor, 'USD'), 'USD', partner.code, customer, safeOpened,
        isClosed ? safeClosed : '', isClosed ? '' : addDays(SAMPLE_TODAY, integerBetween(random, 5, 120)),
      ]) // prettier-ignore
    }),
  )
  return (
    toCsvLine([
      'Deal ID',
      'Deal name',
      'Stage',
      'Amount',
      'Currency',
      'Partner code',
      'Customer',
      'Created date',
      'Close date',
      'Expected close date',
    ]) + lines.join('')
  )
}
