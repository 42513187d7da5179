import type { AppError } from '../../contract/errors.ts'
import type { ImportAnswers, ImportMapping, ImportQuestion } from '../../contract/imports.ts'
import type { Progress } from '../../contract/rpc.ts'
import { engine, isCancelled } from '../client/session.ts'
import { find, toAppError, update, type QueuedFile } from './import.store.ts'
import { completeAnswers, makesNoRow, type Reader } from './mapping.ts'

/** Up to this size all rows are read again after every change; above it when the user asks. */
export const LIVE_BYTES = 8_000_000
/** Changes that follow each other this quickly are answered by one dry run. */
const SETTLE_MS = 250

const timers = new Map<string, ReturnType<typeof setTimeout>>()
const checks = new Map<string, AbortController>()

/** Forgets the dry run that runs or is about to. */
export function stopCheck(handle: string): void {
  clearTimeout(timers.get(handle))
  timers.delete(handle)
  checks.get(handle)?.abort()
  checks.delete(handle)
  update(handle, { isChecking: false, progress: null })
}

/** A dry run after the changes have settled; a large file waits until it is asked for. */
export function checkSoon(handle: string): void {
  stopCheck(handle)
  const now = find(handle)
  if (!now?.reader) return
  if (makesNoRow(now.reader.mapping)) return update(handle, { phase: 'columns', report: null, error: null })
  if (now.file.size > LIVE_BYTES && now.phase !== 'check') return
  update(handle, { isChecking: true })
  timers.set(
    handle,
    setTimeout(() => void check(handle), SETTLE_MS),
  )
}

/** Reads all rows against the workspace and stores nothing; a newer call replaces an older one. */
export async function check(handle: string): Promise<void> {
  stopCheck(handle)
  const now = find(handle)
  if (!now?.reader) return
  const controller = new AbortController()
  checks.set(handle, controller)
  update(handle, { isChecking: true, progress: null, error: null })
  try {
    const input = toRun(now, now.reader)
    const report = await engine.call('imports.dryRun', input, {
      signal: controller.signal,
      onProgress: (progress) =>
        checks.get(handle) === controller && update(handle, { progress: counted(now, progress) }),
    })
    if (checks.get(handle) !== controller) return
    const before = find(handle) ?? now
    update(handle, { report, isStale: false, questions: withLatest(before.questions, report.questions, input.answers) })
    // A suggestion that came up only now is taken until the user says otherwise: the figures must say so too.
    if (report.questions.some((question) => isNewSuggestion(question, before))) checkSoon(handle)
  } catch (error) {
    if (checks.get(handle) === controller && !isCancelled(error)) update(handle, refused(toAppError(error)))
  } finally {
    if (checks.get(handle) === controller) {
      checks.delete(handle)
      update(handle, { isChecking: false, progress: null })
    }
  }
}

/** Rows done of the rows that a check has counted; the engine, which has read a part of the file, goes by its bytes. */
export function counted({ report }: QueuedFile, progress: Progress): Progress {
  return report === null ? progress : { ...progress, total: Math.max(report.rows.total, progress.done) }
}

/** Columns that make no row are put right where they stand. */
function refused(error: AppError): Partial<QueuedFile> {
  return error.code === 'import.badMapping' ? { phase: 'columns', error } : { error }
}

function isNewSuggestion({ id, suggested }: ImportQuestion, { questions }: QueuedFile): boolean {
  return suggested !== null && !questions.some((question) => question.id === id)
}

/** What is asked of the workspace as it is: once it has changed, the question may be gone. */
const asksOfWorkspace: ReadonlySet<ImportQuestion['kind']> = new Set(['partner', 'overlap'])

/**
 * Questions in the order they came up. One that was answered stays in sight; a partner that nobody was asked to name
 * and who is no longer asked for is known by now.
 */
function withLatest(
  questions: readonly ImportQuestion[],
  latest: readonly ImportQuestion[],
  answered: ImportAnswers,
): ImportQuestion[] {
  const byId = new Map(latest.map((question) => [question.id, question]))
  const isKept = ({ id, kind }: ImportQuestion): boolean =>
    !asksOfWorkspace.has(kind) || byId.has(id) || answered[id] !== undefined
  const kept = questions.filter(isKept).map((question) => byId.get(question.id) ?? question)
  return [...kept, ...latest.filter(({ id }) => !questions.some((question) => question.id === id))]
}

/** What both dry run and import are asked: the file, how it is read and what the user decided. */
export function toRun(
  { file, questions, applyChanged, takeSuspects }: QueuedFile,
  { mapping, answers }: Reader,
): { file: string; mapping: ImportMapping; answers: ImportAnswers; applyChanged: boolean; takeSuspects: boolean } {
  return { file: file.handle, mapping, answers: completeAnswers(questions, answers), applyChanged, takeSuspects }
}
