import type { Output } from '../../contract/methods.ts'
import type { Scorecard } from '../../contract/scorecards.ts'
import { formatCount } from '../ui/figures.tsx'

const cards = (count: number): string => (count === 1 ? '1 scorecard' : `${formatCount(count)} scorecards`)
const partners = (count: number): string => (count === 1 ? '1 partner' : `${formatCount(count)} partners`)

type Skipped = Output<'scorecards.list'>['skipped'][number]['because']

export const scorecardTexts = {
  page: 'Scorecards',
  ofDays: (partner: string, days: string) => `${partner}, ${days}`,
  tabs: { matrix: 'Matrix', published: 'Published', templates: 'Templates' },
  template: 'Template',
  none: 'none',

  noTemplate: 'A scorecard says how a partner does, in one figure and on one page.',
  noTemplateMore: 'Start with a template: what you measure, how much it weighs, and what you ask for.',
  newTemplate: 'New template',
  openTemplates: 'Scorecard templates',
  noPartners: 'Nobody was a partner in this period.',
  noPartnersMore: 'Choose another period, or add your partners.',
  openPartners: 'Open partners',

  matrix: {
    label: 'Partners and their metrics',
    partner: 'Partner',
    score: 'Score',
    change: 'Change',
    changeHint: (before: string) =>
      `Points above or below ${before}: the scorecard published for it, else the score as computed now`,
    changed: (change: string, points: string, before: string, isPublished: boolean) =>
      `${change} ${points} in ${before}, ${isPublished ? 'as published' : 'as computed now'}`,
    band: 'Band',
    peers: 'Percentile',
    peersHint: 'Share of the other partners with a lower score, equal ones half',
    health: 'Health',
    healthHint: 'Recency, revenue trend, pipeline and refunds, apart from any target',
    target: 'Target',
    median: 'Median',
    attained: 'Attained',
    actual: 'Actual',
    shows: 'Cells show',
    search: 'Find a partner',
    group: 'Group',
    allGroups: 'All groups',
    noGroup: 'No group',
    band0: 'All bands',
    noRate: 'no rate',
    noMatch: 'No partner fits.',
    clear: 'Show all',
    published: 'A scorecard was published for this period',
    cell: (partner: string, metric: string, actual: string, target: string, attained: string) =>
      `${partner}, ${metric}: ${actual}, target ${target}, attained ${attained}`,
    countOf: (shown: number, all: number) =>
      shown === all ? partners(all) : `${formatCount(shown)} of ${partners(all)}`,
    weight: (weight: string) => `${weight} of the score`,
    missing: (currencies: string) =>
      `Amounts in ${currencies} wait for an exchange rate. Partners with such amounts have no score.`,
    openRates: 'Add rates',
  },

  publish: (count: number) => `Publish ${cards(count)}…`,
  publishTitle: (count: number) => `Publish ${cards(count)}`,
  publishLead: (template: string, period: string) =>
    `${template}, ${period}. A published scorecard keeps its figures, targets and bands, whatever changes later.`,
  publishAction: (count: number) => `Publish ${cards(count)}`,
  publishNothing: 'Nothing to publish',
  counting: 'Working out the list…',
  list: 'What will be published',
  skippedTitle: (count: number) => `${partners(count)} ${count === 1 ? 'gets' : 'get'} none`,
  skipped: {
    published: 'has one for this period',
    notThen: 'was no partner then',
    nothing: 'nothing to measure',
    rateMissing: 'waits for an exchange rate',
  } satisfies Record<Skipped, string>,
  notOver: 'This period is not over, so its figures would still change.',
  canUndo: 'Can be undone',

  columns: {
    partner: 'Partner',
    group: 'Group',
    template: 'Template',
    version: 'Version',
    from: 'From',
    to: 'To',
    score: 'Score',
    band: 'Band',
    publishedAt: 'Published',
    publishedBy: 'Published by',
  },
  views: { all: 'All', byPeriod: 'By period', byPartner: 'By partner' },
  empty: 'Published scorecards will be listed here.',
  emptyMore: 'Choose a period that is over in the matrix and publish the scorecards of your partners.',
  openMatrix: 'Open the matrix',
  saveMany: (count: number) => `Save ${formatCount(count)} as PDF`,

  card: {
    region: 'Scorecard',
    of: (partner: string, period: string) => `${partner}, ${period}`,
    ofHundred: 'of 100',
    noScore: 'No score',
    trend: 'Score, last four quarters',
    quarter: 'Quarter',
    score: 'Score',
    trendText: (list: string) => `Score by quarter: ${list}`,
    metric: 'Metric',
    weight: 'Weight',
    target: 'Target',
    actual: 'Actual',
    attained: 'Attained',
    points: 'Points',
    quarters: 'Four quarters',
    metrics: (count: number) => (count === 1 ? '1 metric' : `${formatCount(count)} metrics`),
    lastQuarters: (label: string, list: string) => `${label}, last four quarters: ${list}`,
    leftOut: 'left out',
    revenueSub: (currency: string) => `Revenue by quarter, ${currency}`,
    revenue: 'Revenue',
    revenueText: (list: string) => `Revenue by quarter: ${list}`,
    deals: 'Open deals',
    dealsCount: (shown: number, count: number) =>
      shown < count ? `The largest ${shown} of ${formatCount(count)}` : `${formatCount(count)}`,
    noDeals: 'None.',
    deal: 'Deal',
    stage: 'Stage',
    expected: 'Expected',
    amount: 'Amount',
    health: 'Health',
    healthUnknown: 'Cannot be told yet',
    healthSub: 'Apart from any target: how alive the partnership is',
  },
  frozen: (at: string, by: string, content: string) => `Published ${at} by ${by}, content ${content}`,
  isPreview: 'As of now: nothing is frozen before it is published',
  hasCard: 'A scorecard was published for this period; it may differ from what is computed now.',
  openCard: 'Open the published one',
  notThen: 'It was no partner in this period.',
  notThenMore: 'Choose a period after it began.',
  publishOne: 'Publish…',
  savePdf: 'Save as PDF',
  saveHtml: 'Save as web page…',
  openPartner: 'Open partner',
  withdraw: 'Withdraw…',
  withdrawTitle: (partner: string, period: string) => `Withdraw the scorecard of ${partner}, ${period}`,
  withdrawLead:
    'It leaves the lists and no longer stands in trends. Its period can then be published anew. What you sent out stays sent.',
  withdrawAction: 'Withdraw scorecard',
  more: 'More for this scorecard',
  print: 'Print',
  saved: (name: string) => `${name} written`,
  saving: 'Saving scorecards',
  savingLabel: 'scorecards',
  folder: 'Scorecards',

  tab: {
    label: 'Scorecard',
    choose: 'Scorecard of',
    now: (period: string) => `${period}, as of now`,
  },
} as const

/** What the bars of revenue show, as a sentence. */
export function revenueFinding({ revenueMinor }: Scorecard): string {
  const known = revenueMinor.filter((minor) => minor !== null)
  const [last, before] = [revenueMinor.at(-1) ?? null, revenueMinor.at(-2) ?? null]
  if (last === null || known.length < 2) return 'Revenue of the last quarters'
  if (last === Math.max(...known) && known.filter((minor) => minor === last).length === 1)
    return 'The last quarter was the strongest'
  if (last === Math.min(...known) && known.filter((minor) => minor === last).length === 1)
    return 'The last quarter was the weakest'
  if (before === null || last === before) return 'The last quarter was as the one before'
  return last > before
    ? 'The last quarter sold more than the one before'
    : 'The last quarter sold less than the one before'
}
