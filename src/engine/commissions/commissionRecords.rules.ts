import { fromEpochDays } from '../../contract/dates.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { componentOf, conversionIdOf, FIXED, RATE, turnOf, UPLIFT } from './ids.rules.ts'

/** Components whose partner, currency and day are their conversion's. */
const copiedComponents: readonly number[] = [RATE, FIXED, UPLIFT]

// One record per conversion id, all text, numbers to the right.
const WIDTH = { mark: 1, versionId: 10, ruleIndex: 3, baseMinor: 17, earnedMinor: 17, counterBefore: 17, dueOn: 10 }
export type Field = keyof typeof WIDTH
const fields = Object.keys(WIDTH) as Field[] // of the literal above
const AT = Object.fromEntries(
  fields.map((field, i) => [field, fields.slice(0, i).reduce((at, before) => at + WIDTH[before], 0)]),
) as Record<Field, number> // one entry per field
const RECORD = fields.reduce((length, field) => length + WIDTH[field], 0)
const [SPACE, MINUS, ZERO, PRESENT] = [32, 45, 48, 49]

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
  /** The version of all of them, null when there are several. */
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
>

/** Carries the numbers of many commissions to SQLite in few values, one record for each conversion of a stretch. */
export class CommissionRecords {
  /** By number of the stretch, then place of the component in `copiedComponents`. */
  private readonly stretches: Records[][] = []
  private readonly dayTexts = new Map<number, Uint8Array>()

  /** Takes the commissions that can be copied, from an index on. */
  add(columns: RecordColumns, from: number): void {
    const { count, id, versionId, ruleIndex, baseMinor, earnedMinor, counterBefore, dueDay } = columns
    for (let entry = from; entry < count; entry += 1) {
      if (!isCopyable(columns, entry)) continue
      const commission = id[entry] ?? 0
      const conversion = conversionIdOf(commission)
      const records = this.recordsOf(conversion, componentOf(commission))
      const { bytes } = records
      const version = versionId[entry] ?? 0
      if (records.count === 0) records.versionId = version
      else if (records.versionId !== version) records.versionId = null
      records.count += 1
      const at = (conversion - records.first) * RECORD
      bytes[at] = PRESENT
      putNumber(bytes, at + AT.versionId + WIDTH.versionId, version)
      putNumber(bytes, at + AT.ruleIndex + WIDTH.ruleIndex, ruleIndex[entry] ?? 0)
      putNumber(bytes, at + AT.baseMinor + WIDTH.baseMinor, baseMinor[entry] ?? 0)
      putNumber(bytes, at + AT.earnedMinor + WIDTH.earnedMinor, earnedMinor[entry] ?? 0)
      putNumber(bytes, at + AT.counterBefore + WIDTH.counterBefore, counterBefore[entry] ?? 0)
      const due = this.textOf(dueDay[entry] ?? 0)
      for (let i = 0; i < WIDTH.dueOn; i += 1) bytes[at + AT.dueOn + i] = due[i] ?? SPACE
    }
  }

  /** In ascending order of conversions. */
  *[Symbol.iterator](): Generator<Records> {
    for (const components of this.stretches) yield* Object.values(components ?? [])
  }

  private recordsOf(conversion: number, component: number): Records {
    const stretch = Math.floor((conversion - 1) / STRETCH)
    const components = (this.stretches[stretch] ??= [])
    return (components[copiedComponents.indexOf(component)] ??= {
      component,
      first: stretch * STRETCH + 1,
      count: 0,
      versionId: null,
      bytes: new Uint8Array(STRETCH * RECORD).fill(SPACE),
    })
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

/** Whether everything else of a commission is its conversion's: no true-up, no clawback, not reversed, never settled. */
export function isCopyable({ id, triggerId, isReversed }: RecordColumns, entry: number): boolean {
  const commission = id[entry] ?? 0
  const component = componentOf(commission)
  const isOwn = component <= FIXED || component === UPLIFT
  return isOwn && turnOf(commission) === 0 && triggerId[entry] === 0 && isReversed[entry] === 0
}

/** Writes the digits of a safe integer so that they end before `end`. */
function putNumber(bytes: Uint8Array, end: number, value: number): void {
  let rest = Math.abs(value)
  let at = end
  do {
    // Exact for safe integers: the quotient's error is far below a tenth.
    const tenth = rest < 2 ** 31 ? (rest / 10) | 0 : Math.floor(rest / 10)
    at -= 1
    bytes[at] = ZERO + rest - tenth * 10
    rest = tenth
  } while (rest > 0)
  if (value < 0) bytes[at - 1] = MINUS
}
