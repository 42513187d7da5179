import type { viewMethods } from '../../contract/views.ts'
import { toDecimal } from '../../contract/money.ts'
import type { HandlersOf } from '../context.ts'
import { toCsvLine, toTsvLine } from '../text/csv.ts'
import { definitionOf } from './viewStore.ts'

export const viewHandlers: HandlersOf<typeof viewMethods> = {
  async 'views.open'(context, spec) {
    return context.views.open(spec)
  },

  async 'views.settle'(context, { view }) {
    const { totals, unfilteredCount, groups } = await context.views.settle(view)
    return { totals, unfilteredCount, groups }
  },

  async 'views.rows'(context, { view, offset, limit }) {
    return { rows: await context.views.rows(view, offset, limit) }
  },

  async 'views.ids'(context, { view, offset, limit }) {
    const ids = await context.views.ids(view)
    return { ids: [...ids.subarray(offset, offset + limit)] }
  },

  async 'views.find'(context, { view, id }) {
    const ids = await context.views.ids(view)
    const offset = ids.indexOf(id)
    return { offset: offset === -1 ? null : offset }
  },

  async 'views.values'(context, { table, column, search }) {
    return { values: await context.views.values(definitionOf(table), column, search) }
  },

  async 'views.text'(context, { view, columns, format, offset, limit }) {
    const toLine = format === 'csv' ? toCsvLine : toTsvLine
    const ids = await context.views.ids(view)
    const rows = await context.views.rows(view, offset, limit)
    const types = context.views.columnTypes(view)
    const header = offset === 0 ? toLine(columns.map((column) => column.label)) : ''
    const lines = rows.map((row) =>
      toLine(
        columns.map(({ key }) => {
          const cell = row.cells[key] ?? null
          const currency = row.cells['currency']
          return types.get(key) === 'money' && typeof cell === 'number' && typeof currency === 'string'
            ? { decimal: toDecimal(cell, currency) }
            : cell
        }),
      ),
    )
    return { text: header + lines.join(''), isLast: offset + rows.length >= ids.length }
  },

  async 'views.close'(context, { view }) {
    context.views.close(view)
    return {}
  },
}
