import { type Day, endOfMonth, formatDay, formatQuarter, monthOf, periodRange, quarterOf } from './dates.ts'
import { formatInput, formatMeasure } from './measureTexts.ts'
import { formatMinor, formatRate, type Minor } from './money.ts'
import { ratesText } from './rateTexts.ts'
import type { Band, CardMetric, Health, healthWords, Scorecard } from './scorecards.ts'

// What a scorecard says, on screen and in the frozen file. It reads the same on every computer: its words and formats
// are its own, never the machine's.

/** A score or points in millionths of a hundred: "83.8". */
export function formatPoints(pointsPpm: number): string {
  return (pointsPpm / 10_000).toFixed(1)
}

/** "Q4 2025", "2025", "FY2026", "Dec 2025", "03 Dec 2025 – 09 Dec 2025". */
export function periodName(from: Day, to: Day, startMonth: number): string {
  const isSpan = (span: { from: Day; to: Day }): boolean => span.from === from && span.to === to
  const quarter = quarterOf(from, startMonth)
  if (isSpan(periodRange(quarter, startMonth))) return formatQuarter(quarter, startMonth)
  const year = quarter.slice(0, 6)
  if (isSpan(periodRange(year, startMonth))) return startMonth === 1 ? year.slice(2) : year
  if (from === `${monthOf(from)}-01` && to === endOfMonth(from)) return formatDay(from).slice(3)
  return `${formatDay(from)} – ${formatDay(to)}`
}

/** What a metric is measured in, before its figures: a currency, or nothing where the figure says it. */
const unitOf = ({ unit }: Pick<CardMetric, 'unit'>, currency: string): string =>
  unit === 'money' ? `${currency} ` : ''
const unitAfter = ({ unit }: Pick<CardMetric, 'unit'>): string =>
  unit === 'days' ? ' days' : unit === 'months' ? ' months' : ''

/** A value of a metric, with its unit where the figure alone does not tell it. */
export function formatValue(metric: Pick<CardMetric, 'unit'>, value: number, currency: string): string {
  return `${formatMeasure(value, metric.unit, currency)}${unitAfter(metric)}`
}

/** An amount for the label of a bar, without what is smaller than the unit: "115,640". */
export function formatWhole(minor: Minor, currency: string): string {
  return formatMinor(minor, currency).replace(/\.\d+$/, '')
}

/** "140,000.00", "3.0% or less". */
export function describeTarget(metric: Pick<CardMetric, 'unit' | 'better' | 'target'>, currency: string): string {
  const text = formatValue(metric, metric.target, currency)
  return metric.better === 'lower' ? `${text} or less` : text
}

/** What a band means by its place: the upper half is good, the last bad, between them plain or a warning. */
export function bandMeaning(bands: readonly Band[], name: string): 'good' | 'mute' | 'warn' | 'bad' {
  const place = bands.findIndex((band) => band.name === name) / (bands.length - 1)
  if (place < 0.5) return 'good'
  if (place === 0.5) return 'mute'
  return place < 1 ? 'warn' : 'bad'
}

/** Metrics by category, in the order in which categories first appear, with what they weigh and earned. */
export function groupByCategory<Metric extends Pick<CardMetric, 'category' | 'weightPpm' | 'pointsPpm'>>(
  metrics: readonly Metric[],
): { category: string; weightPpm: number; pointsPpm: number; metrics: Metric[] }[] {
  const names = [...new Set(metrics.map(({ category }) => category))]
  return names.map((category) => {
    const own = metrics.filter((metric) => metric.category === category)
    const sum = (key: 'weightPpm' | 'pointsPpm'): number => own.reduce((total, metric) => total + metric[key], 0)
    return { category, weightPpm: sum('weightPpm'), pointsPpm: sum('pointsPpm'), metrics: own }
  })
}

export const problemTexts: Readonly<Record<NonNullable<CardMetric['problem']>, string>> = {
  nothing: 'nothing to measure',
  rateMissing: 'waits for an exchange rate',
  figureMissing: 'a company figure is missing',
}

/** The arithmetic of a metric as lines of label and figure: its numbers, target, reach, what counts, points. */
export function explainMetric(metric: CardMetric, card: Scorecard): (readonly [label: string, figure: string])[] {
  const { currency } = card
  const { template, from, to, programme } = card
  const inputs = metric.inputs.map(
    ({ key, label, value }) => [label, value === null ? 'none' : formatInput(key, value, currency)] as const,
  )
  const actual = [
    'Actual',
    metric.actual === null ? problemTexts[metric.problem ?? 'nothing'] : formatValue(metric, metric.actual, currency),
  ] as const
  const isScaled = metric.basisTarget !== metric.target
  const target = [
    'Target',
    isScaled
      ? `${formatValue(metric, metric.basisTarget, currency)} a ${template.body.basis}, ${describeTarget(metric, currency)} for ${periodName(from, to, programme.fiscalYearStartMonth)}`
      : describeTarget(metric, currency),
  ] as const
  return [...inputs, actual, target, ...explainAttainment(metric), ...explainPoints(metric)]
}

function explainAttainment(metric: CardMetric): (readonly [string, string])[] {
  const { reachedPpm, floorPpm, capPpm, attainmentPpm } = metric
  if (reachedPpm === null) return []
  const formula = metric.better === 'higher' ? 'actual ÷ target' : '2 − actual ÷ target'
  return [
    ['Reached', `${formula} = ${formatMeasure(reachedPpm, 'rate', '')}`],
    [
      'Counts',
      `from ${formatRate(floorPpm)} to ${formatRate(capPpm)}: ${formatMeasure(attainmentPpm ?? 0, 'rate', '')}`,
    ],
  ]
}

function explainPoints({
  attainmentPpm,
  weightPpm,
  countedPpm,
  pointsPpm,
  reachedPpm,
}: CardMetric): (readonly [string, string])[] {
  if (attainmentPpm === null) return [['Points', `left out, its ${formatRate(weightPpm)} went to the other metrics`]]
  if (reachedPpm === null) return [['Points', `0.0 of ${formatPoints(countedPpm)}`]]
  const weight =
    weightPpm === countedPpm
      ? formatRate(weightPpm)
      : `${formatMeasure(countedPpm, 'rate', '')} (${formatRate(weightPpm)} before weights were spread)`
  return [['Points', `${weight} × ${formatMeasure(attainmentPpm, 'rate', '')} = ${formatPoints(pointsPpm)}`]]
}

/** By how much a metric misses its target: "USD 24,360.00 under target", "1 under target". */
function shortfall(metric: CardMetric, currency: string): string {
  if (metric.actual === null) return problemTexts[metric.problem ?? 'nothing']
  const distance = Math.abs(metric.target - metric.actual)
  const side = metric.better === 'higher' ? 'under' : 'over'
  const figure =
    metric.unit === 'rate'
      ? `${formatMeasure(distance, 'rate', '').replace('%', '')} percentage points`
      : `${unitOf(metric, currency)}${formatValue(metric, distance, currency)}`
  return `${figure} ${side} target`
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`

/** Losing less than half a point is not worth a sentence. */
const WORTH_SAYING_PPM = 5000

function lostOf({ attainmentPpm, countedPpm, pointsPpm }: CardMetric): number {
  return attainmentPpm === null ? 0 : countedPpm - pointsPpm
}

/** The card in two or three sentences: what holds it back, what reaches its target, where it stands among others. */
export function summarise(card: Scorecard): string[] {
  if (card.problem === 'nothing') return ['Nothing could be measured in this period.']
  if (card.problem === 'rateMissing') return ['Amounts wait for an exchange rate. Without it there is no score.']
  const costly = card.metrics
    .filter((metric) => lostOf(metric) >= WORTH_SAYING_PPM)
    .toSorted((a, b) => lostOf(b) - lostOf(a))
    .slice(0, 2)
  const reached = card.metrics.filter(({ reachedPpm }) => reachedPpm !== null && reachedPpm >= 1_000_000).length
  return [
    costly.length === 0
      ? 'No metric costs it more than half a point.'
      : `Held back by ${costly.map((metric) => `${lowerFirst(metric.label)} (${shortfall(metric, card.currency)})`).join(' and ')}.`,
    describeReached(reached, card.metrics.length),
    describePeers(card.peers),
  ]
}

function describeReached(reached: number, count: number): string {
  if (reached === 0) return count === 1 ? 'It does not reach its target.' : 'No metric reaches its target.'
  if (reached === count) return count === 1 ? 'It reaches its target.' : `All ${count} metrics reach their targets.`
  return `${reached} of ${count} metrics ${reached === 1 ? 'reaches its target' : 'reach their targets'}.`
}

/** "Highest score of 16 partners." */
export function describePeers({ count, percentilePpm, rank }: Scorecard['peers']): string {
  if (percentilePpm === null || rank === null)
    return count === 0
      ? 'No other partner to compare with.'
      : `Too few to compare with: ${count === 1 ? '1 other partner' : `${count} other partners`}.`
  if (rank === 1) return `Highest score of ${count + 1} partners.`
  return `Higher than ${formatMeasure(percentilePpm, 'rate', '').replace(/\.0%/, '%')} of ${count} other partners, place ${rank}.`
}

/** "plus 22.6 since Q1 2025", or '' where there is nothing to compare. */
export function describeTrend({ trend, programme }: Scorecard): string {
  const known = trend.filter(({ scorePpm }) => scorePpm !== null)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || first === last) return ''
  const change = (last.scorePpm ?? 0) - (first.scorePpm ?? 0)
  const since = periodName(first.from, first.to, programme.fiscalYearStartMonth)
  if (change === 0) return `as in ${since}`
  return `${change > 0 ? 'plus' : 'minus'} ${formatPoints(Math.abs(change))} since ${since}`
}

/** Which quarters of the trend were not published; '' when all were. */
export function describeTrendSource({ trend, programme }: Scorecard): string {
  const computed = trend
    .filter(({ source, scorePpm }) => source === 'computed' && scorePpm !== null)
    .map(({ from, to }) => periodName(from, to, programme.fiscalYearStartMonth))
  if (computed.length === 0) return ''
  return `${computed.join(', ')}: no card was published, computed with this one.`
}

export const healthWordTexts: Readonly<Record<(typeof healthWords)[number], string>> = {
  healthy: 'Healthy',
  watch: 'Watch',
  atRisk: 'At risk',
}

export const healthPartTexts: Readonly<Record<Health['parts'][number]['key'], string>> = {
  recency: 'Recency',
  revenueTrend: 'Revenue trend',
  pipeline: 'Pipeline',
  refunds: 'Refunds',
}

/** The figures behind a part of the health score, or why it cannot be told. */
export function describeHealthPart({ key, figures, attainmentPpm }: Health['parts'][number], currency: string): string {
  const [first, second] = [figures[0] ?? 0, figures[1] ?? 0]
  const isTold = attainmentPpm !== null
  switch (key) {
    case 'recency':
      if (figures[0] === null) return 'no sale or won deal yet'
      return first === 0 ? 'sold on the last day' : first === 1 ? 'sold 1 day ago' : `sold ${first} days ago`
    case 'revenueTrend':
      return isTold ? `${formatWhole(first, currency)} after ${formatWhole(second, currency)}` : 'no two quarters yet'
    case 'pipeline':
      return isTold ? `${formatWhole(first, currency)} open` : 'no deals to look at'
    case 'refunds':
      return isTold ? `${formatMeasure(Math.round((first * 1_000_000) / second), 'rate', '')} of sales` : 'no sales yet'
  }
}

/** What a part of the health score is, for those who ask. */
export const healthPartNotes: Readonly<Record<Health['parts'][number]['key'], string>> = {
  recency:
    'Days since the last sale or won deal: up to 7 is 100, 30 is 85, 90 is 70, 180 is 55, more is 40. Weight 30.',
  revenueTrend: 'Revenue of the last whole quarter ÷ that of the quarter before, at most 100%. Weight 30.',
  pipeline: 'Open deals ÷ revenue of the last whole quarter, at most 100%. Weight 20.',
  refunds: '100% less ten times the share of refunds in the sales of the last four quarters. Weight 20.',
}

/** Why the word is not better than it is, or ''. */
export function describeLimit({ limitedBy }: Health): string {
  if (limitedBy === 'termination') return 'Its termination is proposed.'
  return limitedBy === 'warning' ? 'A warning is open.' : ''
}

/** How the score came about and what its amounts are, for the foot of the card. */
export function describeBasis(card: Scorecard): string {
  const { exchange, currency, metrics } = card
  const spread = metrics.some(({ attainmentPpm }) => attainmentPpm === null)
    ? ' The weight of what could not be measured went to the others.'
    : ''
  const rates = ratesText({ policy: exchange.mode, foreign: exchange.currencies })
  const converted = rates === null ? '' : ` ${rates}.`
  const open = card.until < card.to ? ` The period is not over: figures go up to ${formatDay(card.until)}.` : ''
  return `Points are weight × attainment.${spread} Amounts in ${currency}.${converted}${open}`
}

const kindTexts: Readonly<Record<Scorecard['partner']['kind'], string>> = {
  reseller: 'Reseller',
  affiliate: 'Affiliate',
  referral: 'Referral partner',
  technology: 'Technology partner',
  agency: 'Agency',
}

/** "Reseller, Vietnam. Template Balanced, version 2." */
export function describeCard({ partner, template }: Scorecard): string {
  const who = [kindTexts[partner.kind], partner.group, partner.country].filter((text) => text !== '').join(', ')
  return `${who}. Template ${template.name}, version ${template.version}.`
}
