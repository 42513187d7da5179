import { basename, dirname, join } from 'node:path'
import { app, type BrowserWindow, dialog } from 'electron/main'
import type { Left } from './leaving.ts'
import { texts } from './texts.ts'

export type FileFilter = 'table' | 'workspace' | 'text' | 'image' | 'any'

const endings: Record<FileFilter, string[]> = {
  table: ['csv', 'tsv', 'txt', 'xlsx'],
  workspace: ['tandem'],
  text: ['txt', 'csv', 'json', 'html'],
  image: ['png', 'jpg', 'jpeg'],
  any: ['*'],
}

/** The system's dialogs. Each answers paths, nothing when the user cancels, and starts where the last one ended. */
export function createDialogs(window: () => BrowserWindow) {
  let folder = app.getPath('documents')

  const filtersOf = (filter: FileFilter) =>
    (filter === 'any' ? (['any'] as const) : ([filter, 'any'] as const)).map((name) => ({
      name: texts.fileTypes[name],
      extensions: endings[name],
    }))

  return {
    async filesToRead(filter: FileFilter, isMultiple: boolean): Promise<string[]> {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        defaultPath: folder,
        filters: filtersOf(filter),
        properties: isMultiple ? ['openFile', 'multiSelections'] : ['openFile'],
      })
      if (canceled || filePaths[0] === undefined) return []
      folder = dirname(filePaths[0])
      return filePaths
    },

    /** @param name the suggested name; its ending decides the type */
    async fileToWrite(name: string): Promise<string | undefined> {
      const ending = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : undefined
      const { canceled, filePath } = await dialog.showSaveDialog(window(), {
        defaultPath: join(folder, name),
        filters: ending === undefined ? [] : [{ name: ending.toUpperCase(), extensions: [ending] }],
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      if (canceled || filePath === '') return undefined
      folder = dirname(filePath)
      // Some desktops do not add the ending themselves.
      return ending === undefined || basename(filePath).includes('.') ? filePath : `${filePath}.${ending}`
    },

    async folderToWrite(): Promise<string | undefined> {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        defaultPath: folder,
        properties: ['openDirectory', 'createDirectory'],
      })
      if (canceled || filePaths[0] === undefined) return undefined
      folder = filePaths[0]
      return folder
    },

    async confirmStop(work: string, left: Left): Promise<boolean> {
      const { response } = await dialog.showMessageBox(window(), {
        type: 'question',
        message: texts.stopWork.message[left],
        detail: texts.stopWork.detail(work),
        buttons: [texts.stopWork.keep, texts.stopWork.stop],
        defaultId: 0,
        cancelId: 0,
      })
      return response === 1
    },

    async confirmExternal(place: string): Promise<boolean> {
      const { response } = await dialog.showMessageBox(window(), {
        type: 'question',
        message: texts.openExternal.message(place),
        detail: texts.openExternal.detail,
        buttons: [texts.openExternal.open, texts.openExternal.cancel],
        defaultId: 1,
        cancelId: 1,
      })
      return response === 0
    },
  }
}
