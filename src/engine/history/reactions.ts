import type { EntityName } from '../../contract/history.ts'
import type { CommandContext } from '../context.ts'

/** Recomputes something derived after a command, an undo or a redo, inside the same transaction. */
export interface Reaction {
  name: string
  /** Runs when one of these was touched (by the command or by an earlier reaction). */
  after: readonly EntityName[]
  run(context: CommandContext): Promise<void>
}

/**
 * Runs in the order given: what later ones read, earlier ones have made. [HI4]
 *
 * @param onNext told how many are done before each
 */
export async function runReactions(
  reactions: readonly Reaction[],
  context: CommandContext,
  onNext?: (done: number) => void,
): Promise<void> {
  for (const [done, reaction] of reactions.entries()) {
    onNext?.(done)
    if (reaction.after.some((entity) => context.write.touched.has(entity))) await reaction.run(context)
  }
}
