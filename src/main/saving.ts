import { copyFile, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AppError } from '../contract/errors.ts'
import type { FileContent, NamedContent } from '../contract/shell.ts'
import type { Paper } from './paper.ts'

export interface ContentSource {
  paper: Pick<Paper, 'toPdf'>
  /** Where the file lies that the engine made. */
  pathOfMade(handle: string): string
}

/** Writes beside the target and renames, so that nobody ever sees half a file. @throws AppError 'file.writeFailed' */
export async function writeWhole(target: string, content: FileContent, source: ContentSource): Promise<void> {
  await failingAsWriteFailed(async () => {
    const folder = await mkdtemp(join(dirname(target), '.tandem-'))
    try {
      const draft = join(folder, 'draft')
      await writeContent(draft, content, source)
      await rename(draft, target)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
}

/**
 * Writes all files into a new folder, or none.
 *
 * @returns the new folder; a number is added to `name` when it exists
 * @throws AppError 'file.writeFailed'; 'call.badInput' when two files have one name
 */
export async function writeFolder(
  parent: string,
  name: string,
  files: readonly NamedContent[],
  source: ContentSource,
): Promise<string> {
  const names = new Set(files.map((file) => file.name.toLowerCase()))
  if (names.size < files.length) throw new AppError('call.badInput', { method: 'saveFolder', problems: ['files'] })
  return failingAsWriteFailed(async () => {
    const work = await mkdtemp(join(parent, '.tandem-'))
    try {
      const draft = join(work, 'draft')
      await mkdir(draft)
      for (const file of files) await writeContent(join(draft, file.name), file.content, source)
      const target = await freePlace(parent, name)
      await rename(draft, target)
      return target
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  })
}

/** Writes one content to a path that nobody else knows yet. */
export async function writeContent(path: string, content: FileContent, source: ContentSource): Promise<void> {
  switch (content.kind) {
    case 'text':
      return writeFile(path, content.text)
    case 'bytes':
      return writeFile(path, content.bytes)
    case 'pdf':
      return writeFile(path, await source.paper.toPdf(content.html))
    case 'made':
      return copyFile(source.pathOfMade(content.file), path)
  }
}

/** A path in a folder that is not taken; a number is added to the name when it is. */
export async function freePlace(parent: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const place = join(parent, number === 1 ? name : `${name} (${number})`)
    if (!(await stat(place).catch(() => undefined))) return place
  }
}

/** The system's code (ENOSPC, EACCES …) crosses, the path does not. */
export async function failingAsWriteFailed<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (error instanceof AppError) throw error
    throw new AppError('file.writeFailed', { reason: String(error.code) })
  }
}
