import { z } from 'zod'
import { errorCodes, type WireError } from './errors.ts'

/**
 * What the page and the shell (Electron's main process) say to each other: windows, dialogs, files, menus.
 * Domain calls never pass here; they go through the engine's two ports.
 */

/** The engine's two processes: all queries go to the reader, all commands and tasks to the writer. */
export const engineRoles = ['reader', 'writer'] as const
export type EngineRole = (typeof engineRoles)[number]

/**
 * How a separate Node starts an engine process. V8 would let young objects take 128 MB of each of the two; rows die young,
 * so that an import needs 100 MB less and no more processor time with halves of 16 MB. They begin as large: otherwise V8
 * collects a dozen times while it loads.
 */
export const engineNodeFlags: readonly string[] = ['--min-semi-space-size=16', '--max-semi-space-size=16']

/** Stands for a path that only main and the engine know. */
export const fileHandleSchema = z.uuid()

/** A file the user dropped, chosen or saved. `size` is in bytes. */
export const fileSchema = z.strictObject({ handle: fileHandleSchema, name: z.string(), size: z.int().nonnegative() })
export type ShellFile = z.infer<typeof fileSchema>

/** One file name without a folder: no separators, no control characters, no leading or trailing dot or space. */
export const fileNameSchema = z
  .string()
  .max(160)
  // eslint-disable-next-line no-control-regex -- control characters are what it keeps out
  .regex(/^(?![. ])[^/\\:*?"<>|\u0000-\u001f\u007f]+(?<![. ])$/u)

/** Any text as a name `fileNameSchema` accepts; what a file system refuses becomes a hyphen. */
export function toFileName(text: string): string {
  const name = text
    // eslint-disable-next-line no-control-regex -- control characters are what it takes out
    .replace(/[/\\:*?"<>|\u0000-\u001f\u007f]+/gu, '-')
    .slice(0, 150)
    .replace(/^[. ]+|[. ]+$/gu, '')
  return name === '' ? 'file' : name
}

/** What a saved file consists of; `pdf` is self-contained HTML, printed on A4 without scripts; `made` a file the engine wrote. */
export const fileContentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string() }),
  z.strictObject({ kind: z.literal('bytes'), bytes: z.instanceof(Uint8Array) }),
  z.strictObject({ kind: z.literal('pdf'), html: z.string() }),
  z.strictObject({ kind: z.literal('made'), file: fileHandleSchema }),
])
export type FileContent = z.infer<typeof fileContentSchema>

const namedContentSchema = z.strictObject({ name: fileNameSchema, content: fileContentSchema })
export type NamedContent = z.infer<typeof namedContentSchema>

export const themeSchema = z.enum(['system', 'light', 'dark'])
export type Theme = z.infer<typeof themeSchema>

const wireErrorSchema = z.strictObject({ code: z.enum(errorCodes), details: z.record(z.string(), z.unknown()) })

/** The open workspace as the shell sees it; `name` is the file's name without folder and ending. */
export const workspaceStateSchema = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('none') }),
  z.strictObject({ status: z.literal('opening'), name: z.string() }),
  z.strictObject({ status: z.literal('open'), name: z.string() }),
  /** `file`: what could not be opened, to be tried again. */
  z.strictObject({
    status: z.literal('failed'),
    name: z.string(),
    file: fileHandleSchema,
    error: wireErrorSchema,
  }),
])
export type WorkspaceState = z.infer<typeof workspaceStateSchema>

const engineStatusSchema = z.enum(['stopped', 'starting', 'up', 'down'])
/** `down`: it ended unexpectedly and is about to be started again. */
export type EngineStatus = z.infer<typeof engineStatusSchema>

const pageNameSchema = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9-]*(\/[a-z0-9-]+)*$/)

export const shellStateSchema = z.strictObject({
  workspace: workspaceStateSchema,
  engine: z.strictObject({ reader: engineStatusSchema, writer: engineStatusSchema }),
  /** Latest first; `folder` is the name of the folder it lies in, not its path. */
  recent: z.array(z.strictObject({ handle: fileHandleSchema, name: z.string(), folder: z.string() })),
  theme: themeSchema,
  /** The page that was open when the application was last used, as given to `rememberPage`. */
  lastPage: pageNameSchema.nullable(),
  application: z.strictObject({ version: z.string(), electron: z.string(), chrome: z.string(), platform: z.string() }),
})
export type ShellState = z.infer<typeof shellStateSchema>

/** What the native menu asks of the page; New, Open, Close and the like are done by the shell itself. */
export const menuCommands = [
  'import',
  'export',
  'backup',
  'verify',
  'print',
  'undo',
  'redo',
  'find',
  'search',
  'toggleSidebar',
  'toggleInspector',
  'asOf',
  'goHome',
  'goPartners',
  'goDeals',
  'goRevenue',
  'goPayouts',
  'goScorecards',
  'goSettings',
  'startTour',
  'showShortcuts',
  'showAbout',
] as const
export type MenuCommand = (typeof menuCommands)[number]

/** What the shell tells the page unasked. */
export const shellEventSchema = z.discriminatedUnion('event', [
  z.strictObject({ event: z.literal('state'), state: shellStateSchema }),
  z.strictObject({ event: z.literal('menu'), command: z.enum(menuCommands) }),
  /** The workspace or the window is about to be left: store what was typed, then `answerLeaving`. */
  z.strictObject({ event: z.literal('leaving') }),
  /** The port of this role is dead: reject what is pending. A new port follows when the process is up again. */
  z.strictObject({ event: z.literal('engineDown'), role: z.enum(engineRoles) }),
])
export type ShellEvent = z.infer<typeof shellEventSchema>

/** How the preload hands an engine port to the page: `window.postMessage(portMessage(role), origin, [port])`. */
export interface PortMessage {
  tandem: 'port'
  role: EngineRole
}

const nothing = z.undefined()
const done = z.void()
const saved = fileSchema.nullable()
const fileFilterSchema = z.enum(['table', 'workspace', 'text', 'image', 'any'])

/** The largest message in bytes unless a method says otherwise. */
export const usualLimit = 1_000_000
/** The largest content of one save, in bytes. */
export const saveLimit = 64_000_000

/** A function of `window.tandem`: its one argument, its answer, the largest argument in bytes. */
function shellMethod<I extends z.ZodType, O extends z.ZodType>(input: I, output: O, limit: number = usualLimit) {
  return { input, output, limit } as const
}

/** Every function of `window.tandem` that asks the shell for something; also the list of allowed channels. */
export const shellMethods = {
  state: shellMethod(nothing, shellStateSchema),
  /** Asks to be sent a fresh port to each running engine process; they arrive as `PortMessage`. */
  connect: shellMethod(nothing, done),

  /** Asks where, makes an empty workspace there and opens it; false when the user cancels. The outcome is in the state. */
  newWorkspace: shellMethod(nothing, z.boolean()),
  /** Opens a recent, chosen or dropped workspace; `null` asks which. False when the user cancels or stays in the open one. */
  openWorkspace: shellMethod(z.strictObject({ file: fileHandleSchema.nullable() }), z.boolean()),
  closeWorkspace: shellMethod(nothing, done),
  /** Answers the event `leaving`; `isStored` false keeps the workspace, and the window, open. */
  answerLeaving: shellMethod(z.strictObject({ isStored: z.boolean() }), done),

  /** Asks for files to read; empty when the user cancels. */
  chooseFiles: shellMethod(z.strictObject({ filter: fileFilterSchema, isMultiple: z.boolean() }), z.array(fileSchema)),
  /** Asks for a file the engine will write (a backup); null when the user cancels. */
  chooseTarget: shellMethod(z.strictObject({ name: fileNameSchema, filter: fileFilterSchema }), saved),
  /** Only the preload calls it, with the paths of dropped files. */
  dropFiles: shellMethod(z.array(z.string().min(1).max(4096)).max(100), z.array(fileSchema)),
  /** Asks where and writes one file; null when the user cancels. */
  saveFile: shellMethod(namedContentSchema, saved, saveLimit),
  /** Asks for a folder and writes all files into a new folder `name` in it; null when the user cancels. */
  saveFolder: shellMethod(
    z.strictObject({ name: fileNameSchema, files: z.array(namedContentSchema).min(1).max(5000) }),
    saved,
    saveLimit,
  ),
  /** Asks for a folder and begins a new one in it, filled file by file; null when the user cancels. */
  openFolder: shellMethod(z.strictObject({ name: fileNameSchema }), z.strictObject({ folder: z.uuid() }).nullable()),
  /** Writes one file into a folder that was begun; nobody sees it before the folder is whole. */
  addToFolder: shellMethod(z.strictObject({ folder: z.uuid(), file: namedContentSchema }), done, saveLimit),
  /** The folder appears under its name, or what was written of it is removed (`isKept` false: null). */
  closeFolder: shellMethod(z.strictObject({ folder: z.uuid(), isKept: z.boolean() }), saved),
  /** Shows the system's print dialog for self-contained HTML; false when the user cancels. */
  print: shellMethod(z.strictObject({ html: z.string() }), z.boolean(), saveLimit),
  /** Shows a saved file in the system's file manager. */
  reveal: shellMethod(z.strictObject({ file: fileHandleSchema }), done),
  copyText: shellMethod(z.strictObject({ text: z.string() }), done, saveLimit),
  /** Opens an https: or mailto: address outside, after the user confirmed its host. */
  openExternal: shellMethod(z.strictObject({ url: z.string().max(2000) }), z.enum(['opened', 'declined', 'refused'])),

  setTheme: shellMethod(z.strictObject({ theme: themeSchema }), done),
  /** Names the steps of the Edit menu, null disables the entry; `hasTour`: the open workspace can be shown around in. */
  setMenu: shellMethod(
    z.strictObject({ undo: z.string().max(80).nullable(), redo: z.string().max(80).nullable(), hasTour: z.boolean() }),
    done,
  ),
  /** Long work that runs now, in words; null when nothing does. Leaving workspace or window asks first while there is some. */
  setWork: shellMethod(z.strictObject({ running: z.string().max(1000).nullable() }), done),
  rememberPage: shellMethod(z.strictObject({ page: pageNameSchema }), done),
  /** The first page has all its answers: what was put off for its sake begins. */
  usable: shellMethod(nothing, done),
} as const

export type ShellMethods = typeof shellMethods
export type ShellMethodName = keyof ShellMethods
export type ShellInput<M extends ShellMethodName> = z.infer<ShellMethods[M]['input']>
export type ShellOutput<M extends ShellMethodName> = z.infer<ShellMethods[M]['output']>

/** Errors come as values: an exception loses its code on the way through the context bridge. */
export type ShellAnswer<T> = { ok: true; value: T } | { ok: false; error: WireError }

type ShellFunction<M extends ShellMethodName> =
  ShellInput<M> extends undefined
    ? () => Promise<ShellAnswer<ShellOutput<M>>>
    : (input: ShellInput<M>) => Promise<ShellAnswer<ShellOutput<M>>>

/** The type of `window.tandem`. */
export type TandemShell = { readonly [M in Exclude<ShellMethodName, 'dropFiles'>]: ShellFunction<M> } & {
  /** The files of a drop as handles; files without a place on disk are left out. */
  readonly dropFiles: (files: readonly File[]) => Promise<ShellAnswer<ShellFile[]>>
  /** @returns a function that stops listening */
  readonly onEvent: (handler: (event: ShellEvent) => void) => () => void
}

/** What the shell remembers from one start to the next. */
export const settingsSchema = z.strictObject({
  bounds: z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }).nullable(),
  isMaximized: z.boolean(),
  /** Chromium's zoom level: each step is 20 %. */
  zoomLevel: z.number().min(-5).max(5),
  theme: themeSchema,
  lastPage: pageNameSchema.nullable(),
  /** Paths of workspaces, latest first. */
  recent: z.array(z.string()),
  /** Path of the workspace to open at the next start. */
  workspace: z.string().nullable(),
})
export type Settings = z.infer<typeof settingsSchema>

/** From main to an engine process: what a handle stands for. The engine sends the same for a file it made in its temporary folder. */
export interface FileMessage {
  t: 'file'
  handle: string
  path: string
  name: string
  size: number
}

/** From main to an engine process: open the workspace. Until then it only loads. */
export interface OpenMessage {
  t: 'open'
  /** To a reader: no writer has opened the file yet. */
  isAlone: boolean
}

/** From main to an engine process in Electron's utility process; its transferred port is one page's link. */
export interface PortOpenedMessage {
  t: 'port'
  link: number
}

/** Both ways between main and an engine process that is plain Node: the messages of one page's port. */
export interface RelayMessage {
  link: number
  open?: true
  close?: true
  data?: unknown
}

/**
 * From an engine process to main. `outdated`: a reader that is alone with a file a writer must upgrade; it waits to be
 * told again. After `failed` it ends by itself with exit code 0.
 */
export type EngineReport = { t: 'ready' } | { t: 'outdated' } | { t: 'failed'; error: WireError } | FileMessage
