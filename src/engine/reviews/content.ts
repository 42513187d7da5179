import { type Day, toEpochDays } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { MeasureKey } from '../../contract/measures.ts'
import type { Campaign } from '../../contract/reviewPlans.ts'
import type { ReviewContent, ReviewSubject } from '../../contract/reviewContent.ts'
import type { Figure, ProposedPoint } from '../../contract/reviewFigures.ts'
import type { Commitment } from '../../contract/reviews.ts'
import type { QueryContext } from '../context.ts'
import type { Book, InputGroup } from '../metrics/book.ts'
import { measureOf } from '../metrics/openBook.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import type { Connection } from '../db/open.ts'
import { standingOn, tierNamed, versionOn } from '../tiers/standing.rules.ts'
import { listTierVersions, tierEntriesOf } from '../tiers/tiers.repo.ts'
import { byUrgency, carriedSoFar, carryInto } from './carry.rules.ts'
import { shareOf, toFigure, weightPipeline } from './figures.rules.ts'
import { summariseFeedback } from './feedback.rules.ts'
import { readPlans } from './goals.ts'
import { lastOpened, pipelineOn } from './lists.repo.ts'
import { narrativeMeasures, proposePoints } from './narrative.rules.ts'
import {
  dashboardMeasures,
  type Lists,
  measuresOf,
  type Numbers,
  readLists,
  readNumbers,
  recapMeasures,
} from './numbers.ts'
import { checkPeriod } from './period.rules.ts'
import { showPoints } from './points.rules.ts'
import { listFeedback } from './plans.repo.ts'
import { findReview, getReview, listCommitments, listReviews, type StoredReview, toMeeting } from './reviews.repo.ts'

interface Subject {
  partnerId: number
  from: string
  to: string
  review: StoredReview | undefined
}

function resolve(context: QueryContext, of: ReviewSubject): Subject {
  if ('reviewId' in of) {
    const review = getReview(context.raw, of.reviewId)
    return { partnerId: review.partnerId, from: review.from, to: review.to, review }
  }
  checkPeriod(of)
  return { ...of, review: findReview(context.raw, of.partnerId, of.from, of.to) }
}

/**
 * All that a review of a partner talks about, from stored rows. [QB7]
 *
 * @param isOneOfMany keeps the lists of all partners for the next one
 */
export async function readContent(
  context: QueryContext,
  of: ReviewSubject,
  isOneOfMany = false,
): Promise<ReviewContent> {
  const { partnerId, from, to, review } = resolve(context, of)
  const settings = context.settings()
  const numbers = await readNumbers(context, { from, to })
  const lists = await readLists(context, numbers, isOneOfMany ? 'everyone' : partnerId)
  const today = context.today()
  const day = review?.heldOn ?? review?.plannedOn ?? today
  const asOf = day < today ? day : today
  const partner = partnerHead(context, partnerId, asOf)
  const customers = lists.customers.get(partnerId)
  const plans = await readPlans(context, partnerId, asOf)
  return {
    programme: settings.name,
    currency: settings.baseCurrency,
    ...currenciesOf(numbers, partnerId),
    policy: settings.exchange.mode,
    partner,
    period: numbers.period,
    before: numbers.before,
    year: numbers.year,
    asOf,
    review: review
      ? {
          id: review.id,
          plannedOn: review.plannedOn,
          heldOn: review.heldOn,
          state: review.state,
          agenda: review.agenda,
        }
      : null,
    scorecard: latestCard(context.raw, partnerId, to),
    dashboard: [
      ...dashboardOf(numbers, partnerId, settings.rounding),
      budgetOf(plans.campaigns, numbers, lists.exchange, asOf),
    ],
    recap: figuresOf(recapMeasures, numbers.now, numbers.old, partnerId, to),
    trend: numbers.trend.map(({ quarter, book }) => trendOf(quarter, book, partnerId)),
    points: showPoints(
      review?.state === 'held' ? [] : proposalsOf(context, numbers, lists, partnerId, asOf),
      review?.points ?? [],
    ),
    pipeline: pipelineOn(lists.deals.get(partnerId) ?? [], asOf, lists.exchange),
    customers: { count: customers?.count ?? 0, quiet: customers?.quiet ?? 0, rows: customers?.rows ?? [] },
    ...promisesOf(context, partnerId, review),
    ...plans,
    feedback: summariseFeedback(listFeedback(context.raw, partnerId, asOf)),
  }
}

/** The points that the numbers of a review support now. */
export async function readProposals(context: QueryContext, review: StoredReview): Promise<ProposedPoint[]> {
  const numbers = await readNumbers(context, review)
  const lists = await readLists(context, numbers, review.partnerId)
  const today = context.today()
  const day = review.heldOn ?? review.plannedOn
  return proposalsOf(context, numbers, lists, review.partnerId, day < today ? day : today)
}

function partnerHead({ raw }: QueryContext, id: number, asOf: Day): ReviewContent['partner'] {
  const row = raw
    .prepare(
      `SELECT id, name, country, group_name AS "group", manager, started_on AS startedOn FROM partner
       WHERE id = ? AND is_live = 1`,
    )
    .get(id) as Omit<ReviewContent['partner'], 'tier' | 'nextTier'> | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'partner', id })
  return { ...row, ...tiersOf(raw, id, asOf) }
}

/** The tier of a day and the one above it; '' where there is none. */
function tiersOf(raw: Connection, partnerId: number, day: Day): { tier: string; nextTier: string } {
  const versions = listTierVersions(raw)
  const { tier: key } = standingOn(tierEntriesOf(raw, partnerId), day)
  const tiers = versionOn(versions, day)?.body.tiers ?? []
  const place = tiers.findIndex((tier) => tier.key === key)
  const isKnown = place !== -1 || key === ''
  return {
    tier: key === '' ? '' : (tierNamed(versions, key, day)?.name ?? key),
    nextTier: isKnown ? (tiers[place + 1]?.name ?? '') : '',
  }
}

/** Of the partner's own amounts, in the period and the twelve months; both may hold the same rows. [QB7] */
function currenciesOf({ ofYear, now }: Numbers, partnerId: number): Pick<ReviewContent, 'foreign' | 'missing'> {
  const foreign = new Set([ofYear, now].flatMap((book) => book.foreignOf(partnerId, shownGroups)))
  const missing = new Map(ofYear.of(partnerId).missing)
  for (const [currency, rows] of now.of(partnerId).missing)
    missing.set(currency, Math.max(rows, missing.get(currency) ?? 0))
  return {
    foreign: [...foreign].toSorted(),
    missing: [...missing].map(([currency, rows]) => ({ currency, rows })),
  }
}

const shownGroups: ReadonlySet<InputGroup> = new Set(['revenue', 'deals', 'commissions'])

function figuresOf(keys: readonly MeasureKey[], now: Book, before: Book, partnerId: number, lastDay: string): Figure[] {
  const values = measuresOf(now, keys, partnerId)
  const old = measuresOf(before, keys, partnerId)
  return [...values.values()].map((value) => toFigure(value, old.get(value.key), lastDay))
}

function dashboardOf(
  { ofYear, ofYearBefore, year }: Numbers,
  partnerId: number,
  rounding: Parameters<typeof weightPipeline>[2],
): Figure[] {
  const figures = figuresOf(dashboardMeasures, ofYear, ofYearBefore, partnerId, year.to)
  const find = (key: MeasureKey): Figure | undefined => figures.find((figure) => figure.key === key)
  const weighted = (which: 'value' | 'before'): number | null =>
    weightPipeline(find('openPipeline')?.[which] ?? null, find('winRate')?.[which] ?? null, rounding)
  const value = weighted('value')
  return figures.flatMap((figure) =>
    figure.key === 'openPipeline'
      ? [
          figure,
          {
            key: 'weightedPipeline' as const,
            value,
            before: weighted('before'),
            problem: value === null ? (figure.problem ?? 'nothing') : null,
            fact: '',
          },
        ]
      : [figure],
  )
}

/** How much of the campaign budgets of the twelve months is spent; every amount in the base currency. */
function budgetOf(campaigns: readonly Campaign[], { year }: Numbers, exchange: Exchange, asOf: string): Figure {
  const running = campaigns.filter(({ from, to, state }) => state !== 'dropped' && from <= year.to && to >= year.from)
  const sum = (amount: 'budgetMinor' | 'spentMinor'): number | null =>
    running.reduce<number | null>((all, campaign) => {
      const minor = exchange.convert(campaign[amount], campaign.currency, toEpochDays(asOf))
      return all === null || minor === null ? null : all + minor
    }, 0)
  const [budget, spent] = [sum('budgetMinor'), sum('spentMinor')]
  const value = budget === null || spent === null ? null : shareOf(spent, budget)
  const problem = value !== null ? null : budget === null || spent === null ? 'rateMissing' : 'nothing'
  return { key: 'budgetUsed', value, before: null, problem, fact: '' }
}

function trendOf(quarter: string, book: Book, partnerId: number): ReviewContent['trend'][number] {
  const entry = book.of(partnerId)
  const { dealsWon = 0, dealsLost = 0, newCustomers = 0 } = entry.inputs
  return { quarter, revenueMinor: measureOf(book, 'revenue', entry).value, dealsWon, dealsLost, newCustomers }
}

function proposalsOf(
  context: QueryContext,
  { now, old }: Numbers,
  { customers, deals }: Lists,
  partnerId: number,
  asOf: string,
): ProposedPoint[] {
  const book = customers.get(partnerId)
  const sums = book?.sums ?? null
  const sharePpm = sums === null ? null : shareOf(sums.largest, sums.total)
  const largest = book?.rows[0]
  const lastOn = lastOpened(deals.get(partnerId) ?? [], asOf)
  return proposePoints({
    currency: context.settings().baseCurrency,
    now: measuresOf(now, narrativeMeasures, partnerId),
    before: measuresOf(old, narrativeMeasures, partnerId),
    largestCustomer:
      book && largest && sharePpm !== null ? { name: largest.name, sharePpm, customers: book.count } : null,
    largestBeforePpm: sums === null ? null : shareOf(sums.largestBefore, sums.totalBefore),
    lastDeal: lastOn === null ? null : { on: lastOn, days: toEpochDays(asOf) - toEpochDays(lastOn) },
  })
}

/** Promises of before and of this review; without a review those that are open, as if the next one were today. */
export function promisesOf(
  { raw }: QueryContext,
  partnerId: number,
  review: StoredReview | undefined,
): { lastActions: Commitment[]; commitments: Commitment[] } {
  const meetings = listReviews(raw, partnerId).map(toMeeting)
  const promises = listCommitments(raw, partnerId)
  if (!review) {
    const open = promises.filter(({ state }) => state === 'open')
    const lastActions = open.map((promise) => ({ ...promise, carried: carriedSoFar(promise, meetings) }))
    return { lastActions: lastActions.toSorted(byUrgency), commitments: [] }
  }
  return {
    lastActions: carryInto(review.id, meetings, promises)
      .map(({ promise, carried }) => ({ ...promise, carried }))
      .toSorted(byUrgency),
    commitments: promises
      .filter(({ reviewId }) => reviewId === review.id)
      .map((promise) => ({ ...promise, carried: carriedSoFar(promise, meetings) })),
  }
}

/** The last card that was published for a period up to a day. */
function latestCard(raw: Connection, partnerId: number, until: Day): ReviewContent['scorecard'] {
  const row = raw
    .prepare(
      `SELECT score_ppm AS scorePpm, band, from_on AS "from", to_on AS "to" FROM scorecard
       WHERE partner_id = ? AND is_live = 1 AND to_on <= ? AND score_ppm IS NOT NULL ORDER BY to_on DESC, id DESC LIMIT 1`,
    )
    .get(partnerId, until) as ReviewContent['scorecard'] | undefined
  return row ?? null
}
