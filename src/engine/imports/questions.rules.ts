import { formatDay } from '../../contract/dates.ts'
import type { ImportMapping, ImportOverlap, ImportQuestion, ValueFormat } from '../../contract/imports.ts'
import { currencyCodes, formatMinor } from '../../contract/money.ts'
import type { MoneyCell } from './cells.rules.ts'
import { compileCells } from './cells.rules.ts'
import { pairOfHeader } from './rateColumns.rules.ts'
import { rateText, readRate } from './rates.rules.ts'
import { isDayProblem } from './days.rules.ts'
import { STAGE_QUESTION, questionIds } from './mapping.rules.ts'

/** A question about how to read the file; `subject` is the column it is about. */
interface Doubt {
  header: string
  example: string
  rows: number
}

const ORDER_LABELS = { dmy: 'Day first', mdy: 'Month first' } as const
const UNIT_LABELS = { major: 'Whole units', minor: 'Cents' } as const
const DECIMAL_LABELS = { point: 'Decimal point', comma: 'Decimal comma' } as const

/** Day or month first, with the example read both ways. */
export function dateOrderQuestion(doubt: Doubt, suggested: ValueFormat['dateOrder']): ImportQuestion {
  const options = (['dmy', 'mdy'] as const).map((value) => {
    const day = cellsOf({ dateOrder: value }, null).readDay(doubt.example)
    return { value, label: ORDER_LABELS[value], becomes: isDayProblem(day) ? '–' : formatDay(day) }
  })
  return { ...question('dateOrder', doubt), options, suggested }
}

/** Cents or whole units. */
export function amountUnitQuestion(
  doubt: Doubt,
  currency: string,
  suggested: ValueFormat['amountUnit'],
): ImportQuestion {
  const options = (['major', 'minor'] as const).map((value) => ({
    value,
    label: UNIT_LABELS[value],
    becomes: readAs(doubt.example, { amountUnit: value }, currency),
  }))
  return { ...question('amountUnit', doubt), options, suggested }
}

/** Decimal point or comma, where a currency with three decimals leaves it open. */
export function decimalQuestion(doubt: Doubt, currency: string, suggested: ValueFormat['decimal']): ImportQuestion {
  const options = (['point', 'comma'] as const).map((value) => ({
    value,
    label: DECIMAL_LABELS[value],
    becomes: readAs(doubt.example, { decimal: value }, currency),
  }))
  return { ...question('decimal', doubt), options, suggested }
}

/** The currency of rows that name none. The programme's own and the likeliest come first; any ISO code is an answer. */
export function currencyQuestion(
  doubt: Doubt,
  format: Partial<ValueFormat>,
  first: readonly string[],
  suggested: string | null,
): ImportQuestion {
  const codes = [...new Set([...first, ...currencyCodes])]
  const options = codes.map((value) => ({ value, label: value, becomes: readAs(doubt.example, format, value) }))
  return { ...question('currency', doubt), options, suggested }
}

/** Decimal point or comma of rates. */
export function rateDecimalQuestion(doubt: Doubt, suggested: ValueFormat['decimal']): ImportQuestion {
  const options = (['point', 'comma'] as const).map((value) => ({
    value,
    label: DECIMAL_LABELS[value],
    becomes: rateAs(doubt, value, ''),
  }))
  return { ...question('decimal', doubt), options, suggested }
}

/** The currency that rates are quoted against: one unit of it is what they tell the worth of. [FX5] */
export function rateBaseQuestion(
  doubt: Doubt,
  decimal: ValueFormat['decimal'],
  first: readonly string[],
  suggested: string | null,
): ImportQuestion {
  const codes = [...new Set([...(suggested === null ? [] : [suggested]), ...first, ...currencyCodes])]
  const options = codes.map((value) => ({ value, label: value, becomes: rateAs(doubt, decimal, value) }))
  return { ...question('currency', doubt), kind: 'rateBase', options, suggested }
}

function rateAs({ header, example }: Doubt, decimal: ValueFormat['decimal'], base: string): string {
  const ratePpm = readRate(example, decimal)
  return typeof ratePpm === 'number' ? rateText(ratePpm, base, pairOfHeader(header)?.quote ?? '') : '–'
}

/**
 * What a stage or status word means that the dictionary does not know. Among deals whose won and lost words are known
 * it is most likely a stage on the way, so it need not be answered. [IM13]
 */
export function stageQuestion(text: string, rows: number, suggested: 'open' | null): ImportQuestion {
  return {
    id: `${STAGE_QUESTION}${text}`,
    kind: 'stage',
    subject: text,
    rows,
    example: text,
    options: [
      { value: 'won', label: 'Won or paid', becomes: 'counts as revenue' },
      { value: 'open', label: 'Open', becomes: 'not yet decided' },
      { value: 'lost', label: 'Lost or not paid', becomes: 'brings no revenue' },
    ],
    suggested,
    isBlocking: suggested === null,
  }
}

/** Whether a word of a file of leads stands for one. Most likely it is a stage on the way, so it need not be answered. [IM61] */
export function leadQuestion(text: string, rows: number): ImportQuestion {
  return {
    id: `${STAGE_QUESTION}${text}`,
    kind: 'stage',
    subject: text,
    rows,
    example: text,
    options: [
      { value: 'open', label: 'A lead', becomes: 'counts' },
      { value: 'lost', label: 'No lead', becomes: 'is left out' },
    ],
    suggested: 'open',
    isBlocking: false,
  }
}

/** Id of the question whether the rows of a file are new. */
export const OVERLAP_QUESTION = 'overlap'
/** The answer that takes the rows in; any other leaves the question open. */
export const ROWS_ARE_NEW = 'new'

/** Whether rows on days of earlier rows are new, or known ones under other ids. Nothing is likelier, so it must be answered. [IM70] */
export function overlapQuestion(overlap: ImportOverlap, rows: number): ImportQuestion {
  return {
    id: OVERLAP_QUESTION,
    kind: 'overlap',
    subject: overlap.source,
    rows,
    example: '',
    options: [
      {
        value: ROWS_ARE_NEW,
        label: 'These are new rows',
        becomes: 'all are imported, and files with these columns do not ask again',
      },
      {
        value: 'stop',
        label: 'Stop',
        becomes: 'nothing is imported: the tool may have changed its ids, and the rows would count twice',
      },
    ],
    suggested: null,
    isBlocking: true,
    overlap,
  }
}

function question(
  kind: keyof typeof questionIds,
  doubt: Doubt,
): Pick<ImportQuestion, 'id' | 'kind' | 'subject' | 'rows' | 'example' | 'isBlocking'> {
  return {
    id: questionIds[kind],
    kind,
    subject: doubt.header,
    rows: doubt.rows,
    example: doubt.example,
    isBlocking: true,
  }
}

function readAs(example: string, format: Partial<ValueFormat>, currency: string): string {
  const money: MoneyCell = { minor: 0, currency: '' }
  const problem = cellsOf(format, currency).readMoney(example, '', money)
  return problem === undefined ? `${formatMinor(money.minor, money.currency)} ${money.currency}` : '–'
}

function cellsOf(format: Partial<ValueFormat>, defaultCurrency: ImportMapping['defaultCurrency']) {
  const whole: ValueFormat = { decimal: 'point', amountUnit: 'major', dateOrder: 'ymd', timeZone: 'UTC', ...format }
  return compileCells({ format: whole, defaultCurrency }, 'UTC')
}
