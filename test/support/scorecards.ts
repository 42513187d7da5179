import type { Day } from '../../src/contract/dates.ts'
import type { MeasureKey } from '../../src/contract/measures.ts'
import type { CardMetric, Scorecard, TemplateBody, TemplateMetric } from '../../src/contract/scorecards.ts'
import { usualBands } from '../../src/contract/scorecardStarts.ts'
import { computeHealth } from '../../src/engine/scorecards/health.rules.ts'
import { describeMetric } from '../../src/engine/scorecards/scoring.ts'
import type { TestEngine } from './testEngine.ts'

export const PERCENT = 10_000
export const quarter4 = { from: '2025-10-01', to: '2025-12-31' }

/** A metric that counts from 0 to 100 % of its target and gives its weight away when it cannot be measured. */
export function aMetric(
  measure: MeasureKey,
  weight: number,
  target: number,
  change: Partial<TemplateMetric> = {},
): TemplateMetric {
  return {
    measure, category: 'Sales', weightPpm: weight * PERCENT, target, floorPpm: 0, capPpm: 100 * PERCENT, missing: 'reweight',
    ...change,
  } // prettier-ignore
}

/** Per quarter and in US dollars, with the bands 90, 75, 60 and 40. */
export function aBody(metrics: TemplateMetric[], change: Partial<TemplateBody> = {}): TemplateBody {
  return { basis: 'quarter', currency: 'USD', metrics, bands: [...usualBands], ...change }
}

/** Revenue of 1,000.00 a quarter at 60 %, four sales at 40 %. */
export const plainBody = aBody([aMetric('revenue', 60, 100_000), aMetric('sales', 40, 4)])

export async function makeTemplate(engine: TestEngine, body = plainBody, name = 'Resellers'): Promise<number> {
  return (await engine.call('scorecards.createTemplate', { name, body })).id
}

export async function publishCards(
  engine: TestEngine,
  templateId: number,
  partnerIds: number[],
  period: { from: Day; to: Day } = quarter4,
): Promise<number[]> {
  const wanted = { templateId, ...period, partnerIds }
  const { fingerprint } = await engine.call('scorecards.list', wanted)
  return (await engine.call('scorecards.publish', { ...wanted, fingerprint })).ids
}

/** A card with everything that fits on one page, and texts that try to break it. */
export function fullCard(text = 'Cửu Long Seafood & Sons'): Scorecard {
  const measures = [
    'revenue', 'sales', 'newCustomers', 'averageSale', 'winRate', 'salesCycle', 'openPipeline', 'sourcedPipeline', 'recency',
    'certificates', 'retention', 'refundRate',
  ] as const // prettier-ignore
  const categories = [text, 'Engagement', 'Competency', 'Customer success']
  const body = aBody(measures.map((measure, i) => aMetric(measure, i === 0 ? 12 : 8, 1_000_000, { category: categories[i % 4] ?? '' }))) // prettier-ignore
  const metrics = body.metrics.map((metric, i): CardMetric => ({
    ...describeMetric(metric, body, quarter4),
    actual: i === 1 ? null : 123_456_789,
    problem: i === 1 ? 'nothing' : null,
    inputs: [],
    reachedPpm: i === 1 ? null : 700_000,
    attainmentPpm: i === 1 ? null : 700_000,
    countedPpm: 80_000,
    pointsPpm: 56_000,
    quarters: [1, 2, null, 4],
  }))
  const ends = ['2025-03-31', '2025-06-30', '2025-09-30', '2025-12-31']
  const starts = ['2025-01-01', '2025-04-01', '2025-07-01', '2025-10-01']
  return {
    programme: { name: text, colour: '#0f5c63', fiscalYearStartMonth: 1 },
    partner: { name: text, kind: 'reseller', country: text, group: text },
    template: { name: text, version: 3, body },
    ...quarter4,
    until: '2025-12-31',
    currency: 'USD',
    issuedOn: '2026-01-14',
    scorePpm: 700_000,
    band: 'Fair',
    problem: null,
    metrics,
    peers: { count: 15, percentilePpm: 633_333, rank: 6 },
    trend: ends.map((to, i) => ({ from: starts[i] ?? '', to, scorePpm: 612_000 + i * 30_000, source: i === 3 ? 'own' : 'computed' })), // prettier-ignore
    revenueMinor: [123_456_789, null, 1_123_456_789, -500],
    health: computeHealth({
      daysSinceLast: 12,
      daysSinceStart: 400,
      revenueMinor: 123_456_789,
      revenueBeforeMinor: 923_456_789,
      openMinor: 123_456_789,
      hasDeals: true,
      salesMinor: 923_456_789,
      refundsMinor: 12_345_678,
      isUnrated: false,
      intervention: 'warning',
    }),
    deals: {
      count: 9,
      listed: Array.from({ length: 5 }, () => ({ name: text, stage: text, expectedOn: '2026-02-20', minor: 123_456_789, currency: 'USD' })), // prettier-ignore
    },
    sections: ['Tier', 'Actions'].map((title) => ({
      key: title,
      title,
      note: '4 of 5 done',
      lines: Array.from({ length: 5 }, () => ({ meaning: 'bad', label: text, note: text, value: '30 days late' })),
    })),
    exchange: { currencies: ['JPY', 'SGD'], mode: 'monthAverage' },
  }
}
