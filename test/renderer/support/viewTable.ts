import { AppError } from '../../../src/contract/errors.ts'
import type { ViewColumn, ViewRow, ViewSpec } from '../../../src/contract/views.ts'
import type { Answers } from './standIn.ts'

const columns: ViewColumn[] = [
  { key: 'name', type: 'text', isSortable: true, isGroupable: false, isSummed: false },
  {
    key: 'status',
    type: 'choice',
    choices: ['active', 'paused'],
    isSortable: true,
    isGroupable: true,
    isSummed: false,
  },
  { key: 'group', type: 'text', isSortable: true, isGroupable: false, isSummed: false },
  { key: 'since', type: 'day', isSortable: true, isGroupable: false, isSummed: false },
  { key: 'owed', type: 'money', isSortable: true, isGroupable: false, isSummed: true },
  { key: 'currency', type: 'text', isSortable: true, isGroupable: false, isSummed: false },
]

/** `count` partners "Partner 1" … that are owed 1.00, 2.00 … USD; every third is paused. */
export function manyRows(count: number): ViewRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    cells: {
      name: `Partner ${index + 1}`,
      status: index % 3 === 2 ? 'paused' : 'active',
      group: '',
      since: '2025-01-01',
      owed: (index + 1) * 100,
      currency: 'USD',
    },
  }))
}

export interface ViewTableStandIn {
  answers: Answers
  /** Lets the waiting `views.settle` answer. */
  settle: () => void
  /** Forgets every open view, as a new reader process has. */
  forget: () => void
}

/** The engine's side of views over rows in memory: filters `is` and `contains`, sorts, groups by status. */
export function viewTable(rows: readonly ViewRow[], { isSettlingAtOnce = true } = {}): ViewTableStandIn {
  const views = new Map<number, { rows: ViewRow[]; spec: ViewSpec }>()
  let next = 1
  let release: (() => void)[] = []
  const viewOf = (view: number): { rows: ViewRow[]; spec: ViewSpec } => {
    const found = views.get(view)
    if (!found) throw new AppError('view.unknown', { view })
    return found
  }
  return {
    settle: () => {
      release.forEach((run) => run())
      release = []
    },
    forget: () => views.clear(),
    answers: {
      'views.open': (spec) => {
        const view = next++
        const ordered = applySpec(rows, spec)
        views.set(view, { rows: ordered, spec })
        return { view, columns, rows: ordered.slice(0, 100), isComplete: ordered.length <= 100 }
      },
      'views.settle': async ({ view }) => {
        const { rows: all, spec } = viewOf(view)
        if (!isSettlingAtOnce) await new Promise<void>((resolve) => release.push(resolve))
        return { totals: totalsOf(all), unfilteredCount: rows.length, groups: groupsOf(all, spec) }
      },
      'views.rows': ({ view, offset, limit }) => ({ rows: viewOf(view).rows.slice(offset, offset + limit) }),
      'views.ids': ({ view, offset, limit }) => ({
        ids: viewOf(view)
          .rows.slice(offset, offset + limit)
          .map((row) => row.id),
      }),
      'views.find': ({ view, id }) => {
        const offset = viewOf(view).rows.findIndex((row) => row.id === id)
        return { offset: offset === -1 ? null : offset }
      },
      'views.values': () => ({ values: [] }),
      'views.close': ({ view }) => {
        views.delete(view)
        return {}
      },
    },
  }
}

function applySpec(rows: readonly ViewRow[], spec: ViewSpec): ViewRow[] {
  const kept = rows.filter((row) =>
    spec.filters.every((filter) => {
      const cell = row.cells[filter.column]
      if (filter.operator === 'is') return cell === filter.value
      if (filter.operator === 'contains') return String(cell).toLowerCase().includes(filter.value.toLowerCase())
      return true
    }),
  )
  const order = [
    ...(spec.groupBy === null ? [] : [{ column: spec.groupBy, direction: 'ascending' as const }]),
    ...spec.sort,
  ]
  return kept.toSorted((a, b) => {
    for (const { column, direction } of order) {
      const [left, right] = [a.cells[column] ?? '', b.cells[column] ?? '']
      if (left !== right) return (left < right ? -1 : 1) * (direction === 'ascending' ? 1 : -1)
    }
    return a.id - b.id
  })
}

function totalsOf(rows: readonly ViewRow[]) {
  const total = rows.reduce((sum, row) => sum + Number(row.cells.owed), 0)
  return { count: rows.length, sums: [{ column: 'owed', currency: 'USD', total }] }
}

function groupsOf(rows: readonly ViewRow[], spec: ViewSpec) {
  const { groupBy } = spec
  if (groupBy === null) return []
  const values = [...new Set(rows.map((row) => row.cells[groupBy] ?? null))]
  return values.map((value) => {
    const own = rows.filter((row) => (row.cells[groupBy] ?? null) === value)
    return { value, from: rows.findIndex((row) => (row.cells[groupBy] ?? null) === value), totals: totalsOf(own) }
  })
}
