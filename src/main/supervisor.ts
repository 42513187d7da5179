import type { WireError } from '../contract/errors.ts'
import {
  type EngineReport,
  type EngineRole,
  type EngineStatus,
  engineRoles,
  type FileMessage,
  type OpenMessage,
} from '../contract/shell.ts'

export interface EngineListener {
  onReport(report: EngineReport): void
  onExit(): void
}

/** One running engine process. `Port` is Electron's, or a test's. */
export interface EngineProcess<Port> {
  /** Serves the page that holds the other end. */
  attach(port: Port): void
  send(message: FileMessage | OpenMessage): void
  /** Resolves when it has ended. */
  stop(): Promise<void>
}

export interface SupervisorOptions<Port> {
  /** Path of the workspace. */
  file: string
  /** `create` makes a new file; a restart always opens. */
  mode: 'create' | 'open'
  /** Folder for files the engine makes. */
  temporaryFolder: string
  startProcess(parameters: string[], listener: EngineListener): EngineProcess<Port>
  /** A fresh pair of ports, of which one goes to the engine and the other to the page. */
  openChannel(): { forEngine: Port; forPage: Port }
  /** Calls back after so many ms, unless the answered function is called before. */
  schedule(delayMs: number, run: () => void): () => void
  /** What to tell a process that has just come up. */
  knownFiles(): Iterable<FileMessage>

  onStatus(): void
  onPort(role: EngineRole, port: Port): void
  onDown(role: EngineRole): void
  onMade(file: FileMessage): void
  /** The workspace cannot be opened, or its process dies again and again. Nothing runs any more. */
  onFailed(error: WireError): void
}

export interface Supervisor {
  start(): void
  status(role: EngineRole): EngineStatus
  /** Sends the page a port to each process that is up, and from now on to each that comes up. */
  connectPage(): void
  /** The page has what it shows first: a writer that was held back for it starts. */
  settle(): void
  tell(file: FileMessage): void
  stop(): Promise<void>
}

const firstDelayMs = 100
const longestDelayMs = 5000
/** Deaths in a row, none of which was up for `steadyAfterMs`, after which it is given up. */
const mostDeaths = 8
const steadyAfterMs = 30_000
/** A writer is held back no longer than this after its reader is up, whatever the page says. */
const latestWriterMs = 1000

/**
 * Keeps the two engine processes of one workspace running. The reader comes first, so that the first page shares the
 * computer with nobody; the writer follows when that page has its answers. Only where the writer must create or upgrade
 * the file the reader waits for it. A process that ends unasked is started again, at once at first and then less and
 * less often.
 */
export function superviseWorkspace<Port>(options: SupervisorOptions<Port>): Supervisor {
  const roles = { reader: newRole<Port>(), writer: newRole<Port>() }
  /** The file is there and of this version. */
  let isMade = false
  let isSettled = false
  /** Another program took the lock while the page was shown: the writer tries again, for such work is often short. */
  let inUse: WireError | undefined
  let cancelWriter = (): void => undefined
  let isPageConnected = false
  let isStopped = false

  function startRole(role: EngineRole): void {
    if (isStopped) return
    const state = roles[role]
    state.cancel()
    setStatus(role, 'starting')
    const parameters = [
      role,
      options.file,
      `--mode=${role === 'writer' && !isMade ? options.mode : 'open'}`,
      `--temporary=${options.temporaryFolder}`,
    ]
    try {
      state.process = options.startProcess(parameters, {
        onReport: (report) => onReport(role, report),
        onExit: () => onExit(role),
      })
      const isAlone = role === 'reader' && !isMade && roles.writer.status === 'stopped'
      if (role === 'writer' || isMade || isAlone) state.process.send({ t: 'open', isAlone })
    } catch (error) {
      console.error(error)
      fail({ code: 'engine.givenUp', details: {} })
    }
  }

  function onReport(role: EngineRole, report: EngineReport): void {
    if (isStopped) return
    if (report.t === 'ready') onReady(role)
    else if (report.t === 'outdated') startWriter()
    else if (report.t === 'file') options.onMade(report)
    else if (role === 'writer' && isMade && report.error.code === 'workspace.inUse') inUse = report.error
    else fail(report.error)
  }

  function onReady(role: EngineRole): void {
    const state = roles[role]
    for (const file of options.knownFiles()) state.process?.send(file)
    state.cancel = options.schedule(steadyAfterMs, () => (state.deaths = 0))
    if (role === 'writer') inUse = undefined
    setStatus(role, 'up')
    if (isPageConnected) sendPort(role)
    if (isMade) return
    isMade = true
    if (role === 'writer') roles.reader.process?.send({ t: 'open', isAlone: false })
    else if (isSettled) startWriter()
    else cancelWriter = options.schedule(latestWriterMs, startWriter)
  }

  function startWriter(): void {
    cancelWriter()
    if (roles.writer.status === 'stopped') startRole('writer')
  }

  function onExit(role: EngineRole): void {
    if (isStopped) return
    const state = roles[role]
    state.cancel()
    delete state.process
    state.deaths += 1
    setStatus(role, 'down')
    options.onDown(role)
    if (state.deaths >= mostDeaths) {
      fail(inUse ?? { code: 'engine.givenUp', details: {} })
      return
    }
    const delayMs = Math.min(firstDelayMs * 2 ** (state.deaths - 1), longestDelayMs)
    state.cancel = options.schedule(delayMs, () => startRole(role))
  }

  function fail(error: WireError): void {
    void stop()
    options.onFailed(error)
  }

  function sendPort(role: EngineRole): void {
    const { forEngine, forPage } = options.openChannel()
    roles[role].process?.attach(forEngine)
    options.onPort(role, forPage)
  }

  function setStatus(role: EngineRole, status: EngineStatus): void {
    roles[role].status = status
    options.onStatus()
  }

  async function stop(): Promise<void> {
    isStopped = true
    cancelWriter()
    await Promise.all(
      engineRoles.map(async (role) => {
        roles[role].cancel()
        roles[role].status = 'stopped'
        await roles[role].process?.stop()
      }),
    )
  }

  return {
    start() {
      if (options.mode === 'create') startRole('writer')
      startRole('reader')
    },
    status: (role) => roles[role].status,
    connectPage() {
      isPageConnected = true
      for (const role of engineRoles) if (roles[role].status === 'up') sendPort(role)
    },
    settle() {
      isSettled = true
      if (isMade) startWriter()
    },
    tell(file) {
      for (const role of engineRoles) if (roles[role].status === 'up') roles[role].process?.send(file)
    },
    stop,
  }
}

interface RoleState<Port> {
  status: EngineStatus
  process?: EngineProcess<Port>
  deaths: number
  /** Cancels what is scheduled. */
  cancel: () => void
}

function newRole<Port>(): RoleState<Port> {
  return { status: 'stopped', deaths: 0, cancel: () => undefined }
}
