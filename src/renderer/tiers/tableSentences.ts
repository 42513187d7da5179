import { formatRate } from '../../contract/money.ts'
import type { TierRules } from '../../contract/tiers.ts'
import { tableTexts as texts } from './tableTexts.ts'

/** How partners move between tiers, in plain sentences. */
export function rulesSentences({
  calendar,
  effective,
  graceDays,
  keepPpm,
  failures,
  floorMonths,
}: TierRules): string[] {
  return [
    `${texts.evaluated} ${texts.calendars[calendar]}${texts.holds} ${texts.effective[effective]}${texts.stop}`,
    `${texts.demotion} ${graceDays} ${texts.later} ${formatRate(keepPpm)} ${failures === 1 ? texts.failedOnce : `${texts.ofThreshold} ${failures} ${texts.failed}`}`,
    ...(floorMonths === 0 ? [] : [`${texts.floor} ${floorMonths} ${texts.months}`]),
  ]
}
