import { z } from 'zod'
import { daySchema } from './dates.ts'
import { interventionKindSchema } from './interventions.ts'
import { measureKeySchema, missingRateSchema, periodSchema } from './measures.ts'
import { idSchema, nothing, query } from './method.ts'
import { currencySchema, minorSchema, ppmSchema } from './money.ts'

const comparedSchema = { compareFrom: daySchema.nullable(), compareTo: daySchema.nullable() }

/** What amounts are in, how foreign ones came into it, and which wait for a rate. */
const basis = {
  currency: currencySchema,
  policy: z.enum(['eventDay', 'monthAverage', 'fixed']),
  foreign: z.array(z.string()),
  missing: z.array(missingRateSchema),
}
const partner = { partnerId: idSchema, name: z.string() }
const monthSchema = z.string().regex(/^\d{4}-\d{2}$/)
const countSchema = z.int().nonnegative()

const partSchema = z.strictObject({ deals: countSchema, minor: minorSchema })

const winsSchema = z.strictObject({ won: countSchema, lost: countSchema, ratePpm: ppmSchema.nullable() })

const survivalSchema = z.strictObject({
  started: countSchema,
  /** Still without a sale: watched until the day, not left out. */
  waiting: countSchema,
  medianDays: countSchema.nullable(),
  /** One per day on which first sales happened, earliest first (Kaplan–Meier). */
  steps: z.array(
    z.strictObject({ days: countSchema, atRisk: countSchema, happened: countSchema, waitingPpm: ppmSchema }),
  ),
  /** Partners still watched and waiting just before a day, at even distances. */
  atRisk: z.array(z.strictObject({ days: countSchema, count: countSchema })),
  /** Longest time that anybody was watched. */
  longestDays: countSchema,
})
export type Survival = z.infer<typeof survivalSchema>

const cohortSchema = z.strictObject({
  /** Month of the first purchase with the partner. */
  month: monthSchema,
  customers: countSchema,
  /** From the first month on; a month that still runs is marked. */
  months: z.array(
    z.strictObject({
      offset: countSchema,
      customers: countSchema,
      keptPpm: ppmSchema,
      minor: minorSchema,
      isRunning: z.boolean(),
    }),
  ),
})
export type CustomerCohort = z.infer<typeof cohortSchema>

const joinedCohortSchema = z.strictObject({ offset: countSchema, keptPpm: ppmSchema, minor: minorSchema })

const liabilityStatusSchema = z.enum(['pending', 'approved', 'inRun', 'hold'])
const ageSchema = z.enum(['later', 'within30', 'late30', 'late60', 'late90', 'lateMore'])
export type LiabilityAge = z.infer<typeof ageSchema>

/** Commissions that must have been decided before the share of them that is paid says anything. */
export const LEAST_DECIDED = 30

const approvalRateSchema = z.strictObject({
  currency: currencySchema,
  /** Months of whose commissions none is pending or on hold, and the stretches in which they lie. */
  months: countSchema,
  spans: z.array(z.strictObject({ from: monthSchema, to: monthSchema })),
  /** Of these months; what takes another back is not counted. */
  commissions: countSchema,
  /** What they came to before refunds, and what of it was rejected and what refunds took. */
  earnedMinor: minorSchema,
  rejectedMinor: minorSchema,
  reversedMinor: minorSchema,
  /** Null of fewer than LEAST_DECIDED commissions. */
  ratePpm: ppmSchema.nullable(),
})
export type ApprovalRate = z.infer<typeof approvalRateSchema>

/** What makes a partner stand out; shares in millionths. */
export const underperformerLimitsSchema = z.strictObject({
  idleDays: z.int().min(7).max(1096),
  dropPpm: z.int().min(10_000).max(1_000_000),
  winRatePpm: z.int().min(0).max(1_000_000),
  refundPpm: z.int().min(0).max(1_000_000),
  /** Sales or closed deals below which a partner's figures say nothing. */
  leastCount: z.int().min(1).max(1000),
  /** Robust score beyond which a partner is an outlier, in thousandths: 3,500 (Iglewicz and Hoaglin 1993). */
  outlierMilli: z.int().min(1000).max(20_000),
})
export type UnderperformerLimits = z.infer<typeof underperformerLimitsSchema>

export const defaultLimits: UnderperformerLimits = {
  idleDays: 60,
  dropPpm: 300_000,
  winRatePpm: 200_000,
  refundPpm: 100_000,
  leastCount: 5,
  outlierMilli: 3500,
}

const findingSchema = z.strictObject({
  rule: z.enum([
    'idle',
    'revenueDown',
    'winRateLow',
    'refundsHigh',
    'revenueOutlier',
    'winRateOutlier',
    'refundOutlier',
  ]),
  /** Days of `idle`, minor units of `revenueDown`, else millionths: a rate, or of `revenueOutlier` the change. */
  value: z.int(),
  /** What it is held against, in the same unit: the limit, the revenue before, or the median of all. */
  against: z.int(),
  /** Robust score of an outlier in thousandths; null for the others. */
  scoreMilli: z.int().nullable(),
  /**
   * The same rate of the period before; null without one, where too few sales or deals say nothing, and for silence and
   * revenue, of which there is none or which is held against before as it is. [AN18]
   */
  before: z.int().nullable(),
})
export type Finding = z.infer<typeof findingSchema>

export const analyticsMethods = {
  /** Deals opened in the period that partners sourced, influenced and assisted, kept apart and never added. [AN1] [AN2] */
  'analytics.contributions': query(
    periodSchema,
    z.strictObject({
      ...basis,
      roles: z.array(
        partSchema.extend({
          role: z.enum(['sourced', 'influenced', 'assisted']),
          /** Of these a partner brought as well. */
          alsoSourced: countSchema,
        }),
      ),
      partners: z.array(
        z.strictObject({ ...partner, sourced: partSchema, influenced: partSchema, assisted: partSchema }),
      ),
    }),
  ),
  /** Deals won and lost by the day they were closed: per partner, and by fiscal quarter with those before. [AN3] */
  'analytics.winRates': query(
    periodSchema,
    z.strictObject({
      all: winsSchema,
      partners: z.array(winsSchema.extend(partner)),
      quarters: z.array(winsSchema.extend({ quarter: z.string(), from: daySchema, to: daySchema })),
    }),
  ),
  /** Partners that started in the period, by fiscal quarter of their start, and how long they waited for a first sale. [AN4] [AN5] */
  'analytics.activation': query(
    periodSchema,
    z.strictObject({
      /** The day up to which partners were watched. */
      until: daySchema,
      withinDays: z.int(),
      cohorts: z.array(
        z.strictObject({
          quarter: z.string(),
          started: countSchema,
          /** With a first sale within the days. */
          activated: countSchema,
          /** That have had the days: the others may still become active. */
          matured: countSchema,
          ratePpm: ppmSchema,
          medianDays: countSchema.nullable(),
        }),
      ),
      survival: survivalSchema,
      /** Without a sale, longest first. */
      waiting: z.array(z.strictObject({ ...partner, startedOn: daySchema, days: countSchema })),
    }),
  ),
  /** Customers by the month of their first purchase with a partner: who bought again, and for how much. `partnerId` null: of all. [AN6] [AN15] */
  'analytics.cohorts': query(
    periodSchema.extend({ partnerId: idSchema.nullable(), ...comparedSchema }),
    z.strictObject({
      currency: currencySchema,
      cohorts: z.array(cohortSchema),
      /** All cohorts together: of those that have come so far, the share that bought. */
      all: z.array(joinedCohortSchema),
      /**
       * The period before, its customers followed only as long as these have been; null where none is asked for or it
       * has another number of months. New customers are not told while the period still runs. [AN15]
       */
      before: z.strictObject({ customers: countSchema.nullable(), all: z.array(joinedCohortSchema) }).nullable(),
      /** Sales that are left out of amounts for want of a rate. */
      missing: z.array(missingRateSchema),
    }),
  ),
  /** How much of the revenue hangs on few partners, largest first; partners without revenue are left out. [AN7] */
  'analytics.concentration': query(
    periodSchema,
    z.strictObject({
      ...basis,
      partners: z.array(z.strictObject({ ...partner, minor: minorSchema, sharePpm: ppmSchema })),
      topThreePpm: ppmSchema,
      hhiPpm: ppmSchema,
      effectivePpm: z.int(),
    }),
  ),
  /** Sales by whole months with what was refunded of them, and how much of each month has had time to be refunded. [AN8] */
  'analytics.refunds': query(
    periodSchema,
    z.strictObject({
      ...basis,
      months: z.array(
        z.strictObject({
          month: monthSchema,
          salesMinor: minorSchema,
          /** Of sales of the month, whenever it was refunded; a positive amount. */
          refundedMinor: minorSchema,
          ratePpm: ppmSchema.nullable(),
          /** Refunded within so many days of the sale, and how much of the month has had them. */
          within: z.array(
            z.strictObject({
              days: z.int(),
              refundedMinor: minorSchema,
              ratePpm: ppmSchema.nullable(),
              maturePpm: ppmSchema,
            }),
          ),
        }),
      ),
      /** Refunds of the period whose sale is not known; in no month. */
      unlinked: z.strictObject({ rows: countSchema, minor: minorSchema }),
    }),
  ),
  /** What is owed now by the day it falls due, per currency and status; nothing is converted. [AN9] */
  'analytics.liability': query(
    nothing,
    z.strictObject({
      today: daySchema,
      months: z.array(
        z.strictObject({
          month: monthSchema,
          status: liabilityStatusSchema,
          currency: currencySchema,
          minor: minorSchema,
        }),
      ),
      ages: z.array(
        z.strictObject({
          age: ageSchema,
          status: liabilityStatusSchema,
          currency: currencySchema,
          minor: minorSchema,
          rows: countSchema,
        }),
      ),
      /** How many of these rows are adjustments: they stand in a table of their own. */
      adjustments: z.array(z.strictObject({ currency: currencySchema, rows: countSchema })),
    }),
  ),
  /**
   * What was owed at the end of a day as far as is known now: of events up to then, as their commissions stand now, what no
   * payment had settled by then. By due month and by age on that day. [AN19]
   */
  'analytics.liabilityOn': query(
    z.strictObject({ day: daySchema }),
    z.strictObject({
      day: daySchema,
      months: z.array(z.strictObject({ month: monthSchema, currency: currencySchema, minor: minorSchema })),
      ages: z.array(
        z.strictObject({ age: ageSchema, currency: currencySchema, minor: minorSchema, rows: countSchema }),
      ),
      /** How many of these rows are adjustments. */
      adjustments: z.array(z.strictObject({ currency: currencySchema, rows: countSchema })),
    }),
  ),
  /**
   * What is likely to be paid: commissions pending, approved or in a run, by the month in which their payment is expected
   * (that of their due day; this one for what is past due), × the share of commissions that was neither rejected nor
   * reversed so far. Per currency; nothing is converted. Adjustments are not among them. [AN21]
   */
  'analytics.expectedLiability': query(
    nothing,
    z.strictObject({
      today: daySchema,
      months: z.array(
        z.strictObject({
          month: monthSchema,
          currency: currencySchema,
          minor: minorSchema,
          /** Null without enough decided commissions. */
          expectedMinor: minorSchema.nullable(),
        }),
      ),
      /** One per currency that has commissions. */
      rates: z.array(approvalRateSchema),
    }),
  ),
  /**
   * Partners that need a look, by rule and by robust outlier, each with its reasons and a suggested intervention. A period
   * that still runs is compared with as many days of the one before. [AN10] [AN11] [AN12]
   */
  'analytics.underperformers': query(
    periodSchema.extend({
      ...comparedSchema,
      limits: underperformerLimitsSchema,
    }),
    z.strictObject({
      ...basis,
      /** Active partners that were looked at. */
      examined: countSchema,
      /** The days that were looked at and compared with; the comparison is null without one. */
      until: daySchema,
      comparedUntil: daySchema.nullable(),
      partners: z.array(
        z.strictObject({
          ...partner,
          findings: z.array(findingSchema).min(1),
          suggestion: z.strictObject({ kind: interventionKindSchema, measure: measureKeySchema }),
        }),
      ),
    }),
  ),
}
