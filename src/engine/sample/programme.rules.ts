import { createDeals, type SampleDeal } from './deals.rules.ts'
import { toDealsCsv, toPartnersCsv, toPayeesCsv, toPaymentsCsv } from './files.rules.ts'
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
}

/**
 * The sample programme "Asia expansion": twenty resellers (or more for load), a year of payments, refunds and deals.
 * Deterministic: equal seeds and sizes give equal rows. [SA1]
 */
export function createSampleProgramme({ seed, partners: count, conversions }: SampleSize): SampleProgramme {
  const random = createRandom(seed)
  const partners = createPartners(random, count)
  return { partners, payments: createPayments(random, partners, conversions), deals: createDeals(random, partners) }
}

/** The same as the files that it is imported from. */
export function createSampleFiles(size: SampleSize): {
  partnersCsv: string
  payeesCsv: string
  paymentsCsv: string
  dealsCsv: string
} {
  const { partners, payments, deals } = createSampleProgramme(size)
  return {
    partnersCsv: toPartnersCsv(partners),
    payeesCsv: toPayeesCsv(partners),
    paymentsCsv: toPaymentsCsv(payments),
    dealsCsv: toDealsCsv(deals),
  }
}
