import type { Reaction } from './history/reactions.ts'
import { claimsReaction } from './payouts/claims.reaction.ts'
import { ledgerReaction } from './payouts/ledger.reaction.ts'

/** Everything derived, in the order in which it depends on each other. */
export const reactions: readonly Reaction[] = [claimsReaction, ledgerReaction]
