import { z } from 'zod'
import { daySchema } from './dates.ts'
import { measureDefinitions, measureKeySchema, periodSchema } from './measures.ts'
import { command, idSchema, nothing, query } from './method.ts'
import { currencySchema, minorSchema } from './money.ts'

/** What is planned with a partner (joint business plan, co-marketing) and what the partner says about working together. */

export const planStateSchema = z.enum(['planned', 'running', 'done', 'dropped'])
export type PlanState = z.infer<typeof planStateSchema>

const common = {
  title: z.string().trim().min(1).max(200),
  owner: z.string().trim().max(200),
  ...periodSchema.shape,
  state: planStateSchema,
  result: z.string().trim().max(500),
}

/** A goal of the joint business plan: a measure of the partner and what it is to be over the period, in its unit. */
export const goalFieldsSchema = z.strictObject({
  kind: z.literal('goal'),
  ...common,
  measure: measureKeySchema.refine((key) => measureDefinitions[key].scope === 'both', {
    error: 'no measure of single partners',
  }),
  target: z.int(),
})
/** A campaign of the co-marketing plan, in one currency. */
export const campaignFieldsSchema = z.strictObject({
  kind: z.literal('campaign'),
  ...common,
  currency: currencySchema,
  budgetMinor: minorSchema.min(0),
  spentMinor: minorSchema.min(0),
})
export const planFieldsSchema = z.discriminatedUnion('kind', [goalFieldsSchema, campaignFieldsSchema])
export type PlanFields = z.infer<typeof planFieldsSchema>

export const goalSchema = goalFieldsSchema.extend({
  id: idSchema,
  /** The measure from the first day of the goal to today or its last day; null when it cannot be told or has not begun. */
  value: z.int().nullable(),
  isMet: z.boolean(),
})
export type Goal = z.infer<typeof goalSchema>
export const campaignSchema = campaignFieldsSchema.extend({ id: idSchema })
export type Campaign = z.infer<typeof campaignSchema>

const feedbackFieldsSchema = z.strictObject({
  givenOn: daySchema,
  respondent: z.string().trim().max(200),
  /** Likelihood to recommend, 0 to 10; null when it was not answered. */
  nps: z.int().min(0).max(10).nullable(),
  themes: z.array(z.string().trim().min(1).max(60)).max(12),
  comment: z.string().trim().max(4000),
})
export const answerSchema = feedbackFieldsSchema.extend({ id: idSchema, isFromSurvey: z.boolean() })
export type Answer = z.infer<typeof answerSchema>

export const feedbackSummarySchema = z.strictObject({
  /** Newest first. */
  answers: z.array(answerSchema),
  promoters: z.int(),
  passives: z.int(),
  detractors: z.int(),
  /** Share of promoters less share of detractors, in millionths of a point of a hundred; null without a number. */
  score: z.int().nullable(),
  /** How often each theme was ticked, most often first. */
  themes: z.array(z.strictObject({ theme: z.string(), count: z.int() })),
})
export type FeedbackSummary = z.infer<typeof feedbackSummarySchema>

const ofPartner = z.strictObject({ partnerId: idSchema })
const byId = z.strictObject({ id: idSchema })

export const reviewPlanMethods = {
  /** A picture as the data address of a logo. [QB14] @throws image.unusable | file.unreadable */
  'reviews.readLogo': query(z.strictObject({ file: z.string().max(4096) }), z.strictObject({ logo: z.string() })),
  'reviews.plans': query(ofPartner, z.strictObject({ goals: z.array(goalSchema), campaigns: z.array(campaignSchema) })),
  /** A new one without an id. @throws review.badPeriod | entity.notFound */
  'reviews.savePlan': command(
    z.strictObject({ id: idSchema.nullable(), partnerId: idSchema, plan: planFieldsSchema }),
    z.strictObject({ id: idSchema }),
  ),
  'reviews.removePlan': command(byId, nothing),

  'reviews.feedback': query(ofPartner, feedbackSummarySchema),
  'reviews.addFeedback': command(
    feedbackFieldsSchema.extend({ partnerId: idSchema }),
    z.strictObject({ id: idSchema }),
  ),
  'reviews.removeFeedback': command(byId, nothing),
  /** A survey as one self-contained page to send to the partner; its answer comes back as a small text. [QB9] */
  'reviews.survey': query(ofPartner, z.strictObject({ fileName: z.string(), html: z.string() })),
  /** What a file holds when it is the answer to a survey; null when it is something else. @throws file.unreadable */
  'reviews.readAnswer': query(
    z.strictObject({ file: z.string().max(4096) }),
    z.strictObject({ text: z.string(), partnerName: z.string() }).nullable(),
  ),
  /** Takes an answer in, once. [QB10] @throws feedback.notAnAnswer | feedback.unknownPartner | feedback.duplicate */
  'reviews.takeAnswer': command(
    z.strictObject({ text: z.string().max(100_000) }),
    z.strictObject({ id: idSchema, partnerId: idSchema, partnerName: z.string() }),
  ),
}
