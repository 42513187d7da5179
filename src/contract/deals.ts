import { z } from 'zod'
import { command, idSchema, nothing, query } from './method.ts'

/** How a partner that did not bring a deal had a part in it. */
export const dealRoleSchema = z.enum(['influenced', 'assisted'])
export type DealRole = z.infer<typeof dealRoleSchema>

const note = z.string().trim().max(500)

export const dealMethods = {
  /** Partners that helped with a deal, whichever of its versions is asked about; influencing ones first. */
  'deals.roles': query(
    z.strictObject({ dealId: idSchema }),
    z.strictObject({
      roles: z.array(z.strictObject({ partnerId: idSchema, name: z.string(), role: dealRoleSchema, note })),
    }),
  ),
  /** Names a partner on a deal, or changes what it did there. @throws deal.ownPartner | entity.notFound */
  'deals.setRole': command(
    z.strictObject({ dealId: idSchema, partnerId: idSchema, role: dealRoleSchema, note }),
    nothing,
  ),
  /** @throws entity.notFound */
  'deals.removeRole': command(z.strictObject({ dealId: idSchema, partnerId: idSchema }), nothing),
}
