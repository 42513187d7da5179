import { formatCount } from '../ui/figures.tsx'

export const firstRunTexts = {
  product: 'Tandem',
  openWorkspace: 'Open a workspace…',
  title: 'Where do you want to start?',
  lead: 'You can drop a CSV or XLSX file anywhere on this window at any time.',
  recent: 'Or go on with',
  doors: {
    sample: {
      title: 'Open the sample programme',
      text: 'Twenty resellers in Asia with a year of deals, revenue and payouts, to see what Tandem does with them.',
      more: 'Ready in a moment, with a tour in five steps',
    },
    import: {
      title: 'Import my files',
      text: 'Exports from your payment system, your CRM or a spreadsheet. You see what every row becomes before anything is stored.',
      more: 'Usually under 10 minutes',
    },
    empty: {
      title: 'Start empty',
      text: 'Five questions: name, currency, year, time zone, you. Every answer can be changed later.',
      more: '1 minute',
    },
  },
  place: 'Your data stays in one file on this computer. Tandem opens no connection.',
  generating: 'Making the sample programme',
  opening: (name: string) => `Opening ${name}…`,
  setUp: 'A few words to begin with',
  setUpLead: 'Only what cannot be guessed. Every answer can be changed later in Settings.',
  filesWait: (names: string) => `Then the import begins: ${names}`,
  sentence: {
    called: 'Our programme is called',
    reports: 'It reports in',
    starts: 'and starts its year in',
    zone: 'Its days are those of',
    me: 'My name is',
  },
  name: 'Name of the programme',
  month: 'First month of the fiscal year',
  start: 'Start the programme',
  startImport: 'Start and import',
  back: 'Back',
} as const

function counted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? '' : 's'}`
}

export const homeTexts = {
  title: 'Home',
  keyFigures: 'Key figures',
  brought: 'Partners brought',
  inPeriod: (period: string) => ` in ${period}`,
  more: (rate: string) => `${rate} more`,
  less: (rate: string) => `${rate} less`,
  than: (period: string) => ` than in ${period}`,
  waits: (count: number) =>
    count === 1 ? 'One thing waits for you.' : count === 0 ? 'Nothing waits for you.' : `${count} things wait for you.`,
  noRevenue: (period: string) => `No revenue was brought in ${period}.`,
  lastRevenue: (period: string) => `The latest sales and refunds lie in ${period}.`,
  noRevenueMore: 'Sales and refunds that are credited to a partner will be drawn here by month.',
  showPeriod: (period: string) => `Show ${period}`,
  ofBookings: (period: string) => ` of all bookings in ${period}`,
  customerCosts: ' and a new customer costs',
  figures: {
    bookings: 'Bookings through partners',
    cost: 'Cost to win a customer',
    activated: (days: number) => `Activated in ${days} days`,
    activatedInTime: 'Activated in time',
    velocity: 'Pipeline velocity',
  },
  perDay: (currency: string) => `${currency} a day`,
  rows: {
    period: 'Period',
    before: 'Compared with',
    source: 'From',
    rates: 'Converted',
    partner: 'Partner',
    ofPartnerRevenue: 'Its share of partner revenue',
    topThree: 'Largest three of partner revenue',
    hhi: 'HHI',
    equal: 'Like so many equal partners',
  },
  problems: { nothing: 'none yet', rateMissing: 'rate missing', figureMissing: 'not known' },
  target: (target: string) => `target ${target}`,
  addFigures: 'Add company figures',
  addRates: 'Add exchange rates',
  changedFrom: (change: string, before: string, period: string) => `${change} ${before} in ${period}`,
  ofStarted: (part: number, whole: number) => `${part} of ${whole} partners started`,
  openAndWon: (open: number, won: string) => `${formatCount(open)} open, ${won} won`,
  openDeals: (count: number) => `${formatCount(count)} open`,
  ofAllBookings: (name: string) => `${name}, of all bookings`,
  asOfNow: 'As of today, all currencies',
  asOf: (day: string) => `As of ${day}, all currencies`,
  verdictOf: (period: string, verdict: string) => `${period}: ${verdict}`,
  concentrated: 'High',
  warnsAt: (rate: string) => `warns at ${rate}`,
  months: { head: 'Month' },
  bookings: {
    title: (first: string, last: string, change: number) =>
      change === 0
        ? `Partner bookings held at ${last} of all bookings`
        : `Partner bookings ${change > 0 ? 'grew' : 'fell'} from ${first} to ${last} of all bookings`,
    plain: 'Partner bookings of all bookings',
    sub: (currency: string) => `Bookings by month, ${currency}.`,
    partners: 'Through partners',
    direct: 'Direct',
    describe: (first: string, from: string, last: string, to: string) =>
      `Share of bookings through partners by month, from ${from} in ${first} to ${to} in ${last}.`,
  },
  money: {
    revenue: {
      grew: (from: string, to: string) => `Partner revenue grew from ${from} to ${to} a month`,
      fell: (from: string, to: string) => `Partner revenue fell from ${from} to ${to} a month`,
      plain: 'Partner revenue by month',
      none: 'No sale or refund lies in this period.',
      sub: (currency: string) => `Sales minus refunds by month, ${currency}.`,
      series: 'Revenue',
      describe: (currency: string, first: string, from: string, last: string, to: string) =>
        `Partner revenue by month in ${currency}, from ${from} in ${first} to ${to} in ${last}.`,
    },
    commissions: {
      grew: (from: string, to: string) => `Commissions grew from ${from} to ${to} a month`,
      fell: (from: string, to: string) => `Commissions fell from ${from} to ${to} a month`,
      plain: 'Commissions by month',
      none: 'None was earned in this period. Commissions are computed by a published plan that holds for the partner.',
      sub: (currency: string) => `Commissions by month of the event, ${currency}.`,
      series: 'Commissions',
      describe: (currency: string, first: string, from: string, last: string, to: string) =>
        `Commissions by month in ${currency}, from ${from} in ${first} to ${to} in ${last}.`,
    },
  },
  cost: {
    falls: 'A new customer cost less every quarter',
    plain: 'What a new customer cost',
    sub: (currency: string) => `${currency} per new customer, by quarter.`,
    madeOf: 'Made of',
    commissions: 'commissions',
    costs: 'costs',
    figures: 'company figures',
    head: 'Quarter',
    describe: (currency: string, first: string, from: string, last: string, to: string) =>
      `Cost per new customer by quarter in ${currency}, from ${from} in ${first} to ${to} in ${last}.`,
  },
  concentration: {
    title: (name: string, rate: string) => `${name} carries ${rate} of partner revenue`,
    sub: (topThree: string, hhi: string, equal: string, currency: string) =>
      `Top three ${topThree}, HHI ${hhi}, like ${equal} equal partners, ${currency}.`,
    series: 'Share of revenue',
    head: 'Partner',
    describe: (name: string, rate: string, count: string) =>
      `Share of partner revenue: ${name} leads with ${rate} among ${count} partners.`,
  },
  cohorts: {
    title: (days: number) => `First sale within ${days} days`,
    found: (part: number, whole: number, days: number) =>
      part === whole
        ? `${whole === 1 ? 'The partner' : `All ${whole} partners`} sold within ${days} days`
        : `${part} of ${whole} partners sold within ${days} days`,
    sub: 'Partners by the quarter in which they started',
    startedIn: 'Started in',
    started: 'Started',
    certified: 'Certified',
    inTime: (days: number) => `Sold in ${days} days`,
    active: 'Active now',
    all: (count: number) => `All ${count}`,
    median: (days: number) =>
      days === 1 ? 'Median time to the first sale is one day.' : `Median time to the first sale is ${days} days.`,
    noMedian: 'More than half of them have not sold anything yet.',
    none: (period: string) => `No partner started in ${period}.`,
  },
  currency: 'Currency',
  needs: {
    title: 'Needs you',
    count: (count: number) => `${count}, most urgent first`,
    none: 'Nothing waits for you.',
    noneMore: 'Imports, payout runs and holds that need a decision appear here.',
    kinds: {
      runToReview: (label: string, count: number) => `Review run ${label}, ${counted(count, 'payout')}`,
      runToApprove: (label: string, count: number) => `Approve run ${label}, ${counted(count, 'payout')}`,
      runToExport: (label: string, count: number) => `Export run ${label}, ${counted(count, 'payout')}`,
      runToPay: (label: string) => `Mark run ${label} as paid`,
      runToClose: (label: string) => `Close run ${label}, which is paid`,
      unattributed: (_label: string, count: number) => `Credit ${counted(count, 'event')} to partners`,
      rateMissing: (label: string, count: number) =>
        `Add a rate for ${label}, ${counted(count, 'row')} ${count === 1 ? 'waits' : 'wait'}`,
      noPlan: (label: string) => `Give a plan to ${label}`,
      noPayee: (label: string) => `Add payee data of ${label}`,
      onHold: (_label: string, count: number) => `Decide on ${counted(count, 'commission')} on hold`,
      uncollectable: (label: string) => `Write off what ${label} will not pay back`,
      tierProposals: (label: string, count: number) => `Decide on ${counted(count, 'tier')}: ${label}`,
      certificatesExpiring: (label: string, count: number) => `Renew ${counted(count, 'certificate')}: ${label}`,
      interventionOverdue: (label: string, count: number) =>
        `Close ${counted(count, 'overdue intervention')}: ${label}`,
      commitmentsLate: (label: string, count: number) => `Close ${counted(count, 'late commitment')}: ${label}`,
      reviewsMissed: (label: string, count: number) => `Hold or move ${counted(count, 'review')}: ${label}`,
      reviewsDue: (label: string, count: number) => `Plan ${counted(count, 'review')}: ${label}`,
      rejectedRows: (label: string, count: number) => `Look at ${counted(count, 'rejected row')} of ${label}`,
    },
    late: (days: number) => (days === 1 ? '1 day late' : `${days} days late`),
    today: 'Today',
    tomorrow: 'Tomorrow',
  },
  liability: {
    sub: (currency: string) => `By month of payment, ${currency}`,
    month: 'Month',
    what: 'What',
    statuses: { pending: 'Pending', approved: 'Approved', inRun: 'In a run' },
    total: 'Total owed',
    owesUs: 'owed to us',
    none: 'Nothing is owed.',
    withAdjustments: 'The months open to commissions; also owed are',
    adjustments: 'adjustments',
  },
  empty: {
    title: 'Your programme at a glance will be here.',
    text: 'Import the payments or deals your partners brought, or add the first partner.',
    import: 'Import files…',
    addPartner: 'Add a partner',
  },
} as const
