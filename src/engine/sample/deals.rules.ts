import { addDays, type Day, monthOf } from '../../contract/dates.ts'
import { customerName } from './names.ts'
import type { SamplePartner } from './partners.rules.ts'
import { integerBetween, pick, type Random } from './random.rules.ts'
import { SAMPLE_TO, SAMPLE_TODAY } from './year.ts'

export interface SampleDeal {
  id: string
  name: string
  stage: string
  /** US cents. */
  minor: number
  partner: SamplePartner
  customer: string
  openedOn: Day
  closedOn: Day | null
  expectedOn: Day | null
}

const STAGES = ['Qualified', 'Proposal', 'Negotiation', 'Won', 'Won', 'Lost', 'Lost'] as const

const notAfter = (day: Day, last: Day): Day => (day > last ? last : day)

/** Between three and nine deals of each partner, open, won and lost. */
export function createDeals(random: Random, partners: readonly SamplePartner[]): SampleDeal[] {
  return partners.flatMap((partner) =>
    Array.from({ length: integerBetween(random, 3, 9) }, (_, i) => {
      const stage = pick(random, STAGES)
      const isClosed = stage === 'Won' || stage === 'Lost'
      const opened = addDays(partner.startedOn, integerBetween(random, 10, 200))
      const closed = addDays(opened, integerBetween(random, 20, 120))
      const customer = customerName(integerBetween(random, 0, 9000))
      const openedOn = notAfter(opened, SAMPLE_TO)
      return {
        id: `D-${partner.code}-${i + 1}`,
        name: `${customer} ${monthOf(openedOn)}`,
        stage,
        minor: integerBetween(random, 20, 480) * 10_000,
        partner,
        customer,
        openedOn,
        closedOn: isClosed ? notAfter(closed, SAMPLE_TO) : null,
        expectedOn: isClosed ? null : addDays(SAMPLE_TODAY, integerBetween(random, 5, 120)),
      }
    }),
  )
}
