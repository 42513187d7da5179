import type { Trace } from './commissions.ts'
import type { Rounding } from './money.ts'
import type { CapKind, Counter } from './plans.ts'
import type { CustomerProfile } from './programme.ts'

// The words of a statement. Page, PDF, CSV and screen say the same; a word that changes here changes what approved
// statements render to, and what they render to is promised for ever: new words need new fields in the content.

const lines = (count: number): string => (count === 1 ? '1 line' : `${count} lines`)

/** What stands on the sheet around its content, on screen, on the page and in the PDF. */
export const sheetTexts = {
  heading: 'Commission statement',
  title: (number: string, partner: string) => `Commission statement ${number}, ${partner}`,
  for: 'For',
  statement: 'Statement',
  issued: 'Issued',
  currency: 'Currency',
  plan: 'Plan',
  plans: 'Plans',
  opening: 'Opening',
  earned: 'Earned',
  adjustments: 'Adjustments',
  paidOut: 'Paid out',
  closing: 'Closing',
  commissions: 'Commissions',
  commissionsCaption: 'Commissions, one line each',
  none: 'No commission in this period.',
  line: 'Line',
  date: 'Date',
  /** Heads the column that tells what was sold to whom, by what it may say of the customer. */
  sold: { name: 'Customer', initials: 'Customer', record: 'Record', nothing: 'Product' } satisfies Record<
    CustomerProfile,
    string
  >,
  rule: 'Rule',
  base: 'Base',
  rate: 'Rate',
  sum: (count: number) => `Earned, ${lines(count)}`,
  reason: 'Reason',
  amount: 'Amount',
  adjusted: 'Adjusted',
  held: 'Held, not part of this balance',
  heldCaption: 'Held commissions',
  statuses: (day: string) => `Commissions by status, up to ${day}`,
  statusesCaption: 'Commissions by status',
  statusesNote: 'For information: the balance above counts only what this statement lists.',
  status: 'Status',
  count: 'Commissions',
  listed: { paid: 'Paid with this statement', carried: 'On this statement, carried over' },
  onHold: 'Held',
  pendingUndue: 'Pending, no due day yet',
  pending: (day: string) => `Pending, first due on ${day}`,
  reversed: (since: string) => (since === '' ? 'Reversed by refunds' : `Reversed by refunds since statement ${since}`),
  rejected: (since: string) => (since === '' ? 'Rejected' : `Rejected since statement ${since}`),
  paidBy: (method: string) => `Paid out by ${method}`,
  reference: (number: string) => `Reference ${number}`,
  carried: 'Nothing is paid out now; the balance is carried over to the next statement.',
  /** Follows the rules of base and rounding. */
  customers: {
    name: '',
    initials: 'Customers are given by their initials.',
    record: 'Customers are not named; each sale has the number of its record.',
    nothing: 'Customers are not named.',
  } satisfies Record<CustomerProfile, string>,
  questions: (day: string, contact: string) =>
    contact === '' ? `Questions or objections by ${day}.` : `Questions or objections by ${day} to ${contact}.`,
  snapshot: (hash: string) => `Snapshot ${hash}`,
  content: (hash: string) => `Content ${hash}`,
} as const

/** Columns of the CSV in their order, and what its rows of balances and statuses say. */
export const statementCsvTexts = {
  columns: [
    'Statement', 'Section', 'Line', 'Date', 'Customer', 'Record', 'Product', 'Text', 'Plan', 'Base', 'Rate', 'Calculation',
    'Amount', 'Currency', 'Content',
  ],
  openingBalance: 'Opening balance',
  closingBalance: 'Closing balance',
  commissions: (count: number) => (count === 1 ? '1 commission' : `${count} commissions`),
} as const // prettier-ignore

const exclusions = { tax: 'tax', shipping: 'shipping', discounts: 'discounts', refunds: 'refunds' } as const

/** What is written into the content of a statement when it is built, and frozen with it. */
export const contentTexts = {
  rounding: {
    halfAwayFromZero: 'Rounded once per line, half away from zero.',
    halfToEven: 'Rounded once per line, half to even.',
  } satisfies Record<Rounding, string>,
  base: (without: readonly (keyof typeof exclusions)[], timeZone: string) => {
    const words = without.map((word) => exclusions[word])
    const list = words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
    return `Base: what was charged, without ${list}. Days in ${timeZone}.`
  },
  plan: ({ name, number }: Pick<Trace['plan'], 'name' | 'number'>) => `${name}, version ${number}`,
  lead: (rule: string) => `${rule}, lead`,
  fixed: (rule: string) => `${rule}, fixed amount`,
  trueUp: (rule: string, day: string) => `${rule}, higher step reached on ${day}`,
  place: (line: number, statement: string) => `${line} on statement ${statement}`,
  refund: (rule: string) => `Refund, ${rule}`,
  refundOf: (place: string) => `Refund of line ${place}`,
  gone: {
    whole: (rule: string) => `${rule}, no longer counts`,
    line: (place: string) => `Line ${place} no longer counts`,
  },
  ratedAnew: {
    whole: (rule: string) => `${rule}, rated anew`,
    line: (place: string) => `Line ${place}, rated anew`,
  },
  methods: {
    paypal: (email: string) => `PayPal to ${email}`,
    wise: (ending: string) => `Wise to the recipient ending ${ending}`,
    bank: (ending: string) => `bank transfer to the account ending ${ending}`,
    byHand: 'by hand',
  },
} as const

/** How a period, a base and a rate are spelled out. */
export const figureTexts = {
  months: [
    'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
  ],
  month: (name: string, year: number) => `${name} ${year}`,
  baseParts: {
    charged: 'charged',
    tax: 'tax',
    shipping: 'shipping',
    discount: 'discount',
    refunded: 'refunded',
    notCounted: 'no longer counts',
    ratedAnew: 'rated anew',
  } satisfies Record<Trace['baseLines'][number]['label'], string>,
  fixed: 'fixed',
  steps: 'steps',
  capped: {
    event: 'per charge',
    customer: 'per customer',
    partner: 'per partner',
    programme: 'for all partners together',
  } satisfies Record<CapKind, string>,
  capWindows: {
    month: 'and month',
    quarter: 'and fiscal quarter',
    year: 'and fiscal year',
    lifetime: 'over the whole partnership',
  } satisfies Record<Counter['window'], string>,
  budgetWindows: {
    month: 'in a month',
    quarter: 'in a fiscal quarter',
    year: 'in a fiscal year',
    lifetime: 'over all time',
  } satisfies Record<Counter['window'], string>,
  cutWhole: (calculation: string, limit: string) => `${calculation}, cut to ${limit}`,
  cut: (calculation: string, left: string, limit: string) => `${calculation}, cut to the ${left} left of ${limit}`,
} as const // prettier-ignore
