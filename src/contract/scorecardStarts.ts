import type { MeasureKey } from './measures.ts'
import { currencyExponent } from './money.ts'
import type { Band, TemplateBody, TemplateMetric } from './scorecards.ts'

const PERCENT = 10_000
const POINTS = 1_000_000

/** Best first; lower bounds 90, 75, 60 and 40 of a hundred, as weighted scorecards of vendors have them. */
export const usualBands: readonly Band[] = [
  { name: 'Excellent', fromPpm: 900_000 },
  { name: 'Good', fromPpm: 750_000 },
  { name: 'Fair', fromPpm: 600_000 },
  { name: 'Weak', fromPpm: 400_000 },
  { name: 'Poor', fromPpm: 0 },
]

export const scorecardStarts = ['salesLed', 'competencyLed', 'blank'] as const
export type ScorecardStart = (typeof scorecardStarts)[number]

/** A metric that counts from 0 to 100 % of its target and leaves its weight to the others when it cannot be measured. */
export function newMetric(measure: MeasureKey, category: string, weight: number, target: number): TemplateMetric {
  return {
    measure,
    category,
    weightPpm: weight * PERCENT,
    target,
    floorPpm: 0,
    capPpm: 100 * PERCENT,
    missing: 'reweight',
  }
}

/**
 * Templates to start from, with targets per quarter that are meant to be changed. Their weights are those seen in the
 * field: sales 50, engagement 20, enablement 20, marketing 10; and revenue 40, competency 25, engagement 20, customer
 * success 15. Money in whole units of the currency.
 */
export function startBody(start: ScorecardStart, currency: string): TemplateBody {
  const money = (units: number): number => units * 10 ** currencyExponent(currency)
  const metrics: Readonly<Record<ScorecardStart, TemplateMetric[]>> = {
    salesLed: [
      newMetric('revenue', 'Sales', 30, money(50_000)),
      newMetric('newCustomers', 'Sales', 10, 5),
      newMetric('winRate', 'Sales', 10, 40 * PERCENT),
      newMetric('sourcedPipeline', 'Engagement', 10, money(50_000)),
      newMetric('recency', 'Engagement', 10, 85 * POINTS),
      newMetric('certificates', 'Enablement', 20, 2),
      newMetric('leads', 'Marketing', 10, 10),
    ],
    competencyLed: [
      newMetric('revenue', 'Revenue', 30, money(50_000)),
      newMetric('averageSale', 'Revenue', 10, money(1000)),
      newMetric('certificates', 'Competency', 15, 2),
      newMetric('salesCycle', 'Competency', 10, 60 * POINTS),
      newMetric('recency', 'Engagement', 10, 85 * POINTS),
      newMetric('openPipeline', 'Engagement', 10, money(50_000)),
      newMetric('retention', 'Customer success', 10, 80 * PERCENT),
      newMetric('refundRate', 'Customer success', 5, 3 * PERCENT),
    ],
    blank: [newMetric('revenue', 'Sales', 100, money(50_000))],
  }
  return { basis: 'quarter', currency, metrics: metrics[start], bands: [...usualBands] }
}
