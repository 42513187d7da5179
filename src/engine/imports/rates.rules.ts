import { AppError } from '../../contract/errors.ts'
import type { ColumnRole, ImportMapping, RejectionReason, ValueFormat } from '../../contract/imports.ts'
import { exchangeRateSchema } from '../../contract/rates.ts'
import { scanAmount } from './amounts.rules.ts'
import type { CellReaders } from './cells.rules.ts'
import { isDayProblem } from './days.rules.ts'
import { pairOfHeader, type RatePair } from './rateColumns.rules.ts'
import type { RateReading, ReadingOptions, RecordReader, RowRejection } from './reading.ts'

/** Decimals of a rate: it is kept in whole millionths. */
const DECIMALS = 6

/**
 * Millionths of a rate as a file writes it, exactly; null for an empty cell ("N/A"). A rate with more than six decimals is
 * refused, never rounded: quoted the other way round it has fewer. [FX4]
 */
export function readRate(
  text: string,
  decimal: ValueFormat['decimal'],
): number | null | Extract<RejectionReason, 'rateNotANumber' | 'rateTooPrecise' | 'rateTooLarge'> {
  const scanned = scanAmount(text, decimal)
  if (scanned === 'amountEmpty') return null
  if (typeof scanned === 'string' || scanned.isNegative || scanned.currency !== '') return 'rateNotANumber'
  const decimals = scanned.decimals.replace(/0+$/, '')
  if (decimals.length > DECIMALS) return 'rateTooPrecise'
  const ratePpm = Number(scanned.whole + decimals.padEnd(DECIMALS, '0'))
  if (ratePpm === 0) return 'rateNotANumber'
  return exchangeRateSchema.safeParse(ratePpm).success ? ratePpm : 'rateTooLarge'
}

/** A rate for people: "1.0823 USD per EUR". */
export function rateText(ratePpm: number, base: string, quote: string): string {
  const digits = String(ratePpm).padStart(DECIMALS + 1, '0')
  const decimals = digits.slice(-DECIMALS).replace(/0+$/, '')
  const figure = digits.slice(0, -DECIMALS) + (decimals === '' ? '' : `.${decimals}`)
  return [figure, quote, base === '' ? '' : `per ${base}`].filter((word) => word !== '').join(' ')
}

interface RateColumn extends RatePair {
  index: number
}

/**
 * Reads the exchange rates of a row: one for each currency that has a column, or one whose currencies stand beside it. A row
 * is taken whole or refused whole. [FX4] [FX5]
 *
 * @throws AppError 'import.badMapping' for two columns of one currency
 */
export function compileRates(
  mapping: ImportMapping,
  columns: ReadonlyMap<ColumnRole, number>,
  cells: CellReaders,
  options: ReadingOptions,
): RecordReader {
  const at = (role: ColumnRole): number => columns.get(role) ?? -1
  const [dayAt, baseAt, quoteAt] = [at('occurredOn'), at('currency'), at('quoteCurrency')]
  const fallback = mapping.defaultCurrency ?? ''
  const rateColumns = mapping.columns
    .filter(({ role }) => role === 'rate')
    .map(({ index, header }): RateColumn => ({ index, base: '', quote: '', ...pairOfHeader(header) }))
  refuseDoubles(rateColumns)
  let rejection: RowRejection | undefined

  /** The currency of a cell, else the one that holds for the column or the file; '' when the row has been refused. */
  function currency(values: readonly string[], index: number, known: string): string {
    const text = index < 0 ? '' : (values[index] ?? '')
    const read = text.trim() === '' ? known : cells.readCurrency(text)
    if (read === undefined || read === '')
      rejection = {
        reason: text.trim() === '' ? 'currencyMissing' : 'currencyUnknown',
        column: index < 0 ? null : index,
        text,
      }
    return read ?? ''
  }

  function readOne(values: readonly string[], column: RateColumn, day: string): RateReading | null {
    const text = values[column.index] ?? ''
    const ratePpm = readRate(text, mapping.format.decimal)
    if (ratePpm === null) return null
    if (typeof ratePpm === 'string') {
      rejection = { reason: ratePpm, column: column.index, text }
      return null
    }
    const base = column.base || currency(values, baseAt, fallback)
    const quote = column.quote || currency(values, quoteAt, '')
    if (rejection !== undefined) return null
    if (base === quote) {
      // A table may have a column for what it is quoted against; a row that says nothing else is a slip.
      if (rateColumns.length === 1)
        rejection = { reason: 'sameCurrency', column: quoteAt < 0 ? null : quoteAt, text: quote }
      return null
    }
    return { base, quote, day, ratePpm }
  }

  return (values, row) => {
    rejection = undefined
    const text = values[dayAt] ?? ''
    const day = cells.readDay(text)
    if (isDayProblem(day)) return { reason: day, column: dayAt, text }
    if (day > options.today) return { reason: 'dateInFuture', column: dayAt, text: day }
    const rates: RateReading[] = []
    for (const column of rateColumns) {
      const rate = readOne(values, column, day)
      if (rejection !== undefined) return rejection
      if (rate !== null) rates.push(rate)
    }
    if (rates.length === 0) return { reason: 'rateMissing', column: rateColumns[0]?.index ?? null, text: '' }
    row.rates = rates
    return undefined
  }
}

function refuseDoubles(columns: readonly RateColumn[]): void {
  const pairs = columns.map(({ base, quote }) => `${base} ${quote}`)
  if (new Set(pairs).size < pairs.length) throw new AppError('import.badMapping', { role: 'rate', problem: 'twice' })
}
