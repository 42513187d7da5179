import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { QueryContext } from '../context.ts'
import { type Connection, openCopy, toStorageError } from '../db/open.ts'
import { type ContextOptions, createQueryContext } from '../queryContext.ts'
import { reactions } from '../reactions.ts'
import { lastCommandOf } from './days.ts'
import type { PastCopies } from './pastCopies.ts'
import type { Work } from './replay.ts'
import { rewind } from './rewind.ts'
import type { Shown } from './shown.ts'

/** Some milliseconds each. */
const PAGES_PER_STEP = 2000

/** Copies the workspace page by page, while it can be read and written. */
async function copyFile(source: Connection, path: string, work: Work): Promise<void> {
  const pageBytes = Number(source.pragma('page_size', { simple: true }))
  const toMegabytes = (pages: number): number => Math.ceil((pages * pageBytes) / 1_000_000)
  await source.backup(path, {
    progress({ totalPages, remainingPages }) {
      if (work.signal.aborted) throw new AppError('engine.cancelled')
      const total = toMegabytes(totalPages)
      work.progress({ done: total - toMegabytes(remainingPages), total, label: 'MB copied' })
      return PAGES_PER_STEP
    },
  })
}

/** A copy for which there is no room is no harm to the workspace, and must not be told as one. */
function toCopyError(error: unknown): unknown {
  const known = toStorageError(error)
  const { code } = known as { code?: unknown }
  const isUnwritten = code === 'workspace.diskFull' || code === 'workspace.readOnly' || /^E[A-Z]+$/.test(String(code))
  return isUnwritten ? new AppError('file.writeFailed', { name: 'The copy of that day' }) : known
}

/**
 * Makes a file that shows the workspace as it was at the end of a day. [HI12]
 *
 * @returns the token of the copy
 * @throws AppError history.noSuchDay | engine.cancelled | file.writeFailed; nothing is left behind
 */
export async function makePast(
  present: QueryContext,
  options: ContextOptions,
  copies: PastCopies,
  day: Day,
  work: Work,
): Promise<string> {
  const seq = lastCommandOf(present, day)
  let made: { token: string; path: string } | undefined
  let copy: Connection | undefined
  try {
    made = copies.make(day)
    const { path } = made
    await copyFile(present.raw, path, work)
    copy = openCopy(path)
    await rewind(createQueryContext(copy, options, day), seq, reactions, work)
    copy.close()
    return made.token
  } catch (error) {
    copy?.close()
    if (made) copies.remove(made.token)
    throw toCopyError(error)
  }
}

/** About the workspace itself, whatever day is shown. */
const ofTheWorkspace: ReadonlySet<string> = new Set(['history.travel', 'workspace.verify', 'workspace.backup'])
/** Long work that only reads: it is done with the day that is shown. */
const readingOnly: ReadonlySet<string> = new Set(['tiers.trial', 'reviews.pack'])

/** The writer's side: has the copy made, and refuses changes while it is shown. [HI15] */
export interface Traveller {
  /** Null brings back the present. @returns the token of the copy, for the reader */
  travel(day: Day | null, work: Work): Promise<string | null>
  /** @throws AppError history.inThePast for what may change something while an earlier day is shown */
  assertPresent(method: string): void
  /** Long work reads the workspace, or the day that is shown. */
  read<Answer>(method: string, work: (context: QueryContext) => Promise<Answer>): Promise<Answer>
  end(): void
}

export function createTraveller(shown: Shown, options: ContextOptions, copies: PastCopies): Traveller {
  let copy: string | undefined
  const end = (): void => {
    shown.show(null)
    if (copy !== undefined) copies.remove(copy)
    copy = undefined
  }
  return {
    async travel(day, work) {
      if (day === null) {
        end()
        return null
      }
      const token = await shown.ask((present) => makePast(present, options, copies, day, work), true)
      end()
      copy = token
      shown.show(token)
      return token
    },
    assertPresent(method) {
      if (shown.day !== null && !ofTheWorkspace.has(method) && !readingOnly.has(method))
        throw new AppError('history.inThePast', { day: shown.day })
    },
    read: (method, work) => shown.ask(work, !readingOnly.has(method)),
    end,
  }
}
