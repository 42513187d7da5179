import { z } from 'zod'
import { idSchema, nothing, query } from './method.ts'

/** The tables a view can be opened on; the engine registers one definition for each. */
export const viewTables = [
  'partners',
  'customers',
  'deals',
  'conversions',
  'unattributed',
  'leads',
  'clicks',
  'imports',
  'importRows',
  'importNames',
  'plans',
  'commissions',
  'runs',
  'payouts',
  'statements',
  'adjustments',
  'scorecards',
  'scorecardTemplates',
  'reviews',
  'commitments',
  'partnerPlans',
  'feedback',
  'tierStanding',
  'tierPromises',
  'certificates',
  'declarations',
  'interventions',
  'history',
] as const
export const viewTableSchema = z.enum(viewTables)
export type ViewTable = z.infer<typeof viewTableSchema>

/** How a column's values are read, aligned, filtered and summed. `money` cells are minor units; their currency stands in the row's `currency` cell. */
export const columnTypeSchema = z.enum(['text', 'number', 'money', 'rate', 'day', 'moment', 'choice', 'flag'])
export type ColumnType = z.infer<typeof columnTypeSchema>

export const viewColumnSchema = z.strictObject({
  key: z.string(),
  type: columnTypeSchema,
  /** Values of a `choice` column. */
  choices: z.array(z.string()).optional(),
  isSortable: z.boolean(),
  isGroupable: z.boolean(),
  /** Shown in the totals row: per currency for money, one number otherwise. */
  isSummed: z.boolean(),
})
export type ViewColumn = z.infer<typeof viewColumnSchema>

/**
 * A typed filter; all filters of a view must hold. `value` fits the column's type: text, integer (money in minor units, rates in ppm),
 * day, or a choice. `in` takes a list, `between` two bounds (inclusive), `empty` none. `holds` names no column but something
 * that the table can be asked about a value: owed on a day.
 */
export const viewFilterSchema = z.discriminatedUnion('operator', [
  z.strictObject({
    column: z.string(),
    operator: z.literal('is'),
    value: z.union([z.string(), z.number(), z.boolean()]),
  }),
  z.strictObject({
    column: z.string(),
    operator: z.literal('isNot'),
    value: z.union([z.string(), z.number(), z.boolean()]),
  }),
  z.strictObject({ column: z.string(), operator: z.literal('contains'), value: z.string().max(200) }),
  z.strictObject({
    column: z.string(),
    operator: z.literal('in'),
    value: z.array(z.union([z.string(), z.number()])).max(1000),
  }),
  z.strictObject({
    column: z.string(),
    operator: z.literal('between'),
    value: z.tuple([z.union([z.string(), z.number()]), z.union([z.string(), z.number()])]),
  }),
  z.strictObject({ column: z.string(), operator: z.literal('atLeast'), value: z.union([z.string(), z.number()]) }),
  z.strictObject({ column: z.string(), operator: z.literal('atMost'), value: z.union([z.string(), z.number()]) }),
  z.strictObject({ column: z.string(), operator: z.literal('empty'), value: z.boolean() }),
  z.strictObject({ column: z.string(), operator: z.literal('holds'), value: z.union([z.string(), z.number()]) }),
])
export type ViewFilter = z.infer<typeof viewFilterSchema>

export const viewSortSchema = z.strictObject({ column: z.string(), direction: z.enum(['ascending', 'descending']) })
export type ViewSort = z.infer<typeof viewSortSchema>

export const viewSpecSchema = z.strictObject({
  table: viewTableSchema,
  filters: z.array(viewFilterSchema).max(20),
  sort: z.array(viewSortSchema).max(4),
  /** Rows ordered by this column first; each value gets a group with subtotals. */
  groupBy: z.string().nullable(),
  /** Free text over the table's text columns. */
  search: z.string().max(200),
})
export type ViewSpec = z.infer<typeof viewSpecSchema>

/** A cell as it crosses: never a Date, never a float for money. */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type Cell = z.infer<typeof cellSchema>
export const viewRowSchema = z.strictObject({ id: idSchema, cells: z.record(z.string(), cellSchema) })
export type ViewRow = z.infer<typeof viewRowSchema>

/** Sums over a set of rows, per currency; `count` rows; `sums[column]` in minor units (money) or plain integers under the currency ''. */
export const viewTotalsSchema = z.strictObject({
  count: z.int().nonnegative(),
  sums: z.array(z.strictObject({ column: z.string(), currency: z.string(), total: z.int() })),
})
export type ViewTotals = z.infer<typeof viewTotalsSchema>

export const viewGroupSchema = z.strictObject({
  value: cellSchema,
  from: z.int().nonnegative(),
  totals: viewTotalsSchema,
})
export type ViewGroup = z.infer<typeof viewGroupSchema>

export const viewMethods = {
  /** Opens a view: answers with its first 100 rows at once; ids, groups and totals of the whole view follow with `views.settle`. [VI1] */
  'views.open': query(
    viewSpecSchema,
    z.strictObject({
      view: z.int().positive(),
      columns: z.array(viewColumnSchema),
      rows: z.array(viewRowSchema),
      isComplete: z.boolean(),
    }),
  ),
  /** Waits until the whole view is ordered; totals equal the sum of its rows. [VI2] */
  'views.settle': query(
    z.strictObject({ view: z.int().positive() }),
    z.strictObject({
      totals: viewTotalsSchema,
      unfilteredCount: z.int().nonnegative(),
      groups: z.array(viewGroupSchema),
    }),
  ),
  /** A window of rows; row 900,000 costs the same as row 1. [VI3] */
  'views.rows': query(
    z.strictObject({ view: z.int().positive(), offset: z.int().nonnegative(), limit: z.int().min(1).max(1000) }),
    z.strictObject({ rows: z.array(viewRowSchema) }),
  ),
  /** Ids of a span of the view, for selections and bulk actions. */
  'views.ids': query(
    z.strictObject({ view: z.int().positive(), offset: z.int().nonnegative(), limit: z.int().min(1).max(1_000_000) }),
    z.strictObject({ ids: z.array(idSchema) }),
  ),
  /** Position of a row in the view, or null. */
  'views.find': query(
    z.strictObject({ view: z.int().positive(), id: idSchema }),
    z.strictObject({ offset: z.int().nonnegative().nullable() }),
  ),
  /** The distinct values of a choice or text column, at most 200, for filters. */
  'views.values': query(
    z.strictObject({ table: viewTableSchema, column: z.string(), search: z.string().max(200) }),
    z.strictObject({ values: z.array(cellSchema) }),
  ),
  /** The whole view as CSV or TSV, formula-safe (trust rule S25), with the columns in the order given. Answers a temporary file handle's token. */
  'views.text': query(
    z.strictObject({
      view: z.int().positive(),
      columns: z.array(z.strictObject({ key: z.string(), label: z.string() })).min(1),
      format: z.enum(['csv', 'tsv']),
      offset: z.int().nonnegative(),
      limit: z.int().min(1).max(100_000),
    }),
    z.strictObject({ text: z.string(), isLast: z.boolean() }),
  ),
  'views.close': query(z.strictObject({ view: z.int().positive() }), nothing),
}
