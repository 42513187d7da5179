import { AppError } from '../../contract/errors.ts'
import { measureDefinitions } from '../../contract/measures.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import { formatRate, PPM_ONE } from '../../contract/money.ts'
import type { TemplateBody } from '../../contract/scorecards.ts'

/** What the weights add up to, in millionths. */
export function sumWeights(metrics: readonly { weightPpm: number }[]): number {
  return metrics.reduce((sum, { weightPpm }) => sum + weightPpm, 0)
}

/**
 * What keeps a template from scoring anybody, or null: weights that do not add up to exactly 100 %, a measure twice or of
 * the programme only, a floor above its cap, bands that do not fall to 0. [SC1]
 */
export function templateProblem(body: TemplateBody): AppError | null {
  const sum = sumWeights(body.metrics)
  if (sum !== PPM_ONE)
    return new AppError('scorecard.weights', { sum: formatRate(sum), rest: formatRate(Math.abs(PPM_ONE - sum)) })
  const problems = [...metricProblems(body), ...bandProblems(body)]
  return problems.length === 0 ? null : new AppError('scorecard.invalid', { problems })
}

function metricProblems({ metrics }: TemplateBody): string[] {
  return metrics.flatMap(({ measure, floorPpm, capPpm }, i) => {
    const { label } = measureTexts[measure]
    return [
      ...(metrics.findIndex((other) => other.measure === measure) < i ? [`“${label}” stands there twice`] : []),
      ...(measureDefinitions[measure].scope === 'programme' ? [`“${label}” is a figure of the whole programme`] : []),
      ...(floorPpm > capPpm ? [`the floor of “${label}” is above its cap`] : []),
    ]
  })
}

function bandProblems({ bands }: TemplateBody): string[] {
  const isFalling = bands.every(({ fromPpm }, i) => i === 0 || fromPpm < (bands[i - 1]?.fromPpm ?? 0))
  const names = new Set(bands.map(({ name }) => name))
  return [
    ...(isFalling ? [] : ['each band must begin below the one before it']),
    ...(bands.at(-1)?.fromPpm === 0 ? [] : ['the last band must begin at 0']),
    ...(names.size === bands.length ? [] : ['two bands have the same name']),
  ]
}
