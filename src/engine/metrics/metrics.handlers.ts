import type { Day } from '../../contract/dates.ts'
import type { Input, Output } from '../../contract/methods.ts'
import type { metricsMethods } from '../../contract/metrics.ts'
import type { HandlersOf, QueryContext } from '../context.ts'
import { unchanged } from '../db/slices.ts'
import { readExchange } from '../rates/rates.repo.ts'
import { listCohorts } from './activity.repo.ts'
import {
  countDeals,
  countOpenAdjustments,
  findConcentration,
  listInMainCurrency,
  listLiability,
  listRevenue,
  sumByCurrency,
  sumEarned,
  sumOwed,
} from './home.repo.ts'
import type { Span } from '../../contract/periods.ts'
import { findLatestMonth } from './latestMonth.repo.ts'
import { listNeeds } from './needs.repo.ts'
import { openBook } from './openBook.ts'
import { searchEverything } from './search.repo.ts'
import { listPayoutNeeds } from '../payouts/needs.ts'
import { countReviewsWaiting, listReviewNeeds } from '../reviews/needs.ts'
import { listTierNeeds } from '../tiers/needs.ts'

/** Over all currencies where every amount has a rate, else in the currency with the most rows; it says which. */
async function concentrationOf(context: QueryContext, revenue: Awaited<ReturnType<typeof listRevenue>>, span: Span) {
  const book = await openBook(context, ['largestShare'], span)
  const inMain = listInMainCurrency(revenue)
  if (inMain === null) return null
  if (book.missing.size > 0) return findConcentration(context.raw, inMain)
  const amounts = [...book.partners].map(([partnerId, { inputs }]) => ({ partnerId, minor: inputs.revenueMinor ?? 0 }))
  return findConcentration(context.raw, { currency: context.settings().baseCurrency, amounts })
}

/** What is late comes first, the oldest before the others; the rest stays as it is listed. */
function lateFirst<T extends { dueOn: Day | null }>(needs: readonly T[], today: Day): T[] {
  const lateness = ({ dueOn }: T): Day => (dueOn !== null && dueOn < today ? dueOn : today)
  return needs.toSorted((a, b) => (lateness(a) < lateness(b) ? -1 : lateness(a) > lateness(b) ? 1 : 0))
}

async function readHome(
  context: QueryContext,
  { from, to, compareFrom, compareTo }: Input<'metrics.home'>,
): Promise<Output<'metrics.home'>> {
  const { raw } = context
  const exchange = readExchange(raw, context.settings())
  const span = { from, to }
  const revenue = await listRevenue(raw, exchange, span)
  const before =
    compareFrom === null || compareTo === null
      ? []
      : await listRevenue(raw, exchange, { from: compareFrom, to: compareTo })
  const deals = countDeals(raw, from, to)
  const partners = raw.prepare('SELECT count(*) FROM partner WHERE is_live = 1 AND is_archived = 0').pluck().get()
  return {
    revenue: sumByCurrency(revenue),
    revenueBefore: sumByCurrency(before),
    earned: await sumEarned(raw, span),
    owed: sumOwed(raw),
    conversions: revenue.reduce((count, { sales }) => count + sales, 0),
    activePartners: new Set(revenue.map(({ partnerId }) => partnerId)).size,
    partners: partners as number,
    openDeals: deals.open,
    wonDeals: deals.won,
    lostDeals: deals.lost,
    concentration: await concentrationOf(context, revenue, span),
    liability: listLiability(raw, context.today()),
    adjustments: countOpenAdjustments(raw),
  }
}

export const metricsHandlers: HandlersOf<typeof metricsMethods> = {
  'metrics.home': (context, periods) => unchanged(context.raw, () => readHome(context, periods)),

  async 'metrics.latestMonth'(context) {
    return { month: findLatestMonth(context.raw, context.today()) }
  },

  async 'metrics.needs'(context) {
    const today = context.today()
    const needs = [
      ...listNeeds(context.raw, today),
      ...(await listTierNeeds(context)),
      ...listPayoutNeeds(context),
      ...(await listReviewNeeds(context)),
    ]
    return { needs: lateFirst(needs, today) }
  },

  async 'metrics.cohorts'(context, span) {
    const settings = context.settings()
    return {
      activationDays: settings.measuring.activationDays,
      ...(await unchanged(context.raw, () => listCohorts(context.raw, span, context.today(), settings))),
    }
  },

  async 'metrics.counts'(context) {
    const count = (sql: string): number => (context.raw.prepare(sql).pluck().get() as number | null) ?? 0
    return {
      partners: count('SELECT count(*) FROM partner WHERE is_live = 1'),
      customers: count(`SELECT sum(row_count) FROM rollup_count WHERE kind = 'customers'`),
      deals: count(`SELECT sum(row_count) FROM rollup_count WHERE kind <> 'customers'`),
      conversions: count(`SELECT sum(row_count) FROM rollup_revenue WHERE kind <> 'lead'`),
      unattributed: count(`SELECT sum(row_count) FROM rollup_revenue WHERE partner_id = 0 AND kind <> 'lead'`),
      leads: count(`SELECT sum(row_count) FROM rollup_revenue WHERE kind = 'lead'`),
      clicks: count('SELECT sum(row_count) FROM rollup_click'),
      plans: count('SELECT count(*) FROM plan'),
      commissions: count('SELECT sum(row_count) FROM rollup_commission'),
      runsWaiting: count(
        `SELECT count(*) FROM payout_run WHERE state IN ('draft', 'reviewed', 'approved', 'exported', 'paid')`,
      ),
      reviewsWaiting: countReviewsWaiting(context.raw, context.today()),
      statements: count('SELECT count(*) FROM statement WHERE is_live = 1'),
    }
  },

  async 'metrics.search'(context, { text }) {
    return { hits: await searchEverything(context.raw, text) }
  },
}
