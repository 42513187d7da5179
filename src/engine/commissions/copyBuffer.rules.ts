import { fromEpochDays } from '../../contract/dates.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { componentOf, conversionIdOf, FIXED, RATE, turnOf, UPLIFT } from './ids.rules.ts'

/** Components whose partner, currency and day are their conversion's. */
export const copiedComponents: readonly number[] = [RATE, FIXED, UPLIFT]

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

/** What one filling took. */
export interface Filled {
  /** The version of all of them, null when there are several. */
  versionId: number | null
  /** Records per stretch of `stretch` conversions. */
  counts: Int32Array
}

/** Carries the numbers of many commissions to SQLite in one value, one record for each conversion of a segment. */
export class CopyBuffer {
  private readonly columns: CommissionColumns
  private readonly bytes: Buffer
  private readonly stretch: number
  private readonly dayTexts = new Map<number, Buffer>()

  /**
   * @param segment conversion ids, from the first on, one filling spans
   * @param stretch conversion ids per statement, a divisor of `segment`
   */
  constructor(columns: CommissionColumns, segment: number, stretch: number) {
    this.columns = columns
    this.bytes = Buffer.alloc(segment * RECORD)
    this.stretch = stretch
  }

  /** The records of a stretch of the segment. */
  recordsOf(stretch: number): Buffer {
    const length = this.stretch * RECORD
    return this.bytes.subarray(stretch * length, (stretch + 1) * length)
  }

  /** Fills in the commissions of one component whose conversions lie in the segment, taken in the order of the columns. */
  fill(first: number, component: number): Filled {
    const { bytes, columns, stretch } = this
    const { count, id, versionId, ruleIndex, baseMinor, earnedMinor, counterBefore, dueDay } = columns
    const segment = bytes.length / RECORD
    const counts = new Int32Array(segment / stretch)
    let version: number | null = -1
    bytes.fill(SPACE)
    for (let entry = 0; entry < count; entry += 1) {
      const commission = id[entry] ?? 0
      const place = conversionIdOf(commission) - first
      if (place < 0 || place >= segment || componentOf(commission) !== component || !isCopyable(columns, entry))
        continue
      const own = versionId[entry] ?? 0
      if (version === -1) version = own
      else if (version !== own) version = null
      const stretchNumber = Math.floor(place / stretch)
      counts[stretchNumber] = (counts[stretchNumber] ?? 0) + 1
      const at = place * RECORD
      bytes[at] = PRESENT
      putNumber(bytes, at + AT.versionId + WIDTH.versionId, own)
      putNumber(bytes, at + AT.ruleIndex + WIDTH.ruleIndex, ruleIndex[entry] ?? 0)
      putNumber(bytes, at + AT.baseMinor + WIDTH.baseMinor, baseMinor[entry] ?? 0)
      putNumber(bytes, at + AT.earnedMinor + WIDTH.earnedMinor, earnedMinor[entry] ?? 0)
      putNumber(bytes, at + AT.counterBefore + WIDTH.counterBefore, counterBefore[entry] ?? 0)
      const due = this.textOf(dueDay[entry] ?? 0)
      for (let i = 0; i < WIDTH.dueOn; i += 1) bytes[at + AT.dueOn + i] = due[i] ?? SPACE
    }
    return { versionId: version, counts }
  }

  private textOf(day: number): Buffer {
    let text = this.dayTexts.get(day)
    if (text === undefined) {
      text = Buffer.from(fromEpochDays(day), 'latin1')
      this.dayTexts.set(day, text)
    }
    return text
  }
}

/** Whether everything else of a commission is its conversion's: no true-up, no clawback, not reversed, never settled. */
export function isCopyable({ id, triggerId, isReversed }: CommissionColumns, entry: number): boolean {
  const commission = id[entry] ?? 0
  const component = componentOf(commission)
  const isOwn = component <= FIXED || component === UPLIFT
  return isOwn && turnOf(commission) === 0 && triggerId[entry] === 0 && isReversed[entry] === 0
}

/** Writes the digits of a safe integer so that they end before `end`. */
function putNumber(bytes: Buffer, end: number, value: number): void {
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
