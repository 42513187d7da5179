import { fromEpochDays } from '../../contract/dates.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { componentOf, conversionIdOf, FIXED, RATE, turnOf, UPLIFT } from './ids.rules.ts'

/** Components whose partner, currency and day are their conversion's. */
const copiedComponents: readonly number[] = [RATE, FIXED, UPLIFT]

// One record per conversion id, all text. Numbers stand to the left: SQLite would pass over what is before them.
const WIDTH = { mark: 1, versionId: 10, ruleIndex: 3, baseMinor: 17, earnedMinor: 17, counterBefore: 17, dueOn: 10 }
export type Field = keyof typeof WIDTH
const fields = Object.keys(WIDTH) as Field[] // of the literal above
const AT = Object.fromEntries(
  fields.map((field, i) => [field, fields.slice(0, i).reduce((at, before) => at + WIDTH[before], 0)]),
) as Record<Field, number> // one entry per field
const RECORD = fields.reduce((length, field) => length + WIDTH[field], 0)
/** No digit and no space, so that a number ends there. */
const FILLER = 59
const [MINUS, ZERO, PRESENT] = [45, 48, 49]

/** SQL of a field of the record of conversion `id`, as text; binds `@records` and what `placesOf` answers. */
export const textSql = (field: Field): string =>
  `CAST(substr(@records, id * ${RECORD} + @${field}, ${WIDTH[field]}) AS TEXT)`
export const numberSql = (field: Field): string =>
  `CAST(substr(@records, id * ${RECORD} + @${field}, ${WIDTH[field]}) AS INTEGER)`

/** Where the fields lie when the records begin with the one of conversion `first`. */
export function placesOf(first: number): Record<Field, number> {
  const places = { ...AT }
  for (const field of fields) places[field] += 1 - first * RECORD
  return places
}

/** Conversion ids whose commissions one statement writes, between two turns of the event loop. */
export const STRETCH = 20_000

/** The commissions of one component of a stretch of conversions. */
export interface Records {
  component: number
  /** The first conversion id of the stretch. */
  first: number
  count: number
  /** The version of all of them; null when there are several, told in the records. */
  versionId: number | null
  /** STRETCH records. */
  bytes: Uint8Array
}

/** The columns that records are made of. */
export type RecordColumns = Pick<
  CommissionColumns,
  | 'count'
  | 'id'
  | 'versionId'
  | 'ruleIndex'
  | 'baseMinor'
  | 'earnedMinor'
  | 'counterBefore'
  | 'dueDay'
  | 'triggerId'
  | 'isReversed'
  | 'cappedBy'
>

/** Numbers kept of each commission until its record is made: conversion, version, rule, base, earned, counter, due day. */
const KEPT = 7

/** The commissions of one component of a stretch, as they were told. */
interface Told {
  component: number
  first: number
  count: number
  numbers: Float64Array
}

/**
 * Carries the numbers of many commissions to SQLite in few values, one record for each conversion of a stretch. The
 * records of a stretch are made when they are asked for: by then SQLite writes those before.
 */
export class CommissionRecords {
  /** By number of the stretch, then place of the component in `copiedComponents`. */
  private readonly stretches: Told[][] = []
  private readonly dayTexts = new Map<number, Uint8Array>()

  /** Takes the commissions that can be copied, from an index on. */
  add(columns: RecordColumns, from: number): void {
    const { count, id, versionId, ruleIndex, baseMinor, earnedMinor, counterBefore, dueDay } = columns
    for (let entry = from; entry < count; entry += 1) {
      if (!isCopyable(columns, entry)) continue
      const commission = id[entry] ?? 0
      const conversion = conversionIdOf(commission)
      const told = this.toldOf(conversion, componentOf(commission))
      const { numbers } = told
      const at = told.count * KEPT
      numbers[at] = conversion
      numbers[at + 1] = versionId[entry] ?? 0
      numbers[at + 2] = ruleIndex[entry] ?? 0
      numbers[at + 3] = baseMinor[entry] ?? 0
      numbers[at + 4] = earnedMinor[entry] ?? 0
      numbers[at + 5] = counterBefore[entry] ?? 0
      numbers[at + 6] = dueDay[entry] ?? 0
      told.count += 1
    }
  }

  /** In ascending order of conversions. */
  *[Symbol.iterator](): Generator<Records> {
    for (const components of this.stretches)
      for (const told of Object.values(components ?? [])) yield this.recordsOf(told)
  }

  private toldOf(conversion: number, component: number): Told {
    const stretch = Math.floor((conversion - 1) / STRETCH)
    const components = (this.stretches[stretch] ??= [])
    return (components[copiedComponents.indexOf(component)] ??= {
      component,
      first: stretch * STRETCH + 1,
      count: 0,
      numbers: new Float64Array(STRETCH * KEPT),
    })
  }

  private recordsOf({ component, first, count, numbers }: Told): Records {
    const bytes = new Uint8Array(STRETCH * RECORD).fill(FILLER)
    const versionId = versionOfAll(numbers, count)
    let dueDay = NaN
    let due: Uint8Array = bytes
    for (let at = 0; at < count * KEPT; at += KEPT) {
      const to = ((numbers[at] ?? 0) - first) * RECORD
      bytes[to] = PRESENT
      if (versionId === null) putNumber(bytes, to + AT.versionId, numbers[at + 1] ?? 0)
      putNumber(bytes, to + AT.ruleIndex, numbers[at + 2] ?? 0)
      putNumber(bytes, to + AT.baseMinor, numbers[at + 3] ?? 0)
      putNumber(bytes, to + AT.earnedMinor, numbers[at + 4] ?? 0)
      putNumber(bytes, to + AT.counterBefore, numbers[at + 5] ?? 0)
      if (numbers[at + 6] !== dueDay) {
        dueDay = numbers[at + 6] ?? 0
        due = this.textOf(dueDay)
      }
      bytes.set(due, to + AT.dueOn)
    }
    return { component, first, count, versionId, bytes }
  }

  private textOf(day: number): Uint8Array {
    let text = this.dayTexts.get(day)
    if (text === undefined) {
      text = Buffer.from(fromEpochDays(day), 'latin1')
      this.dayTexts.set(day, text)
    }
    return text
  }
}

function versionOfAll(numbers: Float64Array, count: number): number | null {
  const version = numbers[1] ?? 0
  for (let at = KEPT; at < count * KEPT; at += KEPT) if (numbers[at + 1] !== version) return null
  return version
}

/** Whether everything else of a commission is its conversion's: no true-up, no clawback, not reversed, not cut by a cap, never settled. */
export function isCopyable({ id, triggerId, isReversed, cappedBy }: RecordColumns, entry: number): boolean {
  const commission = id[entry] ?? 0
  const component = componentOf(commission)
  const isOwn = component <= FIXED || component === UPLIFT
  const isPlain = triggerId[entry] === 0 && isReversed[entry] === 0 && cappedBy[entry] === 0
  return isOwn && isPlain && turnOf(commission) === 0
}

/** Writes the digits of a safe integer from a place on. */
function putNumber(bytes: Uint8Array, place: number, value: number): void {
  let rest = Math.abs(value)
  let at = place
  if (value < 0) {
    bytes[at] = MINUS
    at += 1
  }
  for (let bound = 10; rest >= bound; bound *= 10) at += 1
  for (; rest >= 2 ** 31; at -= 1) {
    const tenth = Math.floor(rest / 10) // exact for safe integers: the quotient's error is far below a tenth
    bytes[at] = ZERO + (rest - tenth * 10)
    rest = tenth
  }
  // Many times faster where the engine knows that a number has 32 bits.
  for (let small = rest | 0; ; at -= 1) {
    const tenth = (small / 10) | 0
    bytes[at] = ZERO + (small - tenth * 10)
    small = tenth
    if (small === 0) break
  }
}
