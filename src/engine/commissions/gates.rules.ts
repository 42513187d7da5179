import type { Explanation } from '../../contract/commissions.ts'
import type { PartnerStatus } from '../../contract/partners.ts'
import { isEarning } from '../plans/timeline.rules.ts'
import { compileTerritory } from './territory.rules.ts'

export type Gate = Explanation['gates'][number]

export interface GateFacts {
  /** Status of the partner on the event day. */
  partnerStatus: PartnerStatus
  /** A published version of an assigned plan covers the event day. */
  hasPlan: boolean
  isArchived: boolean
  partnerEmail: string
  customerEmail: string
  /** An earlier conversion of this customer with this partner was rejected for fraud. */
  hasFraud: boolean
  /** Of the partner as it is now, whatever it was on the event day; '' for everywhere. */
  territory: string
  /** Of the conversion, '' where the file names none. */
  country: string
}

/** The gates a conversion passes before any rule is asked, in the order they are shown. [CO11] */
export function computeGates(facts: GateFacts): Gate[] {
  return [
    { gate: 'partnerActive', isPassed: isEarning(facts.partnerStatus) },
    { gate: 'planInForce', isPassed: facts.hasPlan },
    { gate: 'notSelfReferral', isPassed: !isSelfReferral(facts.partnerEmail, facts.customerEmail) },
    { gate: 'notFraud', isPassed: !facts.hasFraud },
    { gate: 'inTerritory', isPassed: !compileTerritory(facts.territory)(facts.country) },
    { gate: 'notArchived', isPassed: !facts.isArchived },
  ]
}

/** A partner earns nothing on its own purchases: the same e-mail address, whatever its case. */
export function isSelfReferral(partnerEmail: string, customerEmail: string): boolean {
  const email = partnerEmail.trim().toLowerCase()
  return email !== '' && email === customerEmail.trim().toLowerCase()
}
