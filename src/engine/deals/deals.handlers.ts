import type { dealMethods } from '../../contract/deals.ts'
import { AppError } from '../../contract/errors.ts'
import type { HandlersOf } from '../context.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { getDeal } from '../revenue/revenue.repo.ts'
import { findRole, firstVersionOf, listRoles } from './deals.repo.ts'

const subjectOf = (partner: string, deal: { name: string; external_id: string }): string =>
  `${partner}, ${deal.name === '' ? deal.external_id : deal.name}`

export const dealHandlers: HandlersOf<typeof dealMethods> = {
  async 'deals.roles'(context, { dealId }) {
    return { roles: listRoles(context.raw, dealId) }
  },

  async 'deals.setRole'(context, { dealId, partnerId, role, note }) {
    const deal = getDeal(context.raw, dealId)
    const partner = await getPartnerRow(context.db, partnerId)
    // Who brought a deal did not merely help with it. [AN2]
    if (deal.partner_id === partnerId) throw new AppError('deal.ownPartner', { partner: partner.name })
    const first = firstVersionOf(context.raw, dealId)
    const known = findRole(context.raw, first, partnerId)
    if (known === undefined) context.write.insert('deal_role', { deal_id: first, partner_id: partnerId, role, note })
    else context.write.update('deal_role', known, { role, note })
    context.describe(subjectOf(partner.name, deal))
    return {}
  },

  async 'deals.removeRole'(context, { dealId, partnerId }) {
    const deal = getDeal(context.raw, dealId)
    const known = findRole(context.raw, firstVersionOf(context.raw, dealId), partnerId)
    if (known === undefined) throw new AppError('entity.notFound', { entity: 'deal_role', id: partnerId })
    context.write.remove('deal_role', known)
    context.describe(subjectOf((await getPartnerRow(context.db, partnerId)).name, deal))
    return {}
  },
}
