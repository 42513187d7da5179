import type { payoutMethods } from '../../contract/payouts.ts'
import { AppError } from '../../contract/errors.ts'
import { insertAdjustment } from '../commissions/commissions.repo.ts'
import type { HandlersOf } from '../context.ts'
import { listUncollectable } from './uncollectable.ts'

export const writeOffHandlers: HandlersOf<Pick<typeof payoutMethods, 'payouts.uncollectable' | 'payouts.writeOff'>> = {
  async 'payouts.uncollectable'(context) {
    return { balances: listUncollectable(context) }
  },

  async 'payouts.writeOff'(context, { partnerId, currency, reason }) {
    const balance = listUncollectable(context).find((row) => row.partnerId === partnerId && row.currency === currency)
    if (!balance) throw new AppError('payout.notUncollectable', { partnerId, currency })
    const adjustment = { partnerId, currency, minor: -balance.minor, day: context.today(), reason }
    const adjustmentId = insertAdjustment(context, adjustment, 'writeOff')
    context.describe(balance.partnerName)
    return { adjustmentId }
  },
}
