import { create } from 'zustand'
import { AppError } from '../../contract/errors.ts'
import type { ImportQuestion, ImportReport } from '../../contract/imports.ts'
import type { Output } from '../../contract/methods.ts'
import type { Progress } from '../../contract/rpc.ts'
import type { ShellFile } from '../../contract/shell.ts'
import type { Reader } from './mapping.ts'

export type Inspection = Output<'imports.inspect'>

/** A file on its way in. What the engine knows of it (sample, dry run) is kept only as long as the file is here. */
export interface QueuedFile {
  file: ShellFile
  phase: 'reading' | 'failed' | 'columns' | 'check' | 'running' | 'done'
  inspection: Inspection | null
  reader: Reader | null
  /** Nobody but the user knows what its rows are; asked also after the answer, which may be changed. */
  isKindAsked: boolean
  applyChanged: boolean
  takeSuspects: boolean
  /** Every question that came up, latest wording; an answered one stays in sight. */
  questions: readonly ImportQuestion[]
  /** The last dry run, or after `done` what was stored. */
  report: ImportReport | null
  /** The dry run answers choices that have changed since. */
  isStale: boolean
  isChecking: boolean
  progress: Progress | null
  error: AppError | null
  cancel: (() => void) | null
}

interface ImportState {
  files: readonly QueuedFile[]
  /** Handle of the file in sight. */
  current: string | null
}

export const useImport = create<ImportState>(() => ({ files: [], current: null }))

/** Changes what is known of one file; one that left the queue stays away. */
export function update(handle: string, change: Partial<QueuedFile>): void {
  useImport.setState(({ files }) => ({
    files: files.map((queued) => (queued.file.handle === handle ? { ...queued, ...change } : queued)),
  }))
}

export function find(handle: string): QueuedFile | undefined {
  return useImport.getState().files.find((queued) => queued.file.handle === handle)
}

export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('internal')
}
