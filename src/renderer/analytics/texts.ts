/** Words of the page Analytics. */
export const analyticsTexts = {
  page: 'Analytics',
  home: 'Home',
  tabs: {
    attention: 'Who needs a look',
    pipeline: 'Pipeline',
    funnel: 'Funnel',
    activation: 'Activation',
    customers: 'Customers',
    concentration: 'Concentration',
    owed: 'Refunds and owed',
  },
  before: (label: string) => `In ${label}`,
  missing: (rows: string) => `Left out: ${rows}. Import a rate, or type a fixed one in the settings.`,
  toSettings: 'Open the settings of rates',
  rates: (text: string) => `${text}.`,
  partner: 'Partner',
  of: 'Of',
  allPartners: 'All partners',
  quarter: 'Quarter',
  month: 'Month',
  showRows: 'Show the rows',
} as const

export const funnelTexts = {
  label: 'From click to commission',
  title: (rate: string) => `${rate} of the leads became a sale`,
  plain: 'How many came how far',
  sub: (period: string) => `Clicks, leads and sales in ${period}.`,
  head: 'Step',
  count: 'Count',
  rates: 'From step to step',
  columns: { rate: 'Rate', now: 'Now' },
  describe: (clicks: string, leads: string, sales: string) => `${clicks} clicks, ${leads} leads and ${sales} sales.`,
  onlySales: 'No clicks and no leads were imported, so the funnel begins with the sales.',
  none: 'Clicks, leads and sales of the period will be followed here.',
  noneMore: 'Drop a file of payments, leads or clicks on this window.',
  importFiles: 'Import files…',
} as const

export const pipelineTexts = {
  label: 'Deals opened in the period',
  roles: { sourced: 'Sourced', influenced: 'Influenced', assisted: 'Assisted' },
  deals: 'Deals',
  alsoSourced: 'Of these also sourced',
  dealsText: (count: string) => (count === '1' ? '1 deal' : `${count} deals`),
  alsoText: (deals: string, also: string) => `${deals === '1' ? '1 deal' : `${deals} deals`}, ${also} also sourced`,
  apart: 'Kept apart: the same deal can be in more than one, so they are never added.',
  partDeals: (deals: string, role: string, partner: string) => `${role} by ${partner}: ${deals}`,
  byPartner: 'By partner',
  byPartnerSub: (currency: string) => `Deals and amounts, ${currency}. Name helpers on the panel of a deal.`,
  none: 'No deal was opened in the period.',
  velocity: {
    title: 'Pipeline velocity',
    sub: (value: string) => `${value} a day.`,
    unknown: 'It takes a won deal with both days to tell.',
    factor: 'Factor',
    factors: {
      dealsOpen: 'Open deals on the last day',
      averageDeal: '× average won deal',
      winRate: '× win rate',
      salesCycle: '÷ days from opening to winning',
    },
    result: '= a day',
    now: 'Now',
  },
  wins: {
    quarters: {
      rose: (from: string, to: string) => `The win rate rose from ${from} to ${to}`,
      fell: (from: string, to: string) => `The win rate fell from ${from} to ${to}`,
      held: 'Win rate by quarter',
      sub: 'Deals won ÷ deals won or lost, by quarter of closing.',
      series: 'Win rate',
      describe: (count: string) => `Win rate of ${count} quarters in which deals were closed.`,
    },
    partners: {
      title: (name: string, rate: string) => `${name} wins most often, ${rate}`,
      sub: (count: string) => `Win rate of partners with closed deals, those with most first. All: ${count}.`,
      won: 'Won',
      lost: 'Lost',
      rate: 'Win rate',
      none: 'No deal was closed in the period.',
      plain: 'Win rate by partner',
    },
  },
} as const

export const activationTexts = {
  curve: {
    half: (days: string) => `Half of the new partners had a first sale within ${days} days`,
    notHalf: 'More than half of the new partners still wait for a first sale',
    sub: (started: string, waiting: string) =>
      `Share still without a sale, by days since the start (Kaplan–Meier); ${started} partners, ${waiting} still waiting and counted as long as they were watched.`,
    now: 'Now',
    head: 'Days',
    describe: (started: string, waiting: string) =>
      `Falling steps from 100%: of ${started} partners ${waiting} still wait for a first sale.`,
    atRisk: 'Still waiting after',
    atRiskCount: 'Partners',
    days: (days: string) => `${days} days`,
  },
  cohorts: {
    title: (days: string) => `By quarter of start: a first sale within ${days} days`,
    sub: 'Partners that have not had these days yet may still become active.',
    started: 'Started',
    activated: 'Activated',
    rate: 'Rate',
    matured: 'Had the days',
    median: 'Median days',
    notYet: 'not yet',
  },
  waiting: {
    title: (count: number) =>
      count === 1 ? '1 partner waits for its first sale' : `${count} partners wait for their first sale`,
    none: 'Every partner that started in the period has sold.',
    since: 'Started',
    days: 'Days',
  },
  none: (period: string) => `No partner started in ${period}.`,
  noneMore: 'Choose a longer period above.',
} as const

export const customerTexts = {
  title: (rate: string) => `${rate} of the customers bought again in the month after their first purchase`,
  revenueTitle: (amount: string) => `${amount} came in the months after the first purchase`,
  plain: 'Customers by the month of their first purchase',
  sub: {
    kept: 'Share of a month’s new customers that bought in the months after; the last column of a row still runs.',
    revenue: (currency: string) =>
      `What a month’s new customers brought in the months after, ${currency}; the last column of a row still runs.`,
  },
  compared: (before: string) => `Of ${before} only months that customers of this period have had as well.`,
  shows: { kept: 'Retention', revenue: 'Revenue' },
  show: 'Show',
  cohort: 'First bought',
  customers: 'New',
  all: 'All',
  offset: (offset: number) => (offset === 0 ? 'Month 0' : String(offset)),
  none: (period: string) => `No customer bought for the first time in ${period}.`,
  noneMore: 'Choose another period above, or another partner.',
  running: 'still runs',
} as const

export const concentrationTexts = {
  label: 'How much hangs on few',
  figures: {
    largest: 'Largest partner',
    largestThree: 'Three largest',
    index: 'HHI',
    effective: 'Effective partners',
  },
  title: (name: string, share: string) => `${name} carries ${share} of partner revenue`,
  sub: (currency: string) => `Revenue less refunds by partner, ${currency}.`,
  series: 'Share of revenue',
  all: (count: string) => `All ${count}`,
  revenue: (currency: string) => `Revenue, ${currency}`,
  describe: (name: string, share: string, count: string) => `${name} leads with ${share} among ${count} partners.`,
  partners: 'Partners with revenue',
  none: (period: string) => `No partner brought revenue in ${period}.`,
  noneMore: 'Choose another period above, or import sales.',
} as const

export const owedTexts = {
  refunds: {
    title: (rate: string) => `${rate} of the sales were refunded so far`,
    plain: 'Refunds by month of the sale',
    sub: (currency: string) =>
      `Refunded share of each month’s sales, ${currency}. A month that has not had its 90 days may still rise.`,
    series: 'Refunded so far',
    describe: (first: string, last: string) =>
      `Refunded share of sales by month of the sale, from ${first} to ${last}.`,
    table: 'How much of each month has had its time',
    sales: (currency: string) => `Sales, ${currency}`,
    refunded: 'Refunded',
    within: (days: string) => `Within ${days} days`,
    compared: (days: string) =>
      `Compared with the same month of the period before is what came back within ${days} days, once both have had them.`,
    comparable: (days: string) => `Months that had ${days} days`,
    mature: (share: string) => `${share} of the month`,
    notYet: 'not yet',
    unlinked: (rows: string, amount: string) => `${rows} refunds over ${amount} name no sale and are in no month.`,
    none: (period: string) => `Nothing was sold in ${period}.`,
  },
  liability: {
    title: (amount: string) => `${amount} is owed to partners`,
    sub: (currency: string) => `By month in which it falls due, ${currency}; as it stands today.`,
    notOver: (day: string) => `Not compared: ${day} is not over.`,
    knownToday: (day: string) => `${day} as known today (line)`,
    comparedSub: (day: string) =>
      `Compared with the end of ${day} as known today: what events up to then earned, as it stands now, less what was paid by then, by its age on that day. “As of” above shows what was known then.`,
    describeCompared: (months: string, day: string) =>
      `Amounts owed by due month and status, over ${months} months, and as a line what was owed on ${day} as known today, each due month as far from that day as from today.`,
    commissionsOn: (day: string) => `commissions owed on ${day}`,
    adjustmentsOn: (day: string) => `adjustments owed on ${day}`,
    describe: (months: string) => `Amounts owed by due month and status, over ${months} months.`,
    statuses: { inRun: 'In a run', approved: 'Approved', pending: 'Pending', hold: 'On hold' },
    ages: {
      later: 'Due later',
      within30: 'Due in 30 days',
      late30: 'Up to 30 days ago',
      late60: '31 – 60 days ago',
      late90: '61 – 90 days ago',
      lateMore: 'Longer ago',
    },
    ageTitle: 'By the days since it fell due',
    age: 'Due',
    all: 'All',
    none: 'Nothing is owed.',
    currency: 'Currency',
    adjustments: 'Adjustments',
    total: 'Together',
  },
  expected: {
    title: 'Commissions expected to be paid',
    month: 'Payment expected in',
    until: (month: string) => `${month}, with what was due before`,
    owed: (currency: string) => `Pending, approved or in a run, ${currency}`,
    expected: '× approval rate',
    rate: (rate: string) => `Approval rate ${rate}`,
    counted: (commissions: string, months: number) =>
      `${commissions} ${commissions === '1' ? 'commission' : 'commissions'} of ${months} ${months === 1 ? 'month' : 'months'}`,
    from: (counted: string) => `from ${counted} of which none is pending or on hold. Adjustments are not among them.`,
    tooFew: (counted: string, least: string) =>
      `No approval rate yet: it takes ${least} commissions of months of which none is pending or on hold, and there are ${counted}.`,
    formula: 'Approval rate = (earned − rejected − taken by refunds) ÷ earned',
    earned: 'Earned, before refunds',
    rejected: 'Rejected',
    reversed: 'Taken by refunds',
    commissions: 'Commissions',
    months: 'Months',
    note: (least: string) =>
      `By amount, over months of which no commission is pending or on hold; a refund counts in the month of its sale. Told from ${least} commissions on. Expected is what is pending, approved or in a run × this rate.`,
    decided: (months: string) => `commissions of ${months}`,
    total: 'Together',
  },
} as const

export const attentionTexts = {
  title: (count: number, all: string) =>
    count === 0
      ? `None of ${all} active partners stands out.`
      : `${count} of ${all} active partners ${count === 1 ? 'needs' : 'need'} a look.`,
  compared: (days: string, before: string) => `${days}, against ${before}`,
  notCompared: (days: string) => `${days}; choose a comparison above to see falling revenue`,
  limits: {
    idle: ['Named are partners without a sale for more than', 'days,'],
    drop: ['with revenue down by', '% or more,'],
    wins: ['a win rate below', '%,'],
    refunds: ['refunds above', '%,'],
    outlier: ['or further from the middle of all than a robust score of', '.'],
    least: ['Fewer than', 'sales or closed deals say nothing.'],
    names: {
      idle: 'Days without a sale',
      drop: 'Fall of revenue in percent',
      wins: 'Win rate in percent',
      refunds: 'Refund rate in percent',
      outlier: 'Robust score',
      least: 'Least count',
    },
  },
  outlierNote:
    'Robust score = 0.6745 × (value − median) ÷ median absolute deviation, among at least five partners; beyond 3.5 is an outlier (Iglewicz and Hoaglin 1993).',
  columns: { partner: 'Partner', why: 'Why', suggestion: 'Suggested' },
  before: (period: string, value: string) => `${period}: ${value}`,
  findings: {
    idle: (value: string, limit: string) => `No sale for ${value} days, more than ${limit}`,
    revenueDown: (now: string, before: string) => `Revenue ${now} after ${before}`,
    winRateLow: (value: string, limit: string) => `Win rate ${value}, below ${limit}`,
    refundsHigh: (value: string, limit: string) => `Refunds ${value} of sales, above ${limit}`,
    revenueOutlier: (value: string, median: string, score: string) =>
      `Revenue changed by ${value}, the middle by ${median} (score ${score})`,
    winRateOutlier: (value: string, median: string, score: string) =>
      `Win rate ${value}, the middle is ${median} (score ${score})`,
    refundOutlier: (value: string, median: string, score: string) =>
      `Refunds ${value} of sales, the middle is ${median} (score ${score})`,
  },
  suggestions: {
    coaching: 'Coaching plan',
    incentive: 'Incentive',
    warning: 'Warning',
    termination: 'Termination proposal',
  },
  open: (kind: string, name: string) => `Open ${kind.toLowerCase()} for ${name}`,
  reset: 'Usual limits',
  nobody: 'There are no active partners to look at.',
} as const
