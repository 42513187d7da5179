import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { AppError } from '../../src/contract/errors.ts'
import { type Input, type MethodName, methods, type Output } from '../../src/contract/methods.ts'
import { callMethod, type CallContext, type EngineEvent } from '../../src/contract/rpc.ts'
import type { Threads } from '../../src/engine/context.ts'
import { makeWorkspace, openEngine } from '../../src/engine/engine.ts'
import { type Clock, steppingClock } from '../../src/engine/history/clock.ts'

/** 14 January 2026, 09:00 UTC: the sample day of the design. */
export const SAMPLE_START_MS = Date.UTC(2026, 0, 14, 9)

export interface TestEngine {
  /** Path of the workspace file. */
  file: string
  folder: string
  call<M extends MethodName>(method: M, input: Input<M>, options?: Partial<CallContext>): Promise<Output<M>>
  /** The code and details an AppError carries; fails when the call succeeds. */
  refused<M extends MethodName>(method: M, input: Input<M>): Promise<{ code: string; details: unknown }>
  /** As when the page that asked is gone. */
  returnToPresent(): void
  close(): void
  /** Closes and opens the same file again, as a new process would; with other threads when given. */
  reopen(threads?: Partial<Threads>): Promise<void>
}

/** The real engine on a real file in a folder of its own. Files are named by their paths. */
export async function startTestEngine(
  options: {
    clock?: Clock
    isSetUp?: boolean
    threads?: Partial<Threads>
    temporaryFolder?: string
    onEvent?: (event: EngineEvent, engine: TestEngine) => void
  } = {},
): Promise<TestEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-test-'))
  const file = join(folder, 'Test.tandem')
  const clock = options.clock ?? steppingClock(SAMPLE_START_MS)
  makeWorkspace(file, clock)
  const files = {
    // A file may be gone by the time it is read; finding that out is the engine's part.
    get: (handle: string) => {
      const size = statSync(handle, { throwIfNoEntry: false })?.size ?? 0
      return { handle, path: handle, name: basename(handle), size }
    },
  }
  const { temporaryFolder } = options
  const device = { id: 'testdevice', name: 'Test laptop' }
  const onEvent = (event: EngineEvent): void => options.onEvent?.(event, testEngine)
  const more = temporaryFolder ? { temporaryFolder } : {}
  const open = (threads = {}) => openEngine({ file, files, clock, device, onEvent, threads, ...more })
  let engine = await open(options.threads)
  const call: TestEngine['call'] = async (method, input, call = {}) => {
    const context: CallContext = {
      commandId: undefined,
      signal: new AbortController().signal,
      progress: () => undefined,
      ...call,
    }
    return (await callMethod(methods, engine.dispatch, method, input, context)) as Output<typeof method>
  }
  const testEngine: TestEngine = {
    file,
    folder,
    call,
    async refused(method, input) {
      try {
        await call(method, input)
      } catch (error) {
        if (error instanceof AppError) return { code: error.code, details: error.details }
        throw error
      }
      throw new Error(`${method} was not refused`)
    },
    returnToPresent: () => engine.returnToPresent(),
    close() {
      engine.close()
      rmSync(folder, { recursive: true, force: true })
    },
    async reopen(threads = options.threads) {
      engine.close()
      engine = await open(threads)
    },
  }
  if (options.isSetUp !== false) {
    await call('programme.setUp', {
      name: 'Asia expansion',
      baseCurrency: 'USD',
      timeZone: 'Asia/Singapore',
      fiscalYearStartMonth: 1,
      actorName: 'Maya Lindqvist',
    })
  }
  return testEngine
}
