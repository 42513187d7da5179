import { addMonths, endOfMonth } from '../../src/contract/dates.ts'
import { type MeasureKey, measureKeys } from '../../src/contract/measures.ts'
import type { Span } from '../../src/contract/periods.ts'
import { openForReading } from '../../src/engine/db/open.ts'
import { sumRevenue } from '../../src/engine/metrics/revenueSums.repo.ts'
import { rollupSelects } from '../../src/engine/metrics/rollups.repo.ts'
import { readSettings } from '../../src/engine/programme/programme.repo.ts'
import { offerExchange, readExchange } from '../../src/engine/rates/rates.repo.ts'
import { startProcess } from './engineProcess.ts'
import { type BenchResult, compare, percentile, timed } from './measure.ts'
import { manyDeals, manyTouches, millionRows } from './millionRows.ts'

const FIRST_LIMIT = 3
const AGAIN_LIMIT_MS = 50
const PERIOD = { from: '2025-01-01', to: '2025-12-31' }
/** Months, quarters, thirds and halves of the year: what is asked then was not asked before. */
const OTHER_PERIODS: readonly Span[] = [1, 3, 4, 6].flatMap((months) =>
  Array.from({ length: 12 / months }, (_, at) => {
    const from = addMonths(PERIOD.from, at * months)
    return { from, to: endOfMonth(addMonths(from, months - 1)) }
  }),
)

const sales = `FROM conversion WHERE is_live = 1 AND partner_id IS NOT NULL AND occurred_on BETWEEN @from AND @to`
const deals = `FROM deal WHERE is_live = 1 AND partner_id IS NOT NULL AND coalesce(closed_on, opened_on) BETWEEN @from AND @to`
const byPartner = `SELECT partner_id, sum(amount_minor) ${sales} GROUP BY 1`
const customers = `SELECT customer_id, min(occurred_on), max(occurred_on), sum(amount_minor) FROM conversion
  WHERE is_live = 1 AND partner_id IS NOT NULL GROUP BY 1`
const earned = `SELECT sum(earned_minor) FROM commission WHERE occurred_on BETWEEN @from AND @to`
const closed = `SELECT stage, count(*), sum(amount_minor) ${deals} GROUP BY 1`
const clicked = `SELECT partner_id, count(*) FROM click
  WHERE is_live = 1 AND partner_id IS NOT NULL AND occurred_on BETWEEN @from AND @to GROUP BY 1`
const leads = `SELECT kind, count(*) ${sales} GROUP BY 1`
const certified = `SELECT partner_id, count(DISTINCT lower(holder)) FROM certificate
  WHERE issued_on <= @to AND (expires_on IS NULL OR expires_on >= @to) GROUP BY 1`
const answered = `SELECT partner_id, sum(nps >= 9), sum(nps <= 6), count(*) FROM feedback
  WHERE nps IS NOT NULL AND given_on BETWEEN @from AND @to GROUP BY 1`
const helped = `SELECT role, sum(amount_minor) FROM deal_role JOIN deal ON deal.id = deal_id
  WHERE is_live = 1 AND coalesce(opened_on, closed_on) BETWEEN @from AND @to GROUP BY 1`
const events = `SELECT partner_id, min(occurred_on), max(occurred_on) ${sales} GROUP BY 1`

/** The aggregate over the rows themselves that tells the same. */
const aggregates: Readonly<Partial<Record<MeasureKey, string>>> = {
  revenue: `SELECT sum(amount_minor) ${sales}`,
  sales: `SELECT count(*) ${sales}`,
  averageSale: `SELECT avg(amount_minor) ${sales}`,
  refundRate: `SELECT kind, sum(amount_minor) ${sales} GROUP BY 1`,
  newCustomers: customers,
  retention: customers,
  lifetimeValue: customers,
  payback: customers,
  acquisitionCost: customers,
  leads,
  leadToSale: leads,
  clicks: clicked,
  clickToLead: clicked,
  clickToSale: clicked,
  earningsPerClick: clicked,
  certificates: certified,
  promoterScore: answered,
  commissions: earned,
  commissionShare: earned,
  costPerSale: earned,
  programmeCost: earned,
  returnOnInvestment: earned,
  returnOnCommissions: earned,
  effectiveAcquisitionCost: earned,
  largestShare: byPartner,
  largestShareOfAll: byPartner,
  largestThreeShare: byPartner,
  concentration: byPartner,
  effectivePartners: byPartner,
  bookingsShare: `SELECT sum(amount_minor) ${sales}`,
  activePartners: events,
  activationRate: events,
  timeToFirstSale: events,
  recency: events,
  owed: 'SELECT partner_id, currency, sum(earned_minor) FROM commission GROUP BY 1, 2',
  dealsWon: closed,
  winRate: closed,
  averageDeal: closed,
  salesCycle: closed,
  pipelineVelocity: closed,
  sourcedPipeline: closed,
  openPipeline: closed,
  influencedPipeline: helped,
  assistedPipeline: helped,
}

/** Measures that are asked in a file of their own, where their aggregate takes longer than a question by itself. */
const ofDeals: readonly string[] = [closed, helped]
const ofTouches: readonly string[] = [clicked, leads, certified, answered]

/**
 * With a million conversions: the sums that measures are read from, made anew, beside the SQL of the same sums; then each
 * measure's first answer in a fresh reader beside one aggregate over the rows, and its answers after that, of other periods.
 */
export async function benchMeasures(): Promise<BenchResult[]> {
  const file = await millionRows()
  const keysOf = (sqls: readonly string[]): MeasureKey[] =>
    measureKeys.filter((key) => sqls.includes(aggregates[key] ?? ''))
  const apart = [...keysOf(ofDeals), ...keysOf(ofTouches)]
  return [
    await measureSums(file),
    ...(await measureAnswers(
      file,
      measureKeys.filter((key) => !apart.includes(key)),
    )),
    ...(await measureAnswers(await manyDeals(), keysOf(ofDeals))),
    ...(await measureAnswers(await manyTouches(), keysOf(ofTouches))),
  ]
}

async function measureSums(file: string): Promise<BenchResult> {
  const raw = openForReading(file)
  try {
    const settings = readSettings(raw)
    const base = offerExchange(raw, settings).into
    const tables = ['rollup_revenue', 'rollup_foreign', 'rollup_partner', 'rollup_cohort', 'rollup_lifetime'] as const
    const reference = await timed(() => {
      for (const table of tables) raw.prepare(rollupSelects[table]('everyone')).all({ base })
    })
    const made = await timed(() => sumRevenue(raw, 'everyone', readExchange(raw, settings), async () => undefined))
    return compare('sums behind the measures, beside their five SQL aggregates', made.ms, reference.ms, FIRST_LIMIT)
  } finally {
    raw.close()
  }
}

async function measureAnswers(file: string, keys: readonly MeasureKey[]): Promise<BenchResult[]> {
  const raw = openForReading(file)
  const results: BenchResult[] = []
  try {
    for (const key of keys) {
      const sql = aggregates[key]
      if (sql === undefined) continue
      const reference = await timed(() => raw.prepare(sql).all(PERIOD))
      const reader = await startProcess('reader', file, 'open')
      try {
        const ask = (period: Span) =>
          timed(() => reader.call('measures.read', { ...period, keys: [key], partnerId: null }))
        const first = await ask(PERIOD)
        const again: number[] = []
        for (const period of OTHER_PERIODS) again.push((await ask(period)).ms)
        const p95 = percentile(again, 0.95)
        results.push(
          compare(
            `${key}, first, beside ${sql.replace(/\s+/g, ' ').slice(0, 60)}…`,
            first.ms,
            reference.ms,
            FIRST_LIMIT,
          ),
          compare(`${key}, then, p95 of ${OTHER_PERIODS.length} other periods, limit in ms`, p95, AGAIN_LIMIT_MS, 1),
        )
      } finally {
        reader.child.kill()
      }
    }
    return results
  } finally {
    raw.close()
  }
}
