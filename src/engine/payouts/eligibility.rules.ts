import type { Minor } from '../../contract/money.ts'
import type { PartnerStatus } from '../../contract/partners.ts'
import type { CarryReason } from '../../contract/payouts.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { balanceOf } from './identity.rules.ts'

/** One partner in one currency at a run's cut-off, minor units. */
export interface PayoutFacts {
  openingMinor: Minor
  earnedMinor: Minor
  adjustedMinor: Minor
  /** Lines of this partner and currency that are kept back by a hold. */
  heldLines: number
  minimumMinor: Minor
  hasPayee: boolean
  missingPayee: ProgrammeSettings['missingPayee']
  partnerStatus: PartnerStatus
  isExcluded: boolean
}

export interface PayoutDecision {
  /** opening + earned + adjusted. */
  balanceMinor: Minor
  /** Paid now; 0 when carried over. */
  payoutMinor: Minor
  carriedBecause: CarryReason | null
  /** For belowMinimum: what is missing. */
  shortByMinor: Minor | null
  /** Paid without payee data; a reference is typed by hand. */
  isByHand: boolean
}

/**
 * Whether a partner is paid in a currency now, or carried over and why. [PO5]
 *
 * The whole balance is paid or nothing. It is tested once, when the run is made: a balance that grows above the minimum
 * afterwards waits for the next run (FirstPromoter). Negative amounts are netted against later earnings and never paid.
 * A terminated partner's last payout ignores the minimum.
 */
export function decidePayout(facts: PayoutFacts): PayoutDecision {
  const balanceMinor = balanceOf(facts)
  const carriedBecause = findCarryReason(facts, balanceMinor)
  return {
    balanceMinor,
    payoutMinor: carriedBecause === null ? balanceMinor : 0,
    carriedBecause,
    shortByMinor: carriedBecause === 'belowMinimum' ? facts.minimumMinor - balanceMinor : null,
    isByHand: carriedBecause === null && !facts.hasPayee,
  }
}

/** The least payout of a currency in minor units; 0 where the programme sets none. */
export function minimumPayout(settings: Pick<ProgrammeSettings, 'minimumPayouts'>, currency: string): Minor {
  return settings.minimumPayouts.find((minimum) => minimum.currency === currency)?.minor ?? 0
}

function findCarryReason(facts: PayoutFacts, balanceMinor: Minor): CarryReason | null {
  if (facts.isExcluded) return 'excluded'
  if (facts.partnerStatus === 'paused') return 'partnerPaused'
  if (balanceMinor < 0) return 'negativeBalance'
  if (balanceMinor === 0) return facts.heldLines > 0 ? 'onHold' : 'zero'
  if (balanceMinor < facts.minimumMinor && facts.partnerStatus !== 'terminated') return 'belowMinimum'
  if (!facts.hasPayee && facts.missingPayee === 'carryOver') return 'noPayeeData'
  return null
}
