import { AppError } from '../../contract/errors.ts'
import type { Cell, ColumnType, ViewColumn, ViewGroup, ViewRow, ViewSpec, ViewTotals } from '../../contract/views.ts'
import type { QueryContext } from '../context.ts'
import { containsPattern, LIKE_ESCAPE } from '../db/like.ts'
import { unchanged } from '../db/slices.ts'
import { nextTurn } from '../pause.ts'
import { type CompiledView, compileView } from './compileView.ts'
import type { ViewDefinition } from './viewDefinition.ts'
import { viewDefinitions } from './viewDefinitions.ts'

const FIRST_ROWS = 100
/** More than a window ever shows at once; the oldest is closed when a page forgets to. */
const MAX_OPEN_VIEWS = 40

interface Settled {
  totals: ViewTotals
  unfilteredCount: number
  groups: ViewGroup[]
}

interface OpenView {
  compiled: CompiledView
  /** Row ids in order; the totals follow after them, so that nobody waits for a sum to scroll. */
  ids: Promise<Float64Array> | undefined
  settled: Promise<Settled> | undefined
}

export interface ViewStore {
  open(spec: ViewSpec): Promise<{ view: number; columns: ViewColumn[]; rows: ViewRow[]; isComplete: boolean }>
  ids(view: number): Promise<Float64Array>
  settle(view: number): Promise<Settled>
  rows(view: number, offset: number, limit: number): Promise<ViewRow[]>
  columnTypes(view: number): Map<string, ColumnType>
  close(view: number): void
  values(definition: ViewDefinition, column: string, search: string): Promise<Cell[]>
}

export function definitionOf(table: string): ViewDefinition {
  const definition = viewDefinitions.find((candidate) => candidate.table === table)
  if (!definition) throw new AppError('view.unknown', { table })
  return definition
}

/** A number is given once in a process: a page may still hold one of a store that is gone. */
let next = 1

/** Open views of one connection: their order as row ids, so that any window of rows costs the same. [VI3] */
export function createViewStore(contextOf: () => QueryContext): ViewStore {
  const views = new Map<number, OpenView>()

  const get = (view: number): OpenView => {
    const found = views.get(view)
    if (!found) throw new AppError('view.closed')
    return found
  }

  const selectRows = ({ definition }: CompiledView): string =>
    `SELECT ${[`${definition.id} AS "row id"`, ...definition.columns.map((column) => `${column.sql} AS "${column.key}"`)].join(', ')}`

  const toRow = (definition: ViewDefinition, values: unknown[]): ViewRow => ({
    id: values[0] as number,
    cells: Object.fromEntries(definition.columns.map((column, i) => [column.key, toCell(column.type, values[i + 1])])),
  })

  async function order({ definition, source, orderBy, parameters }: CompiledView): Promise<Float64Array> {
    await nextTurn()
    const ids = contextOf().raw.prepare(`SELECT ${definition.id} ${source} ${orderBy}`).pluck().all(parameters)
    return Float64Array.from(ids as number[])
  }

  const idsOf = (open: OpenView): Promise<Float64Array> => (open.ids ??= order(open.compiled))

  async function settle(open: OpenView): Promise<Settled> {
    const { compiled } = open
    const { raw } = contextOf()
    const { definition, source, parameters } = compiled
    await idsOf(open)
    const summed = definition.columns.filter((column) => column.isSummed)
    const currency = definition.currency ?? `''`

    const toTotals = (rows: unknown[][]): ViewTotals => ({
      count: rows.reduce((all, row) => all + (row[1] as number), 0),
      sums: rows.flatMap((row) =>
        summed.flatMap(({ key, type }, i) => {
          // Rows that hold no amount have no currency either, as the goals among plans.
          if (type === 'money' && row[0] === '') return []
          const total = (row[i + 2] as number | null) ?? 0
          return { column: key, currency: type === 'money' ? (row[0] as string) : '', total }
        }),
      ),
    })
    await nextTurn()
    const cells = [`${currency} AS currency`, ...summed.map((column, i) => `${column.sql} AS sum${i}`)].join(', ')
    const sumsOfCells = summed.map((_, i) => `, sum(sum${i})`).join('')
    const totals = mergeNumbers(
      toTotals(
        raw
          .prepare(`SELECT currency, count(*)${sumsOfCells} FROM (${whole(cells, source)}) GROUP BY 1 ORDER BY 1`)
          .raw()
          .all(parameters) as unknown[][],
      ),
    )
    await nextTurn()
    const everything = `FROM ${definition.from} WHERE ${definition.where}`
    const unfiltered =
      source === everything
        ? totals.count
        : (raw
            .prepare(`SELECT count(*) FROM (${whole(definition.id, everything)})`)
            .pluck()
            .get(parameters) as number)

    const groups: ViewGroup[] = []
    if (compiled.groupColumn) {
      const { sql, type } = compiled.groupColumn
      const columns = [currency, 'count(*)', ...summed.map((column) => `sum(${column.sql})`)].join(', ')
      const rows = raw
        .prepare(`SELECT ${sql}, ${columns} ${source} GROUP BY 1, 2 ORDER BY ${sql}, 2`)
        .raw()
        .all(parameters) as unknown[][]
      let from = 0
      for (let i = 0; i < rows.length;) {
        const value = rows[i]?.[0]
        const same: unknown[][] = []
        while (i < rows.length && rows[i]?.[0] === value) same.push((rows[i++] as unknown[]).slice(1))
        const subtotals = mergeNumbers(toTotals(same))
        groups.push({ value: toCell(type, value), from, totals: subtotals })
        from += subtotals.count
      }
    }
    return { totals, unfilteredCount: unfiltered, groups }
  }

  return {
    async open(spec) {
      const context = contextOf()
      const compiled = compileView(definitionOf(spec.table), spec, context.today())
      const { definition } = compiled
      Object.assign(compiled.parameters, await computedRows(definition, context))
      const rows = context.raw
        .prepare(
          // Only the rows that are shown get all their cells.
          `${selectRows(compiled)} FROM ${definition.from} WHERE ${definition.id} IN (
             SELECT ${definition.id} ${compiled.source} ${compiled.orderBy} LIMIT ${FIRST_ROWS}) ${compiled.orderBy}`,
        )
        .raw()
        .all(compiled.parameters) as unknown[][]
      const view = next++
      views.set(view, { compiled, ids: undefined, settled: undefined })
      const oldest = views.keys().next().value
      if (views.size > MAX_OPEN_VIEWS && oldest !== undefined) views.delete(oldest)
      return {
        view,
        columns: definition.columns.map(toColumn),
        rows: rows.map((values) => toRow(definition, values)),
        isComplete: rows.length < FIRST_ROWS,
      }
    },

    ids: async (view) => idsOf(get(view)),

    async settle(view) {
      const open = get(view)
      open.settled ??= settle(open)
      return open.settled
    },

    async rows(view, offset, limit) {
      const open = get(view)
      const ids = await idsOf(open)
      const wanted = [...ids.subarray(offset, offset + limit)]
      const { definition, parameters } = open.compiled
      const rows = contextOf()
        .raw.prepare(
          `${selectRows(open.compiled)} FROM ${definition.from} WHERE ${definition.id} IN (SELECT value FROM json_each(@ids))`,
        )
        .raw()
        .all({ ...parameters, ids: JSON.stringify(wanted) }) as unknown[][]
      const byId = new Map(rows.map((values) => [values[0] as number, values]))
      return wanted.flatMap((id) => {
        const values = byId.get(id)
        return values ? [toRow(definition, values)] : []
      })
    },

    columnTypes: (view) => new Map(get(view).compiled.definition.columns.map((column) => [column.key, column.type])),

    close: (view) => void views.delete(view),

    async values(definition, key, search) {
      const context = contextOf()
      const column = definition.columns.find((candidate) => candidate.key === key)
      if (!column) throw new AppError('view.badFilter', { table: definition.table, column: key })
      const rows = context.raw
        .prepare(
          `SELECT DISTINCT ${column.sql} AS value FROM ${definition.from}
           WHERE ${definition.where} AND (@search = '' OR ${column.sql} LIKE @pattern ${LIKE_ESCAPE}) ORDER BY 1 LIMIT 200`,
        )
        .pluck()
        .all({
          today: context.today(),
          search,
          pattern: containsPattern(search),
          ...(await computedRows(definition, context)),
        })
      return rows.map((value) => toCell(column.type, value))
    },
  }
}

/**
 * All rows of a source as a query that is not merged into the one around it: SQLite leaves out joins that a query does
 * not need, but not where the query sums or counts.
 */
const whole = (columns: string, source: string): string => `SELECT ${columns} ${source} LIMIT -1`

/** What `@rows` of a definition holds; nothing for one over stored tables. */
async function computedRows({ rows }: ViewDefinition, context: QueryContext): Promise<{ rows?: string }> {
  return rows ? { rows: JSON.stringify(await unchanged(context.raw, () => rows(context))) } : {}
}

/** Plain numbers have one sum, whatever currencies the rows have. */
function mergeNumbers(totals: ViewTotals): ViewTotals {
  const merged = new Map<string, ViewTotals['sums'][number]>()
  for (const sum of totals.sums) {
    const key = `${sum.column}\0${sum.currency}`
    const known = merged.get(key)
    merged.set(key, known ? { ...known, total: known.total + sum.total } : sum)
  }
  return { count: totals.count, sums: [...merged.values()] }
}

function toCell(type: ViewColumn['type'], value: unknown): Cell {
  if (type === 'flag') return Boolean(value)
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

function toColumn(column: ViewDefinition['columns'][number]): ViewColumn {
  return {
    key: column.key,
    type: column.type,
    ...(column.choices ? { choices: [...column.choices] } : {}),
    isSortable: true,
    isGroupable: column.isGroupable ?? false,
    isSummed: column.isSummed ?? false,
  }
}
