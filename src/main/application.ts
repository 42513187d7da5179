import { basename, dirname, join } from 'node:path'
import { app, type BrowserWindow, nativeTheme } from 'electron/main'
import type { MenuCommand, PortMessage, ShellEvent, ShellInput, ShellState, Theme } from '../contract/shell.ts'
import { createDialogs } from './dialogs.ts'
import { createFileHandles } from './fileHandles.ts'
import { createLeaving } from './leaving.ts'
import { showMenu } from './menu.ts'
import type { SettingsStore } from './settings.ts'
import { texts } from './texts.ts'
import { createWorkspaces, nameOfWorkspace } from './workspaces.ts'

/** Of a workspace that has not said anything yet. */
const emptyMenu: ShellInput<'setMenu'> = { undo: null, redo: null, hasTour: false }

/** What the shell knows and does: the workspace, the files handed out, what menu and window show. */
export type Application = ReturnType<typeof createApplication>

export function createApplication(settings: SettingsStore, window: () => BrowserWindow | undefined) {
  const files = createFileHandles((file) => workspaces.tell(file))
  // Apart from `files`, which the engine gets to know.
  const recentFiles = createFileHandles(() => undefined)
  const dialogs = createDialogs(() => {
    const parent = window()
    if (!parent) throw new Error('there is no window to ask in')
    return parent
  })
  const workspaces = createWorkspaces({
    settings,
    files,
    temporaryFolder: join(app.getPath('userData'), 'made'),
    handleOf: (path) => recentFiles.place(path).handle,
    onChange: changed,
    onPort: (role, port) =>
      window()?.webContents.mainFrame.postMessage('tandem-port', { tandem: 'port', role } satisfies PortMessage, [
        port,
      ]),
    onDown: (role) => send({ event: 'engineDown', role }),
  })
  let menu: ShellInput<'setMenu'> = emptyMenu
  let work: string | null = null
  let isPageListening = false
  const leaving = createLeaving({
    work: () => work,
    confirmStop: (running, left) => dialogs.confirmStop(running, left),
    askPage() {
      // What is typed belongs to an open workspace; while one closes its engine answers nobody any more.
      const isOpen = workspaces.state().status === 'open'
      const canAnswer = isOpen && isPageListening && window()?.webContents.isCrashed() === false
      if (canAnswer) send({ event: 'leaving' })
      return canAnswer
    },
    now: () => performance.now(),
  })

  function recent(): ShellState['recent'] {
    return settings.current.recent.map((path) => ({
      handle: recentFiles.place(path).handle,
      name: nameOfWorkspace(path),
      folder: basename(dirname(path)),
    }))
  }

  function state(): ShellState {
    return {
      workspace: workspaces.state(),
      engine: { reader: workspaces.engineStatus('reader'), writer: workspaces.engineStatus('writer') },
      recent: recent(),
      theme: settings.current.theme,
      lastPage: settings.current.lastPage,
      application: {
        version: app.getVersion(),
        electron: process.versions.electron,
        chrome: process.versions['chrome'] ?? '',
        platform: process.platform,
      },
    }
  }

  function send(event: ShellEvent): void {
    const receiver = window()
    if (receiver && !receiver.isDestroyed()) receiver.webContents.send('tandem-event', event)
  }

  function changed(): void {
    send({ event: 'state', state: state() })
    updateMenu()
  }

  function updateMenu(): void {
    if (!app.isReady()) return
    const hasWorkspace = workspaces.state().status === 'open'
    if (!hasWorkspace) menu = emptyMenu
    showMenu(
      { hasWorkspace, recent: recent(), theme: settings.current.theme, ...menu },
      {
        newWorkspace: () => void newWorkspace(),
        openWorkspace: (handle) => void openWorkspace(handle),
        closeWorkspace: () => void closeWorkspace(),
        setTheme,
        zoom,
        send: (command: MenuCommand) => send({ event: 'menu', command }),
      },
    )
  }

  async function newWorkspace(): Promise<boolean> {
    const path = await dialogs.fileToWrite(texts.newWorkspaceName)
    return path !== undefined && openPath(path, 'create')
  }

  /** @param handle of a recent, chosen or dropped file; null asks */
  async function openWorkspace(handle: string | null): Promise<boolean> {
    const path = handle === null ? (await dialogs.filesToRead('workspace', false))[0] : pathOf(handle)
    return path !== undefined && openPath(path)
  }

  /** @returns false when the user stays in the open one */
  async function openPath(path: string, mode: 'create' | 'open' = 'open'): Promise<boolean> {
    if (!(await leaving.leave('workspace'))) return false
    await workspaces.open(path, mode)
    return true
  }

  async function closeWorkspace(): Promise<void> {
    if (await leaving.leave('workspace')) await workspaces.close()
  }

  const pathOf = (handle: string): string => (recentFiles.has(handle) ? recentFiles : files).pathOf(handle)

  function setTheme(theme: Theme): void {
    settings.update({ theme })
    nativeTheme.themeSource = theme
    changed()
  }

  /** One step in or out, or back to the actual size (null). */
  function zoom(change: 1 | -1 | null): void {
    const zoomLevel = change === null ? 0 : Math.max(-5, Math.min(5, settings.current.zoomLevel + change))
    settings.update({ zoomLevel })
    window()?.webContents.setZoomLevel(zoomLevel)
  }

  return {
    files,
    dialogs,
    workspaces,
    state,
    newWorkspace,
    openWorkspace,
    openPath,
    closeWorkspace,
    /** Electron must be ready. */
    showTheme(): void {
      nativeTheme.themeSource = settings.current.theme
    },
    showMenu: updateMenu,
    leave: leaving.leave,
    answerLeaving: leaving.answer,
    /** The page listens from now on, and is ready for ports. */
    connectPage(): void {
      isPageListening = true
      workspaces.connectPage()
    },
    setTheme,
    setWork(running: string | null): void {
      work = running
    },
    setMenu(next: ShellInput<'setMenu'>): void {
      menu = next
      updateMenu()
    },
  }
}
