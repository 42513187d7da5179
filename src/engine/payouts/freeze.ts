import { type PartnerStatus, partnerStatusSchema } from '../../contract/partners.ts'
import { scale } from '../../contract/money.ts'
import type { QueryContext } from '../context.ts'
import type { Connection } from '../db/open.ts'
import type { PayoutTable } from '../db/schema.ts'
import { statusOn } from '../plans/timeline.rules.ts'
import type { Collected } from './collect.repo.ts'
import { decidePayout, minimumPayout } from './eligibility.rules.ts'
import { payableMethod, type StoredPayee } from './payee.rules.ts'

/** What a person decided about one payout of a run, kept when its list is read anew. */
export interface Override {
  isExcluded: boolean
  reason: string
  /** Paid although it is below the minimum. */
  ignoresMinimum: boolean
}

export const noOverride: Override = { isExcluded: false, reason: '', ignoresMinimum: false }

/** A payout as it will be stored, before it has a run. */
export type FrozenPayout = Omit<PayoutTable, 'id' | 'run_id' | 'settled_on'>

/** Mean of the partner's last three payments in a currency, or null. */
function averagePayment(raw: Connection, partnerId: number, currency: string): number | null {
  const last = raw
    .prepare(
      `SELECT amount_minor FROM payment WHERE partner_id = ? AND currency = ? AND is_live = 1
       ORDER BY paid_on DESC, id DESC LIMIT 3`,
    )
    .pluck()
    .all(partnerId, currency) as number[]
  if (last.length === 0) return null
  const sum = last.reduce((total, minor) => total + minor, 0)
  return scale(sum, 1, last.length, 'halfAwayFromZero')
}

function partnerStatus(raw: Connection, partnerId: number, today: string): PartnerStatus {
  const rows = raw
    .prepare('SELECT status, valid_from AS validFrom FROM partner_status WHERE partner_id = ?')
    .all(partnerId) as { status: string; validFrom: string }[]
  return statusOn(
    rows.map(({ status, validFrom }) => ({ status: partnerStatusSchema.parse(status), validFrom })),
    today,
  )
}

/** Decides what becomes of one partner's money in one currency and writes it down as the run will keep it. [PO5] */
export function toPayout(context: QueryContext, collected: Collected, override: Override): FrozenPayout {
  const { raw } = context
  const { partnerId, currency, openingMinor, earnedMinor, adjustedMinor } = collected
  const settings = context.settings()
  const payee = raw
    .prepare(
      'SELECT payee_method, payee_account_name, payee_email, payee_account, payee_currency FROM partner WHERE id = ?',
    )
    .get(partnerId) as StoredPayee
  const method = payableMethod(payee)
  const decision = decidePayout({
    openingMinor,
    earnedMinor,
    adjustedMinor,
    heldLines: collected.heldLines,
    minimumMinor: override.ignoresMinimum ? 0 : minimumPayout(settings, currency),
    hasPayee: method !== null,
    missingPayee: settings.missingPayee,
    partnerStatus: partnerStatus(raw, partnerId, context.today()),
    isExcluded: override.isExcluded,
  })
  return {
    partner_id: partnerId,
    currency,
    line_count: collected.lineCount,
    opening_minor: openingMinor,
    earned_minor: earnedMinor,
    adjusted_minor: adjustedMinor,
    payout_minor: decision.payoutMinor,
    carried_because: decision.carriedBecause,
    short_by_minor: decision.shortByMinor,
    note: override.reason,
    method: method ?? 'byHand',
    average_minor: averagePayment(raw, partnerId, currency),
    commission_ranges: JSON.stringify(collected.ranges),
    adjustment_ids: JSON.stringify(collected.adjustments.map(({ id }) => id)),
  }
}
