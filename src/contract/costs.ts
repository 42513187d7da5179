import { z } from 'zod'
import { missingRateSchema } from './measures.ts'
import { command, idSchema, nothing, query } from './method.ts'
import { currencySchema, minorSchema } from './money.ts'
import { programmeSettingsSchema } from './programme.ts'

export const costKindSchema = z.enum(['people', 'tools', 'enablement', 'campaigns', 'other'])

const monthSchema = z.string().regex(/^[1-9]\d{3}-(0[1-9]|1[0-2])$/, { error: 'not a month (YYYY-MM)' })

const fieldsSchema = z.strictObject({
  kind: costKindSchema,
  label: z.string().trim().min(1).max(200),
  /** Null: a common cost, spread over partners. */
  partnerId: idSchema.nullable(),
  currency: currencySchema,
  /** Of each month. */
  monthMinor: minorSchema.min(1),
  fromMonth: monthSchema,
  /** Null: goes on. */
  toMonth: monthSchema.nullable(),
})
export type CostFields = z.infer<typeof fieldsSchema>

const hasMonths = ({ fromMonth, toMonth }: { fromMonth: string; toMonth: string | null }): boolean =>
  toMonth === null || fromMonth <= toMonth
const monthsMessage = { error: 'the last month lies before the first' }

const costSchema = fieldsSchema.extend({ id: idSchema, partnerName: z.string() })
export type ProgrammeCost = z.infer<typeof costSchema>

export const costMethods = {
  /** Programme costs, what they come to in the last month that is over, and how the common ones are spread over partners then. [CS2] */
  'costs.list': query(
    nothing,
    z.strictObject({
      /** The month that sums and spread are of. */
      month: monthSchema,
      costs: z.array(costSchema),
      /** Per currency; nothing is converted. */
      sums: z.array(z.strictObject({ currency: currencySchema, commonMinor: minorSchema, ownMinor: minorSchema })),
      spread: z.strictObject({
        allocation: programmeSettingsSchema.shape.measuring.shape.costAllocation,
        /** Common costs of the month in the base currency. */
        currency: currencySchema,
        totalMinor: minorSchema,
        /** No partner has anything to go by: equal parts instead. */
        isEqualForWant: z.boolean(),
        /** Largest part first; `weight` in the unit of the allocation: 1, minor units, customers, hours. */
        parts: z.array(
          z.strictObject({ partnerId: idSchema, name: z.string(), weight: z.int(), partMinor: minorSchema }),
        ),
        /** Common costs of the month that wait for a rate. */
        missing: z.array(missingRateSchema),
      }),
      /** Hours that the programme spends on each partner in use; 0 where nobody said. */
      hours: z.array(z.strictObject({ partnerId: idSchema, name: z.string(), perMonth: z.int() })),
    }),
  ),
  /** @throws entity.notFound */
  'costs.add': command(fieldsSchema.refine(hasMonths, monthsMessage), z.strictObject({ id: idSchema })),
  /** @throws entity.notFound */
  'costs.update': command(fieldsSchema.extend({ id: idSchema }).refine(hasMonths, monthsMessage), nothing),
  /** @throws entity.notFound */
  'costs.remove': command(z.strictObject({ id: idSchema }), nothing),
  /** Hours a month that the programme spends on partners; 0 takes the entry away. @throws entity.notFound */
  'costs.setHours': command(
    z.strictObject({
      hours: z
        .array(z.strictObject({ partnerId: idSchema, perMonth: z.int().min(0).max(10_000) }))
        .min(1)
        .max(5000),
    }),
    nothing,
  ),
}
