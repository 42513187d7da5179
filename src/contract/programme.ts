import { z } from 'zod'
import { daySchema, isTimeZone } from './dates.ts'
import { command, nothing, query } from './method.ts'
import { currencySchema, minorSchema, ppmSchema, roundingSchema } from './money.ts'
import { exchangePolicySchema } from './rates.ts'
import { reviewSettingsSchema } from './reviews.ts'

const shortText = z.string().trim().min(1).max(200)

/**
 * The day that a commission's due day is counted from: of the event, the end of its month, the end of the customer's right
 * to a refund, or a day that the file tells later: when the source approved the sale, when the customer paid its invoice.
 */
export const dueAnchorSchema = z.enum(['eventDay', 'monthEnd', 'refundWindowEnd', 'approvalDay', 'invoicePaidDay'])
export type DueAnchor = z.infer<typeof dueAnchorSchema>
/** Those that the file tells later. */
export type SourceAnchor = Extract<DueAnchor, 'approvalDay' | 'invoicePaidDay'>

/**
 * When a commission falls due: an anchor day, plus months and days, optionally moved to the next such day of the month. [CO8]
 * NET-30 from month end is {anchor: 'monthEnd', months: 0, days: 30, toMonthEnd: false, payDay: null} (the window left out);
 * "lock 1 month 0 days after month end, pay on the 15th after" is {anchor: 'monthEnd', months: 1, days: 0, toMonthEnd: true, payDay: 15}.
 */
export const dueRuleSchema = z.strictObject({
  anchor: dueAnchorSchema,
  /** Days after the event in which a customer may ask for the money back; of `refundWindowEnd` alone. */
  refundWindowDays: z.int().min(0).max(365).default(30),
  months: z.int().min(0).max(24),
  days: z.int().min(0).max(730),
  /** After adding months, move to the end of that month. */
  toMonthEnd: z.boolean(),
  /** Next such day of the month on or after; null keeps the day. */
  payDay: z.int().min(1).max(28).nullable(),
})
export type DueRule = z.infer<typeof dueRuleSchema>

/** What a statement shows of a customer: its name, the initials of its name, only the number of the sale's record, or nothing. */
export const customerProfileSchema = z.enum(['name', 'initials', 'record', 'nothing'])
export type CustomerProfile = z.infer<typeof customerProfileSchema>

export const programmeSettingsSchema = z.strictObject({
  name: shortText,
  baseCurrency: currencySchema,
  timeZone: z.string().refine(isTimeZone, { error: 'not a known time zone' }),
  /** 1 to 12. */
  fiscalYearStartMonth: z.int().min(1).max(12),
  actorName: shortText,
  rounding: roundingSchema,
  due: dueRuleSchema,
  /** Refunds that come later than so many days after the commission was paid are not taken back; null: all are. [CO24] */
  clawbackDays: z.int().min(0).max(3650).nullable(),
  /** A period whose sale was refunded after others were paid by its steps is rated anew; else they stay as paid. [CO30] */
  reratesAfterRefunds: z.boolean(),
  /** So long after its partner was terminated a negative balance may be written off. [PO19] */
  uncollectableDays: z.int().min(0).max(3650),
  /** Least payout per currency in minor units; missing currency: no minimum. */
  minimumPayouts: z.array(z.strictObject({ currency: currencySchema, minor: minorSchema.min(0) })),
  /** What happens to a partner without payee data: paid by hand with a typed reference, or carried over. */
  missingPayee: z.enum(['byHand', 'carryOver']),
  base: z.strictObject({ excludeTax: z.boolean(), excludeShipping: z.boolean(), excludeDiscount: z.boolean() }),
  /** For statements. */
  contactEmail: z.string().max(200),
  disputeDays: z.int().min(0).max(365),
  customersOnStatements: customerProfileSchema,
  exchange: exchangePolicySchema,
  /** What figures about partners are measured by. */
  measuring: z.strictObject({
    /** A partner is active with a sale or won deal in so many days. */
    activeDays: z.int().min(7).max(1096),
    /** A partner counts as activated with a first sale within so many days of its start. */
    activationDays: z.int().min(7).max(1096),
    /** Share of revenue that is left after the cost of what is sold. */
    grossMarginPpm: ppmSchema.min(0).max(1_000_000),
    /** The largest partner's share of all bookings (of partner revenue while these are not known) from which on Home warns. */
    concentrationPpm: ppmSchema.min(10_000).max(1_000_000),
    /** How shared costs are spread over partners. */
    costAllocation: z.enum(['equal', 'revenue', 'newCustomers', 'hours']),
  }),
  /** Of documents for partners. */
  brand: z.strictObject({
    /** #rrggbb */
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
    /** A PNG or JPEG as a data address, or ''. */
    logo: z
      .string()
      .max(700_000)
      .regex(/^$|^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+=*$/),
  }),
  reviews: reviewSettingsSchema,
  /** A pinned "today" for demonstrations and tests; null follows the clock. */
  pinnedToday: daySchema.nullable(),
})
export type ProgrammeSettings = z.infer<typeof programmeSettingsSchema>

export const programmeSetUpSchema = programmeSettingsSchema.pick({
  name: true,
  baseCurrency: true,
  timeZone: true,
  fiscalYearStartMonth: true,
  actorName: true,
})

export const programmeMethods = {
  'programme.get': query(nothing, programmeSettingsSchema.extend({ today: daySchema })),
  /** First run: only what cannot be guessed; the rest gets defaults. @throws workspace.alreadySetUp */
  'programme.setUp': command(programmeSetUpSchema, nothing),
  'programme.update': command(programmeSettingsSchema.partial(), nothing),
}
