import type { CommissionStatus, Explanation } from '../../contract/commissions.ts'
import type { Gate } from '../../contract/gates.ts'
import type { CapKind } from '../../contract/plans.ts'
import { formatCount } from '../ui/figures.tsx'

const lines = (count: number): string => (count === 1 ? '1 commission' : `${formatCount(count)} commissions`)

/** Words of the whole feature; each tab has its own texts beside it. */
export const payoutTexts = {
  page: 'Payouts',
  tabs: {
    plans: 'Plans',
    commissions: 'Commissions',
    runs: 'Runs',
    statements: 'Statements',
    adjustments: 'Adjustments',
  },
} as const

type Reason = Explanation['competing'][number]['reason']

export const commissionTexts = {
  columns: {
    occurredOn: 'Date',
    partner: 'Partner',
    customer: 'Customer',
    product: 'Product',
    plan: 'Plan',
    rule: 'Rule',
    component: 'Kind',
    base: 'Base',
    rate: 'Rate',
    earned: 'Earned',
    currency: 'Currency',
    status: 'Status',
    dueOn: 'Due',
    run: 'Run',
    cap: 'Cut by a cap',
    reason: 'Reason',
    partnerId: 'Partner number',
  },
  owedOn: { field: 'Owed', operator: 'as known today on' },
  components: {
    rate: 'Revenue share',
    fixed: 'Fixed amount',
    trueUp: 'True-up',
    uplift: 'Tier uplift',
    clawback: 'Clawback',
    restored: 'Given back',
  },
  caps: {
    event: 'Per charge',
    customer: 'Per customer',
    partner: 'Per partner',
    programme: 'For all partners',
  } satisfies Record<CapKind, string>,
  statuses: {
    pending: 'Pending',
    hold: 'On hold',
    approved: 'Approved',
    inRun: 'In run',
    paid: 'Paid',
    reversed: 'Reversed',
    rejected: 'Rejected',
  } satisfies Record<CommissionStatus, string>,
  views: { all: 'All', due: 'Approved', hold: 'On hold', byPartner: 'By partner' },
  clawbackWord: 'Clawback',
  empty: 'Commissions will be listed here, each with its arithmetic.',
  emptyMore: 'They are computed from revenue by a published plan that holds for the partner.',
  openPlans: 'Open plans',

  why: (amount: string) => `Why ${amount}?`,
  charge: (partner: string, number: string, customer: string, day: string, currency: string) =>
    customer === ''
      ? `${partner}, ${day}, ${currency}`
      : `${partner}, ${number} charge of ${customer}, ${day}, ${currency}`,
  chargeUndone: (partner: string, customer: string, day: string, currency: string) =>
    [partner, ...(customer === '' ? [] : [customer]), day, currency].join(', '),
  lead: (partner: string, number: string, customer: string, day: string) =>
    customer === '' ? `${partner}, lead of ${day}` : `${partner}, ${number} lead of ${customer}, ${day}`,
  base: {
    charged: 'Charged to the customer',
    tax: 'Tax, not commissioned',
    shipping: 'Shipping, not commissioned',
    discount: 'Discount',
    refunded: 'Refunds so far',
    notCounted: 'Base that no longer counts',
    ratedAnew: 'Base that is rated anew',
  },
  baseSum: 'Commission base',
  counterAmount: (window: string) => `Counted before in this ${window}`,
  windows: { month: 'month', quarter: 'quarter', year: 'year', lifetime: 'partnership' },
  term: (amount: string, rate: string) => `${amount} × ${rate}`,
  shareLeft: 'Part that refunds have left',
  shareOf: (left: string, whole: string) => `× ${left} / ${whole}`,
  capWhole: (cap: string) => `At most ${cap}`,
  capLeft: (cap: string) => `Left of ${cap}`,
  cut: 'The rule would have paid more; its cap leaves this much.',
  tierOn: (tier: string, day: string) => `${tier} on ${day}`,
  fixed: 'Fixed amount',
  perLead: 'For the lead',
  quantity: (count: number) => `Fixed amount × ${formatCount(count)}`,
  earned: 'Earned',
  rounding: {
    halfAwayFromZero: 'Rounded once, a half away from zero.',
    halfToEven: 'Rounded once, a half to the even neighbour.',
  },
  trueUp: 'The tier reached later in this window also applies to this conversion; this is the difference.',
  uplift: 'What the tier of the day adds to the commission; a later tier changes nothing about it.',
  clawback: 'The sale was refunded after it had been paid, so this takes back what it earned.',
  writtenOff: 'The refund came after the time in which paid commissions are taken back: nothing is.',
  takenBack:
    'This conversion stopped counting after its commission was settled (its import was reverted or a newer row replaced it), so this takes back exactly what was paid.',
  ratedAnew:
    'After this was paid its period lost a sale and no longer reaches the step that it was paid by, or a refund that had lowered it was undone. What was paid is taken back, and a line of its own pays what it is worth now.',
  restoredAnew:
    'The line that this clawback took from is itself taken back, so this gives back what the clawback took.',
  restored: 'The refund no longer counts, so this gives back exactly what its clawback took.',
  ofFixed: 'Of the fixed amount',
  alreadyTaken: 'Less what was taken back before or cut off by a cap',
  settledBefore: 'What was settled, undone',

  competed: 'Rules that competed',
  version: (plan: string, number: number) => `${plan}, version ${number}`,
  would: (difference: string) => `would be ${difference}`,
  wonBeforeCap: 'This rule applied; this is before its cap.',
  reasons: {
    won: 'This rule applied.',
    lowerPriority: 'A rule with a higher priority applied.',
    lessSpecific: 'A rule with narrower conditions applied.',
    earnsLess: 'Another rule that fits as well earns more.',
    otherProduct: 'For other products.',
    otherCountry: 'For other countries.',
    notNewCustomer: 'For the first conversion of a customer only.',
    notRecurring: 'For later conversions of a customer only.',
    amountTooSmall: 'The base is below its lower bound.',
    amountTooLarge: 'The base is above its upper bound.',
    otherCurrency: 'For another currency.',
    afterLimit: 'The customer has been with the partner for longer than the rule pays.',
    notFirst: 'Paid once per customer; this is a later one.',
    leadsOnly: 'For leads only.',
    salesOnly: 'For sales only.',
  } satisfies Record<Reason, string>,
  shortBy: (amount: string) => `${amount} were missing.`,

  gates: 'Gates',
  gatesPassed: (passed: number, all: number) => `${passed} of ${all} passed`,
  gateNames: {
    partnerActive: 'partner active',
    planInForce: 'plan in force',
    notSelfReferral: 'no self-referral',
    notFraud: 'no fraud of this customer before',
    inTerritory: 'inside the partner’s territory',
    notArchived: 'partner not archived',
  } satisfies Record<Gate, string>,
  failed: (gate: string) => `Failed: ${gate}`,
  held: 'On hold',
  heldBy: (actor: string) => `by ${actor}`,
  statement: 'Statement',

  copy: 'Copy explanation',
  copied: 'Copied',
  holdOne: 'Hold',
  releaseOne: 'Release',
  nextRow: 'Next row',
  hold: (count: number) => `Hold ${lines(count)}`,
  release: (count: number) => `Release ${lines(count)}`,
  reject: (count: number) => `Reject ${lines(count)}`,
  leads: {
    hold: 'Held commissions stay out of runs until they are released.',
    release: 'Released commissions take the status their due day gives them.',
    reject: 'Rejected commissions are never paid. Their rows stay, with your reason.',
  },
  reason: 'Reason',
  isFraud: 'It was fraud: the same customer brings this partner nothing later either',
  reasonHint: 'Stands in the history and, for holds, on the statement.',
  canUndo: 'Can be undone',
  tooMany: (limit: number) => `At most ${formatCount(limit)} at once`,
  more: 'Other decisions',
} as const

/** 1st, 2nd, 3rd, 4th, 11th … */
export function ordinal(number: number): string {
  const last = number % 100
  if (last >= 11 && last <= 13) return `${number}th`
  return `${number}${['th', 'st', 'nd', 'rd'][number % 10] ?? 'th'}`
}
