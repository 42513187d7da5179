import { z } from 'zod'
import { type Day, daySchema } from './dates.ts'
import { AppError, errorCodes, toWireError, type WireError } from './errors.ts'
import type { MethodTable } from './method.ts'

/** The least a message channel must do: MessagePort, a process link and a test's own pair all fit. */
export interface Link {
  post(message: unknown): void
  listen(handler: (message: unknown) => void): void
  /** Called once when the other side has gone. */
  onClose(handler: () => void): void
}

/** Progress of long work: rows (or steps) done of a total that may be unknown. */
export interface Progress {
  done: number
  total: number | null
  label: string
}

/** What the engine tells every page, unasked. */
export type EngineEvent =
  | { event: 'changed'; features: string[] }
  | { event: 'queue'; running: string | null; waiting: number }
  /** From now on queries are answered as of the end of this day; null: as of now. */
  | { event: 'moved'; day: Day | null }

const requestSchema = z.strictObject({
  t: z.literal('call'),
  id: z.int(),
  method: z.string().max(64),
  input: z.unknown(),
  commandId: z.string().max(64).optional(),
})
const cancelSchema = z.strictObject({ t: z.literal('cancel'), id: z.int() })
const inboundSchema = z.discriminatedUnion('t', [requestSchema, cancelSchema])

const errorSchema = z.strictObject({ code: z.enum(errorCodes), details: z.record(z.string(), z.unknown()) })
const outboundSchema = z.discriminatedUnion('t', [
  z.strictObject({ t: z.literal('ok'), id: z.int(), output: z.unknown() }),
  z.strictObject({ t: z.literal('error'), id: z.int(), error: errorSchema }),
  z.strictObject({
    t: z.literal('progress'),
    id: z.int(),
    progress: z.strictObject({ done: z.number(), total: z.number().nullable(), label: z.string() }),
  }),
  z.strictObject({
    t: z.literal('event'),
    event: z.discriminatedUnion('event', [
      z.strictObject({ event: z.literal('changed'), features: z.array(z.string()) }),
      z.strictObject({ event: z.literal('queue'), running: z.string().nullable(), waiting: z.int() }),
      z.strictObject({ event: z.literal('moved'), day: daySchema.nullable() }),
    ]),
  }),
])
type Outbound = z.infer<typeof outboundSchema>

export interface CallOptions {
  /** Same id again answers the stored result of the first time (commands only). */
  commandId?: string
  onProgress?: (progress: Progress) => void
  signal?: AbortSignal
}

export interface Connection {
  call(method: string, input: unknown, options?: CallOptions): Promise<unknown>
  onEvent(handler: (event: EngineEvent) => void): void
}

/** The calling side. Every pending call is rejected with `engine.unavailable` when the link closes; none hangs. [RP2] */
export function connect(link: Link): Connection {
  let next = 1
  let isClosed = false
  const pending = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: AppError) => void; onProgress?: CallOptions['onProgress'] }
  >()
  const handlers: ((event: EngineEvent) => void)[] = []
  link.onClose(() => {
    isClosed = true
    for (const call of pending.values()) call.reject(new AppError('engine.unavailable'))
    pending.clear()
  })
  link.listen((message) => {
    const parsed = outboundSchema.safeParse(message)
    if (!parsed.success) return
    const data = parsed.data
    if (data.t === 'event') {
      for (const handler of handlers) handler(data.event)
      return
    }
    const call = pending.get(data.id)
    if (!call) return
    if (data.t === 'progress') {
      call.onProgress?.(data.progress)
      return
    }
    pending.delete(data.id)
    if (data.t === 'ok') call.resolve(data.output)
    else call.reject(new AppError(data.error.code, data.error.details))
  })
  return {
    onEvent: (handler) => void handlers.push(handler),
    call: (method, input, options = {}) =>
      new Promise((resolve, reject) => {
        if (isClosed) {
          reject(new AppError('engine.unavailable'))
          return
        }
        const id = next++
        pending.set(id, { resolve, reject, onProgress: options.onProgress })
        options.signal?.addEventListener('abort', () => link.post({ t: 'cancel', id }), { once: true })
        link.post({
          t: 'call',
          id,
          method,
          input,
          ...(options.commandId === undefined ? {} : { commandId: options.commandId }),
        })
      }),
  }
}

export interface CallContext {
  commandId: string | undefined
  signal: AbortSignal
  progress(progress: Progress): void
}

/** Runs one method whose input has been validated; its answer is validated by `serve`. */
export type Dispatch = (method: string, input: unknown, context: CallContext) => Promise<unknown>

/** The answering side: validates what comes in and what goes out, and never lets a stack or a path through. [RP1] */
export function serve(
  link: Link,
  methods: MethodTable,
  dispatch: Dispatch,
  report: (error: unknown) => string,
): { send(event: EngineEvent): void } {
  const running = new Map<number, AbortController>()
  const post = (message: Outbound): void => link.post(message)
  link.onClose(() => {
    for (const controller of running.values()) controller.abort()
    running.clear()
  })
  link.listen((message) => {
    const parsed = inboundSchema.safeParse(message)
    if (!parsed.success) return
    if (parsed.data.t === 'cancel') {
      running.get(parsed.data.id)?.abort()
      return
    }
    const { id, method, input, commandId } = parsed.data
    const controller = new AbortController()
    running.set(id, controller)
    const context: CallContext = {
      commandId,
      signal: controller.signal,
      progress: (progress) => post({ t: 'progress', id, progress }),
    }
    callMethod(methods, dispatch, method, input, context)
      .then(
        (output) => post({ t: 'ok', id, output }),
        (error: unknown) => post({ t: 'error', id, error: toWireError(error, report) satisfies WireError }),
      )
      .finally(() => running.delete(id))
  })
  return { send: (event) => post({ t: 'event', event }) }
}

/** One call with both checks; also the CLI's and the tests' way in. @throws AppError */
export async function callMethod(
  methods: MethodTable,
  dispatch: Dispatch,
  method: string,
  input: unknown,
  context: CallContext,
): Promise<unknown> {
  const spec = Object.hasOwn(methods, method) ? methods[method] : undefined
  if (!spec) throw new AppError('call.unknownMethod', { method: method.slice(0, 64) })
  const parsed = spec.input.safeParse(input)
  if (!parsed.success) throw new AppError('call.badInput', { method, problems: describeIssues(parsed.error) })
  const output = await dispatch(method, parsed.data, context)
  const checked = spec.output.safeParse(output)
  if (!checked.success) throw new AppError('call.badOutput', { method, problems: describeIssues(checked.error) })
  return checked.data
}

/** "partnerId: Invalid input" lines, at most five. */
function describeIssues(error: z.ZodError): string[] {
  return error.issues.slice(0, 5).map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
}
