import type { Reaction } from './history/reactions.ts'

/** Everything derived, in the order in which it depends on each other. */
export const reactions: readonly Reaction[] = []
