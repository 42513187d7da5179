import type { Day } from '../../../src/contract/dates.ts'
import { AppError } from '../../../src/contract/errors.ts'
import { methods, type Input, type MethodName, type Output } from '../../../src/contract/methods.ts'
import { serve, type CallContext, type EngineEvent, type Link } from '../../../src/contract/rpc.ts'
import { engineRoles, type EngineRole } from '../../../src/contract/shell.ts'
import type { EndableLink } from '../../../src/renderer/client/engineClient.ts'
import { engine } from '../../../src/renderer/client/session.ts'

type Answer<M extends MethodName> = (
  input: Input<M>,
  signal: AbortSignal,
  report: CallContext['progress'],
) => Output<M> | Promise<Output<M>>
export type Answers = { [M in MethodName]?: Answer<M> }

export interface Asked {
  method: string
  input: unknown
  commandId: string | undefined
}

/** Two ends of a wire inside one process; messages arrive later and as copies, as over a port. */
export function wire(): { near: EndableLink; far: Link } {
  const ends = [0, 1].map(() => ({ handlers: new Set<(message: unknown) => void>(), onClose: () => {}, isOpen: true }))
  const [near, far] = ends
  if (!near || !far) throw new Error('two ends')
  const link = (own: typeof near, other: typeof near): EndableLink => ({
    post: (message) => {
      const copy: unknown = structuredClone(message)
      queueMicrotask(() => own.isOpen && other.isOpen && other.handlers.forEach((handler) => handler(copy)))
    },
    listen: (handler) => void own.handlers.add(handler),
    onClose: (handler) => {
      own.onClose = handler
    },
    end: () => {
      own.isOpen = false
      own.onClose()
    },
  })
  return { near: link(near, far), far: link(far, near) }
}

/** A small engine behind the real protocol: what a test does not answer is unknown. Lists everything it was asked. */
export class StandIn {
  readonly asked: Asked[] = []
  answers: Answers
  #send: ((event: EngineEvent) => void)[] = []
  #reader: ((event: EngineEvent) => void) | undefined

  constructor(answers: Answers) {
    this.answers = answers
  }

  /** Starts one of the two processes and hands its port to the page's client. */
  connect(role: EngineRole): void {
    const { near, far } = wire()
    const { send } = serve(
      far,
      methods,
      (method, input, context) => this.#answer(method, input, context),
      () => 'test',
    )
    this.#send.push(send)
    if (role === 'reader') this.#reader = send
    engine.attach(role, near)
  }

  /** Both processes. */
  start(): this {
    for (const role of engineRoles) this.connect(role)
    return this
  }

  changed(features: string[]): void {
    this.#send.at(-1)?.({ event: 'changed', features })
  }

  moved(day: Day | null): void {
    this.#reader?.({ event: 'moved', day })
  }

  askedFor(method: MethodName): unknown[] {
    return this.asked.filter((call) => call.method === method).map((call) => call.input)
  }

  async #answer(method: string, input: unknown, { commandId, signal, progress }: CallContext): Promise<unknown> {
    this.asked.push({ method, input, commandId })
    const known: Readonly<
      Record<string, ((input: never, signal: AbortSignal, report: CallContext['progress']) => unknown) | undefined>
    > = this.answers
    const answer = known[method]
    if (!answer) throw new AppError('call.unknownMethod', { method })
    // `serve` has parsed the input with the method's own schema.
    return await answer(input as never, signal, progress)
  }
}
