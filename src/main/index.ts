import { existsSync, writeSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { randomUUID } from 'node:crypto'
import { app, type BrowserWindow, ipcMain, protocol, session } from 'electron/main'
import { createApplication } from './application.ts'
import { appOrigin, serveAsset } from './assets.ts'
import { lockSession, lockWindows } from './hardening.ts'
import { handleShell } from './ipc.ts'
import { preparePaperSession } from './paper.ts'
import { openSettings } from './settings.ts'
import { createShellHandlers } from './shellHandlers.ts'
import { leaveBeforeClosing, openWindow } from './window.ts'

// Electron's own answer to an exception is a modal box, on which a headless run hangs for good; a rejection it only
// reports, which leaves a process without a window.
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error: unknown) => {
    writeSync(2, `${event}: ${describe(error)}\n`)
    app.exit(1)
  })

const startedAt = Number(process.env['TANDEM_STARTED_AT'] ?? performance.timeOrigin)
const isMarking = process.env['TANDEM_MARKS'] !== undefined
/** Prints `MARK <what> <ms since start>` where TANDEM_MARKS is set; for the start-up bench. */
function mark(what: string): void {
  if (isMarking) writeSync(1, `MARK ${what} ${Math.round(Date.now() - startedAt)}\n`)
}
mark('main-loaded')

/** A package made for the smoke test has its own Node beside it. */
const isForTests = !app.isPackaged || existsSync(join(process.resourcesPath, 'node'))
const userData = process.env['TANDEM_USER_DATA']
if (isForTests && userData !== undefined) app.setPath('userData', resolve(userData))
const developmentUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])
lockWindows()

if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  const settings = openSettings(join(app.getPath('userData'), 'window.json'))
  let window: BrowserWindow | undefined
  const application = createApplication(settings, () => window)
  // The engine needs nothing of Electron's: it comes up beside the window and is there when the page asks.
  const asked = workspaceIn(process.argv) ?? settings.current.workspace
  if (asked !== null) void application.workspaces.open(asked, 'open')

  app.on('second-instance', (_event, parameters, folder) => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
    const path = workspaceIn(parameters, folder)
    if (path !== null) void application.openPath(path)
  })
  app.on('window-all-closed', () => app.quit())
  let isEnded = false
  app.on('will-quit', (event) => {
    if (isEnded) return
    event.preventDefault()
    void application.workspaces.end().then(() => {
      isEnded = true
      // Not within this event, during which Electron ignores it.
      setImmediate(() => app.quit())
    })
  })

  function appear(): void {
    mark('ready')
    lockSession(session.defaultSession, developmentUrl)
    protocol.handle('app', (request) => serveAsset(join(import.meta.dirname, '../renderer'), request.url))
    handleShell(
      ipcMain,
      { contents: () => window?.webContents, origin: developmentUrl ? new URL(developmentUrl).origin : appOrigin },
      createShellHandlers(application, settings, preparePaperSession(), () => mark('usable')),
      report,
    )
    application.showTheme()
    window = openWindow(settings, developmentUrl ?? `${appOrigin}/`, () => mark('shown'))
    leaveBeforeClosing(window, () => application.leave('window'))
    // The page loads meanwhile.
    application.showMenu()
  }
  // Not awaited: Electron holds back 'ready' until this module has been evaluated.
  void app.whenReady().then(appear)
}

/** A workspace named on the command line; every other argument is ignored. */
function workspaceIn(parameters: readonly string[], folder = process.cwd()): string | null {
  const path = parameters.slice(1).find((parameter) => /^[^-].*\.tandem$/i.test(parameter))
  return path === undefined ? null : resolve(folder, path)
}

/** Writes a bug to the log and answers the reference that people may quote. */
function report(error: unknown): string {
  const reference = randomUUID().slice(0, 8)
  writeSync(2, `bug ${reference}: ${describe(error)}\n`)
  return reference
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
