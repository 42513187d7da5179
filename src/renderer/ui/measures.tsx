import { currencyExponent } from '../../contract/money.ts'
import type { ReactNode, RefObject } from 'react'
import { measureDefinitions, type MeasureKey, type MeasureValue } from '../../contract/measures.ts'
import { formatInput, formatMeasure, inputTexts, measureTexts } from '../../contract/measureTexts.ts'
import { type Converted, ratesText } from '../../contract/rateTexts.ts'
import { formatCount } from './figures.tsx'
import { measureWords as words } from './measureWords.ts'
import { Definition } from './Popover.tsx'
import { uiTexts } from './texts.ts'

/** What amounts in a value were converted by, and which still wait. */
export interface MeasureBasis extends Converted {
  currency: string
  missing?: readonly { currency: string; rows: number }[] | undefined
}

/** A value with the name of its unit: "USD 12,340.00", "37.5%", "41.0 days", "12". */
export function measureText(value: number | null, key: MeasureKey, currency: string): string {
  if (value === null) return uiTexts.none
  const { unit } = measureDefinitions[key]
  const text = formatMeasure(value, unit, currency)
  if (unit === 'money') return `${currency} ${text}`
  return unit === 'days' || unit === 'months' ? `${text} ${words.units[unit]}` : text
}

/** A value for an axis or a headline: of money whole units are enough, rounded. */
export function shortMeasure(value: number, key: MeasureKey, currency: string): string {
  const { unit } = measureDefinitions[key]
  if (unit !== 'money') return formatMeasure(Math.round(value), unit, currency)
  const whole = 10 ** currencyExponent(currency)
  return formatMeasure(Math.round(value / whole) * whole, unit, currency).replace(/\.\d+$/, '')
}

/** What a value is counted in: "USD", "%", "days", "number". */
export function unitName(key: MeasureKey, currency: string): string {
  const name = words.unitChoice[measureDefinitions[key].unit]
  return typeof name === 'function' ? name(currency) : name
}

/** The numbers that a value was computed from. */
export function inputRows({ inputs }: MeasureValue, currency: string): (readonly [string, string])[] {
  return inputs.map(
    ({ key, value }) => [inputTexts[key], value === null ? words.unknown : formatInput(key, value, currency)] as const,
  )
}

/** "3 rows in JPY without a rate". */
export function missingText(missing: readonly { currency: string; rows: number }[]): string {
  return missing.map(({ currency, rows }) => words.unrated(formatCount(rows), currency)).join(', ')
}

/** What a measure is counted in, and which way it should go. */
export const unitRow = (key: MeasureKey, currency: string): readonly [string, string] => [
  words.unit,
  `${unitName(key, currency)}, ${words.direction[measureDefinitions[key].better]}`,
]

/** What a definition says beside the numbers of a measure: its unit, its period, and the rates in it. */
export function aboutRows(key: MeasureKey, period: string, basis: MeasureBasis): (readonly [string, string])[] {
  const rates = ratesText(basis)
  return [
    unitRow(key, basis.currency),
    [words.period, period],
    ...(rates === null ? [] : [[words.rates, rates] as const]),
  ]
}

/** Where the numbers of a measure come from, what to know about it, and which rows wait for a rate. */
export function sourceNote(key: MeasureKey, { missing = [] }: Pick<MeasureBasis, 'missing'>): string {
  const { source, note } = measureTexts[key]
  return [`${source}.`, note, missingText(missing)].filter((text) => text !== '').join(' ')
}

interface MeasureTermProps {
  measured: MeasureValue
  /** The words with the dotted line. */
  term: ReactNode
  period: string
  basis: MeasureBasis
  anchor?: RefObject<HTMLElement | null> | undefined
}

/** A word or figure that says on hover and focus how the measure is made: formula, numbers, period, rates, what to know. */
export function MeasureTerm({ measured, term, period, basis, anchor }: MeasureTermProps) {
  const text = measureTexts[measured.key]
  return (
    <Definition
      term={term}
      formula={`${text.label} = ${text.formula}`}
      anchor={anchor}
      rows={[...inputRows(measured, basis.currency), ...aboutRows(measured.key, period, basis)]}
      note={sourceNote(measured.key, basis)}
    />
  )
}
