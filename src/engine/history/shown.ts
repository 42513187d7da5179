import type { Day } from '../../contract/dates.ts'
import type { QueryContext } from '../context.ts'
import { openForReading } from '../db/open.ts'
import { type ContextOptions, createQueryContext } from '../queryContext.ts'
import type { PastCopies } from './pastCopies.ts'

/** What a reader answers from: the workspace, or a copy of it as it was. [HI12] */
export interface Shown {
  readonly day: Day | null
  /** Answers a question from what is shown now; `isPresent`: from the workspace whatever is shown. */
  ask<Answer>(work: (context: QueryContext) => Promise<Answer>, isPresent: boolean): Promise<Answer>
  /** Null: the workspace. @throws AppError history.pastGone; then what was shown stays */
  show(token: string | null): Day | null
  close(): void
}

interface Source {
  context: QueryContext
  day: Day | null
  /** Questions that are being answered. */
  asked: number
  isRetired: boolean
}

export function createShown(options: ContextOptions, copies: PastCopies): Shown {
  const open = (path: string, day: Day | null): Source => ({
    context: createQueryContext(openForReading(path), options, day),
    day,
    asked: 0,
    isRetired: false,
  })
  const present = open(options.file, null)
  let shown = present

  const closeWhenIdle = (source: Source): void => {
    if (source.isRetired && source.asked === 0) source.context.raw.close()
  }
  const retire = (source: Source): void => {
    source.isRetired = true
    closeWhenIdle(source)
  }

  return {
    get day() {
      return shown.day
    },
    async ask(work, isPresent) {
      const source = isPresent ? present : shown
      source.asked += 1
      try {
        return await work(source.context)
      } finally {
        source.asked -= 1
        closeWhenIdle(source)
      }
    },
    show(token) {
      const before = shown
      if (token === null) shown = present
      else {
        const { day, path } = copies.find(token)
        shown = open(path, day)
      }
      if (before !== present) retire(before)
      return shown.day
    },
    close() {
      if (shown !== present) shown.context.raw.close()
      present.context.raw.close()
    },
  }
}
