import { z } from 'zod'
import { daySchema } from './dates.ts'
import { command, idSchema, nothing, query } from './method.ts'
import { currencySchema, minorSchema } from './money.ts'
import { territorySchema } from './territory.ts'

export const partnerKindSchema = z.enum(['reseller', 'affiliate', 'referral', 'technology', 'agency'])
export const partnerStatusSchema = z.enum(['prospect', 'invited', 'active', 'paused', 'terminated'])
export type PartnerStatus = z.infer<typeof partnerStatusSchema>

/** How a partner is paid. `account` is the IBAN or account number (bank), the recipient id (Wise) or nothing (PayPal takes `email`). */
export const payeeSchema = z.strictObject({
  method: z.enum(['paypal', 'wise', 'bank']),
  accountName: z.string().trim().max(200),
  email: z.string().trim().max(200),
  account: z.string().trim().max(64),
  currency: currencySchema.nullable(),
})
export type Payee = z.infer<typeof payeeSchema>

export const partnerFieldsSchema = z.strictObject({
  name: z.string().trim().min(1).max(200),
  legalName: z.string().trim().max(200),
  kind: partnerKindSchema,
  externalId: z.string().trim().max(100),
  code: z.string().trim().max(100),
  email: z.string().trim().max(200),
  domain: z.string().trim().max(200),
  country: z.string().trim().max(100),
  group: z.string().trim().max(100),
  manager: z.string().trim().max(200),
  region: z.string().trim().max(100),
  taxId: z.string().trim().max(100),
  address: z.string().trim().max(500),
  notes: z.string().max(10_000),
  territory: territorySchema,
  startedOn: daySchema,
})
export type PartnerFields = z.infer<typeof partnerFieldsSchema>

export const partnerSchema = partnerFieldsSchema.extend({
  id: idSchema,
  status: partnerStatusSchema,
  statuses: z.array(z.strictObject({ id: idSchema, status: partnerStatusSchema, validFrom: daySchema })),
  payee: payeeSchema.nullable(),
  isArchived: z.boolean(),
})
export type Partner = z.infer<typeof partnerSchema>

const amountsSchema = z.array(z.strictObject({ currency: currencySchema, minor: minorSchema }))

export const partnerMethods = {
  'partners.get': query(z.strictObject({ id: idSchema }), partnerSchema),
  /** For pickers: name and code, at most 50, best match first. */
  'partners.find': query(
    z.strictObject({ search: z.string().max(200) }),
    z.strictObject({ partners: z.array(z.strictObject({ id: idSchema, name: z.string(), code: z.string() })) }),
  ),
  'partners.groups': query(nothing, z.strictObject({ groups: z.array(z.string()) })),
  /** Figures of one partner, each per currency, all of them sums of rows that views show. */
  'partners.summary': query(
    z.strictObject({ id: idSchema }),
    z.strictObject({
      revenue: amountsSchema,
      earned: amountsSchema,
      paid: amountsSchema,
      owed: amountsSchema,
      conversions: z.int(),
      customers: z.int(),
      openDeals: z.int(),
      wonDeals: z.int(),
      lostDeals: z.int(),
      firstEventOn: daySchema.nullable(),
      lastEventOn: daySchema.nullable(),
      quarters: z.array(
        z.strictObject({
          quarter: z.string(),
          currency: currencySchema,
          revenueMinor: minorSchema,
          earnedMinor: minorSchema,
          conversions: z.int(),
        }),
      ),
    }),
  ),
  'partners.create': command(
    partnerFieldsSchema.partial().required({ name: true, startedOn: true }),
    z.strictObject({ id: idSchema }),
  ),
  'partners.update': command(z.strictObject({ id: idSchema, changes: partnerFieldsSchema.partial() }), nothing),
  'partners.updateMany': command(
    z.strictObject({
      ids: z.array(idSchema).min(1).max(5000),
      changes: partnerFieldsSchema
        .pick({ group: true, manager: true, kind: true, region: true, territory: true })
        .partial(),
    }),
    nothing,
  ),
  /** From `validFrom` on; a status on the same day is replaced. */
  'partners.setStatus': command(
    z.strictObject({ id: idSchema, status: partnerStatusSchema, validFrom: daySchema }),
    nothing,
  ),
  'partners.setPayee': command(z.strictObject({ id: idSchema, payee: payeeSchema.nullable() }), nothing),
  'partners.archive': command(z.strictObject({ id: idSchema, isArchived: z.boolean() }), nothing),
}
