import { createClicks, type SampleClick } from './clicks.rules.ts'
import { createDeals, type SampleDeal } from './deals.rules.ts'
import { toClicksCsv, toDealsCsv, toLeadsCsv, toPartnersCsv, toPayeesCsv, toPaymentsCsv } from './files.rules.ts'
import { createLeads, type SampleLead } from './leads.rules.ts'
import { createPartners, type SamplePartner } from './partners.rules.ts'
import { createPayments, type SamplePayment } from './payments.rules.ts'
import { createRandom } from './random.rules.ts'

export interface SampleSize {
  seed: number
  /** At least 20. */
  partners: number
  /** At least 200; refunds come on top. */
  conversions: number
}

export interface SampleProgramme {
  partners: SamplePartner[]
  payments: SamplePayment[]
  deals: SampleDeal[]
  /** Empty where the story has no months. */
  leads: SampleLead[]
  clicks: SampleClick[]
}

/** Sizes up to which every month is told; above, runs and clicks would take longer than anybody waits for a sample. */
const MOST_BY_MONTH = { partners: 200, conversions: 20_000 }

/** Whether the story has months: payments, leads, clicks and a run for each. [SA6] */
export function hasMonths({ partners, conversions }: SampleSize): boolean {
  return partners <= MOST_BY_MONTH.partners && conversions <= MOST_BY_MONTH.conversions
}

/**
 * The sample programme "Asia expansion": twenty resellers (or more for load), a year of clicks, leads, payments, refunds and
 * deals.
 * Deterministic: equal seeds and sizes give equal rows. [SA1]
 */
export function createSampleProgramme(size: SampleSize): SampleProgramme {
  const random = createRandom(size.seed)
  const partners = createPartners(random, size.partners)
  const payments = createPayments(random, partners, size.conversions)
  const deals = createDeals(random, partners)
  const leads = hasMonths(size) ? createLeads(random, payments) : []
  return { partners, payments, deals, leads, clicks: createClicks(random, leads) }
}

/** The same as the files that it is imported from. */
export function createSampleFiles(size: SampleSize): {
  partnersCsv: string
  payeesCsv: string
  paymentsCsv: string
  dealsCsv: string
  leadsCsv: string
  clicksCsv: string
} {
  const { partners, payments, deals, leads, clicks } = createSampleProgramme(size)
  return {
    partnersCsv: toPartnersCsv(partners),
    payeesCsv: toPayeesCsv(partners),
    paymentsCsv: toPaymentsCsv(payments),
    dealsCsv: toDealsCsv(deals),
    leadsCsv: toLeadsCsv(leads),
    clicksCsv: toClicksCsv(clicks),
  }
}
