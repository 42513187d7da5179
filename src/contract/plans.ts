import { z } from 'zod'
import { daySchema } from './dates.ts'
import { command, idSchema, nothing, query } from './method.ts'
import { currencySchema, type Minor, minorSchema, ppmSchema } from './money.ts'

/** What a rule requires of a conversion; all conditions of a rule must hold. A rule is for sales unless it is for leads. [PL13] */
export const conditionSchema = z.discriminatedUnion('field', [
  z.strictObject({ field: z.literal('product'), in: z.array(z.string().max(200)).min(1).max(200) }),
  z.strictObject({ field: z.literal('country'), in: z.array(z.string().max(100)).min(1).max(200) }),
  /** `new`: the customer's first conversion with this partner; `recurring`: any later one. */
  z.strictObject({ field: z.literal('customer'), is: z.enum(['new', 'recurring']) }),
  /** Base amount in one currency, bounds inclusive. */
  z.strictObject({
    field: z.literal('amount'),
    currency: currencySchema,
    atLeastMinor: minorSchema.nullable(),
    atMostMinor: minorSchema.nullable(),
  }),
  z.strictObject({ field: z.literal('kind'), is: z.literal('lead') }),
])
export type Condition = z.infer<typeof conditionSchema>

export const counterSchema = z.strictObject({
  unit: z.enum(['amount', 'count']),
  /** Quarter and year are fiscal. */
  window: z.enum(['month', 'quarter', 'year', 'lifetime']),
})
export type Counter = z.infer<typeof counterSchema>

/** A step of a tier table: from this counter value on (inclusive), this rate. The first starts at 0. Amounts in minor units of the table's currency. */
export const tierSchema = z.strictObject({ from: z.int().nonnegative(), ratePpm: ppmSchema.min(0) })
export type Tier = z.infer<typeof tierSchema>

const tiersSchema = z
  .array(tierSchema)
  .min(1)
  .max(20)
  .refine(
    (tiers) => tiers[0]?.from === 0 && tiers.every((tier, i) => i === 0 || tier.from > (tiers[i - 1]?.from ?? 0)),
    {
      error: 'tiers start at 0 and rise',
    },
  )

/** What becomes of a fixed amount when part of its sale is refunded: it is kept, paid for the part that is left, or not paid. */
export const partialRefundSchema = z.enum(['keep', 'proRata', 'void'])
export type PartialRefund = z.infer<typeof partialRefundSchema>

/** What a rule pays. A fixed amount without a word on partial refunds is kept. */
export const paymentSchema = z.discriminatedUnion('kind', [
  /** CPA: a fixed amount × quantity, for the customer's first conversion (of leads: first lead) or for every one. Only conversions in `currency` match. */
  z.strictObject({
    kind: z.literal('fixed'),
    minor: minorSchema.min(0),
    currency: currencySchema,
    per: z.enum(['firstConversion', 'everyConversion']),
    onPartialRefund: partialRefundSchema.optional(),
  }),
  /** RevShare: rate × base. */
  z.strictObject({ kind: z.literal('percent'), ratePpm: ppmSchema.min(0) }),
  /** CPA on the customer's first conversion plus rate × base on each; `firstEarnsBoth` false: the first earns the fixed amount only. */
  z.strictObject({
    kind: z.literal('hybrid'),
    fixedMinor: minorSchema.min(0),
    currency: currencySchema,
    ratePpm: ppmSchema.min(0),
    firstEarnsBoth: z.boolean(),
    onPartialRefund: partialRefundSchema.optional(),
  }),
  /** Only the part of the counter above a step earns that step's rate. An amount that crosses a step is split there. */
  z.strictObject({ kind: z.literal('marginal'), currency: currencySchema, counter: counterSchema, tiers: tiersSchema }),
  /** The step reached applies to everything in the window; crossing posts one true-up per earlier commission. */
  z.strictObject({ kind: z.literal('whole'), currency: currencySchema, counter: counterSchema, tiers: tiersSchema }),
])
export type Payment = z.infer<typeof paymentSchema>

/** Who a cap is for, in the order in which caps cut: one event, one customer of a partner, one partner, or all: a budget. */
export const capKinds = ['event', 'customer', 'partner', 'programme'] as const
export type CapKind = (typeof capKinds)[number]

const windowedCapSchema = z.strictObject({ minor: minorSchema.min(0), window: counterSchema.shape.window })

/** The most a rule pays, minor units of one currency. Only conversions in `currency` match the rule. [CO27] */
export const capsSchema = z.strictObject({
  currency: currencySchema,
  event: z.strictObject({ minor: minorSchema.min(0) }).optional(),
  customer: windowedCapSchema.optional(),
  partner: windowedCapSchema.optional(),
  /** For all partners together. [CO31] */
  programme: windowedCapSchema.optional(),
})
export type Caps = z.infer<typeof capsSchema>

export const planRuleSchema = z.strictObject({
  /** Stable within the plan. */
  key: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(120),
  /** Higher wins before anything else. */
  priority: z.int().min(-100).max(100),
  conditions: z.array(conditionSchema).max(10),
  payment: paymentSchema,
  /** Months from the partner-customer pair's first conversion; null: for life. Month 12 of a 12-month limit is not paid. */
  limitMonths: z.int().min(0).max(240).nullable(),
  caps: capsSchema.optional(),
})
export type PlanRule = z.infer<typeof planRuleSchema>

/** What a payment has that is fixed, minor units per piece; 0 where it has nothing. */
export function fixedMinorOf(payment: Payment): Minor {
  return payment.kind === 'fixed' ? payment.minor : payment.kind === 'hybrid' ? payment.fixedMinor : 0
}

/** What a payment does with its fixed amount when part of a sale is refunded. */
export function partialRefundOf(payment: Payment): PartialRefund {
  return 'onPartialRefund' in payment ? (payment.onPartialRefund ?? 'keep') : 'keep'
}

/** The currencies that a rule asks conversions to have: those of its payment, its caps and its bounds; more than one, and it pays nothing. */
export function currenciesOf({ payment, caps, conditions }: CappedRule): string[] {
  const named = [
    ...('currency' in payment ? [payment.currency] : []),
    ...(caps ? [caps.currency] : []),
    ...conditions.flatMap((condition) => (condition.field === 'amount' ? [condition.currency] : [])),
  ]
  return [...new Set(named)]
}

/** A cap of a rule, minor units; `window` null: that of one event. */
export interface Cap {
  kind: CapKind
  limitMinor: Minor
  window: Counter['window'] | null
}

/** The caps of a rule in the order in which they are told. */
export function listCaps(caps: Caps | undefined): Cap[] {
  return capKinds.flatMap((kind) => {
    const cap = caps?.[kind]
    return cap === undefined ? [] : [{ kind, limitMinor: cap.minor, window: 'window' in cap ? cap.window : null }]
  })
}

/** The most that a single line of a rule can earn, whatever else was paid: the least of its caps, minor units. [CO27] */
export function leastCap({ caps }: Pick<PlanRule, 'caps'>): Minor {
  return Math.min(Infinity, ...listCaps(caps).map(({ limitMinor }) => limitMinor))
}

/** Whether a rule pays for leads instead of sales. [PL13] */
export function isForLeads({ conditions }: Pick<PlanRule, 'conditions'>): boolean {
  return conditions.some(({ field }) => field === 'kind')
}

/** Why a rule for leads makes no sense: leads have no amount to share or to ask for; null when it does. [PL13] */
export function leadRuleProblem(rule: Pick<PlanRule, 'conditions' | 'payment'>): 'payment' | 'amount' | null {
  if (!isForLeads(rule)) return null
  if (rule.payment.kind !== 'fixed') return 'payment'
  return rule.conditions.some(({ field }) => field === 'amount') ? 'amount' : null
}

/**
 * Why the caps of a rule make no sense; null when they do. There are none of them; the rule asks for two currencies at once
 * and pays nothing; or a step takes back from earlier sales what their cap may have cut off already. [CO27]
 */
export function capsProblem({ caps, payment, conditions }: CappedRule): 'none' | 'currency' | 'falling' | null {
  if (!caps) return null
  if (listCaps(caps).length === 0) return 'none'
  if (currenciesOf({ payment, caps, conditions }).length > 1) return 'currency'
  const tiers = payment.kind === 'whole' ? payment.tiers : []
  return tiers.some(({ ratePpm }, i) => ratePpm < (tiers[i - 1]?.ratePpm ?? 0)) ? 'falling' : null
}
type CappedRule = Pick<PlanRule, 'caps' | 'payment' | 'conditions'>

export const planBodySchema = z.strictObject({ rules: z.array(planRuleSchema).min(1).max(20) })
export type PlanBody = z.infer<typeof planBodySchema>

/** Whom a published version reaches: all new events, or only customers whose first conversion is on or after the version's start. */
export const changeModeSchema = z.enum(['allNewEvents', 'newCustomersOnly'])

export const planVersionSchema = z.strictObject({
  id: idSchema,
  number: z.int().positive(),
  validFrom: daySchema,
  changeMode: changeModeSchema,
  body: planBodySchema,
  publishedAt: z.string(),
  publishedBy: z.string(),
  commissions: z.int(),
})

export const assignmentScopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('everyone') }),
  z.strictObject({ kind: z.literal('group'), group: z.string().min(1).max(100) }),
  z.strictObject({ kind: z.literal('partner'), partnerId: idSchema }),
])

export const planSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  draft: planBodySchema.nullable(),
  versions: z.array(planVersionSchema),
  assignments: z.array(
    z.strictObject({
      id: idSchema,
      scope: assignmentScopeSchema,
      label: z.string(),
      validFrom: daySchema,
      validTo: daySchema.nullable(),
    }),
  ),
  isArchived: z.boolean(),
})
export type Plan = z.infer<typeof planSchema>

const previewLineSchema = z.strictObject({
  component: z.enum(['rate', 'fixed', 'trueUp']),
  rule: z.string(),
  baseMinor: minorSchema,
  earnedMinor: minorSchema,
  explanation: z.string(),
})

/** Names of conversions, the most frequent first, at most 1,000; `count` conversions have it. */
const conditionValuesSchema = z.array(z.strictObject({ value: z.string(), count: z.int().positive() }))

export const planMethods = {
  'plans.list': query(nothing, z.strictObject({ plans: z.array(planSchema) })),
  'plans.get': query(z.strictObject({ id: idSchema }), planSchema),
  /** What conditions on product and country can be about; spellings that a condition takes for the same are one. [PL13] */
  'plans.conditionValues': query(
    nothing,
    z.strictObject({ products: conditionValuesSchema, countries: conditionValuesSchema }),
  ),
  /** The rules run on made-up orders, in order: the live worked example of the editor. */
  'plans.preview': query(
    z.strictObject({
      body: planBodySchema,
      orders: z
        .array(
          z.strictObject({
            minor: minorSchema,
            currency: currencySchema,
            isNewCustomer: z.boolean(),
            /** A lead has no amount. */
            isLead: z.boolean().default(false),
            product: z.string().max(200),
            country: z.string().max(100),
          }),
        )
        .min(1)
        .max(20),
    }),
    z.strictObject({
      orders: z.array(
        z.strictObject({ earnedMinor: minorSchema, currency: currencySchema, lines: z.array(previewLineSchema) }),
      ),
      /** Where one more minor unit moves the total by more than 5 %. */
      cliffs: z.array(
        z.strictObject({
          rule: z.string(),
          at: z.int(),
          currency: currencySchema,
          beforeMinor: minorSchema,
          afterMinor: minorSchema,
        }),
      ),
    }),
  ),
  'plans.create': command(
    z.strictObject({ name: z.string().trim().min(1).max(120), body: planBodySchema }),
    z.strictObject({ id: idSchema }),
  ),
  'plans.rename': command(z.strictObject({ id: idSchema, name: z.string().trim().min(1).max(120) }), nothing),
  'plans.saveDraft': command(z.strictObject({ id: idSchema, body: planBodySchema }), nothing),
  'plans.discardDraft': command(z.strictObject({ id: idSchema }), nothing),
  /** Makes the draft an immutable version. [PL1] */
  'plans.publish': command(
    z.strictObject({ id: idSchema, validFrom: daySchema, changeMode: changeModeSchema }),
    z.strictObject({ versionId: idSchema }),
  ),
  'plans.assign': command(
    z.strictObject({ planId: idSchema, scope: assignmentScopeSchema, validFrom: daySchema }),
    z.strictObject({ id: idSchema }),
  ),
  /** Ends an assignment the day before `from`; one that had not begun is removed. */
  'plans.unassign': command(z.strictObject({ assignmentId: idSchema, from: daySchema }), nothing),
  'plans.archive': command(z.strictObject({ id: idSchema, isArchived: z.boolean() }), nothing),
}
