import { z } from 'zod'

/** What a conversion passes before any rule of a plan is asked. [CO11] */
export const gateSchema = z.enum([
  'partnerActive',
  'planInForce',
  'notSelfReferral',
  'notFraud',
  'inTerritory',
  'notArchived',
])
export type Gate = z.infer<typeof gateSchema>
