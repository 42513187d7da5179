import { z } from 'zod'
import { daySchema } from './dates.ts'
import { query } from './method.ts'
import { currencySchema } from './money.ts'

/** A rate in millionths: 1 unit of the base currency is so many millionths of the other. At most 100 million units. */
export const exchangeRateSchema = z.int().min(1).max(100_000_000_000_000)

/**
 * How amounts come into the programme's base currency. [FX1]
 * `eventDay`: at the rate of the event's day; `monthAverage`: at the average of its month; `fixed`: at the table below,
 * so that markets move no tier and no target.
 */
export const exchangePolicySchema = z.strictObject({
  mode: z.enum(['eventDay', 'monthAverage', 'fixed']),
  fixed: z.array(z.strictObject({ currency: currencySchema, perBasePpm: exchangeRateSchema })).max(200),
})
export type ExchangePolicy = z.infer<typeof exchangePolicySchema>

export const ratesMethods = {
  /** What is known per currency in use, what is missing, and how many rows wait for it. */
  'rates.overview': query(
    z.strictObject({}),
    z.strictObject({
      baseCurrency: currencySchema,
      mode: exchangePolicySchema.shape.mode,
      currencies: z.array(
        z.strictObject({
          currency: currencySchema,
          /** Days with a rate into the base currency; null where there is none. */
          firstOn: daySchema.nullable(),
          lastOn: daySchema.nullable(),
          /** Rate of the last day: 1 unit of the base currency is so many millionths. */
          lastPerBasePpm: exchangeRateSchema.nullable(),
          source: z.string(),
          /** Sales and refunds in this currency, and those of them without a rate. */
          rows: z.int(),
          unratedRows: z.int(),
          unratedFrom: z.string().nullable(),
        }),
      ),
    }),
  ),
}
