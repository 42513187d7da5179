import { z } from 'zod'
import { daySchema } from './dates.ts'
import { command, idSchema, nothing, query } from './method.ts'

/** Days before its end from which a certificate is said to expire. */
export const EXPIRING_DAYS = 60

const validitySchema = {
  issuedOn: daySchema,
  /** Last day on which it is valid; null: it does not expire. */
  expiresOn: daySchema.nullable(),
  /** Where the proof is: a link, a number. */
  evidence: z.string().trim().max(500),
}
const certificateFieldsSchema = z.strictObject({
  partnerId: idSchema,
  name: z.string().trim().min(1).max(200),
  holder: z.string().trim().min(1).max(200),
  level: z.string().trim().max(100),
  ...validitySchema,
})

/** `renewed`: a later certificate of the same person stands in its place. */
export const certificateStateSchema = z.enum(['valid', 'expiring', 'expired', 'renewed', 'future'])
export type CertificateState = z.infer<typeof certificateStateSchema>

export const certificateSchema = certificateFieldsSchema.extend({
  id: idSchema,
  state: certificateStateSchema,
  /** Name of the tier that its end takes away; null when none hangs on it. */
  endangers: z.string().nullable(),
})

export const declarationKindSchema = z.enum(['attestation', 'policy'])
export type DeclarationKind = z.infer<typeof declarationKindSchema>

const declarationFieldsSchema = z.strictObject({
  kind: declarationKindSchema,
  /** As the tier table names it. */
  topic: z.string().trim().min(1).max(120),
  /** Confirmed or kept; false: not confirmed, broken. */
  isMet: z.boolean(),
  attestedOn: daySchema,
  /** Last day on which it holds; null: until a later record. */
  validUntil: daySchema.nullable(),
  note: z.string().trim().max(500),
})
export const declarationSchema = declarationFieldsSchema.extend({ id: idSchema, attestedBy: z.string() })
export type Declaration = z.infer<typeof declarationSchema>

export const certificateMethods = {
  /** Certificates by their end, the next first, and what was confirmed, newest first. */
  'certificates.ofPartner': query(
    z.strictObject({ partnerId: idSchema }),
    z.strictObject({ certificates: z.array(certificateSchema), declarations: z.array(declarationSchema) }),
  ),
  /** What tiers in force ask for and what was recorded so far: names to choose from, sorted. */
  'certificates.names': query(
    nothing,
    z.strictObject({
      certificates: z.array(z.string()),
      levels: z.array(z.string()),
      attestations: z.array(z.string()),
      policies: z.array(z.string()),
    }),
  ),
  /** @throws date.invalid when it ends before it begins */
  'certificates.create': command(certificateFieldsSchema, z.strictObject({ id: idSchema })),
  /** @throws date.invalid when it ends before it begins */
  'certificates.update': command(
    z.strictObject({ id: idSchema, changes: certificateFieldsSchema.omit({ partnerId: true }).partial() }),
    nothing,
  ),
  /** A new certificate of the same person; the old one stays for the days on which it was valid. */
  'certificates.renew': command(z.strictObject({ id: idSchema, ...validitySchema }), z.strictObject({ id: idSchema })),
  'certificates.remove': command(z.strictObject({ ids: z.array(idSchema).min(1).max(1000) }), nothing),
  /** The same confirmation for one or many partners; the latest of a topic counts. */
  'attestations.record': command(
    declarationFieldsSchema.extend({ partnerIds: z.array(idSchema).min(1).max(10_000) }),
    nothing,
  ),
  'attestations.remove': command(z.strictObject({ id: idSchema }), nothing),
}
