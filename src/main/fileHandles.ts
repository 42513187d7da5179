import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { AppError } from '../contract/errors.ts'
import type { FileMessage, ShellFile } from '../contract/shell.ts'

/** What the page's handles stand for. Paths stay here and in the engine. */
export interface FileHandles {
  /** A handle for a file that exists. @throws AppError 'file.unreadable' */
  read(path: string): Promise<ShellFile>
  /** A handle for a place that may be empty still. */
  place(path: string): ShellFile
  has(handle: string): boolean
  /** @throws AppError 'file.unknownHandle' */
  pathOf(handle: string): string
  remember(file: FileMessage): void
  all(): Iterable<FileMessage>
}

/** @param onNew tells the engine of each new handle */
export function createFileHandles(onNew: (file: FileMessage) => void): FileHandles {
  const byHandle = new Map<string, FileMessage>()
  const byPath = new Map<string, FileMessage>()

  function add(path: string, size: number): ShellFile {
    const handle = byPath.get(path)?.handle ?? randomUUID()
    const file: FileMessage = { t: 'file', handle, path, name: basename(path), size }
    remember(file)
    onNew(file)
    return { handle, name: file.name, size }
  }

  function remember(file: FileMessage): void {
    byHandle.set(file.handle, file)
    byPath.set(file.path, file)
  }

  return {
    async read(path) {
      const found = isAbsolute(path) ? await stat(path).catch(() => undefined) : undefined
      if (!found?.isFile()) throw new AppError('file.unreadable', { name: basename(path) })
      return add(path, found.size)
    },
    place: (path) => add(path, 0),
    has: (handle) => byHandle.has(handle),
    pathOf(handle) {
      const file = byHandle.get(handle)
      if (!file) throw new AppError('file.unknownHandle', { handle })
      return file.path
    },
    remember,
    all: () => byHandle.values(),
  }
}
