import { create } from 'zustand'
import { type MeasureKey, measureDefinitions, measureKeys } from '../../contract/measures.ts'
import { allocate, currencyExponent, PPM_ONE } from '../../contract/money.ts'
import type { Band, ScorecardTemplate, TemplateBody, TemplateMetric } from '../../contract/scorecards.ts'
import { newMetric } from '../../contract/scorecardStarts.ts'
import { templateTexts as texts } from './templateTexts.ts'

export interface TemplateDraft {
  name: string
  body: TemplateBody
}

/** What was typed and not saved, by template: kept while the window is open, so that looking elsewhere loses nothing. */
export const useTemplateDrafts = create<{ drafts: ReadonlyMap<number, TemplateDraft> }>(() => ({ drafts: new Map() }))

export function keepDraft(id: number, draft: TemplateDraft | null): void {
  useTemplateDrafts.setState(({ drafts }) => {
    const next = new Map(drafts)
    if (draft === null) next.delete(id)
    else next.set(id, draft)
    return { drafts: next }
  })
}

/** Measures of single partners, in the order of the catalogue. */
export const partnerMeasures: readonly MeasureKey[] = measureKeys.filter(
  (key) => measureDefinitions[key].scope === 'both',
)

/** A target to start from; the median beside it says what partners reach. */
export function usualTarget(measure: MeasureKey, currency: string): number {
  switch (measureDefinitions[measure].unit) {
    case 'money':
      return 10_000 * 10 ** currencyExponent(currency)
    case 'count':
      return 10
    case 'rate':
      return 500_000
    case 'days':
    case 'months':
      return 30_000_000
    case 'index':
      return PPM_ONE
    case 'score':
      return 70_000_000
  }
}

/** The first measure that is not there yet, with what is left of the weight. */
export function addMetric(body: TemplateBody): TemplateBody {
  const measure = partnerMeasures.find((key) => body.metrics.every((metric) => metric.measure !== key))
  if (measure === undefined) return body
  const category = body.metrics.at(-1)?.category ?? ''
  const metric = newMetric(measure, category, 0, usualTarget(measure, body.currency))
  return { ...body, metrics: [...body.metrics, { ...metric, weightPpm: Math.max(0, leftOf(body)) }] }
}

/** Another measure starts with a target of its own: the old one is in another unit. */
export function changeMeasure(metric: TemplateMetric, measure: MeasureKey, currency: string): TemplateMetric {
  return { ...metric, measure, target: usualTarget(measure, currency) }
}

/** What is left to give, negative when there is too much; millionths. */
export function leftOf({ metrics }: TemplateBody): number {
  return PPM_ONE - metrics.reduce((sum, { weightPpm }) => sum + weightPpm, 0)
}

/** Equal weights in whole percent that add up to 100 %. */
export function spreadEvenly(body: TemplateBody): TemplateBody {
  const parts = allocate(100, body.metrics.map(() => 1)) // prettier-ignore
  return {
    ...body,
    metrics: body.metrics.map((metric, i) => ({ ...metric, weightPpm: (parts[i] ?? 0) * (PPM_ONE / 100) })),
  }
}

/** A band halfway between the two lowest. */
export function addBand(bands: readonly Band[]): Band[] {
  const before = bands.at(-2)?.fromPpm ?? PPM_ONE
  return [...bands.slice(0, -1), { name: '', fromPpm: Math.round(before / 20_000) * 10_000 }, ...bands.slice(-1)]
}

/** What is wrong with one metric, or null; that weights add up is another question. */
export function metricProblem(body: TemplateBody, index: number): string | null {
  const metric = body.metrics[index]
  if (!metric) return null
  if (body.metrics.some((other, i) => i !== index && other.measure === metric.measure)) return texts.problem.twice
  if (metric.weightPpm === 0) return texts.problem.noWeight
  if (metric.floorPpm > metric.capPpm) return texts.problem.floor
  return metric.category.trim() === '' ? texts.problem.blank : null
}

export function bandsProblem({ bands }: TemplateBody): string | null {
  if (bands.some(({ name }) => name.trim() === '')) return texts.problem.blank
  if (new Set(bands.map(({ name }) => name.trim())).size < bands.length) return texts.problem.bandNames
  const isFalling = bands.every(({ fromPpm }, i) => i === 0 || fromPpm < (bands[i - 1]?.fromPpm ?? 0))
  return isFalling ? null : texts.problem.bands
}

/** Whether the engine would take it. */
export function isStorable({ name, body }: TemplateDraft): boolean {
  return (
    name.trim() !== '' &&
    leftOf(body) === 0 &&
    body.metrics.every((_, i) => metricProblem(body, i) === null) &&
    bandsProblem(body) === null
  )
}

export function isChanged(draft: TemplateDraft, stored: ScorecardTemplate): boolean {
  return draft.name !== stored.name || JSON.stringify(draft.body) !== JSON.stringify(stored.body)
}
