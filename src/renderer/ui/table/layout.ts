import { z } from 'zod'
import { viewFilterSchema, viewSortSchema } from '../../../contract/views.ts'
import { recall, remember } from '../../client/remember.ts'
import type { BoundColumn, TableColumn } from './column.ts'

export const densities = ['compact', 'usual', 'roomy'] as const
export type Density = (typeof densities)[number]

/** How a person arranged a table; remembered on this computer. */
const layoutSchema = z.object({
  order: z.array(z.string()),
  /** Overrides of the page's own choice, by column. */
  visible: z.record(z.string(), z.boolean()),
  widths: z.record(z.string(), z.number()),
  pinned: z.array(z.string()),
  density: z.enum(densities),
})
export type Layout = z.infer<typeof layoutSchema>

const savedViewSchema = z.object({
  key: z.string(),
  label: z.string(),
  filters: z.array(viewFilterSchema),
  sort: z.array(viewSortSchema),
  groupBy: z.string().nullable(),
})
export type SavedView = z.infer<typeof savedViewSchema>

const storedSchema = z.object({ layout: layoutSchema, views: z.array(savedViewSchema) })
export type Stored = z.infer<typeof storedSchema>

export const emptyLayout: Layout = { order: [], visible: {}, widths: {}, pinned: [], density: 'usual' }

export function recallTable(name: string): Stored {
  return recall(`table.${name}`, storedSchema, { layout: emptyLayout, views: [] })
}

export function rememberTable(name: string, stored: Stored): void {
  remember(`table.${name}`, stored)
}

export const MIN_WIDTH = 48

export function widthOf(column: TableColumn, layout: Layout): number {
  return layout.widths[column.key] ?? column.width
}

/** The page's columns in the user's order; new ones keep their place at the end. */
export function ordered<C extends TableColumn>(columns: readonly C[], layout: Layout): C[] {
  const rank = new Map(layout.order.map((key, index) => [key, index]))
  return columns.toSorted(
    (a, b) => (rank.get(a.key) ?? Infinity) - (rank.get(b.key) ?? Infinity) || columns.indexOf(a) - columns.indexOf(b),
  )
}

export function isChosen(column: TableColumn, layout: Layout): boolean {
  return layout.visible[column.key] ?? column.isHidden !== true
}

/**
 * The columns that fit: those the user chose himself stay, of the others the ones with the highest `need` leave first,
 * the right one before the left. Pinned columns stand at the start.
 *
 * @param width room in px, without the selection column; 0 when it is not known yet
 */
export function fitting(columns: readonly BoundColumn[], layout: Layout, width: number): BoundColumn[] {
  const shown = ordered(columns, layout).filter((column) => isChosen(column, layout))
  const needOf = (column: BoundColumn): number =>
    layout.visible[column.key] === true || layout.pinned.includes(column.key)
      ? 1
      : (column.need ?? (column.view.type === 'money' ? 1 : 3))
  const leaving = shown
    .filter((column) => needOf(column) > 1)
    .toSorted((a, b) => needOf(b) - needOf(a) || shown.indexOf(b) - shown.indexOf(a))
  let needed = shown.reduce((sum, column) => sum + widthOf(column, layout), 0)
  const gone = new Set<BoundColumn>()
  for (const column of leaving) {
    if (width === 0 || needed <= width) break
    gone.add(column)
    needed -= widthOf(column, layout)
  }
  const stay = shown.filter((column) => !gone.has(column))
  return [
    ...stay.filter((column) => layout.pinned.includes(column.key)),
    ...stay.filter((column) => !layout.pinned.includes(column.key)),
  ]
}
