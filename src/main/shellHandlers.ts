import { basename } from 'node:path'
import { app, clipboard, shell } from 'electron'
import type { ShellFile } from '../contract/shell.ts'
import type { Application } from './application.ts'
import { readExternalUrl } from './external.ts'
import type { ShellHandlers } from './ipc.ts'
import { createOpenFolders } from './openFolders.ts'
import { openPaper, type Paper, type PaperSession, withPaper } from './paper.ts'
import { writeFolder, writeWhole } from './saving.ts'
import type { SettingsStore } from './settings.ts'

/** What each function of `window.tandem` does. */
export function createShellHandlers(
  application: Application,
  settings: SettingsStore,
  paperSession: PaperSession,
  onUsable: () => void,
): ShellHandlers {
  const { files, dialogs, workspaces } = application
  const folders = createOpenFolders(
    () => openPaper(paperSession),
    (handle) => files.pathOf(handle),
  )
  app.on('will-quit', () => folders.discardAll())
  const sourceOn = (paper: Paper) => ({ paper, pathOfMade: (handle: string) => files.pathOf(handle) })
  const readAll = (paths: readonly string[]): Promise<ShellFile[]> => Promise.all(paths.map((path) => files.read(path)))

  return {
    state: () => application.state(),
    connect: () => application.connectPage(),

    newWorkspace: () => application.newWorkspace(),
    openWorkspace: ({ file }) => application.openWorkspace(file),
    closeWorkspace: () => application.closeWorkspace(),
    answerLeaving: ({ isStored }) => application.answerLeaving(isStored),

    chooseFiles: async ({ filter, isMultiple }) => readAll(await dialogs.filesToRead(filter, isMultiple)),
    dropFiles: (paths) => readAll(paths),
    async chooseTarget({ name }) {
      const path = await dialogs.fileToWrite(name)
      return path === undefined ? null : files.place(path)
    },
    async saveFile({ name, content }) {
      const path = await dialogs.fileToWrite(name)
      if (path === undefined) return null
      await withPaper(paperSession, (paper) => writeWhole(path, content, sourceOn(paper)))
      return files.read(path)
    },
    async saveFolder({ name, files: contents }) {
      const parent = await dialogs.folderToWrite()
      if (parent === undefined) return null
      const folder = await withPaper(paperSession, (paper) => writeFolder(parent, name, contents, sourceOn(paper)))
      return { ...files.place(folder), name: basename(folder) }
    },
    async openFolder({ name }) {
      const parent = await dialogs.folderToWrite()
      return parent === undefined ? null : { folder: await folders.open(parent, name) }
    },
    addToFolder: ({ folder, file }) => folders.add(folder, file),
    async closeFolder({ folder, isKept }) {
      if (!isKept) {
        await folders.discard(folder)
        return null
      }
      const path = await folders.keep(folder)
      return { ...files.place(path), name: basename(path) }
    },
    print: ({ html }) => withPaper(paperSession, (paper) => paper.print(html)),
    reveal: ({ file }) => shell.showItemInFolder(files.pathOf(file)),
    copyText: ({ text }) => clipboard.writeText(text),
    async openExternal({ url: text }) {
      const target = readExternalUrl(text)
      if (!target) return 'refused'
      if (!(await dialogs.confirmExternal(target.place))) return 'declined'
      await shell.openExternal(target.url)
      return 'opened'
    },

    setTheme: ({ theme }) => application.setTheme(theme),
    setMenu: (menu) => application.setMenu(menu),
    setWork: ({ running }) => application.setWork(running),
    rememberPage: ({ page }) => settings.update({ lastPage: page }),
    usable() {
      onUsable()
      workspaces.settle()
    },
  }
}
