import { z } from 'zod'
import { traceSchema } from './commissions.ts'
import { daySchema } from './dates.ts'
import { command, idSchema, nothing, query } from './method.ts'
import { currencySchema, minorSchema } from './money.ts'
import { customerProfileSchema } from './programme.ts'

/** draft → reviewed → approved → exported → paid → closed; void from any state before exported. [PO1] */
export const runStateSchema = z.enum(['draft', 'reviewed', 'approved', 'exported', 'paid', 'closed', 'void'])
export type RunState = z.infer<typeof runStateSchema>

export const carryReasonSchema = z.enum([
  'belowMinimum',
  'negativeBalance',
  'zero',
  'noPayeeData',
  'onHold',
  'partnerPaused',
  'excluded',
])
export type CarryReason = z.infer<typeof carryReasonSchema>

export const payoutSchema = z.strictObject({
  id: idSchema,
  partnerId: idSchema,
  partnerName: z.string(),
  currency: currencySchema,
  lines: z.int(),
  openingMinor: minorSchema,
  earnedMinor: minorSchema,
  adjustedMinor: minorSchema,
  /** opening + earned + adjusted. */
  balanceMinor: minorSchema,
  /** What is paid now; 0 when carried over. */
  payoutMinor: minorSchema,
  carriedBecause: carryReasonSchema.nullable(),
  /** For belowMinimum: what is missing. */
  shortByMinor: minorSchema.nullable(),
  note: z.string(),
  method: z.enum(['paypal', 'wise', 'bank', 'byHand']),
  /** Mean of this partner's last three paid runs in this currency, or null. */
  averageMinor: minorSchema.nullable(),
  statementId: idSchema.nullable(),
  statementNumber: z.string().nullable(),
  paidOn: daySchema.nullable(),
  reference: z.string().nullable(),
})
export type Payout = z.infer<typeof payoutSchema>

export const runSchema = z.strictObject({
  id: idSchema,
  number: z.string(),
  from: daySchema,
  to: daySchema,
  /** Only commissions due on or before this day are in. */
  cutoffOn: daySchema,
  state: runStateSchema,
  /** SHA-256 over the frozen list, first 12 hex digits. */
  fingerprint: z.string(),
  totals: z.array(z.strictObject({ currency: currencySchema, payouts: z.int(), minor: minorSchema })),
  lines: z.int(),
  payouts: z.array(payoutSchema),
  checks: z.array(
    z.strictObject({
      check: z.enum(['totalsAddUp', 'noLineTwice', 'payeeData', 'aboveMinimum', 'noLateChange', 'againstAverage']),
      isPassed: z.boolean(),
      detail: z.string(),
      payoutId: idSchema.nullable(),
    }),
  ),
  steps: z.array(z.strictObject({ state: runStateSchema, by: z.string(), at: z.string() })),
  exports: z.array(
    z.strictObject({
      id: idSchema,
      format: z.string(),
      currency: currencySchema,
      fileName: z.string(),
      at: z.string(),
      isReversed: z.boolean(),
    }),
  ),
})
export type Run = z.infer<typeof runSchema>

const countedSchema = z.strictObject({ count: z.int(), minor: minorSchema })

/** A statement as it is rendered; canonical JSON of this is what is frozen and hashed. [PO3] */
export const statementSchema = z.strictObject({
  number: z.string(),
  programme: z.strictObject({ name: z.string(), contactEmail: z.string(), disputeDays: z.int() }),
  partner: z.strictObject({ name: z.string(), legalName: z.string(), address: z.string(), taxId: z.string() }),
  from: daySchema,
  to: daySchema,
  currency: currencySchema,
  issuedOn: daySchema,
  plans: z.array(z.string()),
  rounding: z.string(),
  baseRule: z.string(),
  openingMinor: minorSchema,
  earnedMinor: minorSchema,
  adjustedMinor: minorSchema,
  paidMinor: minorSchema,
  closingMinor: minorSchema,
  lines: z.array(
    z.strictObject({
      day: daySchema,
      customer: z.string(),
      externalId: z.string(),
      product: z.string(),
      what: z.string(),
      trace: traceSchema,
    }),
  ),
  adjustments: z.array(
    z.strictObject({ day: daySchema, reason: z.string(), reference: z.string(), minor: minorSchema }),
  ),
  holds: z.array(
    z.strictObject({
      day: daySchema,
      customer: z.string(),
      /** Where the record stands for the customer. */
      externalId: z.string().optional(),
      minor: minorSchema,
      reason: z.string(),
    }),
  ),
  /**
   * How other commissions up to the last day stand, beside `holds`. No part of the balance; absent in statements that were
   * approved before they told it.
   */
  unlisted: z
    .strictObject({
      /** Earned and waiting for a later statement. */
      pending: countedSchema.extend({ firstDueOn: daySchema }).nullable(),
      /** Number of the partner's statement before this one, '' for none: what came later is told here. */
      since: z.string(),
      /** Refunded in full before they were on a statement: what they would have earned. */
      reversed: countedSchema,
      rejected: countedSchema,
    })
    .optional(),
  /** What `lines` and `holds` hold of customers; absent: the name, before there was a choice. */
  customers: customerProfileSchema.optional(),
  method: z.string(),
  snapshotHash: z.string(),
})
export type Statement = z.infer<typeof statementSchema>

const runId = z.strictObject({ id: idSchema })
/** Acts only on the list the user saw. @throws payout.listChanged */
const frozen = z.strictObject({ id: idSchema, fingerprint: z.string() })

export const payoutMethods = {
  'payouts.run': query(runId, runSchema),
  /** What a run would hold, before it is created. */
  'payouts.preview': query(
    z.strictObject({ from: daySchema, to: daySchema, cutoffOn: daySchema }),
    z.strictObject({ totals: runSchema.shape.totals, carriedOver: z.int(), lines: z.int() }),
  ),
  'payouts.createRun': command(
    z.strictObject({ from: daySchema, to: daySchema, cutoffOn: daySchema }),
    z.strictObject({ id: idSchema }),
  ),
  'payouts.exclude': command(
    z.strictObject({ payoutId: idSchema, reason: z.string().trim().min(1).max(500) }),
    nothing,
  ),
  'payouts.include': command(z.strictObject({ payoutId: idSchema }), nothing),
  'payouts.review': command(frozen, nothing),
  'payouts.backToDraft': command(runId, nothing),
  /** Freezes a statement per payout and posts the ledger. */
  'payouts.approve': command(frozen, z.strictObject({ statements: z.int() })),
  /** The payment file(s) of an approved run as text; recorded with their hash. Undo is a recorded reversal. */
  'payouts.export': command(
    z.strictObject({ id: idSchema, fingerprint: z.string(), format: z.enum(['csv', 'paypal', 'wise']) }),
    z.strictObject({
      files: z.array(
        z.strictObject({
          name: z.string(),
          text: z.string(),
          currency: currencySchema,
          payouts: z.int(),
          minor: minorSchema,
        }),
      ),
      byHand: z.int(),
    }),
  ),
  'payouts.markPaid': command(
    z.strictObject({
      id: idSchema,
      paidOn: daySchema,
      payments: z
        .array(z.strictObject({ payoutId: idSchema, reference: z.string().trim().max(200) }))
        .min(1)
        .max(10_000),
    }),
    nothing,
  ),
  'payouts.close': command(runId, nothing),
  'payouts.void': command(z.strictObject({ id: idSchema, reason: z.string().trim().min(1).max(500) }), nothing),
  'payouts.statement': query(
    z.strictObject({ statementId: idSchema }),
    statementSchema.extend({
      id: idSchema,
      hash: z.string(),
      runId: idSchema,
      partnerId: idSchema,
      approvedAt: z.string(),
      approvedBy: z.string(),
    }),
  ),
  /** How the statement of a payout would look now; nothing is frozen. */
  'payouts.previewStatement': query(z.strictObject({ payoutId: idSchema }), statementSchema),
  /** Rendered from the frozen content alone: the same bytes for ever. [PO4] */
  'payouts.renderStatement': query(
    z.strictObject({ statementId: idSchema, format: z.enum(['html', 'csv']) }),
    z.strictObject({ fileName: z.string(), text: z.string() }),
  ),
  /** What terminated partners owe and will not pay back any more: negative balances, minor units < 0. [PO19] */
  'payouts.uncollectable': query(
    nothing,
    z.strictObject({
      balances: z.array(
        z.strictObject({
          partnerId: idSchema,
          partnerName: z.string(),
          currency: currencySchema,
          minor: minorSchema,
          terminatedOn: daySchema,
        }),
      ),
    }),
  ),
  /** Writes such a balance off by an adjustment of the opposite amount. @throws payout.notUncollectable */
  'payouts.writeOff': command(
    z.strictObject({ partnerId: idSchema, currency: currencySchema, reason: z.string().trim().min(1).max(500) }),
    z.strictObject({ adjustmentId: idSchema }),
  ),
  /** Balances per partner and currency from the ledger. */
  'payouts.balances': query(
    z.strictObject({ partnerId: idSchema.nullable() }),
    z.strictObject({
      balances: z.array(
        z.strictObject({ partnerId: idSchema, partnerName: z.string(), currency: currencySchema, minor: minorSchema }),
      ),
    }),
  ),
}
