import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { AppError } from '../contract/errors.ts'
import { methods, type MethodName } from '../contract/methods.ts'
import { callMethod } from '../contract/rpc.ts'
import type { FileRegistry, KnownFile } from '../engine/context.ts'
import { type EngineOptions, openEngine, openReader } from '../engine/engine.ts'

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

/** Opens a workspace for one command; only reading when the method is a query, so that it works beside an open window. */
export async function openSession(
  file: string,
  method: string,
  engineOptions: Pick<EngineOptions, 'clock' | 'device'> = {},
): Promise<Session> {
  const path = resolve(file)
  const isQuery = Object.hasOwn(methods, method) && methods[method as MethodName].kind === 'query'
  const options = { file: path, files: commandLineFiles, ...engineOptions }
  const engine = isQuery ? openReader(options) : await openEngine(options)
  return {
    call: (name, input) =>
      callMethod(methods, engine.dispatch, name, input, {
        commandId: undefined,
        signal: new AbortController().signal,
        progress: () => undefined,
      }),
    close: () => engine.close(),
  }
}
