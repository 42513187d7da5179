import type { MeasureKey } from '../../contract/measures.ts'
import type { CardSection, Scorecard, ScorecardTemplate } from '../../contract/scorecards.ts'
import type { QueryContext } from '../context.ts'
import { measureOf } from '../metrics/openBook.ts'
import { cardsOfPeriod, type PublishedCard, readCard } from './cards.repo.ts'
import { listCurrencies, listOpenDeals } from './partnerFacts.repo.ts'
import { rankScores } from './peers.rules.ts'
import { lastQuarters } from './score.rules.ts'
import type { Span } from '../../contract/periods.ts'
import { type PartnerScore, Scoring } from './scoring.ts'
import { sectionReaders } from './sections.ts'

/** So many deals, and lines of each section, fit on the page. */
const MOST_DEALS = 5
const MOST_LINES = 5

interface Quarter extends Span {
  /** Cards published for exactly this quarter, by partner. */
  published: Map<number, PublishedCard>
  /** It is the period of the card itself. */
  isOwn: boolean
}

/** What one quarter says about a partner. */
interface QuarterFigures {
  trend: Scorecard['trend'][number]
  valueOf(measure: MeasureKey): number | null
  revenueMinor: number | null
}

/** Builds the cards of one template over one period from what stands in the workspace now. */
export class CardBuilder {
  readonly scoring: Scoring
  readonly #context: QueryContext
  readonly #template: ScorecardTemplate
  readonly #span: Span
  readonly #quarters: Quarter[]
  readonly #deals: ReturnType<typeof listOpenDeals>
  readonly #currencies: ReturnType<typeof listCurrencies>
  readonly #peersOf: ReturnType<typeof rankScores>

  private constructor(
    context: QueryContext,
    template: ScorecardTemplate,
    span: Span,
    scoring: Scoring,
    scores: Awaited<ReturnType<Scoring['scores']>>,
  ) {
    const { raw } = context
    this.scoring = scoring
    this.#context = context
    this.#template = template
    this.#span = span
    this.#quarters = lastQuarters(span.to, context.settings().fiscalYearStartMonth).map((quarter) => ({
      ...quarter,
      published: cardsOfPeriod(raw, template.id, quarter.from, quarter.to),
      isOwn: quarter.from === span.from && quarter.to === span.to,
    }))
    this.#deals = listOpenDeals(raw, this.scoring.until(span))
    this.#currencies = listCurrencies(raw, span.from, span.to)
    this.#peersOf = rankScores([...scores.values()].map(({ scorePpm }) => scorePpm))
  }

  /** @throws AppError scorecard.otherCurrency */
  static async create(context: QueryContext, template: ScorecardTemplate, span: Span): Promise<CardBuilder> {
    const scoring = new Scoring(context, template.body)
    await scoring.periodBook(span)
    return new CardBuilder(context, template, span, scoring, await scoring.scores(span))
  }

  /** The card of a partner, or null when it was none in the period. */
  async build(partnerId: number): Promise<Scorecard | null> {
    const own = (await this.scoring.scores(this.#span)).get(partnerId)
    return own ? this.#toCard(own) : null
  }

  async #toCard(own: PartnerScore): Promise<Scorecard> {
    const { partner, scorePpm, band, problem, metrics } = own
    const settings = this.#context.settings()
    const span = { ...this.#span, until: this.scoring.until(this.#span) }
    const quarters: QuarterFigures[] = []
    for (const quarter of this.#quarters) quarters.push(await this.#quarterOf(partner.partnerId, quarter))
    const sections: CardSection[] = []
    for (const read of sectionReaders) {
      const section = await read(this.#context, partner.partnerId, span)
      if (section) sections.push({ ...section, lines: section.lines.slice(0, MOST_LINES) })
    }
    const deals = this.#deals.get(partner.partnerId) ?? []
    return {
      programme: {
        name: settings.name,
        colour: settings.brand.colour,
        fiscalYearStartMonth: settings.fiscalYearStartMonth,
      },
      partner: { name: partner.name, kind: partner.kind, country: partner.country, group: partner.group },
      template: { name: this.#template.name, version: this.#template.version, body: this.#template.body },
      ...span,
      currency: settings.baseCurrency,
      issuedOn: this.#context.today(),
      scorePpm,
      band,
      problem,
      metrics: metrics.map((metric) => ({
        ...metric,
        quarters: quarters.map((quarter) => quarter.valueOf(metric.measure)),
      })),
      peers: this.#peersOf(scorePpm),
      trend: quarters.map(({ trend }) => trend),
      revenueMinor: quarters.map(({ revenueMinor }) => revenueMinor),
      health: await this.scoring.health(partner, this.#span),
      deals: { count: deals.length, listed: deals.slice(0, MOST_DEALS) },
      sections,
      exchange: {
        currencies: [...(this.#currencies.get(partner.partnerId) ?? [])]
          .filter((currency) => currency !== settings.baseCurrency)
          .toSorted(),
        mode: settings.exchange.mode,
      },
    }
  }

  /** As it was published; else as it is now. [SC6] */
  async #quarterOf(partnerId: number, quarter: Quarter): Promise<QuarterFigures> {
    const { from, to, isOwn } = quarter
    const book = await this.scoring.quarterBook(quarter)
    const score = (await this.scoring.scores(quarter)).get(partnerId)
    const revenueMinor = score ? measureOf(book, 'revenue', book.of(partnerId)).value : null
    const row = isOwn ? undefined : quarter.published.get(partnerId)
    const metrics = row ? readCard(row).metrics : score?.metrics
    return {
      trend: {
        from,
        to,
        scorePpm: row ? row.score_ppm : (score?.scorePpm ?? null),
        source: row ? 'published' : isOwn ? 'own' : 'computed',
      },
      valueOf: (measure) => metrics?.find((metric) => metric.measure === measure)?.actual ?? null,
      revenueMinor,
    }
  }
}
