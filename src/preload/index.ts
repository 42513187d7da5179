import { contextBridge, ipcRenderer, type IpcRendererEvent, webUtils } from 'electron/renderer'
import type { ShellAnswer, ShellEvent, ShellMethodName, TandemShell } from '../contract/shell.ts'

/** One function of the shell. What it may be asked and answers is checked in main. */
function ask(name: ShellMethodName) {
  // Main's answer has been parsed with the schema that `TandemShell` is derived from.
  return (input?: unknown): Promise<ShellAnswer<never>> => ipcRenderer.invoke(`tandem:${name}`, input)
}

const tandem: TandemShell = {
  state: ask('state'),
  connect: ask('connect'),
  newWorkspace: ask('newWorkspace'),
  openWorkspace: ask('openWorkspace'),
  closeWorkspace: ask('closeWorkspace'),
  answerLeaving: ask('answerLeaving'),
  chooseFiles: ask('chooseFiles'),
  chooseTarget: ask('chooseTarget'),
  saveFile: ask('saveFile'),
  saveFolder: ask('saveFolder'),
  openFolder: ask('openFolder'),
  addToFolder: ask('addToFolder'),
  closeFolder: ask('closeFolder'),
  print: ask('print'),
  reveal: ask('reveal'),
  copyText: ask('copyText'),
  openExternal: ask('openExternal'),
  setTheme: ask('setTheme'),
  setMenu: ask('setMenu'),
  setWork: ask('setWork'),
  rememberPage: ask('rememberPage'),
  usable: ask('usable'),
  // The page hands over files, never paths; a made-up file has none.
  dropFiles: (files) =>
    ask('dropFiles')(files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '')),
  onEvent(handler) {
    const listener = (_event: IpcRendererEvent, event: ShellEvent): void => handler(event)
    ipcRenderer.on('tandem-event', listener)
    return () => void ipcRenderer.off('tandem-event', listener)
  },
}

contextBridge.exposeInMainWorld('tandem', tandem)

// A port cannot cross the context bridge, so it goes to the page as a message.
ipcRenderer.on('tandem-port', (event, message) => window.postMessage(message, window.location.origin, [...event.ports]))
