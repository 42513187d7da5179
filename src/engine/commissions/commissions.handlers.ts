import type { commissionMethods } from '../../contract/commissions.ts'
import type { HandlersOf } from '../context.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { decide, insertAdjustment, listQuarters, namePartners, release } from './commissions.repo.ts'
import { unchanged } from '../db/slices.ts'
import { explain } from './explain.ts'

export const commissionHandlers: HandlersOf<typeof commissionMethods> = {
  'commissions.explain': (context, { id }) => unchanged(context.raw, () => explain(context, id)),

  async 'commissions.quarters'(context, { partnerId }) {
    return { rows: listQuarters(context.raw, partnerId, context.settings().fiscalYearStartMonth) }
  },

  async 'commissions.hold'(context, { ids, reason }) {
    const { raw, write, at, actor: by } = context
    decide(raw, write, ids, context.today(), { state: 'hold', reason, at, by })
    context.describe(namePartners(raw, ids))
    return {}
  },

  async 'commissions.release'(context, { ids }) {
    release(context.raw, context.write, ids, context.today())
    context.describe(namePartners(context.raw, ids))
    return {}
  },

  async 'commissions.reject'(context, { ids, reason, isFraud }) {
    const { raw, write, at, actor: by } = context
    decide(raw, write, ids, context.today(), { state: 'rejected', isFraud, reason, at, by })
    context.describe(namePartners(raw, ids))
    return {}
  },

  async 'commissions.adjust'(context, { partnerId, currency, minor, day, reason }) {
    const { name } = await getPartnerRow(context.db, partnerId)
    const id = insertAdjustment(context, { partnerId, currency, minor, day, reason }, 'given')
    context.describe(name)
    return { id }
  },
}
