import { addDays, type Day, dayInZone, endOfDayMs } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import { mostSteps } from '../../contract/history.ts'
import type { QueryContext } from '../context.ts'
import type { Connection } from '../db/open.ts'
import { formatStamp, stampMs, toMoment } from './clock.ts'

/** First and last day that can be looked back at; null where there is none. */
export interface Span {
  first: Day | null
  last: Day | null
}

const stampOf = (raw: Connection) => raw.prepare('SELECT clock FROM command WHERE seq = ?').pluck()

function lastSeq(raw: Connection): number {
  return raw.prepare('SELECT coalesce(max(seq), 0) FROM command').pluck().get() as number
}

/**
 * The last command before a moment; 0 when there is none. By the commands' stamps: they rise with every command whatever
 * the wall clock does [HI7], so a few of them tell.
 */
function lastBefore(raw: Connection, ms: number): number {
  const bound = formatStamp({ ms, counter: 0 }, '')
  const stamp = stampOf(raw)
  let before = 0
  let notBefore = lastSeq(raw) + 1
  while (notBefore - before > 1) {
    const middle = Math.floor((before + notBefore) / 2)
    if (String(stamp.get(middle)) < bound) before = middle
    else notBefore = middle
  }
  return before
}

/** From the day of the first command to the one before today, or before the last command where the programme's day stands still. */
export function spanOfHistory({ raw, settings, today }: QueryContext): Span {
  const { timeZone } = settings()
  const stamp = stampOf(raw)
  const dayOf = (seq: number): Day => dayInZone(toMoment(stampMs(String(stamp.get(seq)))), timeZone)
  const newest = lastSeq(raw)
  if (newest === 0) return { first: null, last: null }
  const first = dayOf(1)
  const [now, changed] = [today(), dayOf(newest)]
  const last = addDays(now > changed ? now : changed, -1)
  return last < first ? { first: null, last: null } : { first, last }
}

/**
 * The last command that counts at the end of a day of the programme's time zone.
 *
 * @throws AppError history.noSuchDay for a day outside the span of the history
 */
export function lastCommandOf(context: QueryContext, day: Day): number {
  const { first, last } = spanOfHistory(context)
  if (first === null || last === null || day < first || day > last)
    throw new AppError('history.noSuchDay', { day, first, last })
  return lastBefore(context.raw, endOfDayMs(day, context.settings().timeZone))
}

interface DayOfHistory {
  day: Day
  count: number
  steps: { method: string; subject: string }[]
}

/** Days of a span on which something was stored, newest first, each with its latest steps. */
export function listDays({ raw, settings }: QueryContext, from: Day, to: Day): DayOfHistory[] {
  const { timeZone } = settings()
  const rows = raw
    .prepare('SELECT clock, method, subject FROM command WHERE seq > ? AND seq <= ? ORDER BY seq DESC')
    .all(lastBefore(raw, endOfDayMs(addDays(from, -1), timeZone)), lastBefore(raw, endOfDayMs(to, timeZone))) as {
    clock: string
    method: string
    subject: string
  }[]
  const days: DayOfHistory[] = []
  for (const { clock, method, subject } of rows) {
    const day = dayInZone(toMoment(stampMs(clock)), timeZone)
    let known = days.at(-1)
    if (known?.day !== day) days.push((known = { day, count: 0, steps: [] }))
    known.count += 1
    if (known.steps.length < mostSteps) known.steps.push({ method, subject })
  }
  return days
}
