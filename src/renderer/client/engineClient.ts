import { AppError } from '../../contract/errors.ts'
import { methods, type Input, type MethodName, type Output } from '../../contract/methods.ts'
import { connect, type CallOptions, type Connection, type EngineEvent, type Link } from '../../contract/rpc.ts'
import { engineRoles, type EngineRole } from '../../contract/shell.ts'

export type LinkStatus = 'connecting' | 'up' | 'down'
export type LinkStatuses = Readonly<Record<EngineRole, LinkStatus>>

/** A link whose end is told by somebody else: a MessagePort does not say that the process behind it died. */
export interface EndableLink extends Link {
  end(): void
}

/** How long a command may wait for the writer's port before it is refused; it has not been sent, so nothing can be lost. */
const SEND_WAIT_MS = 15_000
/** A query that ends the reader each time it is asked must not restart it for ever. */
const ASK_AGAIN = 3

type Handler<T> = (value: T) => void

/**
 * The page's calls to the two engine processes. Queries go to the reader and are asked again when it comes back;
 * commands and tasks go to the writer and never are: their id makes a person's second try safe.
 */
export class EngineClient {
  readonly #connections = new Map<EngineRole, { connection: Connection; link: EndableLink }>()
  readonly #waiting = new Set<{ role: EngineRole; resolve: Handler<Connection>; reject: Handler<AppError> }>()
  readonly #eventHandlers = new Set<Handler<EngineEvent>>()
  readonly #statusHandlers = new Set<Handler<LinkStatuses>>()
  readonly #commandHandlers = new Set<Handler<MethodName>>()
  #statuses: LinkStatuses = { reader: 'connecting', writer: 'connecting' }

  get statuses(): LinkStatuses {
    return this.#statuses
  }

  /** A port to this process has come: its waiting calls go out. An older port of the same process is ended. */
  attach(role: EngineRole, link: EndableLink): void {
    this.#connections.get(role)?.link.end()
    const connection = connect(link)
    connection.onEvent((event) => this.#eventHandlers.forEach((handler) => handler(event)))
    this.#connections.set(role, { connection, link })
    this.#setStatus(role, 'up')
    for (const call of this.#waiting) {
      if (call.role !== role) continue
      this.#waiting.delete(call)
      call.resolve(connection)
    }
  }

  /** The process behind this port has died: what was asked is rejected, queries wait for the next port. */
  detach(role: EngineRole): void {
    const open = this.#connections.get(role)
    this.#connections.delete(role)
    this.#setStatus(role, 'down')
    open?.link.end()
  }

  /** The workspace was closed: nothing will answer, so nothing may wait. */
  reset(): void {
    for (const { link } of this.#connections.values()) link.end()
    this.#connections.clear()
    for (const call of this.#waiting) call.reject(new AppError('engine.unavailable'))
    this.#waiting.clear()
    for (const role of engineRoles) this.#setStatus(role, 'connecting')
  }

  async call<M extends MethodName>(method: M, input: Input<M>, options: CallOptions = {}): Promise<Output<M>> {
    const isQuery = methods[method].kind === 'query'
    // The answering side has validated the output against the same table (rpc.ts, callMethod).
    if (isQuery) return (await this.#ask(method, input, options)) as Output<M>
    const connection = await this.#connected('writer', options.signal, SEND_WAIT_MS)
    const output = (await connection.call(method, input, options)) as Output<M>
    this.#commandHandlers.forEach((handler) => handler(method))
    return output
  }

  onEvent(handler: Handler<EngineEvent>): () => void {
    return subscribe(this.#eventHandlers, handler)
  }

  onStatus(handler: Handler<LinkStatuses>): () => void {
    return subscribe(this.#statusHandlers, handler)
  }

  /** Told the method of each command and task that was stored. */
  onStored(handler: Handler<MethodName>): () => void {
    return subscribe(this.#commandHandlers, handler)
  }

  async #ask(method: string, input: unknown, options: CallOptions): Promise<unknown> {
    for (let tries = 1; ; tries++) {
      const connection = await this.#connected('reader', options.signal)
      try {
        return await connection.call(method, input, options)
      } catch (error) {
        if (!isUnavailable(error) || tries === ASK_AGAIN) throw error
      }
    }
  }

  #connected(role: EngineRole, signal: AbortSignal | undefined, waitMs?: number): Promise<Connection> {
    const open = this.#connections.get(role)
    if (open) return Promise.resolve(open.connection)
    return new Promise((resolve, reject) => {
      const call = { role, resolve, reject }
      this.#waiting.add(call)
      const giveUp = (error: AppError): void => {
        if (this.#waiting.delete(call)) reject(error)
      }
      signal?.addEventListener('abort', () => giveUp(new AppError('engine.cancelled')), { once: true })
      if (waitMs !== undefined) setTimeout(() => giveUp(new AppError('engine.unavailable')), waitMs)
    })
  }

  #setStatus(role: EngineRole, status: LinkStatus): void {
    if (this.#statuses[role] === status) return
    this.#statuses = { ...this.#statuses, [role]: status }
    this.#statusHandlers.forEach((handler) => handler(this.#statuses))
  }
}

export function isUnavailable(error: unknown): boolean {
  return error instanceof AppError && error.code === 'engine.unavailable'
}

function subscribe<T>(handlers: Set<Handler<T>>, handler: Handler<T>): () => void {
  handlers.add(handler)
  return () => void handlers.delete(handler)
}

/** A MessagePort from the preload as a link. */
export function portLink(port: MessagePort): EndableLink {
  let onEnd: (() => void) | undefined
  return {
    post: (message) => port.postMessage(message),
    listen: (handler) => {
      port.onmessage = (event) => handler(event.data)
    },
    onClose: (handler) => {
      onEnd = handler
    },
    end: () => {
      port.close()
      onEnd?.()
      onEnd = undefined
    },
  }
}
