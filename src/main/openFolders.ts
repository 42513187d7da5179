import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../contract/errors.ts'
import type { NamedContent } from '../contract/shell.ts'
import type { OpenPaper } from './paper.ts'
import { failingAsWriteFailed, freePlace, writeContent } from './saving.ts'

interface OpenFolder {
  parent: string
  name: string
  /** Holds the draft and goes with it. */
  work: string
  draft: string
  names: Set<string>
  /** Lent once and kept for every PDF of the folder. */
  paper: OpenPaper | undefined
}

/** Folders that are filled file by file and appear under their name when they are whole. */
export interface OpenFolders {
  /** @throws AppError 'file.writeFailed' */
  open(parent: string, name: string): Promise<string>
  /** @throws AppError 'file.unknownHandle', 'file.writeFailed'; 'call.badInput' when the name is taken */
  add(folder: string, file: NamedContent): Promise<void>
  /** @returns the folder's place. @throws AppError 'file.unknownHandle', 'file.writeFailed' */
  keep(folder: string): Promise<string>
  /** Removes what was written so far. */
  discard(folder: string): Promise<void>
  /** When the application ends. */
  discardAll(): void
}

/** @param openPaper lends a hidden window @param pathOfMade where a file lies that the engine made */
export function createOpenFolders(openPaper: () => OpenPaper, pathOfMade: (handle: string) => string): OpenFolders {
  const folders = new Map<string, OpenFolder>()

  function get(handle: string): OpenFolder {
    const folder = folders.get(handle)
    if (!folder) throw new AppError('file.unknownHandle', { handle })
    return folder
  }
  async function close(handle: string, folder: OpenFolder): Promise<void> {
    folders.delete(handle)
    folder.paper?.close()
    await rm(folder.work, { recursive: true, force: true })
  }

  return {
    open: (parent, name) =>
      failingAsWriteFailed(async () => {
        const work = await mkdtemp(join(parent, '.tandem-'))
        const draft = join(work, 'draft')
        await mkdir(draft)
        const handle = randomUUID()
        folders.set(handle, { parent, name, work, draft, names: new Set(), paper: undefined })
        return handle
      }),
    async add(handle, { name, content }) {
      const folder = get(handle)
      const key = name.toLowerCase()
      if (folder.names.has(key)) throw new AppError('call.badInput', { method: 'addToFolder', problems: ['name'] })
      folder.names.add(key)
      const toPdf = (html: string): Promise<Uint8Array> => (folder.paper ??= openPaper()).toPdf(html)
      await failingAsWriteFailed(() =>
        writeContent(join(folder.draft, name), content, { paper: { toPdf }, pathOfMade }),
      )
    },
    async keep(handle) {
      const folder = get(handle)
      return failingAsWriteFailed(async () => {
        const target = await freePlace(folder.parent, folder.name)
        await rename(folder.draft, target)
        await close(handle, folder)
        return target
      })
    },
    async discard(handle) {
      const folder = folders.get(handle)
      if (folder) await close(handle, folder)
    },
    discardAll() {
      for (const { work, paper } of folders.values()) {
        paper?.close()
        rmSync(work, { recursive: true, force: true })
      }
      folders.clear()
    },
  }
}
