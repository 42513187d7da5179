import { commissionsReaction } from './commissions/derive.reaction.ts'
import type { Reaction } from './history/reactions.ts'
import { commissionRollupReaction, revenueRollupReaction } from './metrics/rollups.reaction.ts'
import { claimsReaction } from './payouts/claims.reaction.ts'
import { ledgerReaction } from './payouts/ledger.reaction.ts'

/** Everything derived, in the order in which it depends on each other. */
export const reactions: readonly Reaction[] = [
  revenueRollupReaction,
  commissionsReaction,
  claimsReaction,
  ledgerReaction,
  commissionRollupReaction,
]
