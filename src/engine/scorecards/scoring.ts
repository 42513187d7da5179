import { type Day, toEpochDays } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import { measureDefinitions, type MeasureKey, type MeasureValue } from '../../contract/measures.ts'
import { inputTexts, measureTexts } from '../../contract/measureTexts.ts'
import type { CardMetric, Health, Scorecard, TemplateBody, TemplateMetric } from '../../contract/scorecards.ts'
import type { Span } from '../../contract/periods.ts'
import type { QueryContext } from '../context.ts'
import type { Book, Entry } from '../metrics/book.ts'
import { measureOf, openBook } from '../metrics/openBook.ts'
import { computeHealth } from './health.rules.ts'
import { type Candidate, hasDeals, listCandidates, listGraveInterventions } from './partnerFacts.repo.ts'
import { bandOf, clampReach, composeScore, lastQuarters, reachOf, targetOf } from './score.rules.ts'

/** What health is computed from, beside the template's own measures: of quarters, and of the period itself. */
const QUARTER_MEASURES: readonly MeasureKey[] = ['revenue', 'refundRate']
const PERIOD_MEASURES: readonly MeasureKey[] = [...QUARTER_MEASURES, 'recency', 'openPipeline']

export type ScoredMetric = Omit<CardMetric, 'quarters'>

export interface PartnerScore extends Pick<Scorecard, 'scorePpm' | 'band' | 'problem'> {
  partner: Candidate
  metrics: ScoredMetric[]
}

/** Money targets mean nothing in another currency than they were set in. @throws AppError scorecard.otherCurrency */
function refuseOtherCurrency({ metrics, currency }: TemplateBody, baseCurrency: string): void {
  if (currency !== baseCurrency && metrics.some(({ measure }) => measureDefinitions[measure].unit === 'money'))
    throw new AppError('scorecard.otherCurrency', { currency, baseCurrency })
}

/** Everything of a metric that is the same for every partner. */
export function describeMetric(metric: TemplateMetric, { basis }: TemplateBody, span: Span) {
  const { measure, category, weightPpm, floorPpm, capPpm, missing, target } = metric
  const { unit, better, nature } = measureDefinitions[measure]
  const { label, formula } = measureTexts[measure]
  return {
    measure, label, formula, unit, better, category, weightPpm, floorPpm, capPpm, missing,
    basisTarget: target,
    target: targetOf(target, nature, basis, span),
  } // prettier-ignore
}

type Described = ReturnType<typeof describeMetric>

/** What a metric reached and counts, before weights are spread. */
function attain(metric: Described, { value, problem, inputs }: MeasureValue) {
  const reachedPpm = value === null ? null : reachOf(value, metric.target, metric.better)
  const left = metric.missing === 'zero' ? 0 : null
  return {
    ...metric,
    actual: value,
    problem,
    inputs: inputs.map((input) => ({ ...input, label: inputTexts[input.key] })),
    reachedPpm,
    attainmentPpm: reachedPpm === null ? left : clampReach(reachedPpm, metric.floorPpm, metric.capPpm),
  }
}

/** Scores partners by one template, now; the sums of each period are collected once. */
export class Scoring {
  readonly #context: QueryContext
  readonly #body: TemplateBody
  readonly #keys: readonly MeasureKey[]
  /** By period, with the measures that were collected. */
  readonly #books = new Map<string, { book: Promise<Book>; keys: ReadonlySet<MeasureKey> }>()
  readonly #scores = new Map<string, Map<number, PartnerScore>>()
  #interventions: ReturnType<typeof listGraveInterventions> | null = null
  #hasDeals: boolean | null = null

  constructor(context: QueryContext, body: TemplateBody) {
    refuseOtherCurrency(body, context.settings().baseCurrency)
    this.#context = context
    this.#body = body
    this.#keys = body.metrics.map(({ measure }) => measure)
  }

  /** The last day of a period that has figures. */
  until({ to }: Span): Day {
    const today = this.#context.today()
    return to < today ? to : today
  }

  #book(span: Span, wanted: readonly MeasureKey[]): Promise<Book> {
    const key = `${span.from} ${span.to}`
    const known = this.#books.get(key)
    if (known && wanted.every((measure) => known.keys.has(measure))) return known.book
    const keys = new Set([...(known?.keys ?? []), ...wanted])
    const book = openBook(this.#context, [...keys], span)
    this.#books.set(key, { book, keys })
    return book
  }

  /** The sums of the period that is scored. */
  periodBook(span: Span): Promise<Book> {
    return this.#book(span, [...this.#keys, ...PERIOD_MEASURES])
  }

  /** The sums of a quarter of the trend. */
  quarterBook(span: Span): Promise<Book> {
    return this.#book(span, [...this.#keys, ...QUARTER_MEASURES])
  }

  /** Every partner that can be scored over a period, by name. */
  async scores(span: Span): Promise<ReadonlyMap<number, PartnerScore>> {
    const key = `${span.from} ${span.to}`
    const known = this.#scores.get(key)
    if (known) return known
    const metrics = this.#body.metrics.map((metric) => describeMetric(metric, this.#body, span))
    const book = await this.#book(span, this.#keys)
    const scores = new Map(
      listCandidates(this.#context.raw, span.to).map((partner) => [
        partner.partnerId,
        this.#score(partner, metrics, book),
      ]),
    )
    this.#scores.set(key, scores)
    return scores
  }

  #score(partner: Candidate, metrics: readonly Described[], book: Book): PartnerScore {
    const entry = book.of(partner.partnerId)
    const attained = metrics.map((metric) => attain(metric, measureOf(book, metric.measure, entry)))
    const isUnrated = attained.some(({ problem }) => problem === 'rateMissing')
    const composed = composeScore(attained)
    const scorePpm = isUnrated ? null : composed.scorePpm
    return {
      partner,
      scorePpm,
      band: scorePpm === null ? '' : bandOf(this.#body.bands, scorePpm),
      problem: isUnrated ? 'rateMissing' : scorePpm === null ? 'nothing' : null,
      metrics: attained.map((metric, i) => ({
        ...metric,
        countedPpm: composed.countedPpm[i] ?? 0,
        pointsPpm: isUnrated ? 0 : (composed.pointsPpm[i] ?? 0),
      })),
    }
  }

  /** Health as of the end of a period. */
  async health({ partnerId, startedOn }: Candidate, span: Span): Promise<Health> {
    const until = this.until(span)
    const quarters: Entry[] = []
    for (const quarter of lastQuarters(until, this.#context.settings().fiscalYearStartMonth))
      quarters.push((await this.#book(quarter, QUARTER_MEASURES)).of(partnerId))
    const entry = (await this.periodBook(span)).of(partnerId)
    const sum = (key: 'salesMinor' | 'refundsMinor'): number =>
      quarters.reduce((total, { inputs }) => total + (inputs[key] ?? 0), 0)
    this.#interventions ??= listGraveInterventions(this.#context.raw, until)
    this.#hasDeals ??= hasDeals(this.#context.raw)
    return computeHealth({
      daysSinceLast: entry.inputs.daysSinceLast ?? null,
      daysSinceStart: toEpochDays(until) - toEpochDays(startedOn),
      revenueMinor: quarters[3]?.inputs.revenueMinor ?? 0,
      revenueBeforeMinor: quarters[2]?.inputs.revenueMinor ?? 0,
      openMinor: entry.inputs.openMinor ?? 0,
      hasDeals: this.#hasDeals,
      salesMinor: sum('salesMinor'),
      refundsMinor: sum('refundsMinor'),
      isUnrated: [...quarters, entry].some(({ unrated }) => unrated.has('revenue') || unrated.has('deals')),
      intervention: this.#interventions.get(partnerId) ?? null,
    })
  }
}
