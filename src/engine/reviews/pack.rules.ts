import { formatDay, type Day } from '../../contract/dates.ts'
import { formatMeasure } from '../../contract/measureTexts.ts'
import { currencyExponent, formatMinor } from '../../contract/money.ts'
import { ratesText } from '../../contract/rateTexts.ts'
import type { ReviewContent } from '../../contract/reviewContent.ts'
import { type Figure, type FigureKey, figureText, figureUnit, formatFigure } from '../../contract/reviewFigures.ts'
import type { Commitment } from '../../contract/reviews.ts'
import { packTexts as texts } from '../../contract/reviewTexts.ts'
import { formatPoints } from '../../contract/scorecardText.ts'
import { formatPeriod } from '../../contract/statementText.ts'

/** A figure of the dashboard in words. */
export interface Tile {
  label: string
  value: string
  /** What it was before, and a fact; '' when there is none. */
  before: string
  fact: string
}

/** Words start left, numbers end right. */
export interface TableModel {
  head: readonly { label: string; isNumber: boolean; width: number }[]
  rows: readonly (readonly string[])[]
}

/** Bars by quarter; values in whole units (money) or counts. */
export interface ChartModel {
  title: string
  labels: readonly string[]
  series: readonly { name: string; values: readonly (number | null)[] }[]
  isMoney: boolean
}

/** A heading with what stands under it; a section without anything in it is left out. */
export interface Section {
  title: string
  sub: string
  tiles?: readonly Tile[]
  charts?: readonly ChartModel[]
  tables?: readonly { title: string; table: TableModel }[]
  points?: readonly { text: string; figures: string }[]
  /** Sentences. */
  lines?: readonly string[]
}

/** What a pack says, before it becomes a page or slides. [QB11] */
export interface PackModel {
  /** Of the file, without ending. */
  name: string
  title: string
  partner: string
  between: string
  period: string
  /** Planned for, held on, or as of. */
  when: string
  notes: readonly string[]
  sections: readonly Section[]
}

const column = (label: string, width: number, isNumber = false) => ({ label, width, isNumber })
const dayText = (day: Day | null): string => (day === null ? '' : formatDay(day))
/** "Q4 ’25" where the fiscal year is the calendar's, else "Q3 FY26": eight of them stand side by side. */
const quarterText = (quarter: string, startMonth: number): string =>
  quarter.replace(/^FY\d{2}(\d{2})-(Q\d)$/, startMonth === 1 ? '$2 ’$1' : '$2 FY$1')
const count = (value: number): string => formatMeasure(value, 'count', '')

/** The pack of a review's content, with nothing in it that is not stored. */
export function toPackModel(content: ReviewContent, fiscalYearStartMonth: number): PackModel {
  const { partner, period, review, asOf, currency, foreign, missing } = content
  const rates = ratesText({ policy: content.policy, foreign })
  const when =
    review?.heldOn != null
      ? texts.held(formatDay(review.heldOn))
      : review
        ? texts.planned(formatDay(review.plannedOn))
        : texts.asOf(formatDay(asOf))
  return {
    name: texts.fileName(review?.heldOn ?? review?.plannedOn ?? asOf, partner.name),
    title: texts.title,
    partner: partner.name,
    between: texts.between(content.programme, partner.name),
    period: formatPeriod(period.from, period.to),
    when,
    notes: [
      texts.money(currency),
      ...(rates === null ? [] : [rates]),
      ...(missing.length > 0
        ? [texts.missing(missing.map((one) => `${one.currency} (${count(one.rows)})`).join(', '))]
        : []),
    ],
    sections: [
      ...agendaOf(content),
      dashboardOf(content),
      recapOf(content),
      trendOf(content, fiscalYearStartMonth),
      ...pipelineOf(content),
      ...customersOf(content),
      ...narrativeOf(content),
      ...promisesOf(texts.lastActions, content.lastActions, true),
      ...promisesOf(texts.commitments, content.commitments, false),
      ...plansOf(content),
      ...feedbackOf(content),
    ],
  }
}

function agendaOf({ review }: ReviewContent): Section[] {
  if (!review) return []
  const total = review.agenda.reduce((sum, { minutes }) => sum + minutes, 0)
  const rows = [
    ...review.agenda.map(({ title, minutes }) => [title, texts.minutes(minutes)]),
    [texts.total, texts.minutes(total)],
  ]
  const head = [column(texts.head.part, 8), column(texts.head.time, 2, true)]
  return [{ title: texts.agenda, sub: '', tables: [{ title: '', table: { head, rows } }] }]
}

function figureValue({ key, value, problem }: Figure, currency: string): string {
  return value === null ? texts.unknown[problem ?? 'nothing'] : formatFigure(key, value, currency)
}

function labelOf(key: FigureKey, currency: string): string {
  const { label } = figureText(key)
  return figureUnit(key) === 'money' ? `${label}, ${currency}` : label
}

function dashboardOf({ dashboard, currency, partner, year, scorecard }: ReviewContent): Section {
  const tiles = dashboard.map((figure) => ({
    label: labelOf(figure.key, currency),
    value: figureValue(figure, currency),
    before: figure.before === null ? '' : texts.before(formatFigure(figure.key, figure.before, currency)),
    fact: figure.fact,
  }))
  const next = partner.nextTier === '' ? '' : texts.nextTier(partner.nextTier)
  const tier =
    partner.tier === '' && next === ''
      ? []
      : [{ label: texts.tier, value: partner.tier === '' ? texts.none : partner.tier, before: '', fact: next }]
  const card = scorecard && {
    label: texts.scorecard,
    value: formatPoints(scorecard.scorePpm),
    before: scorecard.band,
    fact: formatPeriod(scorecard.from, scorecard.to),
  }
  return {
    title: texts.dashboard,
    sub: texts.dashboardSub(formatPeriod(year.from, year.to)),
    tiles: [...tiles, ...tier, ...(card ? [card] : [])],
  }
}

function recapOf({ recap, currency, period, before }: ReviewContent): Section {
  const head = [column(texts.head.figure, 5), column(texts.head.now, 3, true), column(texts.head.before, 3, true)]
  const rows = recap.map((figure) => [
    labelOf(figure.key, currency),
    figureValue(figure, currency),
    figure.before === null ? texts.unknown.nothing : formatFigure(figure.key, figure.before, currency),
  ])
  const sub = texts.recapSub(formatPeriod(period.from, period.to), formatPeriod(before.from, before.to))
  return { title: texts.recap, sub, tables: [{ title: '', table: { head, rows } }] }
}

function trendOf({ trend, currency }: ReviewContent, startMonth: number): Section {
  const labels = trend.map(({ quarter }) => quarterText(quarter, startMonth))
  const unit = 10 ** currencyExponent(currency)
  const revenue = trend.map(({ revenueMinor }) => (revenueMinor === null ? null : revenueMinor / unit))
  return {
    title: texts.trend,
    sub: '',
    charts: [
      {
        title: `${texts.revenueChart}, ${currency}`,
        labels,
        series: [{ name: figureText('revenue').label, values: revenue }],
        isMoney: true,
      },
      {
        title: texts.dealsChart,
        labels,
        series: [
          { name: texts.won, values: trend.map(({ dealsWon }) => dealsWon) },
          { name: texts.lost, values: trend.map(({ dealsLost }) => dealsLost) },
        ],
        isMoney: false,
      },
      {
        title: texts.customersChart,
        labels,
        series: [{ name: figureText('newCustomers').label, values: trend.map(({ newCustomers }) => newCustomers) }],
        isMoney: false,
      },
    ],
  }
}

function pipelineOf({ pipeline, asOf, currency }: ReviewContent): Section[] {
  if (pipeline.count === 0) return []
  const { head } = texts
  const columns = [
    column(head.deal, 5),
    column(head.customer, 4),
    column(head.stage, 3),
    column(head.opened, 2),
    column(head.expected, 2),
    column(head.amount(currency), 3, true),
  ]
  const rows = pipeline.deals.map((deal) => [
    deal.name,
    deal.customer,
    deal.stage,
    dayText(deal.openedOn),
    dayText(deal.expectedCloseOn),
    deal.minor === null
      ? ''
      : deal.baseMinor === null
        ? `${deal.currency} ${formatMinor(deal.minor, deal.currency)}`
        : formatMinor(deal.baseMinor, currency),
  ])
  const shown = pipeline.deals.length
  const sub =
    shown < pipeline.count
      ? texts.pipelineSub(count(shown), count(pipeline.count), formatDay(asOf))
      : texts.pipelineAll(count(shown), shown === 1, formatDay(asOf))
  return [{ title: texts.pipeline, sub, tables: [{ title: '', table: { head: columns, rows } }] }]
}

function customersOf({ customers, currency }: ReviewContent): Section[] {
  if (customers.rows.length === 0) return []
  const { head } = texts
  const columns = [
    column(head.customer, 6),
    column(head.lastSale, 3),
    column(head.revenue(currency), 3, true),
    column(head.revenueBefore, 3, true),
  ]
  const rows = customers.rows.map(({ name, minor, beforeMinor, lastOn }) => [
    name,
    dayText(lastOn),
    formatMinor(minor, currency),
    formatMinor(beforeMinor, currency),
  ])
  const sub = texts.customersSub(count(customers.count), count(customers.quiet))
  return [{ title: texts.customers, sub, tables: [{ title: '', table: { head: columns, rows } }] }]
}

function narrativeOf({ points, currency }: ReviewContent): Section[] {
  const shown = points.filter(({ state }) => state !== 'removed')
  if (shown.length === 0) return []
  return [
    {
      title: texts.narrative,
      sub: '',
      points: shown.map(({ text, figures }) => ({
        text,
        figures: figures
          .map(({ key, value, before }) => {
            const old = before === null ? '' : ` (${texts.before(formatFigure(key, before, currency))})`
            return `${labelOf(key, currency)}: ${formatFigure(key, value, currency)}${old}`
          })
          .join(' · '),
      })),
    },
  ]
}

function promisesOf(title: string, promises: readonly Commitment[], isCarried: boolean): Section[] {
  if (promises.length === 0) return []
  const { head } = texts
  const columns = [
    column(head.what, 7),
    column(head.owner, 3),
    column(head.side, 2),
    column(head.due, 2),
    ...(isCarried ? [column(head.carried, 1.5, true)] : []),
    column(head.state, 3),
  ]
  const rows = promises.map(({ text, owner, side, dueOn, carried, state, closingNote }) => [
    text,
    owner,
    texts.sides[side],
    formatDay(dueOn),
    ...(isCarried ? [texts.times(carried)] : []),
    state === 'open' ? texts.commitmentStates.open : texts.closed(texts.commitmentStates[state], closingNote),
  ])
  return [{ title, sub: '', tables: [{ title: '', table: { head: columns, rows } }] }]
}

function plansOf({ goals, campaigns, currency }: ReviewContent): Section[] {
  const { head } = texts
  const goalRows = goals.map(({ title, measure, target, value, to, state }) => [
    title,
    labelOf(measure, currency),
    formatFigure(measure, target, currency),
    value === null ? texts.unknown.nothing : formatFigure(measure, value, currency),
    formatDay(to),
    texts.planStates[state],
  ])
  const campaignRows = campaigns.map(({ title, currency: own, budgetMinor, spentMinor, result, state }) => [
    title,
    `${own} ${formatMinor(budgetMinor, own)}`,
    formatMinor(spentMinor, own),
    texts.planStates[state],
    result,
  ])
  return [
    ...(goals.length === 0
      ? []
      : [
          {
            title: texts.goals,
            sub: '',
            tables: [
              {
                title: '',
                table: {
                  head: [
                    column(head.goal, 5),
                    column(head.measure, 4),
                    column(head.target, 3, true),
                    column(head.reached, 3, true),
                    column(head.until, 2),
                    column(head.state, 2),
                  ],
                  rows: goalRows,
                },
              },
            ],
          },
        ]),
    ...(campaigns.length === 0
      ? []
      : [
          {
            title: texts.campaigns,
            sub: '',
            tables: [
              {
                title: '',
                table: {
                  head: [
                    column(head.campaign, 5),
                    column(head.budget, 3, true),
                    column(head.spent, 3, true),
                    column(head.state, 2),
                    column(head.result, 5),
                  ],
                  rows: campaignRows,
                },
              },
            ],
          },
        ]),
  ]
}

/** More answers would not fit one slide. */
const SHOWN_ANSWERS = 6

function feedbackOf({ feedback }: ReviewContent): Section[] {
  const { answers, score, promoters, passives, detractors, themes } = feedback
  if (answers.length === 0) return []
  return [
    {
      title: texts.feedback,
      sub: '',
      lines: [
        ...(score === null ? [] : [texts.score(formatMeasure(score, 'score', ''), promoters, passives, detractors)]),
        ...(themes.length === 0
          ? []
          : [texts.themes(themes.map((one) => `${one.theme} ${texts.times(one.count)}`).join(', '))]),
      ],
      points: answers.slice(0, SHOWN_ANSWERS).map(({ comment, givenOn, respondent, nps }) => ({
        text: comment === '' ? texts.none : comment,
        figures: texts.answer(formatDay(givenOn), respondent, nps === null ? '' : texts.ofTen(nps)),
      })),
    },
  ]
}
