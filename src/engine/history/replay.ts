import type { Progress } from '../../contract/rpc.ts'
import type { Affected, CommandContext, QueryContext } from '../context.ts'
import { toMoment } from './clock.ts'
import { type Reaction, runReactions } from './reactions.ts'
import type { Write } from './write.ts'

export interface Work {
  signal: AbortSignal
  progress(progress: Progress): void
}

/** Works out anew what depends on what `write` touched and on whom `affected` names, outside of any command. */
export async function runReactionsAlone(
  reactions: readonly Reaction[],
  query: QueryContext,
  { seq, write, affected }: { seq: number; write: Write; affected: Affected },
  work: Work,
): Promise<void> {
  const context: CommandContext = {
    ...query,
    write,
    seq,
    at: toMoment(query.clock.now()),
    actor: '',
    describe: () => undefined,
    affected,
    isReplay: true,
    ...work,
  }
  await runReactions(reactions, context, (done) =>
    work.progress({ done, total: reactions.length, label: 'parts worked out' }),
  )
}
