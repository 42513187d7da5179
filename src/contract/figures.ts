import { z } from 'zod'
import { isDay } from './dates.ts'
import { command, nothing, query } from './method.ts'
import { currencySchema } from './money.ts'

export const monthSchema = z.string().refine((text) => /^\d{4}-\d{2}$/.test(text) && isDay(`${text}-01`), {
  error: 'not a calendar month (YYYY-MM)',
})

/** Figures of the whole company, direct business and partners together. Money is minor units, customers a count. */
export const companyMeasures = ['bookings', 'newCustomers', 'marketingSpend'] as const
export const companyMeasureSchema = z.enum(companyMeasures)
export type CompanyMeasure = z.infer<typeof companyMeasureSchema>

/** `currency` is null for counts. */
const figureSchema = z.strictObject({ value: z.int(), currency: currencySchema.nullable() })

export const figureMethods = {
  /** Each month of the span, oldest first, with what was typed and what a file said; typed stands before imported. [CF1] */
  'figures.list': query(
    z.strictObject({ from: monthSchema, to: monthSchema }),
    z.strictObject({
      currency: currencySchema,
      months: z.array(
        z.strictObject({
          month: monthSchema,
          figures: z.array(
            z.strictObject({
              measure: companyMeasureSchema,
              typed: figureSchema.nullable(),
              imported: figureSchema.nullable(),
            }),
          ),
        }),
      ),
    }),
  ),
  /** Types figures, money in the base currency; null takes a typed one away, so that an imported one counts again. [CF1] */
  'figures.set': command(
    z.strictObject({
      entries: z
        .array(
          z.strictObject({
            month: monthSchema,
            measure: companyMeasureSchema,
            value: z.int().nonnegative().nullable(),
          }),
        )
        .min(1)
        .max(600),
    }),
    nothing,
  ),
}
