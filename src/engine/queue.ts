import { AppError } from '../contract/errors.ts'

interface QueueState {
  running: string | null
  waiting: number
}

export interface CommandQueue {
  /** Runs `work` after everything asked before; a waiting one leaves when its signal aborts. */
  run<T>(name: string, signal: AbortSignal, work: () => Promise<T>): Promise<T>
}

/** Work that waits until a command is answered; the next command waits for it. */
interface Upkeep {
  isDue(): boolean
  run(): void
}

/** One command at a time: the workspace has one writing connection. [EN2] [EN4] */
export function createCommandQueue(onChange: (state: QueueState) => void, upkeep?: Upkeep): CommandQueue {
  const waiting: { start: () => void }[] = []
  let running: string | null = null
  const tell = (): void => onChange({ running, waiting: waiting.length })

  const next = (): void => {
    running = null
    waiting.shift()?.start()
    tell()
  }
  return {
    async run(name, signal, work) {
      if (signal.aborted) throw new AppError('engine.cancelled')
      if (running !== null) {
        await new Promise<void>((resolve, reject) => {
          const entry = { start: resolve }
          waiting.push(entry)
          tell()
          signal.addEventListener(
            'abort',
            () => {
              const at = waiting.indexOf(entry)
              if (at === -1) return
              waiting.splice(at, 1)
              tell()
              reject(new AppError('engine.cancelled'))
            },
            { once: true },
          )
        })
      }
      running = name
      tell()
      try {
        return await work()
      } finally {
        if (upkeep?.isDue() === true)
          setImmediate(() => {
            upkeep.run()
            next()
          })
        else next()
      }
    },
  }
}
