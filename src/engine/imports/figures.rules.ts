import { monthOf } from '../../contract/dates.ts'
import { type CompanyMeasure, companyMeasures } from '../../contract/figures.ts'
import type { ColumnRole, ImportMapping, RejectionReason } from '../../contract/imports.ts'
import { isBlank, scanAmount } from './amounts.rules.ts'
import type { CellReaders, MoneyCell } from './cells.rules.ts'
import { measureOf } from './figureColumns.rules.ts'
import { isMonthProblem, readMonth } from './months.rules.ts'
import type { FigureReading, ReadingOptions, RecordReader, RowRejection } from './reading.ts'

/**
 * Reads the company's figures of a month: one for each measure that has a column, or the one that the row names. A row is taken
 * whole or refused whole. [CF2]
 */
export function compileFigures(
  mapping: ImportMapping,
  columns: ReadonlyMap<ColumnRole, number>,
  cells: CellReaders,
  options: ReadingOptions,
): RecordReader {
  const at = (role: ColumnRole): number => columns.get(role) ?? -1
  const [monthAt, measureAt, amountAt, currencyAt] = [at('month'), at('measure'), at('amount'), at('currency')]
  const wide = companyMeasures.map((measure) => ({ measure, index: at(measure) })).filter(({ index }) => index >= 0)
  const money: MoneyCell = { minor: 0, currency: '' }
  let rejection: RowRejection | undefined

  function refuse(reason: RejectionReason, column: number, text: string): null {
    rejection = { reason, column, text }
    return null
  }

  function readOne(
    values: readonly string[],
    month: string,
    measure: CompanyMeasure,
    index: number,
  ): FigureReading | null {
    const text = values[index] ?? ''
    if (isBlank(text)) return null
    if (measure === 'newCustomers') {
      const count = readCount(text, mapping.format.decimal)
      return typeof count === 'string' ? refuse(count, index, text) : { month, measure, currency: '', value: count }
    }
    const word = currencyAt < 0 ? '' : (values[currencyAt] ?? '')
    const currency = cells.readCurrency(word)
    if (currency === undefined) return refuse('currencyUnknown', currencyAt, word)
    const problem = cells.readMoney(text, currency, money)
    if (problem !== undefined) return refuse(problem, index, text)
    if (money.minor < 0) return refuse('figureNegative', index, text)
    return { month, measure, currency: money.currency, value: money.minor }
  }

  return (values, row) => {
    rejection = undefined
    const text = values[monthAt] ?? ''
    const month = readMonth(text, cells.readDay)
    if (isMonthProblem(month)) return { reason: month, column: monthAt, text }
    if (month > monthOf(options.today)) return { reason: 'dateInFuture', column: monthAt, text }
    const figures: FigureReading[] = []
    const take = (measure: CompanyMeasure, index: number): void => {
      const figure = readOne(values, month, measure, index)
      if (figure !== null) figures.push(figure)
    }
    if (measureAt >= 0) {
      const name = values[measureAt] ?? ''
      const measure = measureOf(name)
      if (measure === undefined) return { reason: 'measureUnknown', column: measureAt, text: name }
      take(measure, amountAt)
    } else for (const { measure, index } of wide) take(measure, index)
    if (rejection !== undefined) return rejection
    if (figures.length === 0)
      return { reason: 'figureMissing', column: measureAt >= 0 ? amountAt : (wide[0]?.index ?? null), text: '' }
    row.figures = figures
    return undefined
  }
}

function readCount(
  text: string,
  decimal: ImportMapping['format']['decimal'],
): number | Extract<RejectionReason, 'amountNotANumber' | 'countNotWhole' | 'figureNegative' | 'amountTooLarge'> {
  const scanned = scanAmount(text, decimal)
  if (typeof scanned === 'string' || scanned.currency !== '') return 'amountNotANumber'
  if (/[1-9]/.test(scanned.decimals)) return 'countNotWhole'
  const count = Number(scanned.whole)
  if (!Number.isSafeInteger(count)) return 'amountTooLarge'
  return scanned.isNegative && count > 0 ? 'figureNegative' : count
}
