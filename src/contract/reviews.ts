import { z } from 'zod'
import { addDays, addMonths, type Day, daySchema, endOfMonth, monthOf, periodRange, quarterOf } from './dates.ts'
import { periodSchema } from './measures.ts'
import { command, idSchema, nothing, query } from './method.ts'
import { storedPointSchema } from './reviewFigures.ts'

/** Business reviews with partners (QBRs): what is planned, what was said, and what both sides promised. */

export const reviewStateSchema = z.enum(['planned', 'held', 'cancelled'])
export type ReviewState = z.infer<typeof reviewStateSchema>

/** What the parts of a review are about; each but `other` brings its own figures and lists. */
export const agendaKinds = [
  'lastActions',
  'recap',
  'pipeline',
  'customers',
  'marketing',
  'issues',
  'actions',
  'other',
] as const
export type AgendaKind = (typeof agendaKinds)[number]

export const agendaItemSchema = z.strictObject({
  kind: z.enum(agendaKinds),
  title: z.string().trim().min(1).max(120),
  minutes: z.int().min(1).max(240),
})
export type AgendaItem = z.infer<typeof agendaItemSchema>

/** What became of the promises of last time comes first; every part but `other` stands once at most. [QB2] */
export const agendaSchema = z
  .array(agendaItemSchema)
  .min(1)
  .max(20)
  .refine((agenda) => agenda[0]?.kind === 'lastActions', { error: 'the last actions come first' })
  .refine(
    (agenda) => {
      const kinds = agenda.map(({ kind }) => kind).filter((kind) => kind !== 'other')
      return new Set(kinds).size === kinds.length
    },
    { error: 'a part stands twice' },
  )

const reviewSchema = z.strictObject({
  id: idSchema,
  partnerId: idSchema,
  plannedOn: daySchema,
  ...periodSchema.shape,
  state: reviewStateSchema,
  heldOn: daySchema.nullable(),
})
export type Review = z.infer<typeof reviewSchema>

export const sideSchema = z.enum(['ours', 'theirs'])
export const commitmentStateSchema = z.enum(['open', 'done', 'dropped'])

const commitmentFieldsSchema = z.strictObject({
  text: z.string().trim().min(1).max(500),
  owner: z.string().trim().min(1).max(200),
  side: sideSchema,
  dueOn: daySchema,
})

export const commitmentSchema = commitmentFieldsSchema.extend({
  id: idSchema,
  partnerId: idSchema,
  /** The review it was made in; null between reviews. */
  reviewId: idSchema.nullable(),
  madeOn: daySchema,
  state: commitmentStateSchema,
  closedOn: daySchema.nullable(),
  closingNote: z.string(),
  /** Into how many reviews it was carried, counted up to the one it is shown in. [QB4] */
  carried: z.int().nonnegative(),
})
export type Commitment = z.infer<typeof commitmentSchema>

/** Who gets a review how often; of several rules that fit a partner the most frequent counts. [QB1] */
export const cadenceSchema = z.discriminatedUnion('scope', [
  /** The so many largest by revenue of the last twelve months. */
  z.strictObject({
    scope: z.literal('top'),
    count: z.int().min(1).max(500),
    months: z.int().min(1).max(24),
  }),
  z.strictObject({
    scope: z.literal('group'),
    group: z.string().trim().min(1).max(100),
    months: z.int().min(1).max(24),
  }),
  z.strictObject({
    scope: z.literal('tier'),
    tier: z.string().trim().min(1).max(100),
    months: z.int().min(1).max(24),
  }),
])
export type Cadence = z.infer<typeof cadenceSchema>

/** How reviews are run; part of the programme's settings. */
export const reviewSettingsSchema = z.strictObject({
  cadences: z.array(cadenceSchema).max(50),
  /** What partners can tick in the survey. */
  themes: z.array(z.string().trim().min(1).max(60)).max(12),
})

/**
 * The whole months that a review on a day looks back on: the last `months` that ended before it; a number of quarters
 * ends with a quarter of the fiscal calendar. [QB1]
 *
 * @param months 1 to 24
 * @param startMonth first month of the fiscal year, 1 to 12
 */
export function coveredPeriod(plannedOn: Day, months: number, startMonth: number): { from: Day; to: Day } {
  const lastMonthEnd = addDays(`${monthOf(plannedOn)}-01`, -1)
  const quarter = periodRange(quarterOf(plannedOn, startMonth), startMonth)
  const to = months % 3 === 0 ? addDays(quarter.from, -1) : lastMonthEnd
  return { from: addMonths(addDays(endOfMonth(to), 1), -months), to }
}

/** Days ahead in which a review that is due and not planned is asked for. */
export const DUE_SOON_DAYS = 14

const byId = z.strictObject({ id: idSchema })
const planSchema = z.strictObject({ partnerId: idSchema, plannedOn: daySchema, ...periodSchema.shape })
const pointKeySchema = z.string().min(1).max(64)

export const reviewMethods = {
  'reviews.get': query(
    byId,
    reviewSchema.extend({
      partnerName: z.string(),
      agenda: agendaSchema,
      notes: z.string(),
      /** What was decided about single points; undecided ones are proposed with the content. */
      points: z.array(storedPointSchema),
      /** Promises of before that were open when the review before ended, with what became of them. */
      lastActions: z.array(commitmentSchema),
      /** Made in this one. */
      commitments: z.array(commitmentSchema),
      previous: reviewSchema.nullable(),
      next: reviewSchema.nullable(),
    }),
  ),
  /** Of one partner: every review, newest first, and every commitment, open ones first. */
  'reviews.ofPartner': query(
    z.strictObject({ partnerId: idSchema }),
    z.strictObject({ reviews: z.array(reviewSchema), commitments: z.array(commitmentSchema) }),
  ),
  /** What stands in a calendar: reviews by their day, open commitments by the day they are due. */
  'reviews.calendar': query(
    periodSchema,
    z.strictObject({
      reviews: z.array(reviewSchema.extend({ partnerName: z.string() })),
      commitments: z.array(
        z.strictObject({
          id: idSchema,
          partnerId: idSchema,
          partnerName: z.string(),
          /** The review it was made in. */
          reviewId: idSchema.nullable(),
          text: z.string(),
          owner: z.string(),
          dueOn: daySchema,
        }),
      ),
    }),
  ),
  /** Partners whose cadence asks for a review within `days` and who have none planned, with a proposal each. [QB1] */
  'reviews.due': query(
    z.strictObject({ days: z.int().min(0).max(366) }),
    z.strictObject({
      partners: z.array(
        planSchema.extend({
          partnerName: z.string(),
          /** The rule that asked for it. */
          cadence: cadenceSchema,
          /** Place by revenue of the last twelve months; null without any. */
          rank: z.int().positive().nullable(),
          lastOn: daySchema.nullable(),
        }),
      ),
    }),
  ),
  /** What a cadence can be set for. */
  'reviews.scopes': query(nothing, z.strictObject({ groups: z.array(z.string()), tiers: z.array(z.string()) })),

  /** One step, however many. @throws review.badPeriod */
  'reviews.plan': command(
    z.strictObject({ reviews: z.array(planSchema).min(1).max(500) }),
    z.strictObject({ ids: z.array(idSchema) }),
  ),
  /** Another day or period. @throws review.illegalState | review.badPeriod */
  'reviews.move': command(z.strictObject({ id: idSchema, plannedOn: daySchema, ...periodSchema.shape }), nothing),
  /** It took place; undecided points are kept as they stand, and the next review is planned when given. [QB6] @throws review.illegalState */
  'reviews.hold': command(
    z.strictObject({ id: idSchema, heldOn: daySchema, next: planSchema.omit({ partnerId: true }).nullable() }),
    z.strictObject({ nextId: idSchema.nullable() }),
  ),
  /** @throws review.illegalState */
  'reviews.cancel': command(byId, nothing),
  /** Held or cancelled by mistake: planned again. @throws review.illegalState */
  'reviews.reopen': command(byId, nothing),
  'reviews.saveAgenda': command(z.strictObject({ id: idSchema, agenda: agendaSchema }), nothing),
  'reviews.saveNotes': command(z.strictObject({ id: idSchema, notes: z.string().max(20_000) }), nothing),
  /**
   * Keeps a proposed point in these words, or changes the words of a kept one; its figures are the engine's own. `key`
   * null adds a point of the user's own, without figures. [QB5] @throws review.noSuchPoint
   */
  'reviews.keepPoint': command(
    z.strictObject({ id: idSchema, key: pointKeySchema.nullable(), text: z.string().trim().min(1).max(500) }),
    nothing,
  ),
  /** Takes a point out. @throws review.noSuchPoint */
  'reviews.dropPoint': command(z.strictObject({ id: idSchema, key: pointKeySchema }), nothing),
  /** Forgets what was decided: the point is proposed again as the figures stand. @throws review.noSuchPoint */
  'reviews.resetPoint': command(z.strictObject({ id: idSchema, key: pointKeySchema }), nothing),

  'reviews.commit': command(
    commitmentFieldsSchema.extend({ partnerId: idSchema, reviewId: idSchema.nullable() }),
    z.strictObject({ id: idSchema }),
  ),
  'reviews.changeCommitment': command(
    z.strictObject({ id: idSchema, changes: commitmentFieldsSchema.partial() }),
    nothing,
  ),
  /** With what came of it. @throws commitment.closed */
  'reviews.closeCommitment': command(
    z.strictObject({
      id: idSchema,
      state: z.enum(['done', 'dropped']),
      closedOn: daySchema,
      note: z.string().trim().min(1).max(500),
    }),
    nothing,
  ),
  'reviews.reopenCommitment': command(byId, nothing),
}
