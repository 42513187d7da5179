import { fromEpochDays } from '../../contract/dates.ts'
import type { CommissionColumns } from './commissionColumns.rules.ts'
import { componentOf, conversionIdOf, FIXED, RATE } from './ids.rules.ts'

// One record per conversion id, all text, numbers to the right: a mark, then the fields.
const WIDTH = { mark: 1, ruleIndex: 3, baseMinor: 17, earnedMinor: 17, counterBefore: 17, dueOn: 10 }
const AT = { mark: 0, ruleIndex: 1, baseMinor: 4, earnedMinor: 21, counterBefore: 38, dueOn: 55 }
const RECORD = 65
const [SPACE, MINUS, ZERO, PRESENT] = [32, 45, 48, 49]

/** SQL of a field of the record that belongs to `conversion.id`; binds `@records` and the first id as `@first`. */
const fieldSql = (field: keyof typeof WIDTH): string =>
  `substr(@records, (id - @first) * ${RECORD} + ${AT[field] + 1}, ${WIDTH[field]})`
const numberSql = (field: keyof typeof WIDTH): string => `CAST(${fieldSql(field)} AS INTEGER)`

/** What one filling took, for conversions `from` to `to`, and the entries it left. */
interface Filled {
  count: number
  versionId: number
  from: number
  to: number
  left: Int32Array
}

/** Carries the numbers of many commissions to SQLite in one value. */
export class CopyBuffer {
  readonly bytes: Buffer
  /** Components whose day is their conversion's. */
  readonly components: readonly number[] = [RATE, FIXED]
  readonly sql = {
    isPresent: `${fieldSql('mark')} <> x'20'`,
    ruleIndex: numberSql('ruleIndex'),
    baseMinor: numberSql('baseMinor'),
    earnedMinor: numberSql('earnedMinor'),
    counterBefore: numberSql('counterBefore'),
    dueOn: `CAST(${fieldSql('dueOn')} AS TEXT)`,
  }
  private readonly columns: CommissionColumns
  private readonly dayTexts = new Map<number, Buffer>()

  /** @param conversions how many conversion ids, from the first on, one filling spans */
  constructor(columns: CommissionColumns, conversions: number) {
    this.columns = columns
    this.bytes = Buffer.alloc(conversions * RECORD)
  }

  /** Fills in the commissions of one component and one plan version, that of the first of them. */
  fill(first: number, entries: Int32Array, component: number): Filled {
    const { bytes, columns } = this
    const { id, versionId, triggerId, isReversed, ruleIndex, baseMinor, earnedMinor, counterBefore, dueDay } = columns
    bytes.fill(SPACE)
    const left = new Int32Array(entries.length)
    let [count, leftCount, version, from, to] = [0, 0, -1, Infinity, 0]
    for (const entry of entries) {
      const commission = id[entry] ?? 0
      const isTaken =
        componentOf(commission) === component &&
        (version === -1 || versionId[entry] === version) &&
        triggerId[entry] === 0 &&
        isReversed[entry] === 0
      if (!isTaken) {
        left[leftCount++] = entry
        continue
      }
      version = versionId[entry] ?? 0
      count += 1
      const conversion = conversionIdOf(commission)
      if (conversion < from) from = conversion
      if (conversion > to) to = conversion
      const at = (conversion - first) * RECORD
      bytes[at] = PRESENT
      putNumber(bytes, at + AT.ruleIndex + WIDTH.ruleIndex, ruleIndex[entry] ?? 0)
      putNumber(bytes, at + AT.baseMinor + WIDTH.baseMinor, baseMinor[entry] ?? 0)
      putNumber(bytes, at + AT.earnedMinor + WIDTH.earnedMinor, earnedMinor[entry] ?? 0)
      putNumber(bytes, at + AT.counterBefore + WIDTH.counterBefore, counterBefore[entry] ?? 0)
      const due = this.textOf(dueDay[entry] ?? 0)
      for (let i = 0; i < WIDTH.dueOn; i += 1) bytes[at + AT.dueOn + i] = due[i] ?? SPACE
    }
    return { count, versionId: version, from, to, left: left.subarray(0, leftCount) }
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
