import { AppError, type ErrorCode } from '../../contract/errors.ts'
import { Thread } from '../thread.ts'
import type { ParseRequest, ParserMessage } from './batch.ts'

/**
 * Parses a file in a thread of its own; answers its messages in order and stops the thread when the caller leaves the loop.
 *
 * @throws AppError whatever the parser refuses; 'engine.cancelled' when the signal aborts
 */
export async function* parseInThread(
  script: URL,
  request: Omit<ParseRequest, 'ahead'>,
  signal: AbortSignal,
): AsyncGenerator<Exclude<ParserMessage, { t: 'failed' }>> {
  if (signal.aborted) throw new AppError('engine.cancelled')
  const ahead = new Int32Array(new SharedArrayBuffer(4))
  // Rows die young: room for more of them would only be memory.
  const resourceLimits = { maxYoungGenerationSizeMb: 16 }
  const thread = new Thread<never, ParserMessage>(script, { workerData: { ...request, ahead }, resourceLimits })
  const cancel = (): void => thread.end(new AppError('engine.cancelled'))
  signal.addEventListener('abort', cancel, { once: true })
  try {
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
  } finally {
    signal.removeEventListener('abort', cancel)
    await thread.close()
  }
}
