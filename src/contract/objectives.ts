import { z } from 'zod'
import { daySchema } from './dates.ts'
import { measureKeySchema, measureValueSchema, missingRateSchema } from './measures.ts'
import { command, idSchema, nothing, query } from './method.ts'
import { currencySchema } from './money.ts'

export const verdictSchema = z.enum(['onTrack', 'drifting', 'off', 'cannotTell'])
export type Verdict = z.infer<typeof verdictSchema>

const fieldsSchema = z.strictObject({
  measure: measureKeySchema,
  /** Null: of the programme. */
  partnerId: idSchema.nullable(),
  owner: z.string().trim().min(1).max(200),
  from: daySchema,
  to: daySchema,
  /** In the measure's unit; money in minor units of the base currency. */
  target: z.int(),
  /** So far from what is expected, as a share of it, the verdict is "drifting"; beyond it is "off". */
  warningPpm: z.int().min(0).max(500_000),
  /** The one figure everybody looks at: of the programme, one at a time. [OB5] */
  isNorthStar: z.boolean(),
  note: z.string().trim().max(2000),
})
export type ObjectiveFields = z.infer<typeof fieldsSchema>

/**
 * How a verdict was reached. For a measure that grows through its period, `expected` is the target × the share of the
 * period that has passed; for one that stands as it is, the target. `limit` is the last value that is drifting. [OB1]
 */
const judgementSchema = z.strictObject({
  verdict: verdictSchema,
  phase: z.enum(['ahead', 'running', 'over']),
  /** Why it cannot be told; null otherwise. */
  reason: z.enum(['notBegun', 'nothing', 'rateMissing', 'figureMissing', 'otherCurrency']).nullable(),
  /** Costs count by whole months, everything else by days. */
  clock: z.enum(['days', 'months']),
  elapsed: z.int().nonnegative(),
  total: z.int().positive(),
  expected: z.int().nullable(),
  limit: z.int().nullable(),
  /** Value ÷ expected, in millionths; null where that says nothing. */
  attainmentPpm: z.int().nullable(),
})
export type Judgement = z.infer<typeof judgementSchema>

const objectiveSchema = fieldsSchema.extend({
  id: idSchema,
  partnerName: z.string(),
  /** Of a money target, as it was set; '' for other units. */
  currency: z.string(),
  isArchived: z.boolean(),
  /** Up to today or the last day of the period, whichever comes first. */
  measured: measureValueSchema,
  judgement: judgementSchema,
  /** Currencies other than the base that are in the value. */
  foreign: z.array(z.string()),
  missing: z.array(missingRateSchema),
})
export type Objective = z.infer<typeof objectiveSchema>

const answerSchema = z.strictObject({
  /** Of money values. */
  currency: currencySchema,
  policy: z.enum(['eventDay', 'monthAverage', 'fixed']),
  objectives: z.array(objectiveSchema),
})

const hasDays = ({ from, to }: { from: string; to: string }): boolean => from <= to
const daysMessage = { error: 'the last day lies before the first' }
const isStarOfAll = ({ isNorthStar, partnerId }: { isNorthStar: boolean; partnerId: number | null }): boolean =>
  !isNorthStar || partnerId === null
const starMessage = { error: 'the North Star is an objective of the programme' }

export const objectiveMethods = {
  /** Objectives with what was reached and the verdict: the North Star first, then those that end first. `partnerId` null: of everybody. */
  'objectives.list': query(
    z.strictObject({ show: z.enum(['running', 'ahead', 'over', 'archived', 'all']), partnerId: idSchema.nullable() }),
    answerSchema,
  ),
  /** For tiles: of each measure the programme's objective that fits a period best, the same period before one that holds it. [OB6] */
  'objectives.tiles': query(z.strictObject({ from: daySchema, to: daySchema }), answerSchema),
  /** @throws objective.northStarTaken | objective.wrongScope | entity.notFound */
  'objectives.create': command(
    fieldsSchema.refine(hasDays, daysMessage).refine(isStarOfAll, starMessage),
    z.strictObject({ id: idSchema }),
  ),
  /** @throws objective.northStarTaken | objective.wrongScope | entity.notFound | entity.archived */
  'objectives.update': command(
    fieldsSchema.extend({ id: idSchema }).refine(hasDays, daysMessage).refine(isStarOfAll, starMessage),
    nothing,
  ),
  /** @throws objective.northStarTaken when one is brought back beside another */
  'objectives.archive': command(z.strictObject({ id: idSchema, isArchived: z.boolean() }), nothing),
}
