import type { AgendaItem, AgendaKind } from './reviews.ts'

// What reviews and their packs say, in the window and in documents alike.

/** What each part of the agenda is called until somebody renames it. */
export const agendaTitles: Readonly<Record<AgendaKind, string>> = {
  lastActions: 'Last actions',
  recap: 'Recap of the period',
  pipeline: 'Pipeline, ten largest deals',
  customers: 'Customer health',
  marketing: 'Marketing',
  issues: 'Issues',
  actions: 'New commitments',
  other: 'Other',
}

const minutes: readonly (readonly [kind: AgendaKind, minutes: number])[] = [
  ['lastActions', 5],
  ['recap', 10],
  ['pipeline', 20],
  ['customers', 10],
  ['marketing', 10],
  ['issues', 10],
  ['actions', 10],
]

/** The agenda a review starts with: 75 minutes, the last actions first. [QB2] */
export const defaultAgenda: readonly AgendaItem[] = minutes.map(([kind, length]) => ({
  kind,
  title: agendaTitles[kind],
  minutes: length,
}))

/** Sentences of the narrative; what they state is computed, never typed. [QB5] */
export const pointTexts = {
  revenueFirst: (now: string) => `Partner revenue is ${now}; there was none in the period before.`,
  revenueGone: (before: string) => `There was no partner revenue, after ${before} in the period before.`,
  revenue: (isUp: boolean, change: string, now: string, before: string, because: string) =>
    `Partner revenue ${isUp ? 'rose' : 'fell'} by ${change} to ${now}, from ${before}${because}.`,
  bySales: (isUp: boolean, now: string, before: string) =>
    `, mostly because there were ${isUp ? 'more' : 'fewer'} sales (${now} after ${before})`,
  byAverage: (isUp: boolean, now: string, before: string) =>
    `, mostly because the average sale was ${isUp ? 'larger' : 'smaller'} (${now} after ${before})`,
  byRefunds: (isUp: boolean, now: string, before: string) =>
    `, mostly because ${isUp ? 'less' : 'more'} was refunded (${now} of sales after ${before})`,
  newCustomers: (now: string, before: string, isOne: boolean) =>
    `${now} new ${isOne ? 'customer' : 'customers'}, after ${before} in the period before.`,
  retention: (isUp: boolean, now: string, before: string) =>
    `Retention ${isUp ? 'rose' : 'fell'} to ${now} of earlier customers, from ${before}.`,
  concentration: (customer: string, share: string, customers: string) =>
    `${customer} alone brought ${share} of the revenue of ${customers} customers.`,
  refundRate: (isUp: boolean, now: string, before: string) =>
    `The refund rate ${isUp ? 'rose' : 'fell'} to ${now} of sales, from ${before}.`,
  refundRateHigh: (now: string) => `${now} of sales were refunded.`,
  pipelineFirst: (now: string, deals: string) => `The open pipeline is ${now} in ${deals}; it was empty before.`,
  pipelineGone: (before: string) => `No deal is open, after ${before} in open deals before.`,
  pipeline: (isUp: boolean, change: string, now: string, deals: string) =>
    `The open pipeline ${isUp ? 'grew' : 'shrank'} by ${change} to ${now} in ${deals}.`,
  deals: (count: string, isOne: boolean) => `${count} ${isOne ? 'deal' : 'deals'}`,
  winRate: (isUp: boolean, now: string, before: string, won: string, closed: string) =>
    `The win rate ${isUp ? 'rose' : 'fell'} to ${now}, from ${before}: ${won} of ${closed} closed deals were won.`,
  salesCycle: (isUp: boolean, now: string, before: string) =>
    `Deals took ${isUp ? 'longer' : 'less time'} to win: ${now}, against ${before} in the period before.`,
  noDeal: (days: string, since: string) => `No new deal for ${days} days, since ${since}.`,
  feedback: (now: string, answers: string, isOne: boolean) =>
    `The partner’s NPS is ${now} from ${answers} ${isOne ? 'answer' : 'answers'}.`,
} as const

/** Short facts beside figures. */
export const factTexts = {
  openOn: (deals: string, isOne: boolean, day: string) => `${deals} ${isOne ? 'deal' : 'deals'} on ${day}`,
  wonOf: (won: string, closed: string) => `${won} of ${closed} closed deals`,
  ofWon: (won: string, isOne: boolean) => `${won} won ${isOne ? 'deal' : 'deals'}`,
  keptOf: (kept: string, all: string) => `${kept} of ${all} customers`,
  answers: (count: string, isOne: boolean) => `${count} ${isOne ? 'answer' : 'answers'}`,
  saleCount: (count: string, isOne: boolean) => `${count} ${isOne ? 'sale' : 'sales'}`,
} as const

/** The survey that is sent to partners. */
export const surveyTexts = {
  title: (programme: string) => `How is it to work with ${programme}?`,
  subject: (partner: string) => `Survey answer of ${partner}`,
  lead: (partner: string) => `Three questions for ${partner}. They take two minutes.`,
  recommend: (programme: string) => `How likely are you to recommend ${programme} to another company like yours?`,
  least: '0: not at all',
  most: '10: very likely',
  themes: 'What should we talk about? Tick what applies.',
  you: 'Who answers?',
  name: 'Your name (may stay empty)',
  comment: 'What should we know?',
  mail: 'Send by e-mail',
  save: 'Save as a file',
  howMail: (address: string) =>
    `Your mail program opens with the answer; send it to ${address}. Or save it as a file and attach that.`,
  howFile: 'Save the answer as a file and send it back by e-mail.',
  fileName: (partner: string) =>
    `survey-answer-${
      partner
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .slice(0, 60) || 'partner'
    }.txt`,
} as const

/** Headings and words of a pack. */
export const packTexts = {
  title: 'Business review',
  author: 'Tandem',
  between: (programme: string, partner: string) => `${programme} and ${partner}`,
  held: (day: string) => `Held on ${day}`,
  planned: (day: string) => `Planned for ${day}`,
  asOf: (day: string) => `As of ${day}`,
  agenda: 'Agenda',
  minutes: (count: number) => `${count} min`,
  total: 'In all',
  dashboard: 'At a glance',
  dashboardSub: (period: string) => `Twelve months, ${period}, against the twelve before`,
  recap: 'The period',
  recapSub: (period: string, before: string) => `${period} against ${before}`,
  trend: 'Trend',
  revenueChart: 'Partner revenue by quarter',
  dealsChart: 'Deals closed by quarter',
  customersChart: 'New customers by quarter',
  won: 'Won',
  lost: 'Lost',
  pipeline: 'Pipeline',
  pipelineSub: (shown: string, all: string, day: string) => `The ${shown} largest of ${all} deals open on ${day}`,
  pipelineAll: (all: string, isOne: boolean, day: string) => `${all} ${isOne ? 'deal' : 'deals'} open on ${day}`,
  customers: 'Customers',
  customersSub: (count: string, quiet: string) =>
    `${count} with revenue in the period, ${quiet} of the period before bought nothing since`,
  narrative: 'What the numbers say',
  lastActions: 'Last actions',
  commitments: 'New commitments',
  goals: 'Joint business plan',
  campaigns: 'Co-marketing plan',
  feedback: 'Feedback',
  none: 'None',
  unknown: { nothing: 'none', rateMissing: 'rate missing', figureMissing: 'figure missing' },
  before: (value: string) => `before ${value}`,
  tier: 'Tier',
  nextTier: (name: string) => `next is ${name}`,
  scorecard: 'Scorecard',
  head: {
    figure: 'Figure',
    now: 'Now',
    before: 'Before',
    deal: 'Deal',
    customer: 'Customer',
    stage: 'Stage',
    opened: 'Opened',
    expected: 'Expected',
    amount: (currency: string) => `Amount, ${currency}`,
    revenue: (currency: string) => `Revenue, ${currency}`,
    revenueBefore: 'Period before',
    lastSale: 'Last sale',
    what: 'What',
    owner: 'Owner',
    side: 'Side',
    due: 'Due',
    state: 'State',
    carried: 'Carried',
    goal: 'Goal',
    measure: 'Measure',
    target: 'Target',
    reached: 'So far',
    until: 'Until',
    campaign: 'Campaign',
    budget: 'Budget',
    spent: 'Spent',
    result: 'Result',
    part: 'Part',
    time: 'Time',
    quarter: 'Quarter',
  },
  sides: { ours: 'We', theirs: 'Partner' },
  commitmentStates: { open: 'Open', done: 'Done', dropped: 'Dropped' },
  planStates: { planned: 'Planned', running: 'Running', done: 'Done', dropped: 'Dropped' },
  closed: (state: string, note: string) => `${state}: ${note}`,
  times: (count: number) => `${count} ×`,
  score: (score: string, promoters: number, passives: number, detractors: number) =>
    `NPS ${score}: ${promoters} promoters, ${passives} passive, ${detractors} detractors`,
  themes: (list: string) => `Themes: ${list}`,
  answer: (day: string, who: string, nps: string) => [day, who, nps].filter((part) => part !== '').join(', '),
  ofTen: (nps: number) => `${nps} of 10`,
  money: (currency: string) => `Money in ${currency}`,
  missing: (list: string) => `Left out for want of an exchange rate: ${list}`,
  fileName: (day: string, partner: string) => `Review ${day} ${partner}`,
} as const
