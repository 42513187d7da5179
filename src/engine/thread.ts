import { Worker, type WorkerOptions } from 'node:worker_threads'

/** A thread of ours: takes and tells plain data, in order. */
export class Thread<Told, Heard> {
  private readonly worker: Worker
  private readonly heard: Heard[] = []
  private failure: unknown
  private isOver = false
  private wake: () => void = () => undefined

  constructor(script: URL, options: WorkerOptions) {
    this.worker = new Worker(script, options)
    this.worker.on('message', (message: Heard) => {
      this.heard.push(message)
      this.wake()
    })
    this.worker.on('error', (error) => this.end(error))
    this.worker.on('exit', () => this.end())
  }

  tell(message: Told, transfer: ArrayBuffer[] = []): void {
    this.worker.postMessage(message, transfer)
  }

  /** The next thing it says. @throws what ended it, also what `end` was told */
  async next(): Promise<Heard> {
    for (;;) {
      const message = this.heard.shift()
      if (message !== undefined) return message
      if (this.failure !== undefined) throw this.failure
      if (this.isOver) throw new Error('the thread ended early')
      await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }

  /** Wakes whoever waits for it. */
  end(failure?: unknown): void {
    this.failure ??= failure
    this.isOver = true
    this.wake()
  }

  async close(): Promise<void> {
    await this.worker.terminate()
  }
}
