import { formatMeasure } from '../../contract/measureTexts.ts'
import type { MeasureUnit } from '../../contract/measures.ts'
import { uiTexts } from './texts.ts'

/** Growth against before, in ppm; null without a before. */
export function change(now: number, before: number): number | null {
  return before > 0 ? Math.round(((now - before) / before) * 1_000_000) : null
}

type Known = number | null | undefined

/** How far a value is from before: a rate in points, "2.1 points below", all else in percent, "25.0% above"; null without a before. */
export function changeText(now: Known, before: Known, unit: MeasureUnit): string | null {
  if (now === null || now === undefined || before === null || before === undefined) return null
  if (unit === 'rate') return uiTexts.points((Math.abs(now - before) / 10_000).toFixed(1), now < before)
  const growth = change(now, before)
  return growth === null ? null : uiTexts.apart(formatMeasure(Math.abs(growth), 'rate', ''), growth < 0)
}
