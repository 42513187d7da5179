import type { LiabilityAge } from '../../contract/analytics.ts'
import { type Day, toEpochDays } from '../../contract/dates.ts'

/** How long until, or since, the day something falls due. [AN9] */
export function ageOf(dueOn: Day, today: Day): LiabilityAge {
  const days = toEpochDays(today) - toEpochDays(dueOn)
  if (days < -30) return 'later'
  if (days < 0) return 'within30'
  if (days <= 30) return 'late30'
  if (days <= 60) return 'late60'
  return days <= 90 ? 'late90' : 'lateMore'
}
