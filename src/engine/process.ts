// The engine as a process of its own, forked by the shell: `engine.js writer|reader FILE --mode=create|open --temporary=FOLDER`.
// It never imports Electron; it talks over process.parentPort (utility process) or process.send (plain Node).
import { randomUUID } from 'node:crypto'
import { AppError, toWireError } from '../contract/errors.ts'
import { methods } from '../contract/methods.ts'
import { callMethod, type Dispatch, type EngineEvent, type Link, serve } from '../contract/rpc.ts'
import type { EngineReport, FileMessage, OpenMessage, RelayMessage } from '../contract/shell.ts'
import { backUpWhenDue } from './db/backup.ts'
import { type Engine, isReadable, makeWorkspace, openReader, openWriter } from './engine.ts'
import type { FileRegistry } from './context.ts'
import { systemClock } from './history/clock.ts'
import { type Ask, rehearse } from './rehearsal.ts'

/** Long after the first page is usable. */
const FIRST_BACKUP_MS = 2 * 60_000
const BACKUP_EVERY_MS = 60 * 60_000

interface TransferredPort {
  postMessage(message: unknown): void
  on(event: 'message', handler: (event: { data: unknown }) => void): void
  on(event: 'close', handler: () => void): void
  start(): void
}
interface ParentPort {
  postMessage(message: EngineReport): void
  on(event: 'message', handler: (event: { data: unknown; ports: TransferredPort[] }) => void): void
}
const parentPort = (process as { parentPort?: ParentPort }).parentPort

const [role = '', file = '', ...flags] = process.argv.slice(2)
const flag = (name: string): string | undefined =>
  flags.find((text) => text.startsWith(`--${name}=`))?.slice(name.length + 3)

/** Bugs go to the log under a reference; the page sees the reference only. */
function report(error: unknown): string {
  const reference = randomUUID().slice(0, 8)
  console.error(`[${role} ${reference}]`, error)
  return reference
}

const known = new Map<string, FileMessage>()
const files: FileRegistry = {
  get(handle) {
    const found = known.get(handle)
    if (!found) throw new AppError('file.unknownHandle')
    return found
  },
}

const pages = new Set<{ send(event: EngineEvent): void }>()
const onEvent = (event: EngineEvent): void => {
  for (const page of pages) page.send(event)
}

let isAsked = false

function serveLink(engine: Engine, link: Link): void {
  const dispatch: Dispatch = (method, input, call) => {
    isAsked = true
    return engine.dispatch(method, input, call)
  }
  const page = serve(link, methods, dispatch, report)
  pages.add(page)
  link.onClose(() => {
    pages.delete(page)
    engine.returnToPresent()
  })
}

function listenAsUtility(engine: Engine, port: ParentPort): void {
  port.on('message', ({ data, ports: [transferred] }) => {
    const message = data as FileMessage | OpenMessage | { t: 'port' } // from main, which is ours
    if (message.t === 'file') known.set(message.handle, message)
    else if (message.t === 'port' && transferred) {
      serveLink(engine, {
        post: (out) => transferred.postMessage(out),
        listen: (handler) => transferred.on('message', (event) => handler(event.data)),
        onClose: (handler) => transferred.on('close', handler),
      })
      transferred.start()
    }
  })
}

function listenAsChild(engine: Engine): void {
  const links = new Map<number, { hear: (data: unknown) => void; closed: (() => void)[] }>()
  const hear = (message: FileMessage | OpenMessage | RelayMessage): void => {
    if ('t' in message) {
      if (message.t === 'file') known.set(message.handle, message)
      return
    }
    if (message.open) {
      const link = { hear: (_data: unknown): void => undefined, closed: [] as (() => void)[] }
      links.set(message.link, link)
      serveLink(engine, {
        post: (out) => void process.send?.({ link: message.link, data: out } satisfies RelayMessage),
        listen: (handler) => (link.hear = handler),
        onClose: (handler) => void link.closed.push(handler),
      })
    } else if (message.close) {
      for (const handler of links.get(message.link)?.closed ?? []) handler()
      links.delete(message.link)
    } else links.get(message.link)?.hear(message.data)
  }
  // Node hands over in one turn what came together. Each gets its own, so that an answer leaves before the next one is
  // worked on: the page draws what it has meanwhile.
  process.on('message', (data) => void setImmediate(hear, data as Parameters<typeof hear>[0])) // from main, which is ours
  process.on('disconnect', () => {
    engine.close()
    process.exit(0)
  })
}

function tell(message: EngineReport): void {
  if (parentPort) parentPort.postMessage(message)
  else process.send?.(message)
}

/** @returns undefined where a writer must open the file first */
async function open(isAlone: boolean): Promise<Engine | undefined> {
  if (isAlone && !isReadable(file)) return undefined
  // Where this program is bundled, the threads lie beside it under these names.
  const built = {
    parser: new URL('./parser.js', import.meta.url),
    translator: new URL('./translator.js', import.meta.url),
  }
  const temporaryFolder = flag('temporary')
  const options = {
    file,
    files,
    onEvent,
    ...(import.meta.filename.endsWith('.ts') ? {} : { threads: built }),
    ...(temporaryFolder === undefined ? {} : { temporaryFolder }),
  }
  if (role === 'writer') {
    if (flag('mode') === 'create') makeWorkspace(file)
    return openWriter(options)
  }
  return openReader(options)
}

/** What is wrong with an answer is told to whoever asks in earnest. */
function rehearseOn(engine: Engine): void {
  const call = { signal: new AbortController().signal, progress: () => undefined, commandId: undefined }
  const ask = (method: string, input: unknown) => callMethod(methods, engine.dispatch, method, input, call)
  void rehearse(ask as Ask, () => isAsked).catch(() => undefined)
}

/** A while after opening, then every hour, while nobody waits for it: is the day's backup there? */
function keepBackups(workspace: string): void {
  const look = (): void => {
    try {
      backUpWhenDue(workspace, systemClock)
    } catch (error) {
      report(error) // a full disk is met again with the next change, and told then
    }
  }
  setTimeout(look, FIRST_BACKUP_MS).unref()
  setInterval(look, BACKUP_EVERY_MS).unref()
}

process.on('uncaughtException', (error) => {
  report(error)
  process.exit(1)
})
process.on('unhandledRejection', (error) => {
  report(error)
  process.exit(1)
})
// Header names such as __proto__ must stay plain data.
Object.freeze(Object.prototype)

/** Calls back when main says that the workspace may be opened. */
function whenTold(run: (message: OpenMessage) => void): void {
  const hear = (data: unknown): void => {
    const message = data as OpenMessage | FileMessage // from main, which is ours
    if (message.t === 'open') run(message)
  }
  if (parentPort) parentPort.on('message', ({ data }) => hear(data))
  else process.on('message', hear)
}

whenTold(({ isAlone }) => {
  open(isAlone).then(
    (engine) => {
      if (engine === undefined) {
        tell({ t: 'outdated' })
        return
      }
      if (parentPort) listenAsUtility(engine, parentPort)
      else listenAsChild(engine)
      tell({ t: 'ready' })
      if (role === 'writer') keepBackups(file)
      else rehearseOn(engine)
    },
    (error: unknown) => {
      tell({ t: 'failed', error: toWireError(error, report) })
      // Lets the message leave before the process does.
      setTimeout(() => process.exit(0), 100)
    },
  )
})
