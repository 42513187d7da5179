import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import { PAST_TOKEN } from '../../contract/history.ts'

/** Where copies of the past lie, each in a folder that only this user may open; the folder's name is its token. */
export interface PastCopies {
  make(day: Day): { token: string; path: string }
  /** @throws AppError history.pastGone */
  find(token: string): { day: Day; path: string }
  remove(token: string): void
  /** Removes what processes left behind that are no longer there. */
  sweep(): void
}

const fileIn = (folder: string): string => join(folder, 'past.tandem')

/** @param base the folder of this program's temporary files; made when it is not there */
export function createPastCopies(base: string): PastCopies {
  const remove = (token: string): void => {
    // What another process still has open may not go on some systems; it is swept later.
    try {
      rmSync(join(base, token), { recursive: true, force: true })
    } catch {}
  }
  return {
    make(day) {
      mkdirSync(base, { recursive: true, mode: 0o700 })
      const folder = mkdtempSync(join(base, `tandem-past-${day}-${process.pid}-`))
      return { token: basename(folder), path: fileIn(folder) }
    },
    find(token) {
      const day = PAST_TOKEN.exec(token)?.[1]
      const path = fileIn(join(base, token))
      if (day === undefined || !existsSync(path)) throw new AppError('history.pastGone')
      return { day, path }
    },
    remove,
    sweep() {
      if (!existsSync(base)) return
      for (const name of readdirSync(base)) {
        const maker = PAST_TOKEN.exec(name)?.[2]
        if (maker !== undefined && !isRunning(Number(maker))) remove(name)
      }
    },
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // It is there and somebody else's.
    return (error as { code?: string }).code === 'EPERM'
  }
}
