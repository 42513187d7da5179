import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../contract/errors.ts'

/** A folder that is there now and holds nothing. @throws AppError folder.notEmpty | file.writeFailed */
export function openEmptyFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true })
    if (readdirSync(folder).length === 0) return folder
  } catch {
    throw new AppError('file.writeFailed', { name: basename(folder) })
  }
  throw new AppError('folder.notEmpty', { name: basename(folder) })
}

/** @returns the path. @throws AppError file.writeFailed */
export function write(path: string, content: string | Uint8Array): string {
  try {
    writeFileSync(path, content)
  } catch {
    throw new AppError('file.writeFailed', { name: basename(path) })
  }
  return path
}
