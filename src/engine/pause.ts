import { AppError } from '../contract/errors.ts'

/** Lets other calls be answered between two chunks of work. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Asks about one after the other, with a turn of the event loop after each. */
export async function inTurn<Item, Answer>(
  items: readonly Item[],
  ask: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const item of items) {
    answers.push(await ask(item))
    await nextTurn()
  }
  return answers
}

/**
 * A turn of the event loop between two chunks of work: other calls are answered and a cancel arrives.
 *
 * @returns a function that throws AppError 'engine.cancelled' once the signal is aborted
 */
export function pauseOf({ signal }: { signal: AbortSignal }): () => Promise<void> {
  return async () => {
    await nextTurn()
    if (signal.aborted) throw new AppError('engine.cancelled')
  }
}
