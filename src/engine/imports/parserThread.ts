import { AppError, type ErrorCode } from '../../contract/errors.ts'
import { Thread } from '../thread.ts'
import { MAX_AHEAD, MAX_AHEAD_AT_FIRST, type ParseRequest, type ParserMessage } from './batch.ts'

/** A file that is being parsed in a thread of its own. */
export interface Parsing {
  /**
   * Its messages in order; from the first one on the parser is held back by whoever takes them.
   *
   * @throws AppError whatever the parser refuses; 'engine.cancelled' when the signal aborts
   */
  messages(): AsyncGenerator<Exclude<ParserMessage, { t: 'failed' }>>
  /** Stops it; to be called whatever became of it. */
  close(): Promise<void>
}

/** Begins at once: what the caller has to do first is done meanwhile. @throws AppError engine.cancelled */
export function parseInThread(script: URL, request: Omit<ParseRequest, 'ahead'>, signal: AbortSignal): Parsing {
  if (signal.aborted) throw new AppError('engine.cancelled')
  const ahead = new Int32Array(new SharedArrayBuffer(8))
  Atomics.store(ahead, 1, MAX_AHEAD_AT_FIRST)
  // Rows die young: room for more of them would only be memory.
  const resourceLimits = { maxYoungGenerationSizeMb: 16 }
  const thread = new Thread<never, ParserMessage>(script, { workerData: { ...request, ahead }, resourceLimits })
  const cancel = (): void => thread.end(new AppError('engine.cancelled'))
  signal.addEventListener('abort', cancel, { once: true })
  return {
    async *messages() {
      Atomics.store(ahead, 1, MAX_AHEAD)
      for (;;) {
        if (signal.aborted) throw new AppError('engine.cancelled')
        const message = await thread.next()
        Atomics.sub(ahead, 0, 1)
        Atomics.notify(ahead, 0)
        // From our own thread, which sends codes of AppErrors only.
        if (message.t === 'failed') throw new AppError(message.code as ErrorCode, message.details)
        yield message
        if (message.t === 'end') return
      }
    },
    async close() {
      signal.removeEventListener('abort', cancel)
      await thread.close()
    },
  }
}
