import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Day } from '../contract/dates.ts'
import { AppError } from '../contract/errors.ts'
import { methods, type MethodName } from '../contract/methods.ts'
import { callMethod, type Progress } from '../contract/rpc.ts'
import type { FileRegistry, KnownFile } from '../engine/context.ts'
import { type Engine, type EngineOptions, openEngine, openPast, openReader } from '../engine/engine.ts'

/** Files named on the command line; the handle is the path as typed. */
export const commandLineFiles: FileRegistry = {
  get(handle): KnownFile {
    const path = resolve(handle)
    try {
      return { handle, path, name: basename(path), size: statSync(path).size }
    } catch {
      throw new AppError('file.unreadable', { name: basename(path) })
    }
  },
}

export interface Session {
  /** @throws AppError */
  call(method: string, input: unknown): Promise<unknown>
  close(): void
}

type Watch = (progress: Progress) => void

const unstopped = (progress: Watch = () => undefined): { signal: AbortSignal; progress: Watch } => ({
  signal: new AbortController().signal,
  progress,
})

const isQuery = (method: string): boolean =>
  Object.hasOwn(methods, method) && methods[method as MethodName].kind === 'query'

function toSession(engine: Engine, watch?: Watch): Session {
  return {
    call: (name, input) =>
      callMethod(methods, engine.dispatch, name, input, { ...unstopped(watch), commandId: undefined }),
    close: () => engine.close(),
  }
}

/** Opens a workspace for one command; only reading when the method is a query, so that it works beside an open window. */
export async function openSession(
  file: string,
  method: string,
  { watch, ...engineOptions }: Pick<EngineOptions, 'clock' | 'device'> & { watch?: Watch } = {},
): Promise<Session> {
  const options = { file: resolve(file), files: commandLineFiles, ...engineOptions }
  return toSession(isQuery(method) ? openReader(options) : await openEngine(options), watch)
}

/**
 * Opens a workspace as it was at the end of a day, for questions only.
 *
 * @throws AppError history.noSuchDay | history.inThePast
 */
export async function openSessionAsOf(file: string, method: string, day: Day): Promise<Session> {
  // Told before a copy is made for nothing.
  if (Object.hasOwn(methods, method) && !isQuery(method)) throw new AppError('history.inThePast', { day })
  return toSession(await openPast({ file: resolve(file), files: commandLineFiles }, day, unstopped()))
}
