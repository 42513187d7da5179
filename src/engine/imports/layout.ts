import type { ColumnRole, ImportKind, ValueFormat } from '../../contract/imports.ts'

/** A known export: which columns tell it apart, and what they mean. */
export interface Layout {
  id: string
  /** For people: "Stripe payments, 2026 layout". */
  label: string
  /** Part of every fact's id: never change one. */
  source: string
  kinds: readonly ImportKind[]
  /** Columns of the export; a file has this layout when it has all `required` and at least 60 % of these. */
  signature: readonly string[]
  required: readonly string[]
  /** Headers of each role, the best first: a file may have several. */
  columns: Readonly<Partial<Record<ColumnRole, readonly string[]>>>
  /** What its rates are quoted against. */
  currency?: string
  /** What the export always does; how it writes numbers and days is told from its values. */
  format?: Partial<Pick<ValueFormat, 'amountUnit' | 'timeZone'>>
  /** Columns users add to the export (a partner field, mostly) are read by their headers. */
  takesOwnColumns: boolean
}
