import { addDays, type Day } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import type { Tier } from '../../contract/tiers.ts'

export type OwedPromise = Output<'tiers.partner'>['promises'][number]

/** What somebody noted about a promise. */
export interface PromiseRecord {
  promise: string
  state: OwedPromise['state']
  dueOn: Day | null
  note: string
  decidedOn: Day
}

/**
 * What a partner is owed at its tier. A note counts when it was made in this stay at the tier; until then the promise is
 * pending, due so many days after the stay began. [TI14]
 *
 * @param since when the stay began
 */
export function listOwed(tier: Tier | undefined, since: Day | null, records: readonly PromiseRecord[]): OwedPromise[] {
  if (!tier || since === null) return []
  return tier.promises.map(({ key, text, severity, dueDays }) => {
    const record = records.find(({ promise, decidedOn }) => promise === key && decidedOn >= since)
    return {
      key,
      text,
      severity,
      state: record?.state ?? 'pending',
      dueOn: record ? record.dueOn : dueDays === null ? null : addDays(since, dueDays),
      note: record?.note ?? '',
      decidedOn: record?.decidedOn ?? null,
    }
  })
}
