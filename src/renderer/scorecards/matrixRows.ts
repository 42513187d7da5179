import type { Output } from '../../contract/methods.ts'

export type MatrixData = Output<'scorecards.matrix'>
export type ScoreBefore = Output<'scorecards.scores'>['partners'][number]
export type MatrixRow = MatrixData['partners'][number] & {
  /** In the period it is compared with; undefined without one, or while it is not known. */
  before?: ScoreBefore | undefined
}

/** What the matrix is sorted by: a column of its own, or the place of a metric. */
export type MatrixColumn = 'name' | 'score' | 'change' | 'percentile' | 'health' | number

export interface MatrixSort {
  column: MatrixColumn
  isDescending: boolean
}

export interface MatrixFilter {
  text: string
  /** Null: all. */
  group: string | null
  band: string | null
}

const HEALTH_ORDER = { healthy: 2, watch: 1, atRisk: 0 } as const

/** Points above or below the period before, in ppm; null when either score is not there. */
export function changeOf({ scorePpm, before }: MatrixRow): number | null {
  const was = before?.scorePpm ?? null
  return scorePpm === null || was === null ? null : scorePpm - was
}

/** Rows with their scores of the period they are compared with. */
export function withBefore(rows: MatrixData['partners'], before: readonly ScoreBefore[]): MatrixRow[] {
  const known = new Map(before.map((score) => [score.partnerId, score]))
  return rows.map((row) => ({ ...row, before: known.get(row.partnerId) }))
}

function keyOf(row: MatrixRow, column: MatrixColumn): number | string | null {
  switch (column) {
    case 'name':
      return row.name.toLocaleLowerCase('en')
    case 'score':
      return row.scorePpm
    case 'change':
      return changeOf(row)
    case 'percentile':
      return row.percentilePpm
    case 'health':
      return row.health === null ? null : HEALTH_ORDER[row.health]
    default: {
      const value = row.values[column]
      return value === undefined || value.actual === null ? null : value.attainmentPpm
    }
  }
}

/** Rows that fit, in order; what has no value stands last, equal ones by name. */
export function arrangeRows(rows: readonly MatrixRow[], filter: MatrixFilter, sort: MatrixSort): MatrixRow[] {
  const text = filter.text.trim().toLocaleLowerCase('en')
  const sign = sort.isDescending ? -1 : 1
  return rows
    .filter(
      ({ name, group, band }) =>
        name.toLocaleLowerCase('en').includes(text) &&
        (filter.group === null || group === filter.group) &&
        (filter.band === null || band === filter.band),
    )
    .map((row, place) => ({ row, place, key: keyOf(row, sort.column) }))
    .toSorted((a, b) => {
      if (a.key === b.key) return a.place - b.place
      if (a.key === null || b.key === null) return a.key === null ? 1 : -1
      return a.key < b.key ? -sign : sign
    })
    .map(({ row }) => row)
}

/** The best first, names from A. */
export function nextSort(sort: MatrixSort, column: MatrixColumn): MatrixSort {
  return sort.column === column
    ? { column, isDescending: !sort.isDescending }
    : { column, isDescending: column !== 'name' }
}
