import { AppError } from '../contract/errors.ts'

/**
 * A turn of the event loop between two chunks of work: other calls are answered and a cancel arrives.
 *
 * @returns a function that throws AppError 'engine.cancelled' once the signal is aborted
 */
export function pauseOf({ signal }: { signal: AbortSignal }): () => Promise<void> {
  return async () => {
    await new Promise((resolve) => setImmediate(resolve))
    if (signal.aborted) throw new AppError('engine.cancelled')
  }
}
