import type { Payout } from '../../contract/payouts.ts'
import { linkTo } from '../client/navigation.ts'

/** Where the statement of a payout is shown: the frozen one, or how it would look now. */
export function payoutLink(runId: number, { id, statementId }: Pick<Payout, 'id' | 'statementId'>): string {
  return statementId === null
    ? linkTo({ page: 'payouts', parts: ['runs', runId, 'statement', id] })
    : linkTo({ page: 'payouts', parts: ['statements', statementId] })
}
