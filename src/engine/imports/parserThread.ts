import { Worker } from 'node:worker_threads'
import { AppError, type ErrorCode } from '../../contract/errors.ts'
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
  const worker = new Worker(script, { workerData: { ...request, ahead }, resourceLimits })
  const waiting: ParserMessage[] = []
  let wake: () => void = () => undefined
  let failure: unknown
  let isOver = false
  const end = (error?: unknown): void => {
    failure ??= error
    isOver = true
    wake()
  }
  const cancel = (): void => end(new AppError('engine.cancelled'))
  worker.on('message', (message: ParserMessage) => {
    waiting.push(message)
    wake()
  })
  worker.on('error', end)
  worker.on('exit', () => end())
  signal.addEventListener('abort', cancel, { once: true })
  try {
    for (;;) {
      if (signal.aborted) throw new AppError('engine.cancelled')
      const message = waiting.shift()
      if (message === undefined) {
        if (failure !== undefined) throw failure
        if (isOver) throw new Error('the parser thread ended early')
        await new Promise<void>((resolve) => (wake = resolve))
        continue
      }
      Atomics.sub(ahead, 0, 1)
      Atomics.notify(ahead, 0)
      // From our own thread, which sends codes of AppErrors only.
      if (message.t === 'failed') throw new AppError(message.code as ErrorCode, message.details)
      yield message
      if (message.t === 'end') return
    }
  } finally {
    signal.removeEventListener('abort', cancel)
    await worker.terminate()
  }
}
