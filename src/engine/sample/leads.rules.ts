import { addDays, type Day } from '../../contract/dates.ts'
import { addressOf, customerName } from './names.ts'
import type { SamplePartner } from './partners.rules.ts'
import type { SamplePayment } from './payments.rules.ts'
import { integerBetween, pick, type Random } from './random.rules.ts'

export interface SampleLead {
  id: string
  day: Day
  partner: SamplePartner
  company: string
  email: string
  product: string
  status: string
}

/** Leads for a hundred sales of a partner, of the one that wastes least and of the one that wastes most. */
const LEADS_PER_HUNDRED = { low: 125, high: 175 }
/** Days from an enquiry to the sale that came of it. */
const DECIDING = { low: 2, high: 25 }
const CONVERTED = 'Converted'
const OTHER_STATUSES = ['New', 'Contacted', 'Contacted', 'Qualified', 'Lost', 'Lost'] as const

/**
 * Who enquired, by day: the customer of each sale some days before it, and others of whom nothing came, every second one
 * a company that never bought. Each partner has more leads than sales. [SA9]
 *
 * @param payments by day
 */
export function createLeads(random: Random, payments: readonly SamplePayment[]): SampleLead[] {
  const byPartner = new Map<SamplePartner, SamplePayment[]>()
  for (const payment of payments) {
    if (payment.refundOf !== '') continue
    const own = byPartner.get(payment.partner) ?? []
    if (own.push(payment) === 1) byPartner.set(payment.partner, own)
  }
  return [...byPartner].flatMap(([partner, sales]) => createOwn(random, partner, sales)).sort(byDay)
}

function createOwn(random: Random, partner: SamplePartner, sales: readonly SamplePayment[]): SampleLead[] {
  const perHundred = integerBetween(random, LEADS_PER_HUNDRED.low, LEADS_PER_HUNDRED.high)
  const leads = sales.map(({ day, customer, email, product }): Omit<SampleLead, 'id'> => {
    const enquired = addDays(day, -integerBetween(random, DECIDING.low, DECIDING.high))
    const { startedOn } = partner
    return {
      day: enquired < startedOn ? startedOn : enquired,
      partner,
      company: customer,
      email,
      product,
      status: CONVERTED,
    }
  })
  for (let left = Math.ceil((sales.length * (perHundred - 100)) / 100); left > 0; left--) {
    // Interest comes and goes with sales.
    const { day, product, customer } = pick(random, sales)
    const company = left % 2 === 0 ? customer : customerName(integerBetween(random, 0, 9000))
    leads.push({ day, partner, company, email: addressOf(company), product, status: pick(random, OTHER_STATUSES) })
  }
  return leads
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    .map((lead, i) => ({ id: `L-${partner.code}-${String(i + 1).padStart(5, '0')}`, ...lead }))
}

function byDay(a: SampleLead, b: SampleLead): number {
  if (a.day !== b.day) return a.day < b.day ? -1 : 1
  return a.id < b.id ? -1 : 1
}
