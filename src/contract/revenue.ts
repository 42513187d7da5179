import { z } from 'zod'
import { daySchema } from './dates.ts'
import { gateSchema } from './gates.ts'
import { command, idSchema, nothing, query } from './method.ts'
import { currencySchema, minorSchema } from './money.ts'

export const conversionKindSchema = z.enum(['sale', 'refund', 'lead'])
/** What a conversion's partner follows from; a refund whose sale is known has that of the sale. */
export const conversionAttributionSchema = z.enum(['file', 'byHand', 'sale', 'none'])
export type ConversionAttribution = z.infer<typeof conversionAttributionSchema>
export const dealStageSchema = z.enum(['open', 'won', 'lost'])

/** Where a row came from: file, line, the raw text of that line, when and by whom it was imported. */
export const originSchema = z.strictObject({
  attemptId: idSchema,
  fileName: z.string(),
  line: z.int(),
  raw: z.string(),
  importedAt: z.string(),
  importedBy: z.string(),
})
export type Origin = z.infer<typeof originSchema>

/** Why a partner is suggested: its code or domain stands in the text, its name is similar, or it is credited with other sales of the customer. */
export const suggestionReasonSchema = z.enum(['code', 'domain', 'name', 'customer'])
export type SuggestionReason = z.infer<typeof suggestionReasonSchema>

/** Conversions that are credited in one command. */
const CREDITED_AT_ONCE = 10_000

export const revenueMethods = {
  'revenue.conversion': query(
    z.strictObject({ id: idSchema }),
    z.strictObject({
      id: idSchema,
      kind: conversionKindSchema,
      externalId: z.string(),
      occurredOn: daySchema,
      currency: currencySchema,
      amountMinor: minorSchema,
      taxMinor: minorSchema,
      shippingMinor: minorSchema,
      discountMinor: minorSchema,
      refundedMinor: minorSchema,
      product: z.string(),
      country: z.string(),
      partnerId: idSchema.nullable(),
      partnerName: z.string(),
      partnerText: z.string(),
      customerId: idSchema.nullable(),
      customerName: z.string(),
      attribution: conversionAttributionSchema,
      origin: originSchema.nullable(),
      commissions: z.array(
        z.strictObject({
          id: idSchema,
          earnedMinor: minorSchema,
          currency: currencySchema,
          status: z.string(),
          /** Whoever it was paid to, where that is not the partner that is credited now; else ''. */
          otherPartner: z.string(),
        }),
      ),
      /** Why it earns its partner nothing, whatever plans say; of a refund nothing, it follows its sale. */
      failedGates: z.array(gateSchema),
    }),
  ),
  /** Whom a conversion or lead that nobody is credited with may belong to, the likeliest first. [RE7] @throws entity.notFound */
  'revenue.suggestions': query(
    z.strictObject({ id: idSchema }),
    z.strictObject({
      partners: z.array(z.strictObject({ partnerId: idSchema, name: z.string(), reason: suggestionReasonSchema })),
      /** This row and the others in the same case: with the same text, or without any for the same customer. */
      conversionIds: z.array(idSchema).max(CREDITED_AT_ONCE),
    }),
  ),
  'revenue.deal': query(
    z.strictObject({ id: idSchema }),
    z.strictObject({
      id: idSchema,
      name: z.string(),
      externalId: z.string(),
      stage: dealStageSchema,
      stageText: z.string(),
      currency: currencySchema,
      amountMinor: minorSchema.nullable(),
      openedOn: daySchema.nullable(),
      closedOn: daySchema.nullable(),
      product: z.string(),
      partnerId: idSchema.nullable(),
      partnerName: z.string(),
      customerId: idSchema.nullable(),
      customerName: z.string(),
      owner: z.string(),
      origin: originSchema.nullable(),
      versions: z.array(
        z.strictObject({ importedAt: z.string(), stageText: z.string(), amountMinor: minorSchema.nullable() }),
      ),
    }),
  ),
  'revenue.click': query(
    z.strictObject({ id: idSchema }),
    z.strictObject({
      id: idSchema,
      externalId: z.string(),
      occurredOn: daySchema,
      link: z.string(),
      code: z.string(),
      referrer: z.string(),
      country: z.string(),
      partnerId: idSchema.nullable(),
      partnerName: z.string(),
      partnerText: z.string(),
      origin: originSchema.nullable(),
    }),
  ),
  /** Credits conversions to a partner by hand, with a reason; null takes the credit away. The file's own text stays as it is. */
  'revenue.attribute': command(
    z.strictObject({
      conversionIds: z.array(idSchema).min(1).max(CREDITED_AT_ONCE),
      partnerId: idSchema.nullable(),
      reason: z.string().trim().min(1).max(500),
    }),
    nothing,
  ),
}
