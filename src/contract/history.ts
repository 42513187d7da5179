import { z } from 'zod'
import { daySchema, toEpochDays } from './dates.ts'
import { command, idSchema, nothing, query, task } from './method.ts'
import { measureKeySchema } from './measures.ts'
import { currencySchema } from './money.ts'
import { cellSchema } from './views.ts'

export const entityNames = [
  'setting',
  'partner',
  'partner_status',
  'customer',
  'deal',
  'conversion',
  'attribution',
  'import_attempt',
  'import_mapping',
  'import_answer',
  'plan',
  'plan_version',
  'plan_assignment',
  'commission_decision',
  'adjustment',
  'payout_run',
  'payout',
  'statement',
  'payout_export',
  'payment',
  'click',
  'fx_rate',
  'company_figure',
  'company_entry',
  'deal_role',
  'programme_cost',
  'partner_effort',
  'objective',
  'intervention',
  'tier_table',
  'tier_version',
  'partner_tier',
  'certificate',
  'attestation',
  'tier_promise',
  'scorecard_template',
  'scorecard',
  'qbr',
  'commitment',
  'partner_plan',
  'feedback',
] as const
export const entityNameSchema = z.enum(entityNames)
export type EntityName = z.infer<typeof entityNameSchema>

/** A command as people read it: the window turns method and subject into a phrase ("Edit partner Acme"). */
const stepSchema = z.strictObject({
  commandId: z.string(),
  method: z.string(),
  subject: z.string(),
  leavesTheHouse: z.boolean(),
})

const fieldChangeSchema = z.strictObject({ field: z.string(), before: cellSchema, after: cellSchema })

/** What a step did to rows that concern a partner. */
const partnerChangeSchema = z.strictObject({
  entity: entityNameSchema,
  kind: z.enum(['insert', 'update', 'remove']),
  /** Rows that the step treated alike; `id` and `fields` are those of the first. */
  count: z.int().positive(),
  id: idSchema,
  /**
   * Name of the row: the plan, the run, the number of the statement, the reference of the adjustment, the tier, the title
   * of an intervention; of a credit the other partner, of an objective the key of its measure. '' when there is none.
   */
  about: z.string(),
  /** Currency of the row's amounts and measure of its target, whether they changed or not; null where it has none. */
  currency: currencySchema.nullable(),
  measure: measureKeySchema.nullable(),
  fields: z.array(fieldChangeSchema),
})

/** Steps that a day of the history names; its count counts all. */
export const mostSteps = 3

/** Names a prepared copy of a day from one engine process to the other. */
export const PAST_TOKEN = /^tandem-past-(\d{4}-\d{2}-\d{2})-(\d{1,10})-[A-Za-z0-9]{6}$/
const pastTokenSchema = z.string().regex(PAST_TOKEN).nullable()

export const historyMethods = {
  /** The step that undo and redo would take now; `leavesTheHouse`: undo is a recorded reversal, what was sent stays sent. */
  'history.peek': query(nothing, z.strictObject({ undo: stepSchema.nullable(), redo: stepSchema.nullable() })),
  'history.undo': command(
    nothing,
    z.strictObject({ method: z.string(), subject: z.string(), isReversal: z.boolean() }),
  ),
  'history.redo': command(nothing, z.strictObject({ method: z.string(), subject: z.string() })),
  /** Field-level history of one entity, newest first. */
  'history.entity': query(
    z.strictObject({ entity: entityNameSchema, id: idSchema }),
    z.strictObject({
      changes: z.array(
        z.strictObject({
          at: z.string(),
          actor: z.string(),
          method: z.string(),
          subject: z.string(),
          kind: z.enum(['insert', 'update', 'remove', 'retract', 'restore']),
          fields: z.array(fieldChangeSchema),
        }),
      ),
    }),
  ),
  /**
   * Every step that concerned a partner, newest first, at most 500 of `total`: its fields and payee data, statuses, plans
   * given to it, credits by hand, decisions on its commissions, adjustments, exclusions, statements, payments, tiers,
   * certificates, declarations, promises, objectives, interventions, costs, scorecards, reviews, commitments, joint plans
   * and feedback. [PA10]
   */
  'history.partner': query(
    z.strictObject({ id: idSchema }),
    z.strictObject({
      steps: z.array(
        z.strictObject({
          at: z.string(),
          actor: z.string(),
          method: z.string(),
          subject: z.string(),
          /** Of an undo the step it took back, of a redo the step it repeated. */
          undone: z.strictObject({ method: z.string(), subject: z.string() }).nullable(),
          changes: z.array(partnerChangeSchema).min(1),
        }),
      ),
      total: z.int().nonnegative(),
    }),
  ),
  /**
   * The days of a span (at most 366) on which something was stored, newest first, each with its latest steps (at most
   * `mostSteps`), and the first and the last day that can be travelled to; null where there is none. Always of the present.
   */
  'history.days': query(
    z
      .strictObject({ from: daySchema, to: daySchema })
      .refine(({ from, to }) => from <= to && toEpochDays(to) - toEpochDays(from) < 366, {
        error: 'not a span of days',
      }),
    z.strictObject({
      first: daySchema.nullable(),
      last: daySchema.nullable(),
      days: z.array(
        z.strictObject({
          day: daySchema,
          count: z.int().positive(),
          steps: z.array(z.strictObject({ method: z.string(), subject: z.string() })).max(mostSteps),
        }),
      ),
    }),
  ),
  /**
   * Prepares a copy of the workspace as it was at the end of a day and from then on refuses changes; null: back to the
   * present, the copy is removed. What is shown changes with `history.show`. [HI12]
   *
   * @throws AppError history.noSuchDay
   */
  'history.travel': task(z.strictObject({ day: daySchema.nullable() }), z.strictObject({ token: pastTokenSchema })),
  /**
   * From now on every query is answered from the copy with this token; null: from the workspace. @throws AppError
   * history.pastGone
   */
  'history.show': query(z.strictObject({ token: pastTokenSchema }), z.strictObject({ day: daySchema.nullable() })),
}
