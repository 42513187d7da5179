import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron/main'
import { AppError, toWireError } from '../contract/errors.ts'
import {
  type ShellAnswer,
  type ShellInput,
  type ShellMethodName,
  shellMethods,
  type ShellOutput,
} from '../contract/shell.ts'

export type ShellHandlers = {
  readonly [M in ShellMethodName]: (input: ShellInput<M>) => ShellOutput<M> | Promise<ShellOutput<M>>
}

/** The only one who may ask: the main frame of our window, showing our own origin. */
export interface TrustedSender {
  contents(): WebContents | undefined
  origin: string
}

/** Registers every function of the shell; the only place of the application that calls `ipcMain.handle`. */
export function handleShell(
  ipc: Pick<IpcMain, 'handle'>,
  trusted: TrustedSender,
  handlers: ShellHandlers,
  report: (error: unknown) => string,
): void {
  for (const name of Object.keys(shellMethods) as ShellMethodName[])
    ipc.handle(channelOf(name), (event, ...parameters: unknown[]) =>
      answer(() => {
        if (!isTrusted(event, trusted)) throw new AppError('call.unknownMethod', { method: name })
        return run(name, parameters, handlers)
      }, report),
    )
}

/** The channel of a function of the shell. */
export function channelOf(name: ShellMethodName): string {
  return `tandem:${name}`
}

function isTrusted(event: IpcMainInvokeEvent, trusted: TrustedSender): boolean {
  const frame = event.senderFrame
  return (
    frame !== null && event.sender === trusted.contents() && frame.parent === null && frame.origin === trusted.origin
  )
}

async function run(name: ShellMethodName, parameters: unknown[], handlers: ShellHandlers): Promise<unknown> {
  const { input, output, limit } = shellMethods[name]
  if (parameters.length > 1) throw new AppError('call.badInput', { method: name, problems: [] })
  if (!fits(parameters[0], limit)) throw new AppError('call.tooLarge', { method: name, limit })
  const parsed = input.safeParse(parameters[0])
  if (!parsed.success) {
    // Only where, never what: a refused value may be anything.
    const problems = parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || 'input')
    throw new AppError('call.badInput', { method: name, problems })
  }
  // The table ties input and output to the name; TypeScript cannot follow that through the union of all names.
  const handler = handlers[name] as (input: unknown) => unknown
  return output.parse(await handler(parsed.data))
}

async function answer(run: () => Promise<unknown>, report: (error: unknown) => string): Promise<ShellAnswer<unknown>> {
  try {
    return { ok: true, value: await run() }
  } catch (error) {
    return { ok: false, error: toWireError(error, report) }
  }
}

/** Whether a value has at most `limit` bytes; every value costs 8 at least, so a circle never fits. */
export function fits(value: unknown, limit: number): boolean {
  const rest: unknown[] = [value]
  let size = 0
  while (rest.length > 0) {
    const next = rest.pop()
    size += 8
    if (typeof next === 'string') size += Buffer.byteLength(next)
    else if (ArrayBuffer.isView(next) || next instanceof ArrayBuffer) size += next.byteLength
    else if (next instanceof Map || next instanceof Set) return false
    else if (typeof next === 'object' && next !== null)
      for (const [key, item] of Object.entries(next)) {
        size += key.length
        rest.push(item)
      }
    if (size > limit) return false
  }
  return true
}
