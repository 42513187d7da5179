import { z } from 'zod'
import { daySchema } from './dates.ts'
import { measureKeySchema, measureValueSchema, missingRateSchema } from './measures.ts'
import { command, idSchema, nothing, query } from './method.ts'
import { currencySchema } from './money.ts'

export const interventionKindSchema = z.enum(['coaching', 'incentive', 'warning', 'termination'])
export type InterventionKind = z.infer<typeof interventionKindSchema>

const fieldsSchema = z.strictObject({
  partnerId: idSchema,
  kind: interventionKindSchema,
  title: z.string().trim().min(1).max(200),
  owner: z.string().trim().min(1).max(200),
  openedOn: daySchema,
  dueOn: daySchema,
  /** What it is meant to move. */
  measure: measureKeySchema,
  /** What the measure is expected to be afterwards, in its unit; null: no figure was named. */
  expected: z.int().nullable(),
  /** Length of "before" and of "after". */
  windowDays: z.int().min(7).max(366),
})
export type InterventionFields = z.infer<typeof fieldsSchema>

const windowSchema = z.strictObject({ from: daySchema, to: daySchema, measured: measureValueSchema })

/** The measure in windows of equal length: up to the day before opening, and from the day of opening. [IN2] */
const effectSchema = z.strictObject({
  before: windowSchema,
  /** Up to today while the window still runs; null before its first day. */
  after: windowSchema.nullable(),
  /** Days of the "after" window that have passed. */
  passedDays: z.int().nonnegative(),
  verdict: z.enum(['tooEarly', 'reached', 'better', 'same', 'worse', 'cannotTell']),
  currency: currencySchema,
  policy: z.enum(['eventDay', 'monthAverage', 'fixed']),
  foreign: z.array(z.string()),
  missing: z.array(missingRateSchema),
})
export type InterventionEffect = z.infer<typeof effectSchema>

const interventionSchema = fieldsSchema.extend({
  id: idSchema,
  partnerName: z.string(),
  /** Of expected money; '' for other units. */
  currency: z.string(),
  state: z.enum(['open', 'done', 'dropped']),
  closedOn: daySchema.nullable(),
  outcome: z.string(),
})
export type Intervention = z.infer<typeof interventionSchema>

const hasDays = ({ openedOn, dueOn }: { openedOn: string; dueOn: string }): boolean => openedOn <= dueOn
const daysMessage = { error: 'it is due before it is opened' }

export const interventionMethods = {
  /** One intervention with the measure before and after. */
  'interventions.get': query(z.strictObject({ id: idSchema }), interventionSchema.extend({ effect: effectSchema })),
  /** @throws intervention.wrongMeasure | entity.notFound */
  'interventions.create': command(fieldsSchema.refine(hasDays, daysMessage), z.strictObject({ id: idSchema })),
  /** @throws intervention.wrongMeasure | intervention.closed | entity.notFound */
  'interventions.update': command(fieldsSchema.extend({ id: idSchema }).refine(hasDays, daysMessage), nothing),
  /** @throws intervention.closed | entity.notFound */
  'interventions.close': command(
    z.strictObject({
      id: idSchema,
      state: z.enum(['done', 'dropped']),
      closedOn: daySchema,
      outcome: z.string().trim().min(1).max(2000),
    }),
    nothing,
  ),
  'interventions.reopen': command(z.strictObject({ id: idSchema }), nothing),
}
