import { AppError } from '../contract/errors.ts'

/** Lets other calls be answered between two chunks of work. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
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
