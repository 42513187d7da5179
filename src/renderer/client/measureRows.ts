import type { MeasureValue } from '../../contract/measures.ts'
import { measureDefinitions } from '../../contract/measures.ts'
import { formatInput, formatMeasure, inputTexts } from '../../contract/measureTexts.ts'

/** The value of a measure for people; null where it has none. */
export function shownMeasure(measure: MeasureValue | undefined, currency: string): string | null {
  if (measure === undefined || measure.value === null) return null
  return formatMeasure(measure.value, measureDefinitions[measure.key].unit, currency)
}

/** The numbers a measure was computed from, as lines under its formula. */
export function measureRows(measure: MeasureValue, currency: string): [string, string][] {
  return measure.inputs.flatMap(({ key, value }) =>
    value === null ? [] : [[inputTexts[key], formatInput(key, value, currency)]],
  )
}
