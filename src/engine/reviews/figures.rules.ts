import { type Day, formatDay } from '../../contract/dates.ts'
import type { InputKey, MeasureKey, MeasureValue } from '../../contract/measures.ts'
import { formatMeasure } from '../../contract/measureTexts.ts'
import { applyRate, type Minor, type Ppm, type Rounding } from '../../contract/money.ts'
import type { Figure } from '../../contract/reviewFigures.ts'
import { factTexts as texts } from '../../contract/reviewTexts.ts'

/** A measure beside what it was before, with the counts behind it as one fact. `lastDay`: of the period. */
export function toFigure(now: MeasureValue, before: MeasureValue | undefined, lastDay: Day): Figure {
  return {
    key: now.key,
    value: now.value,
    before: before?.value ?? null,
    problem: now.problem,
    fact: now.value === null ? '' : factOf(now, lastDay),
  }
}

function factOf({ key, inputs }: MeasureValue, lastDay: Day): string {
  const of = (input: InputKey): number => inputs.find((one) => one.key === input)?.value ?? 0
  const count = (value: number): string => formatMeasure(value, 'count', '')
  const counted = (value: number, text: (shown: string, isOne: boolean) => string): string =>
    text(count(value), value === 1)
  switch (key satisfies MeasureKey) {
    case 'openPipeline':
      return texts.openOn(count(of('dealsOpen')), of('dealsOpen') === 1, formatDay(lastDay))
    case 'winRate':
      return texts.wonOf(count(of('dealsWon')), count(of('dealsWon') + of('dealsLost')))
    case 'averageDeal':
      return counted(of('dealsWon'), texts.ofWon)
    case 'salesCycle':
      return counted(of('cycleCount'), texts.ofWon)
    case 'retention':
      return texts.keptOf(count(of('customersKept')), count(of('customersBefore')))
    case 'promoterScore':
      return counted(of('answers'), texts.answers)
    case 'averageSale':
      return counted(of('saleCount'), texts.saleCount)
    default:
      return ''
  }
}

/** Open pipeline × win rate, rounded once; null when either cannot be told. */
export function weightPipeline(openMinor: Minor | null, winRatePpm: Ppm | null, rounding: Rounding): Minor | null {
  return openMinor === null || winRatePpm === null ? null : applyRate(openMinor, winRatePpm, rounding)
}

/** `part` ÷ `whole` in ppm, cut to whole ones; null without a whole. */
export function shareOf(part: number, whole: number): Ppm | null {
  return whole > 0 ? Number((BigInt(part) * 1_000_000n) / BigInt(whole)) : null
}
