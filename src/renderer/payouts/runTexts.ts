import type { CarryReason, Payout, Run, RunState } from '../../contract/payouts.ts'
import { formatCount } from '../ui/figures.tsx'

const payouts = (count: number): string => (count === 1 ? '1 payout' : `${formatCount(count)} payouts`)
const partners = (count: number): string =>
  count === 0 ? 'nobody' : count === 1 ? '1 partner' : `${formatCount(count)} partners`
const lines = (count: number): string => (count === 1 ? '1 line' : `${formatCount(count)} lines`)
const files = (count: number): string => (count === 1 ? '1 file' : `${formatCount(count)} files`)

type Check = Run['checks'][number]['check']
export type PayoutMethod = Payout['method']
export type ExportFormat = 'csv' | 'paypal' | 'wise'
/** The steps in the order of the stepper. */
export const runSteps = ['draft', 'reviewed', 'approved', 'exported', 'paid', 'closed'] as const

export const runTexts = {
  columns: {
    number: 'Run',
    from: 'From',
    to: 'To',
    cutoffOn: 'Due up to',
    state: 'State',
    payouts: 'Payouts',
    carriedOver: 'Carried over',
    lines: 'Lines',
    voidReason: 'Void because',
  },
  states: {
    draft: 'To review',
    reviewed: 'To approve',
    approved: 'To export',
    exported: 'To be paid',
    paid: 'Paid',
    closed: 'Closed',
    void: 'Void',
  } satisfies Record<RunState, string>,
  views: { all: 'All', open: 'Open', closed: 'Closed' },
  empty: 'Payout runs will be listed here: who is paid what, checked, approved and paid step by step.',
  emptyMore: 'A run collects every approved commission that is due.',

  newRun: 'New run',
  newLead:
    'A run collects what is due until the end of its period, older unpaid commissions included. Nothing is paid before it is reviewed and approved.',
  period: 'Period',
  kinds: { month: 'Month', quarter: 'Quarter', year: 'Year', custom: 'Custom' },
  earlier: 'Earlier',
  later: 'Later',
  from: 'From',
  to: 'To',
  wrongOrder: 'The period ends before it begins.',
  cutoff: 'Due up to',
  cutoffHint: (day: string) => `Everything of the period is due by ${day}.`,
  previewTotals: 'What the run would hold',
  counting: 'Counting…',
  nothingDue: 'Nothing is due in this period. Choose a later period or a later due day.',
  previewLines: 'Commission lines',
  previewCarried: 'Carried over, not paid',
  create: (count: number) => `Draft run of ${payouts(count)}`,
  createNothing: 'Draft run',

  title: (number: string) => `Run ${number}`,
  head: (cutoff: string, minimum: string) =>
    minimum === '' ? `Due up to ${cutoff}` : `Due up to ${cutoff}, minimum ${minimum}`,
  steps: {
    draft: 'Draft',
    reviewed: 'Review',
    approved: 'Approve',
    exported: 'Export',
    paid: 'Paid',
    closed: 'Close',
  } satisfies Record<(typeof runSteps)[number], string>,
  waits: 'waits for you',
  /** The day first: a long name is cut, a day never is. */
  by: (who: string, day: string) => `${day}, ${who}`,
  you: 'You',

  list: 'In this run',
  listColumns: {
    partner: 'In this run',
    currency: 'Currency',
    lines: 'Lines',
    opening: 'Brought in',
    earned: 'Earned',
    adjusted: 'Adjusted',
    payout: 'Payout',
    againstAverage: 'Against avg.',
    method: 'Paid by',
    statement: 'Statement',
    paidOn: 'Paid on',
    reference: 'Reference',
    todo: 'What to do',
  },
  methods: {
    paypal: 'PayPal',
    wise: 'Wise',
    bank: 'Bank',
    byHand: 'By hand',
  } satisfies Record<PayoutMethod, string>,
  noPayee: 'No payee data',
  firstRun: 'first run',
  preview: 'Preview',
  exclude: 'Exclude',
  include: 'Put back',
  payAnyway: 'Pay anyway',
  openPartner: 'Open partner',
  addPayee: 'Add payee data',
  openHolds: 'Open held',
  openStatement: 'Open statement',
  nothingPaid: 'Nobody is paid in this run; every balance is carried over.',

  carried: 'Carried over',
  carriedColumns: {
    partner: 'Carried over',
    balance: 'Balance',
    reason: 'Why it is not paid',
    detail: 'Detail',
    todo: 'What to do',
  },
  reasons: {
    belowMinimum: 'Below the minimum',
    negativeBalance: 'Negative balance',
    zero: 'Nothing to pay',
    noPayeeData: 'No payee data',
    onHold: 'On hold',
    partnerPaused: 'Partner paused',
    excluded: 'Excluded by hand',
  } satisfies Record<CarryReason, string>,
  details: {
    belowMinimum: (missing: string) => `${missing} short`,
    negativeBalance: 'Netted against later earnings',
    zero: '',
    noPayeeData: 'Waits until it is typed or imported',
    onHold: 'All of its lines are held',
    partnerPaused: 'Waits until the partner is active again',
  },
  owesUs: 'owes us',

  confirm: {
    draft: {
      title: 'Finish the review',
      lead: (count: number) =>
        `You confirm exactly the ${payouts(count)} listed here. The list is frozen; nothing outside it changes.`,
    },
    reviewed: {
      title: 'Approve the run',
      lead: (count: number) => `You approve exactly the ${payouts(count)} listed here, and nothing else.`,
    },
    approved: {
      title: 'Pay the partners',
      lead: (count: number) => `Amounts and statements of ${payouts(count)} are locked.`,
    },
    exported: { title: 'Record the payments', lead: (count: number) => `${payouts(count)} wait for a payment.` },
    paid: { title: 'Close the run', lead: (count: number) => `All ${payouts(count)} are paid.` },
    closed: {
      title: 'This run is closed',
      lead: (count: number) => `${payouts(count)} ${count === 1 ? 'is' : 'are'} paid and locked.`,
    },
    void: { title: 'This run is void', lead: () => 'Nothing of it was paid. Its lines are free for another run.' },
  } satisfies Record<RunState, { title: string; lead: (count: number) => string }>,
  payoutCount: 'Payouts',
  linesInList: 'Commission lines in the list',
  carriedCount: 'Carried over, not paid',
  partners,
  openPayments: 'Still to be paid',
  checks: 'Checks',
  checksSummary: (passed: number, failed: number) =>
    failed === 0 ? `Checks, ${passed} passed` : `Checks, ${passed} passed, ${failed} to look at`,
  nextTitle: 'What happens next',
  next: {
    draft:
      'Somebody approves, then amounts are locked. You can take this back with Ctrl Z until the payments are exported. After that, corrections become adjustments in the next run.',
    reviewed:
      'Each partner gets a numbered statement that never changes again, and the amounts are posted. You can take this back with Ctrl Z until the payments are exported.',
    approved:
      'Export the payment files for your bank or service. After export, undo is recorded as a reversal; a file you already sent stays sent.',
    exported: 'When the payments are made, record them with their references. Then the run can be closed.',
    paid: 'A closed run is done. It can be opened and printed, and nothing in it changes.',
    closed: 'Corrections become adjustments in the next run.',
    void: 'Make a new run when the reason is gone.',
  } satisfies Record<RunState, string>,
  nextByHand:
    'Nobody in this run has payee data, so there is no payment file. Pay by hand and record each payment with its reference.',
  nextNobody: 'Nobody is paid, so the run can be closed right away.',
  exportedFile: (name: string) => name,
  reversed: 'reversed',
  review: (count: number) => `Finish review of ${payouts(count)}`,
  approve: (count: number) => `Approve ${payouts(count)}`,
  export: 'Export payments…',
  exportAgain: 'Export again…',
  pay: (count: number) => `Mark ${payouts(count)} as paid…`,
  payByHand: 'Mark as paid…',
  close: 'Close run',
  saveAll: (count: number) => (count === 1 ? 'Save the statement…' : `Save all ${formatCount(count)} statements…`),
  backToDraft: 'Back to draft',
  readAgain: 'Read the list again',
  void: 'Void run…',
  more: 'More',
  exportList: 'Export list',

  passed: {
    totalsAddUp: 'Every total adds up from its lines',
    noLineTwice: 'No line is in another run',
    payeeData: (count: number, byHand: number) =>
      byHand === 0
        ? count === 1
          ? 'The payout has payee data'
          : `All ${formatCount(count)} have payee data`
        : byHand === count
          ? count === 1
            ? 'The payout is paid by hand'
            : `All ${formatCount(count)} are paid by hand`
          : `${formatCount(count - byHand)} have payee data, ${formatCount(byHand)} are paid by hand`,
    aboveMinimum: 'No payout is zero or below its minimum',
    noLateChange: 'Nothing changed since the list was made',
    againstAverage: 'No payout is far above its average',
  } satisfies Record<Check, string | ((count: number, byHand: number) => string)>,
  failed: {
    totalsAddUp: (name: string) => `The total of ${name} no longer adds up`,
    noLineTwice: (name: string) => `A line of ${name} is in another run`,
    payeeData: (name: string) => `${name} has no complete payee data`,
    aboveMinimum: (name: string) => `${name} is below its minimum`,
    noLateChange: (count: string) =>
      count === '' ? 'The list changed since it was made' : `${lines(Number(count))} came in after the list was made`,
    againstAverage: (name: string, above: string) => `${name} is ${above} above its average`,
  } satisfies Record<Check, (subject: string, above: string) => string>,
  failedDetail: {
    totalsAddUp: 'Read the list again before anybody confirms it.',
    noLineTwice: 'Void one of the two runs.',
    payeeData: 'It cannot be exported until it is complete.',
    aboveMinimum: 'Somebody chose to pay it anyway.',
    noLateChange: 'Read it again to take the change in.',
  },
  average: (payout: string, average: string) => `${payout} against ${average} in its last paid runs.`,
  seeLines: (count: number) => `See its ${lines(count)}`,

  excludeTitle: (partner: string) => `Exclude ${partner} from this run`,
  excludeLead: (balance: string) => `Its balance of ${balance} is carried over to the next run.`,
  excludeAction: 'Exclude from this run',
  reason: 'Reason',
  excludeHint: 'Stands beside the partner in this run.',
  voidTitle: (number: string) => `Void run ${number}`,
  voidLead: (count: number) =>
    `${payouts(count)} are let go. Their lines wait for another run; statements of this run are withdrawn.`,
  voidHint: 'Stands in the list of runs.',
  canUndo: 'Can be undone',

  exportTitle: (count: number) => `Export ${payouts(count)}`,
  exportLead: 'One file per currency, with exactly the amounts that were approved.',
  format: 'Format',
  formats: {
    csv: 'Generic CSV',
    paypal: 'PayPal Payouts',
    wise: 'Wise batch',
  } satisfies Record<ExportFormat, string>,
  formatHints: {
    csv: (count: number) => `every method, ${payouts(count)}`,
    paypal: (count: number) => `to PayPal accounts, ${payouts(count)}`,
    wise: (count: number) => `to Wise recipients, ${payouts(count)}`,
  } satisfies Record<ExportFormat, (count: number) => string>,
  others: (count: number) => `${payouts(count)} are not in this file; pay them in another way.`,
  leaves: 'After export, undo is recorded as a reversal; a file you already sent stays sent.',
  exportAction: (count: number) => `Export ${payouts(count)}`,
  nothingSaved: (count: number) =>
    `The export is recorded, but ${files(count)} ${count === 1 ? 'is' : 'are'} not saved yet.`,
  saveFiles: (count: number) => `Save ${files(count)}…`,
  filesSaved: (name: string) => `${name} written`,
  paymentFolder: (number: string) => `Payments of run ${number}`,

  payTitle: (count: number) => `Mark ${payouts(count)} as paid`,
  payLead: (totals: string) => `Records payments of ${totals}. Nothing is sent from here.`,
  paidOn: 'Paid on',
  sameReference: 'Reference of all that are paid by hand',
  sameReferenceHint: 'Or type one for each below. Others take the number of their statement.',
  reference: (partner: string) => `Reference for ${partner}`,
  choose: (partner: string) => `Pay ${partner}`,
  payments: 'Payments',
  referenceNeeded: 'needs a reference',
  missing: (count: number) => (count === 1 ? '1 reference is missing' : `${formatCount(count)} references are missing`),
  payAction: (count: number) => `Mark ${payouts(count)} as paid`,
} as const
