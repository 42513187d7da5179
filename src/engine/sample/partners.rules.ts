import { addDays, type Day } from '../../contract/dates.ts'
import { samplePartners, type SamplePartnerName } from './names.ts'
import { integerBetween, type Random } from './random.rules.ts'
import { SAMPLE_FROM } from './year.ts'

export interface SamplePartner extends SamplePartnerName {
  email: string
  domain: string
  startedOn: Day
  group: string
  /** How it is paid; null: it has not said. */
  payee: { method: 'paypal' | 'wise' | 'bank'; email: string; account: string } | null
}

/** The named resellers, and for larger sizes branches of them under numbers. */
export function createPartners(random: Random, count: number): SamplePartner[] {
  return Array.from({ length: count }, (_, i) => {
    const named = samplePartners[i % samplePartners.length]
    if (!named) throw new Error('there are no sample partners')
    const round = Math.floor(i / samplePartners.length)
    const suffix = round === 0 ? '' : String(round + 1)
    const code = `${named.code}${suffix}`
    const domain = `${code.toLowerCase()}.example`
    // Signed over the first three quarters, the named ones evenly.
    const daysIn = round === 0 ? Math.floor(i * 12.5) + integerBetween(random, 0, 6) : integerBetween(random, 0, 250)
    return {
      ...named,
      name: `${named.name} ${suffix}`.trim(),
      code,
      domain,
      email: `partners@${domain}`,
      startedOn: addDays(SAMPLE_FROM, daysIn),
      group: i % samplePartners.length < 6 ? 'Strategic' : 'Registered',
      payee: createPayee(i, domain),
    }
  })
}

/** By turns PayPal, Wise and bank; the last named partner has sent nothing yet. */
function createPayee(i: number, domain: string): SamplePartner['payee'] {
  if (i % samplePartners.length === samplePartners.length - 1) return null
  switch (i % 3) {
    case 0:
      return { method: 'bank', email: '', account: String(8_801_002_000 + i * 37) }
    case 1:
      return { method: 'paypal', email: `payouts@${domain}`, account: '' }
    default:
      return { method: 'wise', email: `finance@${domain}`, account: `P${String(52_000_000 + i * 131)}` }
  }
}
