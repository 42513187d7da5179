import { z } from 'zod'
import { daySchema } from './dates.ts'
import { gateSchema } from './gates.ts'
import { command, idSchema, nothing, query } from './method.ts'
import { currencySchema, minorSchema, ppmSchema, roundingSchema } from './money.ts'
import { capKinds, counterSchema, paymentSchema } from './plans.ts'
import { originSchema } from './revenue.ts'

/** Pending becomes approved by itself on its due day unless held. [CO9] */
export const commissionStatusSchema = z.enum(['pending', 'hold', 'approved', 'inRun', 'paid', 'reversed', 'rejected'])
export type CommissionStatus = z.infer<typeof commissionStatusSchema>

/** `clawback` takes back what was paid; `restored` gives back what a clawback took whose refund no longer counts. */
export const componentSchema = z.enum(['rate', 'fixed', 'trueUp', 'uplift', 'clawback', 'restored'])

/** One exact term of the amount: minor units (or a count) × rate, before rounding. */
const termSchema = z.strictObject({ minor: minorSchema, ratePpm: ppmSchema })

/**
 * Everything a commission's amount depends on. `replay(trace)` gives `earnedMinor` again without a database. [CO10]
 */
export const traceSchema = z.strictObject({
  commissionId: idSchema,
  component: componentSchema,
  currency: currencySchema,
  occurredOn: daySchema,
  plan: z.strictObject({ versionId: idSchema, name: z.string(), number: z.int() }),
  rule: z.strictObject({ key: z.string(), name: z.string(), payment: paymentSchema }),
  /** Signed lines from what was charged to the base. */
  baseLines: z.array(
    z.strictObject({
      label: z.enum(['charged', 'tax', 'shipping', 'discount', 'refunded', 'notCounted', 'ratedAnew']),
      minor: minorSchema,
    }),
  ),
  baseMinor: minorSchema,
  quantity: z.int(),
  counter: z.strictObject({ ...counterSchema.shape, key: z.string(), before: z.int(), after: z.int() }).nullable(),
  terms: z.array(termSchema),
  fixedMinor: minorSchema,
  /** Of a fixed amount that is paid for the part of the base that refunds have left. */
  share: z.strictObject({ minor: minorSchema, ofMinor: minorSchema }).optional(),
  /** Of a refund that came too late to be taken back. */
  isWrittenOff: z.literal(true).optional(),
  /** Of a line that a cap cut: what was left under it. */
  cap: z
    .strictObject({
      kind: z.enum(capKinds),
      /** null: the cap of one event. */
      window: counterSchema.shape.window.nullable(),
      key: z.string(),
      limitMinor: minorSchema,
      leftMinor: minorSchema,
    })
    .optional(),
  /** Of an uplift: the tier that the partner had on the day. */
  tier: z.string().optional(),
  rounding: roundingSchema,
  earnedMinor: minorSchema,
})
export type Trace = z.infer<typeof traceSchema>

export const explanationSchema = z.strictObject({
  trace: traceSchema,
  status: commissionStatusSchema,
  partnerId: idSchema,
  partnerName: z.string(),
  customerName: z.string(),
  /** It is for a lead, not for a sale. */
  isLead: z.boolean(),
  /** 1 for the customer's first sale with this partner; of a lead, its first lead. */
  chargeNumber: z.int(),
  /** Every rule of the version: the winner first. `wouldEarnMinor` null when it could not pay at all; `shortBy` in minor units or count where a threshold missed. */
  competing: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      isWinner: z.boolean(),
      wouldEarnMinor: minorSchema.nullable(),
      reason: z.enum([
        'won',
        'lowerPriority',
        'lessSpecific',
        'earnsLess',
        'otherProduct',
        'otherCountry',
        'notNewCustomer',
        'notRecurring',
        'amountTooSmall',
        'amountTooLarge',
        'otherCurrency',
        'afterLimit',
        'notFirst',
        'leadsOnly',
        'salesOnly',
      ]),
      shortBy: z.int().nullable(),
    }),
  ),
  gates: z.array(
    z.strictObject({
      gate: gateSchema,
      isPassed: z.boolean(),
    }),
  ),
  due: z.strictObject({ dueOn: daySchema, formula: z.string() }),
  hold: z.strictObject({ reason: z.string(), since: z.string(), by: z.string() }).nullable(),
  statement: z.strictObject({ id: idSchema, number: z.string() }).nullable(),
  conversionId: idSchema,
  origin: originSchema.nullable(),
})
export type Explanation = z.infer<typeof explanationSchema>

const selectionSchema = z.strictObject({
  ids: z.array(idSchema).min(1).max(10_000),
  reason: z.string().trim().min(1).max(500),
})

export const commissionMethods = {
  'commissions.explain': query(z.strictObject({ id: idSchema }), explanationSchema),
  /** Sums per fiscal quarter, partner and currency, for checks and exports. */
  'commissions.quarters': query(
    z.strictObject({ partnerId: idSchema.nullable() }),
    z.strictObject({
      rows: z.array(
        z.strictObject({
          partnerId: idSchema,
          partnerName: z.string(),
          quarter: z.string(),
          currency: currencySchema,
          count: z.int(),
          baseMinor: minorSchema,
          earnedMinor: minorSchema,
        }),
      ),
    }),
  ),
  'commissions.hold': command(selectionSchema, nothing),
  'commissions.release': command(z.strictObject({ ids: z.array(idSchema).min(1).max(10_000) }), nothing),
  /** For fraud also what the same customer brought the same partner later earns nothing, unless it is settled. [CO23] */
  'commissions.reject': command(selectionSchema.extend({ isFraud: z.boolean().default(false) }), nothing),
  /** A signed amount with a reason, outside any conversion. */
  'commissions.adjust': command(
    z.strictObject({
      partnerId: idSchema,
      currency: currencySchema,
      minor: minorSchema.refine((minor) => minor !== 0),
      day: daySchema,
      reason: z.string().trim().min(1).max(500),
    }),
    z.strictObject({ id: idSchema }),
  ),
}
