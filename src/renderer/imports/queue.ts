import type { ImportQuestion } from '../../contract/imports.ts'
import type { ShellFile } from '../../contract/shell.ts'
import { engine } from '../client/session.ts'
import { check, checkSoon, stopCheck } from './dryRun.ts'
import { find, toAppError, update, useImport, type QueuedFile } from './import.store.ts'
import { makesNoRow, type Reader } from './mapping.ts'

function queued(file: ShellFile): QueuedFile {
  return {
    file,
    phase: 'reading',
    inspection: null,
    reader: null,
    isKindAsked: false,
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
      isKindAsked: makesNoRow(inspection.mapping) || (as !== null && find(handle)?.isKindAsked === true),
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
      rest.find(({ phase }, at) => at >= index && phase !== 'done') ??
      rest.find(({ phase }) => phase !== 'done') ??
      rest.at(-1)
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

// Whatever changed the workspace (an import, an undo) may change what the waiting files would do.
engine.onEvent((event) => {
  if (event.event !== 'changed') return
  useImport.setState(({ files }) => ({
    files: files.map((file) => (file.phase === 'columns' || file.phase === 'check' ? outdated(file) : file)),
  }))
  startWaiting()
})

/** Who was only similar may have a namesake now: a suggestion nobody confirmed is made anew. */
function outdated(file: QueuedFile): QueuedFile {
  const isConfirmed = ({ id, kind }: ImportQuestion): boolean =>
    kind !== 'partner' || file.reader?.answers[id] !== undefined
  return { ...file, isStale: true, questions: file.questions.filter(isConfirmed) }
}

// Another workspace is opened: files are dropped into the one they were meant for.
engine.onStatus(({ writer }) => {
  if (writer === 'connecting') useImport.setState({ files: [], current: null })
})
