import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { MessageChannelMain, type MessagePortMain } from 'electron/main'
import { passingCodes, type WireError } from '../contract/errors.ts'
import { type EngineRole, engineRoles, type EngineStatus, type WorkspaceState } from '../contract/shell.ts'
import { isInside } from './assets.ts'
import { startEngineProcess } from './engineHost.ts'
import type { FileHandles } from './fileHandles.ts'
import { type SettingsStore, withRecent } from './settings.ts'
import { superviseWorkspace, type Supervisor } from './supervisor.ts'

export interface WorkspacesOptions {
  settings: SettingsStore
  files: FileHandles
  /** For files the engine makes; emptied whenever a workspace is opened. */
  temporaryFolder: string
  /** What the page calls this path. */
  handleOf(path: string): string
  onChange(): void
  onPort(role: EngineRole, port: MessagePortMain): void
  /** The ports of this role lead nowhere any more. */
  onDown(role: EngineRole): void
}

export interface Workspaces {
  state(): WorkspaceState
  engineStatus(role: EngineRole): EngineStatus
  /** The page is ready for ports. */
  connectPage(): void
  /** The page has what it shows first. */
  settle(): void
  /** Closes the open one first. The outcome is in the state. */
  open(path: string, mode: 'create' | 'open'): Promise<void>
  close(): Promise<void>
  /** The application ends: stops the engine, and the next start opens the same workspace. */
  end(): Promise<void>
}

/** One workspace at a time, and the engine that serves it. */
export function createWorkspaces(options: WorkspacesOptions): Workspaces & Pick<Supervisor, 'tell'> {
  const { settings, files, temporaryFolder } = options
  let state: WorkspaceState = { status: 'none' }
  let supervisor: Supervisor | undefined
  let isPageConnected = false
  let turn: Promise<void> = Promise.resolve()

  /** Opening and closing never overlap. */
  function inTurn(run: () => Promise<void>): Promise<void> {
    turn = turn.then(run)
    return turn
  }

  async function open(path: string, mode: 'create' | 'open'): Promise<void> {
    await stop()
    const name = nameOfWorkspace(path)
    // Asked at once: at the start the engine would otherwise wait for all that Electron does first.
    const isThere = existsSync(path)
    if (isThere === (mode === 'create')) {
      fail(path, { code: isThere ? 'workspace.exists' : 'workspace.notFound', details: { name } })
      return
    }
    rmSync(temporaryFolder, { recursive: true, force: true })
    mkdirSync(temporaryFolder, { recursive: true, mode: 0o700 })
    state = { status: 'opening', name }
    supervisor = superviseWorkspace<MessagePortMain>({
      file: path,
      mode,
      temporaryFolder,
      startProcess: startEngineProcess,
      openChannel() {
        const { port1, port2 } = new MessageChannelMain()
        return { forEngine: port1, forPage: port2 }
      },
      schedule(delayMs, run) {
        const timer = setTimeout(run, delayMs)
        return () => clearTimeout(timer)
      },
      knownFiles: () => files.all(),
      onStatus() {
        if (state.status === 'opening' && supervisor?.status('reader') === 'up') {
          state = { status: 'open', name }
          settings.update({ recent: withRecent(settings.current.recent, path), workspace: path })
        }
        options.onChange()
      },
      onPort: options.onPort,
      onDown: options.onDown,
      onMade(file) {
        if (isInside(temporaryFolder, file.path)) files.remember(file)
      },
      onFailed: (error) => fail(path, error),
    })
    if (isPageConnected) supervisor.connectPage()
    supervisor.start()
  }

  function fail(path: string, error: WireError): void {
    supervisor = undefined
    state = { status: 'failed', name: nameOfWorkspace(path), file: options.handleOf(path), error }
    settings.update({ workspace: passingCodes.has(error.code) ? path : null })
    options.onChange()
  }

  async function stop(): Promise<void> {
    const stopping = supervisor
    supervisor = undefined
    state = { status: 'none' }
    for (const role of engineRoles) if (stopping?.status(role) === 'up') options.onDown(role)
    await stopping?.stop()
  }

  return {
    state: () => state,
    engineStatus: (role) => supervisor?.status(role) ?? 'stopped',
    connectPage() {
      isPageConnected = true
      supervisor?.connectPage()
    },
    settle: () => supervisor?.settle(),
    tell: (file) => supervisor?.tell(file),
    open: (path, mode) => inTurn(() => open(path, mode)),
    close: () =>
      inTurn(async () => {
        await stop()
        settings.update({ workspace: null })
        options.onChange()
      }),
    end: () => inTurn(stop),
  }
}

/** The file's name without folder and ending. */
export function nameOfWorkspace(path: string): string {
  return basename(path).replace(/\.tandem$/i, '')
}
