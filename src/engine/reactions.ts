import { commissionsReaction } from './commissions/derive.reaction.ts'
import { frozenLinesReaction } from './commissions/frozenLines.reaction.ts'
import type { Reaction } from './history/reactions.ts'
import { livenessReaction } from './imports/liveness.reaction.ts'
import { dealRollupReaction } from './metrics/dealRollups.reaction.ts'
import { clickRollupReaction, commissionRollupReaction, revenueRollupReaction } from './metrics/rollups.reaction.ts'
import { claimsReaction } from './payouts/claims.reaction.ts'
import { ledgerReaction } from './payouts/ledger.reaction.ts'
import { attributionReaction } from './revenue/attribution.reaction.ts'

/** Everything derived, in the order in which it depends on each other. */
export const reactions: readonly Reaction[] = [
  livenessReaction,
  attributionReaction,
  revenueRollupReaction,
  clickRollupReaction,
  dealRollupReaction,
  frozenLinesReaction,
  commissionsReaction,
  claimsReaction,
  ledgerReaction,
  commissionRollupReaction,
]
