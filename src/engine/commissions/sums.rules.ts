import { type Day, fromEpochDays, type Month, monthOf } from '../../contract/dates.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { monthIndexOf } from './windows.rules.ts'

/** Commissions of one partner in one currency that share month, due day and plan version. */
export interface CommissionSum {
  partnerId: number
  currency: string
  month: Month
  dueOn: Day
  versionId: number
  count: number
  baseMinor: number
  earnedMinor: number
}

/**
 * Sums commissions that nobody has decided on and no run has claimed. [ME3]
 *
 * @param partner one entry per commission; the commissions of one partner stand together
 */
export function sumCommissions(
  columns: CommissionColumns,
  partner: Int32Array,
  currencies: readonly string[],
): CommissionSum[] {
  const { count, currency, day, dueDay, versionId, baseMinor, earnedMinor } = columns
  const sums: CommissionSum[] = []
  // Month and due day are small numbers of days; together with version and currency they make an exact key.
  let ofPartner = new Map<number, CommissionSum>()
  // Days ascend, so that most commissions belong where the one before in their currency does.
  const last = Array.from(currencies, () => ({ key: NaN, sum: undefined as CommissionSum | undefined }))
  let [partnerId, lastDay, month] = [-1, NaN, 0]
  for (let entry = 0; entry < count; entry += 1) {
    if (partner[entry] !== partnerId) {
      partnerId = partner[entry] ?? 0
      ofPartner = new Map()
      for (const one of last) one.key = NaN
    }
    if (day[entry] !== lastDay) {
      lastDay = day[entry] ?? 0
      month = monthIndexOf(lastDay)
    }
    const due = dueDay[entry] ?? 0
    const version = versionId[entry] ?? 0
    const key = ((version * currencies.length + (currency[entry] ?? 0)) * 120_000 + month) * 4096 + (due & 4095)
    const before = last[currency[entry] ?? 0]
    let sum = before?.key === key ? before.sum : ofPartner.get(key)
    if (sum === undefined) {
      sum = {
        partnerId,
        currency: currencies[currency[entry] ?? 0] ?? '',
        month: monthOf(fromEpochDays(lastDay)),
        dueOn: fromEpochDays(due),
        versionId: version,
        count: 0,
        baseMinor: 0,
        earnedMinor: 0,
      }
      ofPartner.set(key, sum)
      sums.push(sum)
    }
    if (before !== undefined && before.key !== key) Object.assign(before, { key, sum })
    sum.count += 1
    sum.baseMinor += baseMinor[entry] ?? 0
    sum.earnedMinor += earnedMinor[entry] ?? 0
  }
  return sums
}
