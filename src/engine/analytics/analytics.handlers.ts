import type { analyticsMethods } from '../../contract/analytics.ts'
import { addDays, type Day, monthIndexOf, monthOf, periodRange, quarterOf, toEpochDays } from '../../contract/dates.ts'
import type { MeasureKey } from '../../contract/measures.ts'
import type { Output } from '../../contract/methods.ts'
import { PPM_ONE, scale } from '../../contract/money.ts'
import type { Span } from '../../contract/periods.ts'
import type { HandlersOf, QueryContext } from '../context.ts'
import { unchanged } from '../db/slices.ts'
import { listActivity } from '../metrics/activity.repo.ts'
import type { Book, Entry, InputGroup } from '../metrics/book.ts'
import { computeConcentration } from '../metrics/concentration.rules.ts'
import { monthsOf } from '../metrics/costInputs.repo.ts'
import { countAdjustmentsOwedOn, countOpenAdjustments } from '../metrics/home.repo.ts'
import { missingOf, openBook } from '../metrics/openBook.ts'
import { readExchange } from '../rates/rates.repo.ts'
import { describeSurvival, groupByStart } from './activation.rules.ts'
import {
  countClosedDeals,
  listActivePartners,
  listCohortSums,
  listHelpedDeals,
  listLiabilities,
  listLiabilitiesOn,
  listNames,
  listRefunds,
  listUnrated,
  sumSaleMonths,
} from './analytics.repo.ts'
import { readExpected } from './approvals.ts'
import { ageLike, joinCohorts, toCohorts } from './cohorts.rules.ts'
import { ageRefunds, sortRefunds } from './refunds.rules.ts'
import { findUnderperformers, type PartnerFigures } from './underperformers.rules.ts'

/** Quarters that a rate is shown for at least, the last one that of the period's end. */
const SHOWN_QUARTERS = 8
const MOST_QUARTERS = 16

function basisOf(context: QueryContext, book: Book) {
  const { baseCurrency, exchange } = context.settings()
  return {
    currency: baseCurrency,
    policy: exchange.mode,
    foreign: [...book.foreign].toSorted(),
    missing: missingOf(book),
  }
}

const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)

type Contribution = Output<'analytics.contributions'>['partners'][number]

/** The largest part a partner had in any role. */
const mostOf = ({ sourced, influenced, assisted }: Contribution): number =>
  Math.max(sourced.minor, influenced.minor, assisted.minor)

type Wins = Output<'analytics.winRates'>['all']

function winsOf(won: number, lost: number): Wins {
  return { won, lost, ratePpm: won + lost === 0 ? null : scale(won, PPM_ONE, won + lost, 'halfAwayFromZero') }
}

/** The fiscal quarters of the period, or as many up to its last as are shown at least; oldest first. */
function quartersOf({ from, to }: Span, startMonth: number): ({ quarter: string } & Span)[] {
  const quarters: ({ quarter: string } & Span)[] = []
  let quarter = quarterOf(to, startMonth)
  while (
    quarters.length < SHOWN_QUARTERS ||
    (quarters.length < MOST_QUARTERS && (quarters.at(-1)?.from ?? to) > from)
  ) {
    const span = periodRange(quarter, startMonth)
    quarters.push({ quarter, ...span })
    quarter = quarterOf(addDays(span.from, -1), startMonth)
  }
  return quarters.toReversed()
}

/** What is known of each active partner in a span and in the one before. */
async function readFigures(
  context: QueryContext,
  span: Span,
  before: Span | null,
): Promise<{ figures: PartnerFigures[]; book: Book }> {
  const { raw } = context
  const keys: MeasureKey[] = ['revenue', 'sales', 'refundRate', 'winRate']
  const book = await openBook(context, keys, span)
  const bookBefore = before && (await openBook(context, keys, before))
  if (bookBefore) {
    for (const code of bookBefore.foreign) book.foreign.add(code)
    for (const [code, rows] of bookBefore.missing) book.missing.set(code, (book.missing.get(code) ?? 0) + rows)
  }
  const money = (entry: Entry, value: number | undefined, group: InputGroup): number | null =>
    (entry.unrated.get(group) ?? 0) > 0 ? null : (value ?? 0)
  const active = listActivePartners(raw, span.to)
  const rated = (entry: Entry) => ({
    sales: entry.inputs.saleCount ?? 0,
    salesMinor: money(entry, entry.inputs.salesMinor, 'revenue'),
    refundsMinor: money(entry, entry.inputs.refundsMinor, 'revenue'),
    won: entry.inputs.dealsWon ?? 0,
    lost: entry.inputs.dealsLost ?? 0,
  })
  const activity = await listActivity(raw, span.to)
  const figures = activity
    .filter(({ partnerId }) => active.has(partnerId))
    .map(({ partnerId, name, startedOn, lastOn }): PartnerFigures => {
      const entry = book.of(partnerId)
      const entryBefore = bookBefore?.of(partnerId)
      return {
        partnerId,
        name,
        idleDays: toEpochDays(span.to) - toEpochDays(lastOn ?? startedOn),
        revenueMinor: money(entry, entry.inputs.revenueMinor, 'revenue'),
        revenueBeforeMinor: entryBefore ? money(entryBefore, entryBefore.inputs.revenueMinor, 'revenue') : null,
        salesBefore: entryBefore?.inputs.saleCount ?? 0,
        ...rated(entry),
        before: entryBefore ? rated(entryBefore) : null,
      }
    })
  return { figures, book }
}

async function readRefunds(context: QueryContext, span: Span): Promise<Output<'analytics.refunds'>> {
  const { raw } = context
  const settings = context.settings()
  const exchange = readExchange(raw, settings)
  const today = context.today()
  const months = monthsOf(span).filter((month) => month <= monthOf(today))
  const [from, to] = [months[0] ?? monthOf(span.from), months.at(-1) ?? monthOf(span.from)]
  const { sales, foreign, missing } = sumSaleMonths(raw, settings.baseCurrency, from, to)
  const { linked, unlinked } = sortRefunds(await listRefunds(raw, from, to), exchange, missing)
  return {
    currency: settings.baseCurrency,
    policy: settings.exchange.mode,
    foreign: [...foreign].toSorted(),
    missing: [...missing].map(([currency, rows]) => ({ currency, rows })),
    months: ageRefunds(
      months.map((month) => ({ month, minor: sales.get(month) ?? 0 })),
      linked,
      today,
    ),
    unlinked,
  }
}

export const analyticsHandlers: HandlersOf<typeof analyticsMethods> = {
  async 'analytics.contributions'(context, span) {
    const book = await openBook(context, ['sourcedPipeline', 'influencedPipeline', 'assistedPipeline'], span)
    const helped = listHelpedDeals(context.raw, span.from, span.to)
    const names = listNames(context.raw)
    const count = (role: 'influenced' | 'assisted', isCounted: (deal: (typeof helped)[number]) => boolean): number =>
      new Set(helped.filter((deal) => deal.role === role && isCounted(deal)).map(({ dealId }) => dealId)).size
    const helpedBy = (role: 'influenced' | 'assisted', partnerId: number): number =>
      count(role, (deal) => deal.partnerId === partnerId)
    const all = book.total.inputs
    const partners = [...book.partners].flatMap(([partnerId, { inputs }]) => {
      const name = names.get(partnerId)
      if (name === undefined) return []
      const parts = {
        sourced: { deals: inputs.dealsOpened ?? 0, minor: inputs.openedMinor ?? 0 },
        influenced: { deals: helpedBy('influenced', partnerId), minor: inputs.influencedMinor ?? 0 },
        assisted: { deals: helpedBy('assisted', partnerId), minor: inputs.assistedMinor ?? 0 },
      }
      const isIn = parts.sourced.deals + parts.influenced.deals + parts.assisted.deals > 0
      return isIn ? [{ partnerId, name, ...parts }] : []
    })
    return {
      ...basisOf(context, book),
      roles: [
        {
          role: 'sourced',
          deals: all.dealsOpened ?? 0,
          minor: all.openedMinor ?? 0,
          alsoSourced: all.dealsOpened ?? 0,
        },
        ...(['influenced', 'assisted'] as const).map((role) => ({
          role,
          deals: count(role, () => true),
          minor: (role === 'influenced' ? all.influencedMinor : all.assistedMinor) ?? 0,
          alsoSourced: count(role, ({ isSourced }) => isSourced),
        })),
      ],
      partners: partners.toSorted((a, b) => mostOf(b) - mostOf(a) || byName(a, b)),
    }
  },

  async 'analytics.winRates'(context, span) {
    const book = await openBook(context, ['winRate'], span)
    const names = listNames(context.raw)
    const winsIn = ({ inputs }: Entry): Wins => winsOf(inputs.dealsWon ?? 0, inputs.dealsLost ?? 0)
    const partners = [...book.partners].flatMap(([partnerId, entry]) => {
      const name = names.get(partnerId)
      const wins = winsIn(entry)
      return name === undefined || wins.ratePpm === null ? [] : [{ partnerId, name, ...wins }]
    })
    const quarters = quartersOf(span, context.settings().fiscalYearStartMonth)
    const months = countClosedDeals(context.raw, quarters[0]?.from ?? span.from, quarters.at(-1)?.to ?? span.to)
    return {
      all: winsIn(book.total),
      partners: partners.toSorted((a, b) => (b.ratePpm ?? 0) - (a.ratePpm ?? 0) || b.won - a.won || byName(a, b)),
      quarters: quarters.map((quarter) => {
        const own = months.filter(({ month }) => month >= monthOf(quarter.from) && month <= monthOf(quarter.to))
        const sum = (key: 'won' | 'lost'): number => own.reduce((all, month) => all + month[key], 0)
        return { ...quarter, ...winsOf(sum('won'), sum('lost')) }
      }),
    }
  },

  async 'analytics.activation'(context, { from, to }) {
    const { measuring, fiscalYearStartMonth } = context.settings()
    const until = context.today()
    const activity = await unchanged(context.raw, () => listActivity(context.raw, until))
    const started = activity.filter(({ startedOn }) => startedOn >= from && startedOn <= to)
    return {
      until,
      withinDays: measuring.activationDays,
      cohorts: groupByStart(started, until, measuring.activationDays, fiscalYearStartMonth),
      survival: describeSurvival(started, until),
      waiting: started
        .filter(({ firstOn }) => firstOn === null)
        .map(({ partnerId, name, startedOn }) => ({
          partnerId,
          name,
          startedOn,
          days: toEpochDays(until) - toEpochDays(startedOn),
        }))
        .toSorted((a, b) => b.days - a.days || byName(a, b)),
    }
  },

  async 'analytics.cohorts'(context, { from, to, partnerId, compareFrom, compareTo }) {
    const { raw } = context
    const thisMonth = monthOf(context.today())
    const cohortsOf = (span: Span) =>
      toCohorts(listCohortSums(raw, monthOf(span.from), monthOf(span.to), partnerId), thisMonth)
    const cohorts = cohortsOf({ from, to })
    const before =
      compareFrom !== null && compareTo !== null && monthsLater(compareFrom, from) === monthsLater(compareTo, to)
        ? cohortsOf({ from: compareFrom, to: compareTo })
        : null
    return {
      currency: context.settings().baseCurrency,
      cohorts,
      all: joinCohorts(cohorts),
      before: before && {
        customers: monthOf(to) < thisMonth ? before.reduce((sum, { customers }) => sum + customers, 0) : null,
        all: joinCohorts(ageLike(before, monthsLater(compareFrom ?? from, from), thisMonth)),
      },
      missing: listUnrated(raw, monthOf(from), partnerId),
    }
  },

  async 'analytics.concentration'(context, span) {
    const book = await openBook(context, ['revenue'], span)
    const names = listNames(context.raw)
    const partners = [...book.partners]
      .flatMap(([partnerId, { inputs }]) => {
        const minor = inputs.revenueMinor ?? 0
        return minor > 0 ? [{ partnerId, name: names.get(partnerId) ?? '', minor }] : []
      })
      .toSorted((a, b) => b.minor - a.minor || byName(a, b))
    const found = computeConcentration(partners.map(({ minor }) => minor))
    return {
      ...basisOf(context, book),
      partners: partners.map((partner, at) => ({ ...partner, sharePpm: found?.sharesPpm[at] ?? 0 })),
      topThreePpm: found?.topThreePpm ?? 0,
      hhiPpm: found?.hhiPpm ?? 0,
      effectivePpm: found?.effectivePpm ?? 0,
    }
  },

  'analytics.refunds': (context, span) => unchanged(context.raw, () => readRefunds(context, span)),

  async 'analytics.liability'(context) {
    const today = context.today()
    return { today, ...listLiabilities(context.raw, today), adjustments: countOpenAdjustments(context.raw) }
  },

  async 'analytics.liabilityOn'(context, { day }) {
    const liabilities = await unchanged(context.raw, () => listLiabilitiesOn(context.raw, day))
    return { day, ...liabilities, adjustments: countAdjustmentsOwedOn(context.raw, day) }
  },

  'analytics.expectedLiability': (context) => unchanged(context.raw, () => readExpected(context)),

  async 'analytics.underperformers'(context, { from, to, compareFrom, compareTo, limits }) {
    const today = context.today()
    const until = to < today ? to : today
    if (until < from) {
      const book = await openBook(context, [], { from, to })
      return { ...basisOf(context, book), examined: 0, until: to, comparedUntil: null, partners: [] }
    }
    // A period that still runs is held against as many days of the one before.
    const sameLength = compareFrom === null ? null : addDays(compareFrom, toEpochDays(until) - toEpochDays(from))
    const comparedUntil =
      until === to || sameLength === null || compareTo === null ? compareTo : earlier(sameLength, compareTo)
    const before = compareFrom === null || comparedUntil === null ? null : { from: compareFrom, to: comparedUntil }
    const { figures, book } = await unchanged(context.raw, () => readFigures(context, { from, to: until }, before))
    return {
      ...basisOf(context, book),
      examined: figures.length,
      until,
      comparedUntil: before?.to ?? null,
      partners: findUnderperformers(figures, limits),
    }
  },
}

const monthsLater = (before: Day, now: Day): number => monthIndexOf(now) - monthIndexOf(before)

const earlier = (a: Day, b: Day): Day => (a < b ? a : b)
