import { z } from 'zod'
import { daySchema } from './dates.ts'
import { missingRateSchema, periodSchema } from './measures.ts'
import { idSchema, query, task } from './method.ts'
import { currencySchema, minorSchema } from './money.ts'
import { figureSchema, pointFigureSchema, toneSchema } from './reviewFigures.ts'
import { campaignSchema, feedbackSummarySchema, goalSchema } from './reviewPlans.ts'
import { exchangePolicySchema } from './rates.ts'
import { agendaSchema, commitmentSchema, reviewStateSchema } from './reviews.ts'

/** Figures and lists of a partner over a period: what a review talks about and what its pack shows. */

/** A point as it is shown: proposed by a rule, kept by somebody in these words, or somebody's own. */
export const shownPointSchema = z.strictObject({
  key: z.string(),
  text: z.string(),
  tone: toneSchema,
  figures: z.array(pointFigureSchema),
  state: z.enum(['proposed', 'kept', 'own', 'removed']),
})
export type ShownPoint = z.infer<typeof shownPointSchema>

export const pipelineDealSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  customer: z.string(),
  stage: z.string(),
  openedOn: daySchema.nullable(),
  expectedCloseOn: daySchema.nullable(),
  minor: minorSchema.nullable(),
  currency: currencySchema,
  /** In the base currency, by the rate of the day the list shows; null without one. */
  baseMinor: minorSchema.nullable(),
})
export type PipelineDeal = z.infer<typeof pipelineDealSchema>

export const customerHealthSchema = z.strictObject({
  customerId: idSchema,
  name: z.string(),
  /** Revenue of the period and of the period before, in the base currency. */
  minor: minorSchema,
  beforeMinor: minorSchema,
  lastOn: daySchema.nullable(),
})
export type CustomerHealth = z.infer<typeof customerHealthSchema>

export const reviewContentSchema = z.strictObject({
  programme: z.string(),
  currency: currencySchema,
  /** Currencies other than the base that are in the figures, how they were converted, and those that wait for a rate. */
  foreign: z.array(z.string()),
  policy: exchangePolicySchema.shape.mode,
  missing: z.array(missingRateSchema),
  partner: z.strictObject({
    id: idSchema,
    name: z.string(),
    country: z.string(),
    group: z.string(),
    manager: z.string(),
    startedOn: daySchema,
    /** Of the day of the lists, and the one above it; '' without one. */
    tier: z.string(),
    nextTier: z.string(),
  }),
  period: periodSchema,
  before: periodSchema,
  /** The twelve months that end with the period. */
  year: periodSchema,
  /** The day that lists of open things show: today, or that of the review when it is earlier. */
  asOf: daySchema,
  review: z
    .strictObject({
      id: idSchema,
      plannedOn: daySchema,
      heldOn: daySchema.nullable(),
      state: reviewStateSchema,
      agenda: agendaSchema,
    })
    .nullable(),
  /** The last one published for a period up to the end of this one. */
  scorecard: z.strictObject({ scorePpm: z.int(), band: z.string(), from: daySchema, to: daySchema }).nullable(),
  /** Of the twelve months, against the twelve before. */
  dashboard: z.array(figureSchema),
  /** Of the period, against the period before. */
  recap: z.array(figureSchema),
  /** Quarters of the fiscal calendar, oldest first, the last one cut at the end of the period. */
  trend: z.array(
    z.strictObject({
      quarter: z.string(),
      revenueMinor: minorSchema.nullable(),
      dealsWon: z.int(),
      dealsLost: z.int(),
      newCustomers: z.int(),
    }),
  ),
  points: z.array(shownPointSchema),
  pipeline: z.strictObject({ count: z.int(), deals: z.array(pipelineDealSchema) }),
  customers: z.strictObject({
    /** With revenue in the period, and those of the period before that bought nothing since. */
    count: z.int(),
    quiet: z.int(),
    rows: z.array(customerHealthSchema),
  }),
  lastActions: z.array(commitmentSchema),
  commitments: z.array(commitmentSchema),
  goals: z.array(goalSchema),
  campaigns: z.array(campaignSchema),
  /** Up to the day of the lists. */
  feedback: feedbackSummarySchema,
})
export type ReviewContent = z.infer<typeof reviewContentSchema>

/** A review by its id, or a partner over a period; a review of exactly this partner and period is found by itself. */
export const subjectSchema = z.union([
  z.strictObject({ reviewId: idSchema }),
  z.strictObject({ partnerId: idSchema, ...periodSchema.shape }),
])
export type ReviewSubject = z.infer<typeof subjectSchema>

export const reviewContentMethods = {
  /** @throws entity.notFound | review.badPeriod */
  'reviews.content': query(z.strictObject({ of: subjectSchema }), reviewContentSchema),
  /**
   * The pack of one partner: a self-contained page (also what a PDF is printed from) and a presentation whose charts and
   * tables can be edited. `isOneOfMany` keeps what all partners share for the next call. [QB11] [QB12]
   *
   * @throws entity.notFound | review.badPeriod
   */
  'reviews.pack': task(
    z.strictObject({ of: subjectSchema, html: z.boolean(), pptx: z.boolean(), isOneOfMany: z.boolean() }),
    z.strictObject({
      /** Without an ending; what every file system takes. */
      name: z.string(),
      html: z.string().nullable(),
      pptx: z.instanceof(Uint8Array).nullable(),
    }),
  ),
}
