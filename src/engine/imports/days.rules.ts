import type { Day } from '../../contract/dates.ts'
import { fromEpochDays, isDay, toDay, toEpochDays } from '../../contract/dates.ts'
import type { RejectionReason, ValueFormat } from '../../contract/imports.ts'
import { isBlank, unguard } from './amounts.rules.ts'

export type DayProblem = Extract<RejectionReason, 'dateEmpty' | 'dateNotADate' | 'dateImpossible'>
export type DateOrder = ValueFormat['dateOrder']

/** True when a text stands for a missing day rather than for a day. */
export function isDayProblem(day: Day | DayProblem): day is DayProblem {
  return day === 'dateEmpty' || day === 'dateNotADate' || day === 'dateImpossible'
}

const MS_PER_DAY = 86_400_000
const MS_PER_MINUTE = 60_000

/** First letters of the months' names in English, German, French, Spanish, Portuguese, Dutch and Italian, without accents. */
const MONTH_NAMES: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen'],
  ['feb', 'fev'],
  ['mar', 'maer', 'mae', 'mrt', 'maa'],
  ['apr', 'avr', 'abr'],
  ['may', 'mai', 'mei', 'mag'],
  ['jun', 'juin', 'giu'],
  ['jul', 'juil', 'lug'],
  ['aug', 'aou', 'ago'],
  ['sep', 'set'],
  ['oct', 'okt', 'out', 'ott'],
  ['nov'],
  ['dec', 'dez', 'dic'],
]
const MONTH_BY_NAME: ReadonlyMap<string, number> = new Map(
  MONTH_NAMES.flatMap((names, index) => names.map((name) => [name, index + 1] as const)),
)

/** 1 to 12 of a month's name or its first letters; undefined for any other word. */
export function monthByName(name: string): number | undefined {
  const letters = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return MONTH_BY_NAME.get(letters.slice(0, 4)) ?? MONTH_BY_NAME.get(letters.slice(0, 3))
}

/** A date taken apart; `minute` is the minute of the day, null when the text has no time. */
interface ScannedDate {
  year: number
  month: number
  day: number
  minute: number | null
  /** Minutes east of UTC when the text says so itself. */
  offset: number | null
}

// Each quantifier is followed by a class it does not share, so no pattern backtracks.
const THREE_NUMBERS = /^(\d{1,4})([-/. ])(\d{1,2})[-/. ] ?(\d{1,4})\.?/
const DAY_NAME_YEAR =
  /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]{0,2}(?:de )?(\p{L}{3,12})[-/., ]{0,2}(?:de )?(\d{4}|\d{2})(?!\d)/u
const NAME_DAY_YEAR = /^(\p{L}{3,12})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)/u
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/
const TIME =
  /^[T, ]{1,3}(?:at )?(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?(?: ?([AaPp])\.?[Mm]\.?)?(?: ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/

/**
 * A reader of one file's dates: the day, in the programme's zone, of what the text says. [IV5] [IV6]
 *
 * A year written first is read as such whatever `order` says; `order` decides between day and month, and whether bare
 * numbers are epochs or spreadsheet serials. Days without a time are taken as they stand.
 *
 * @param fileZone      zone of times that name none themselves
 * @param programmeZone zone whose calendar day counts
 */
export function compileDayReader(
  order: DateOrder,
  fileZone: string,
  programmeZone: string,
): (text: string) => Day | DayProblem {
  const toProgramme = fileZone === programmeZone ? undefined : zoneOffsets(programmeZone)
  const fromFile = zoneOffsets(fileZone)
  const programme = toProgramme ?? fromFile
  // Days repeat. Only short texts: a longer one would keep the whole chunk it was cut from in memory.
  const known = new Map<string, Day | DayProblem>()

  function dayOfInstant(epochMs: number): Day {
    return fromEpochDays(Math.floor((epochMs + programme(epochMs) * MS_PER_MINUTE) / MS_PER_DAY))
  }

  function read(text: string): Day | DayProblem {
    if (isBlank(text)) return 'dateEmpty'
    const value = unguard(text)
    if (value.length > 64) return 'dateNotADate'
    const scanned = scanDate(value, order)
    if (typeof scanned === 'string') return scanned
    if (typeof scanned === 'number') return dayOfInstant(scanned)
    const day = toDay(scanned.year, scanned.month, scanned.day)
    if (!isDay(day)) return 'dateImpossible'
    if (scanned.minute === null || (scanned.offset === null && toProgramme === undefined)) return day
    const local = toEpochDays(day) * MS_PER_DAY + scanned.minute * MS_PER_MINUTE
    // The zone's offset is looked up at the moment the offset itself leads to; once more settles it around a change.
    const offset = scanned.offset ?? fromFile(local - fromFile(local) * MS_PER_MINUTE)
    return dayOfInstant(local - offset * MS_PER_MINUTE)
  }

  return (text) => {
    if (text.length > 12) return read(text)
    const hit = known.get(text)
    if (hit !== undefined) return hit
    const day = read(text)
    if (known.size < 20_000) known.set(text, day)
    return day
  }
}

/** Parts of a date, milliseconds since 1970 for an epoch, or why it is neither. */
function scanDate(text: string, order: DateOrder): ScannedDate | number | DayProblem {
  if (isNumber(text)) return scanNumber(text, order)
  const numbers = THREE_NUMBERS.exec(text)
  if (numbers) {
    const time = scanTime(text.slice(numbers[0].length))
    const [first, second, third] = [numbers[1] ?? '', numbers[3] ?? '', numbers[4] ?? '']
    if (time === undefined) return 'dateNotADate'
    if (first.length === 4) {
      return third.length > 2
        ? 'dateNotADate'
        : { ...time, year: Number(first), month: Number(second), day: Number(third) }
    }
    if (first.length === 3 || third.length === 3 || third.length === 1) return 'dateNotADate'
    if (order === 'ymd' && third.length === 2 && first.length === 2)
      return { ...time, year: fullYear(first), month: Number(second), day: Number(third) }
    const isMonthFirst = order === 'mdy'
    return {
      ...time,
      year: fullYear(third),
      month: Number(isMonthFirst ? first : second),
      day: Number(isMonthFirst ? second : first),
    }
  }
  const named = DAY_NAME_YEAR.exec(text)
  if (named) return scanNamed(text, named[0], named[1], named[2], named[3])
  const american = NAME_DAY_YEAR.exec(text)
  if (american) return scanNamed(text, american[0], american[2], american[1], american[3])
  return 'dateNotADate'
}

function scanNamed(text: string, match: string, day = '', name = '', year = ''): ScannedDate | DayProblem {
  const month = monthByName(name)
  const time = scanTime(text.slice(match.length))
  if (month === undefined || time === undefined) return 'dateNotADate'
  return { ...time, year: fullYear(year), month, day: Number(day) }
}

function scanTime(text: string): { minute: number | null; offset: number | null } | undefined {
  if (text.trim() === '') return { minute: null, offset: null }
  const match = TIME.exec(text)
  if (!match) return undefined
  let hour = Number(match[1])
  const minute = Number(match[2])
  const half = match[4]?.toLowerCase()
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined
    hour = (hour % 12) + (half === 'p' ? 12 : 0)
  }
  // 24:00 is the end of the day it names; a leap second belongs to its own minute.
  if (hour > 23 || minute > 59 || Number(match[3] ?? 0) > 60) return undefined
  const zone = match[5]
  let offset: number | null = null
  if (zone !== undefined) {
    const digits = zone.replace(':', '')
    offset =
      zone.startsWith('+') || zone.startsWith('-') ? Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3)) : 0
    if (zone.startsWith('-')) offset = -offset
  }
  return { minute: hour * 60 + minute, offset }
}

function scanNumber(text: string, order: DateOrder): ScannedDate | number | DayProblem {
  const compact = COMPACT.exec(text)
  if (compact && order !== 'epochSeconds' && order !== 'epochMilliseconds') {
    return { year: Number(compact[1]), month: Number(compact[2]), day: Number(compact[3]), minute: null, offset: null }
  }
  const value = Number(text)
  if (order === 'epochSeconds') return value > 0 && value < 1e11 ? value * 1000 : 'dateNotADate'
  if (order === 'epochMilliseconds') return value > 0 && value < 1e14 ? value : 'dateNotADate'
  // Spreadsheets count days from 1899-12-30 (ECMA-376 part 1, 18.17.4.1, 1900 date base); 61 is the first day after their false leap day.
  if (order !== 'excelSerial' || value < 61 || value >= 2_958_466) return 'dateNotADate'
  const day = fromEpochDays(Math.floor(value) - 25_569)
  return {
    year: Number(day.slice(0, 4)),
    month: Number(day.slice(5, 7)),
    day: Number(day.slice(8)),
    minute: null,
    offset: null,
  }
}

/** Two digits are 1969 to 2068, as POSIX strptime reads them. */
function fullYear(text: string): number {
  const year = Number(text)
  if (text.length > 2) return year
  return year < 69 ? 2000 + year : 1900 + year
}

function isNumber(text: string): boolean {
  let points = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (code === 46 && index > 0 && points === 0) points = 1
    else if (code < 48 || code > 57) return false
  }
  return text.length > 0 && text.length < 20
}

/**
 * Minutes east of UTC of a zone at a moment. One look at the calendar per day suffices where the offset is the same at
 * both ends of it, which spares a formatter call per row.
 */
function zoneOffsets(timeZone: string): (epochMs: number) => number {
  if (timeZone === 'UTC') return () => 0
  const formatter = new Intl.DateTimeFormat('en-CA', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  }) // prettier-ignore
  const days = new Map<number, number | null>()

  function exact(epochMs: number): number {
    const parts = new Map(formatter.formatToParts(epochMs).map((part) => [part.type, Number(part.value)]))
    const day = toEpochDays(toDay(parts.get('year') ?? 0, parts.get('month') ?? 0, parts.get('day') ?? 0))
    const local = day * 1440 + (parts.get('hour') ?? 0) * 60 + (parts.get('minute') ?? 0)
    return local - Math.floor(epochMs / MS_PER_MINUTE)
  }

  return (epochMs) => {
    const day = Math.floor(epochMs / MS_PER_DAY)
    let offset = days.get(day)
    if (offset === undefined) {
      const start = exact(day * MS_PER_DAY)
      offset = start === exact((day + 1) * MS_PER_DAY - 1) ? start : null
      days.set(day, offset)
    }
    return offset ?? exact(epochMs)
  }
}
