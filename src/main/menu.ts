import { app, Menu, type MenuItemConstructorOptions } from 'electron/main'
import type { MenuCommand, Theme } from '../contract/shell.ts'
import { texts } from './texts.ts'

export interface MenuState {
  hasWorkspace: boolean
  recent: readonly { handle: string; name: string; folder: string }[]
  theme: Theme
  /** The step that would be undone, or null when there is none. */
  undo: string | null
  redo: string | null
  /** The sample programme is open. */
  hasTour: boolean
}

export interface MenuActions {
  newWorkspace(): void
  openWorkspace(handle: string | null): void
  closeWorkspace(): void
  setTheme(theme: Theme): void
  /** Zoom level, or null for the actual size. */
  zoom(change: 1 | -1 | null): void
  send(command: MenuCommand): void
}

/** The native menu: every command of the application with its shortcut. */
export function showMenu(state: MenuState, actions: MenuActions): void {
  const isMac = process.platform === 'darwin'
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...(isMac ? [{ role: 'appMenu' as const }] : []),
      fileMenu(state, actions, isMac),
      editMenu(state, actions),
      viewMenu(state, actions),
      goMenu(state, actions),
      { role: 'windowMenu', label: texts.menu.window },
      helpMenu(state, actions),
    ]),
  )
}

type Item = MenuItemConstructorOptions
const separator: Item = { type: 'separator' }

/** An entry that tells the page; its id is the command's name. */
function pageItem(actions: MenuActions, command: MenuCommand, isEnabled: boolean, more: Item = {}): Item {
  const { [command]: label } = texts.menu
  return {
    id: command,
    label: typeof label === 'string' ? label : label(null),
    enabled: isEnabled,
    click: () => actions.send(command),
    ...more,
  }
}

function fileMenu(state: MenuState, actions: MenuActions, isMac: boolean): Item {
  const { hasWorkspace, recent } = state
  const recentItems: Item[] = recent.map(({ handle, name, folder }) => ({
    label: `${name} – ${folder}`,
    click: () => actions.openWorkspace(handle),
  }))
  return {
    label: texts.menu.file,
    submenu: [
      { id: 'newWorkspace', label: texts.menu.newWorkspace, accelerator: 'CmdOrCtrl+N', click: actions.newWorkspace },
      {
        id: 'openWorkspace',
        label: texts.menu.openWorkspace,
        accelerator: 'CmdOrCtrl+O',
        click: () => actions.openWorkspace(null),
      },
      {
        id: 'openRecent',
        label: texts.menu.openRecent,
        submenu: recentItems.length > 0 ? recentItems : [{ label: texts.menu.noRecent, enabled: false }],
      },
      separator,
      pageItem(actions, 'import', hasWorkspace, { accelerator: 'CmdOrCtrl+I' }),
      pageItem(actions, 'export', hasWorkspace, { accelerator: 'CmdOrCtrl+E' }),
      pageItem(actions, 'backup', hasWorkspace, { accelerator: 'CmdOrCtrl+Shift+B' }),
      pageItem(actions, 'verify', hasWorkspace),
      separator,
      pageItem(actions, 'print', hasWorkspace, { accelerator: 'CmdOrCtrl+P' }),
      separator,
      {
        id: 'closeWorkspace',
        label: texts.menu.closeWorkspace,
        accelerator: 'CmdOrCtrl+Shift+W',
        enabled: hasWorkspace,
        click: actions.closeWorkspace,
      },
      ...(isMac ? [] : [{ role: 'quit' as const, label: texts.menu.quit }]),
    ],
  }
}

function editMenu({ hasWorkspace, undo, redo }: MenuState, actions: MenuActions): Item {
  // Always enabled: in a text field they mean the text, which only the page can tell.
  return {
    label: texts.menu.edit,
    submenu: [
      pageItem(actions, 'undo', true, { label: texts.menu.undo(undo), accelerator: 'CmdOrCtrl+Z' }),
      pageItem(actions, 'redo', true, { label: texts.menu.redo(redo), accelerator: 'CmdOrCtrl+Shift+Z' }),
      separator,
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
      separator,
      pageItem(actions, 'find', hasWorkspace, { accelerator: 'CmdOrCtrl+F' }),
    ],
  }
}

function viewMenu({ hasWorkspace, theme }: MenuState, actions: MenuActions): Item {
  const themes: Theme[] = ['system', 'light', 'dark']
  return {
    label: texts.menu.view,
    submenu: [
      pageItem(actions, 'toggleSidebar', true, { accelerator: 'CmdOrCtrl+B' }),
      pageItem(actions, 'toggleInspector', true, { accelerator: 'CmdOrCtrl+Alt+I' }),
      separator,
      pageItem(actions, 'asOf', hasWorkspace),
      separator,
      {
        label: texts.menu.appearance,
        submenu: themes.map((choice) => ({
          id: `theme-${choice}`,
          label: texts.menu[choice],
          type: 'radio' as const,
          checked: choice === theme,
          click: () => actions.setTheme(choice),
        })),
      },
      separator,
      { id: 'zoomIn', label: texts.menu.zoomIn, accelerator: 'CmdOrCtrl+Plus', click: () => actions.zoom(1) },
      { id: 'zoomOut', label: texts.menu.zoomOut, accelerator: 'CmdOrCtrl+-', click: () => actions.zoom(-1) },
      { id: 'actualSize', label: texts.menu.actualSize, accelerator: 'CmdOrCtrl+0', click: () => actions.zoom(null) },
      separator,
      { role: 'togglefullscreen', label: texts.menu.fullScreen },
      ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
    ],
  }
}

function goMenu({ hasWorkspace }: MenuState, actions: MenuActions): Item {
  const pages: MenuCommand[] = ['goHome', 'goPartners', 'goDeals', 'goRevenue', 'goPayouts', 'goScorecards']
  return {
    label: texts.menu.go,
    submenu: [
      pageItem(actions, 'search', hasWorkspace, { accelerator: 'CmdOrCtrl+K' }),
      separator,
      ...pages.map((page, index) => pageItem(actions, page, hasWorkspace, { accelerator: `CmdOrCtrl+${index + 1}` })),
      separator,
      pageItem(actions, 'goSettings', hasWorkspace, { accelerator: 'CmdOrCtrl+,' }),
    ],
  }
}

function helpMenu({ hasTour }: MenuState, actions: MenuActions): Item {
  return {
    role: 'help',
    label: texts.menu.help,
    submenu: [
      pageItem(actions, 'startTour', hasTour),
      separator,
      pageItem(actions, 'showShortcuts', true, { accelerator: 'CmdOrCtrl+/' }),
      pageItem(actions, 'showAbout', true),
    ],
  }
}
