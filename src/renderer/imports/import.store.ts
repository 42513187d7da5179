import { create } from 'zustand'
import { AppError } from '../../contract/errors.ts'
import type { ImportAnswers, ImportMapping, ImportQuestion, ImportReport } from '../../contract/imports.ts'
import type { Output } from '../../contract/methods.ts'
import type { Progress } from '../../contract/rpc.ts'
import type { ShellFile } from '../../contract/shell.ts'
import { isUnavailable } from '../client/engineClient.ts'
import { engine, isCancelled, startTask } from '../client/session.ts'
import { completeAnswers, type Reader } from './mapping.ts'
import { importTexts } from './texts.ts'

export type Inspection = Output<'imports.inspect'>

/** A file on its way in. What the engine knows of it (sample, dry run) is kept only as long as the file is here. */
export interface QueuedFile {
  file: ShellFile
  phase: 'reading' | 'failed' | 'columns' | 'check' | 'running' | 'done'
  inspection: Inspection | null
  reader: Reader | null
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

/** Up to this size all rows are read again after every change; above it when the user asks. */
export const LIVE_BYTES = 8_000_000
/** Changes that follow each other this quickly are answered by one dry run. */
const SETTLE_MS = 250

function update(handle: string, change: Partial<QueuedFile>): void {
  useImport.setState(({ files }) => ({
    files: files.map((queued) => (queued.file.handle === handle ? { ...queued, ...change } : queued)),
  }))
}

function find(handle: string): QueuedFile | undefined {
  return useImport.getState().files.find((queued) => queued.file.handle === handle)
}

function queued(file: ShellFile): QueuedFile {
  return {
    file,
    phase: 'reading',
    inspection: null,
    reader: null,
    applyChanged: false,
    takeSuspects: false,
    questions: [],
    report: null,
    isStale: false,
    isChecking: false,
    progress: null,
    error: null,
    cancel: null,
  }
}

/** Takes files in. One that waits already is not queued twice; what was finished before leaves the queue. */
export async function addFiles(added: readonly ShellFile[]): Promise<void> {
  const isWaiting = (handle: string): boolean => {
    const phase = find(handle)?.phase
    return phase === 'columns' || phase === 'check' || phase === 'running' || phase === 'reading'
  }
  const fresh = added.filter(
    ({ handle }, index) => !isWaiting(handle) && added.findIndex((other) => other.handle === handle) === index,
  )
  useImport.setState(({ files, current }) => {
    const kept = files.filter(
      ({ file, phase }) =>
        phase !== 'done' && phase !== 'failed' && !fresh.some(({ handle }) => handle === file.handle),
    )
    const isKept = kept.some(({ file }) => file.handle === current)
    return { files: [...kept, ...fresh.map(queued)], current: isKept ? current : null }
  })
  await Promise.all(fresh.map(({ handle }) => inspect(handle, null, null)))
  useImport.setState(({ files, current }) => {
    const sorted = inOrder(files)
    return { files: sorted, current: current ?? sorted.find(({ phase }) => phase !== 'done')?.file.handle ?? null }
  })
  startWaiting()
}

/** Files that list partners come first: the names in the others are then known. Otherwise the order of the drop. */
function inOrder(files: readonly QueuedFile[]): QueuedFile[] {
  const rank = ({ phase, reader }: QueuedFile): number => {
    if (phase === 'running' || phase === 'done') return 0
    const kinds = reader?.mapping.kinds ?? []
    if (kinds.length === 1 && kinds.includes('partners')) return 1
    return kinds.length > 0 && !kinds.includes('deals') && !kinds.includes('conversions') ? 2 : 3
  }
  return files.toSorted((a, b) => rank(a) - rank(b))
}

/** Recognises a file anew, as the layout or sheet the user says (null: as Tandem thinks). */
export async function inspect(handle: string, as: string | null, sheet: string | null): Promise<void> {
  update(handle, { phase: 'reading', error: null, report: null })
  try {
    const inspection = await engine.call('imports.inspect', { file: handle, as, sheet })
    update(handle, {
      phase: 'columns',
      inspection,
      reader: { mapping: inspection.mapping, answers: {} },
      questions: inspection.questions,
      isStale: true,
    })
  } catch (error) {
    update(handle, { phase: 'failed', error: toAppError(error) })
  }
}

/** After `inspect` by hand: the dry run follows at once. */
export async function readAs(handle: string, as: string | null, sheet: string | null): Promise<void> {
  stopCheck(handle)
  await inspect(handle, as, sheet)
  startWaiting()
}

export function change(handle: string, next: (reader: Reader) => Reader): void {
  const before = find(handle)
  if (!before?.reader) return
  update(handle, { reader: next(before.reader), isStale: true, error: null })
  checkSoon(handle)
}

export function choose(handle: string, chosen: Partial<Pick<QueuedFile, 'applyChanged' | 'takeSuspects'>>): void {
  update(handle, { ...chosen, isStale: true })
  checkSoon(handle)
}

/** Goes back to the columns or forward to the dry run, which is made when it is not there. */
export function goTo(handle: string, phase: 'columns' | 'check'): void {
  update(handle, { phase, error: null })
  const now = find(handle)
  if (phase === 'check' && now && (now.isStale || now.report === null) && !now.isChecking) void check(handle)
}

/** Puts a file in sight. What was imported in between may have changed its dry run. */
export function show(handle: string): void {
  useImport.setState({ current: handle })
  startWaiting()
}

export function leaveOut(handle: string): void {
  stopCheck(handle)
  useImport.setState(({ files, current }) => {
    const index = files.findIndex(({ file }) => file.handle === handle)
    const rest = files.filter(({ file }) => file.handle !== handle)
    const next =
      rest.find(({ phase }, at) => at >= index && phase !== 'done') ?? rest.find(({ phase }) => phase !== 'done')
    return { files: rest, current: current === handle ? (next?.file.handle ?? null) : current }
  })
  startWaiting()
}

/** Forgets every file that is not being imported. */
export function finish(): void {
  for (const { file } of useImport.getState().files) stopCheck(file.handle)
  useImport.setState(({ files }) => {
    const running = files.filter(({ phase }) => phase === 'running')
    return { files: running, current: running[0]?.file.handle ?? null }
  })
}

function startWaiting(): void {
  const { files, current } = useImport.getState()
  const inSight = files.find(({ file }) => file.handle === current)
  if (inSight?.phase === 'columns' || inSight?.phase === 'check') {
    if (inSight.isStale) checkSoon(inSight.file.handle)
  }
}

// ---- dry run ------------------------------------------------------------------------------------------------

const timers = new Map<string, ReturnType<typeof setTimeout>>()
const checks = new Map<string, AbortController>()

function stopCheck(handle: string): void {
  clearTimeout(timers.get(handle))
  timers.delete(handle)
  checks.get(handle)?.abort()
  checks.delete(handle)
  update(handle, { isChecking: false, progress: null })
}

function checkSoon(handle: string): void {
  stopCheck(handle)
  const now = find(handle)
  if (!now || (now.file.size > LIVE_BYTES && now.phase !== 'check')) return
  timers.set(
    handle,
    setTimeout(() => void check(handle), SETTLE_MS),
  )
}

export function cancelCheck(handle: string): void {
  stopCheck(handle)
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
    const report = await engine.call('imports.dryRun', toRun(now, now.reader), {
      signal: controller.signal,
      onProgress: (progress) => checks.get(handle) === controller && update(handle, { progress }),
    })
    if (checks.get(handle) !== controller) return
    update(handle, { report, isStale: false, questions: withLatest(find(handle) ?? now, report.questions) })
  } catch (error) {
    if (checks.get(handle) === controller && !isCancelled(error)) update(handle, { error: toAppError(error) })
  } finally {
    if (checks.get(handle) === controller) {
      checks.delete(handle)
      update(handle, { isChecking: false, progress: null })
    }
  }
}

/** Questions in the order they came up; a partner who is known by now is no longer asked for. */
function withLatest({ questions, reader }: QueuedFile, latest: readonly ImportQuestion[]): ImportQuestion[] {
  const byId = new Map(latest.map((question) => [question.id, question]))
  const isKept = ({ id, kind }: ImportQuestion): boolean =>
    kind !== 'partner' || byId.has(id) || reader?.answers[id] !== undefined
  const kept = questions.filter(isKept).map((question) => byId.get(question.id) ?? question)
  return [...kept, ...latest.filter(({ id }) => !questions.some((question) => question.id === id))]
}

function toRun(
  { file, questions, applyChanged, takeSuspects }: QueuedFile,
  { mapping, answers }: Reader,
): { file: string; mapping: ImportMapping; answers: ImportAnswers; applyChanged: boolean; takeSuspects: boolean } {
  return { file: file.handle, mapping, answers: completeAnswers(questions, answers), applyChanged, takeSuspects }
}

// ---- import -------------------------------------------------------------------------------------------------

/** A try whose answer was lost keeps its id: the second try cannot store anything twice. */
const unanswered = new Map<string, { input: string; commandId: string }>()

/** Stores the file in one transaction. It goes on while the user works elsewhere in the window. */
export async function run(handle: string): Promise<void> {
  stopCheck(handle)
  const now = find(handle)
  if (!now?.reader) return
  const input = toRun(now, now.reader)
  const text = JSON.stringify(input)
  const lost = unanswered.get(handle)
  const commandId = lost?.input === text ? lost.commandId : crypto.randomUUID()
  unanswered.delete(handle)
  const task = startTask(importTexts.importing(now.file.name), async (signal, onProgress) => {
    const report = await engine.call('imports.run', input, {
      commandId,
      signal,
      onProgress: (progress) => {
        update(handle, { progress })
        onProgress(progress)
      },
    })
    update(handle, { phase: 'done', report, isStale: false })
  })
  update(handle, { phase: 'running', progress: null, error: null, cancel: task.cancel })
  try {
    await task.done
  } catch (error) {
    if (isUnavailable(error)) unanswered.set(handle, { input: text, commandId })
    update(handle, { phase: 'check', error: toAppError(error) })
  } finally {
    update(handle, { cancel: null, progress: null })
  }
}

function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('internal')
}

// Whatever changed the workspace (an import, an undo) may change what the waiting files would do.
engine.onEvent((event) => {
  if (event.event !== 'changed') return
  useImport.setState(({ files }) => ({
    files: files.map((file) =>
      file.phase === 'columns' || file.phase === 'check' ? { ...file, isStale: true } : file,
    ),
  }))
  startWaiting()
})
// Another workspace is opened: files are dropped into the one they were meant for.
engine.onStatus(({ writer }) => {
  if (writer === 'connecting') useImport.setState({ files: [], current: null })
})
