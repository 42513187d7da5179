import { z } from 'zod'
import { daySchema } from './dates.ts'
import { idSchema, nothing, query } from './method.ts'
import { currencySchema, minorSchema } from './money.ts'

const amountsSchema = z.array(z.strictObject({ currency: currencySchema, minor: minorSchema }))

export const metricsMethods = {
  /** Figures of Home for a period, each computed from rollups of stored rows; nothing sums across currencies. */
  'metrics.home': query(
    z.strictObject({
      from: daySchema,
      to: daySchema,
      compareFrom: daySchema.nullable(),
      compareTo: daySchema.nullable(),
    }),
    z.strictObject({
      revenue: amountsSchema,
      revenueBefore: amountsSchema,
      earned: amountsSchema,
      owed: amountsSchema,
      conversions: z.int(),
      activePartners: z.int(),
      partners: z.int(),
      openDeals: z.int(),
      wonDeals: z.int(),
      lostDeals: z.int(),
      /**
       * Largest partners by revenue; shares in ppm of partner revenue. In the base currency where every amount has a rate, else of
       * the revenue in the currency with the most rows.
       */
      concentration: z
        .strictObject({
          currency: currencySchema,
          partners: z.array(
            z.strictObject({ partnerId: idSchema, name: z.string(), minor: minorSchema, sharePpm: z.int() }),
          ),
          topThreePpm: z.int(),
          /** Herfindahl–Hirschman index Σ share², in millionths. */
          hhiPpm: z.int(),
          /** Effective number of partners, 1 / HHI, in millionths. */
          effectivePpm: z.int(),
          partnerCount: z.int(),
        })
        .nullable(),
      liability: z.array(
        z.strictObject({
          month: z.string(),
          status: z.enum(['pending', 'approved', 'inRun']),
          currency: currencySchema,
          minor: minorSchema,
        }),
      ),
      /** How many adjustments are among these rows: they stand in a table of their own. */
      adjustments: z.array(z.strictObject({ currency: currencySchema, rows: z.int() })),
    }),
  ),
  /** The month ("2025-11") whose period is the latest that shows something; null where no partner had revenue up to today. */
  'metrics.latestMonth': query(nothing, z.strictObject({ month: z.string().nullable() })),
  /** What needs a decision, whatever the period: late things first, the oldest before the others. */
  'metrics.needs': query(
    nothing,
    z.strictObject({
      needs: z.array(
        z.strictObject({
          kind: z.enum([
            'runToReview',
            'runToApprove',
            'runToExport',
            'runToPay',
            'runToClose',
            'unattributed',
            'rateMissing',
            'noPlan',
            'noPayee',
            'onHold',
            'uncollectable',
            'rejectedRows',
            'tierProposals',
            'certificatesExpiring',
            'interventionOverdue',
            'commitmentsLate',
            'reviewsMissed',
            'reviewsDue',
          ]),
          count: z.int(),
          id: idSchema.nullable(),
          label: z.string(),
          amounts: amountsSchema,
          dueOn: daySchema.nullable(),
        }),
      ),
    }),
  ),
  /** Partners by the fiscal quarter in which they started, oldest first: how many hold a certificate, sold in time, are active. [ME14] */
  'metrics.cohorts': query(
    z.strictObject({ from: daySchema, to: daySchema }),
    z.strictObject({
      activationDays: z.int(),
      cohorts: z.array(
        z.strictObject({
          quarter: z.string(),
          started: z.int(),
          certified: z.int(),
          /** With a first sale or won deal within the days of the settings. */
          activated: z.int(),
          active: z.int(),
        }),
      ),
      /** Kaplan–Meier median of the days to a first sale; null when more than half still wait. */
      medianDays: z.int().nullable(),
    }),
  ),
  /** What is there at all, for empty states and badges. */
  'metrics.counts': query(
    nothing,
    z.strictObject({
      partners: z.int(),
      customers: z.int(),
      deals: z.int(),
      conversions: z.int(),
      unattributed: z.int(),
      leads: z.int(),
      clicks: z.int(),
      plans: z.int(),
      commissions: z.int(),
      runsWaiting: z.int(),
      /** Late commitments and planned reviews whose day has passed. */
      reviewsWaiting: z.int(),
      statements: z.int(),
    }),
  ),
  /** Command palette: partners, deals, statements, runs, plans whose name contains the text. */
  'metrics.search': query(
    z.strictObject({ text: z.string().max(200) }),
    z.strictObject({
      hits: z.array(
        z.strictObject({
          kind: z.enum(['partner', 'deal', 'statement', 'run', 'plan', 'customer']),
          id: idSchema,
          label: z.string(),
          hint: z.string(),
        }),
      ),
    }),
  ),
}
