import { addMonths, type Month, monthOf } from '../../contract/dates.ts'
import { type CompanyMeasure, companyMeasures, type figureMethods } from '../../contract/figures.ts'
import type { HandlersOf } from '../context.ts'
import { companyFigureRows } from './figuresSql.ts'

interface FigureRow {
  month: Month
  measure: CompanyMeasure
  currency: string
  value: number
  isTyped: 0 | 1
}

const toFigure = (row: FigureRow | undefined) =>
  row === undefined ? null : { value: row.value, currency: row.currency === '' ? null : row.currency }

export const figureHandlers: HandlersOf<typeof figureMethods> = {
  async 'figures.list'(context, { from, to }) {
    const rows = context.raw
      .prepare(
        `SELECT month, measure, currency, value, isTyped FROM (${companyFigureRows})
         WHERE month BETWEEN @from AND @to ORDER BY isTyped, id`,
      )
      .all({ from, to }) as FigureRow[]
    // Of two that were imported the later one counts.
    const byKey = new Map(rows.map((row) => [`${row.month} ${row.measure} ${row.isTyped}`, row]))
    const months: Month[] = []
    for (let day = `${from}-01`; monthOf(day) <= to; day = addMonths(day, 1)) months.push(monthOf(day))
    return {
      currency: context.settings().baseCurrency,
      months: months.map((month) => ({
        month,
        figures: companyMeasures.map((measure) => ({
          measure,
          typed: toFigure(byKey.get(`${month} ${measure} 1`)),
          imported: toFigure(byKey.get(`${month} ${measure} 0`)),
        })),
      })),
    }
  },

  async 'figures.set'(context, { entries }) {
    const { raw, write } = context
    const { baseCurrency } = context.settings()
    const find = raw.prepare('SELECT id FROM company_entry WHERE month = ? AND measure = ?').pluck()
    for (const { month, measure, value } of entries) {
      const id = find.get(month, measure) as number | undefined
      if (value === null) {
        if (id !== undefined) write.remove('company_entry', id)
        continue
      }
      const row = { month, measure, currency: measure === 'newCustomers' ? '' : baseCurrency, value }
      if (id === undefined) write.insert('company_entry', row)
      else write.update('company_entry', id, row)
    }
    const months = [...new Set(entries.map(({ month }) => month))].toSorted()
    context.describe(months.length === 1 ? (months[0] ?? '') : `${months[0]} – ${months.at(-1)}`)
    return {}
  },
}
