import type { ColumnSample } from './columns.rules.ts'
import { epochKind, stageShare } from './columns.rules.ts'
import type { HeaderReading } from './headers.rules.ts'
import type { Concept } from './vocabulary.ts'

/** What a file is about as a whole: words like "name" or "country" mean something else in each. */
export type Subject = 'deals' | 'conversions' | 'partners' | 'customers' | 'none'

/** A column with its header read and its values judged. */
export type ReadColumn = ColumnSample & HeaderReading

export function hasAny(column: ReadColumn, ...concepts: readonly Concept[]): boolean {
  return concepts.some((concept) => column.concepts.has(concept))
}

function has(column: ReadColumn, ...concepts: readonly Concept[]): boolean {
  return concepts.every((concept) => column.concepts.has(concept))
}
function isMoney(column: ReadColumn): boolean {
  return column.type === 'money' || column.type === 'number'
}
function isDate(column: ReadColumn): boolean {
  return column.type === 'date' || epochKind(column.values) !== undefined
}
export function isNoise(column: ReadColumn): boolean {
  return column.concepts.has('noise')
}

/** Deals have stages and money; conversions money and a day; lists of partners or customers have neither. */
export function subjectOf(columns: readonly ReadColumn[]): Subject {
  const read = columns.filter((column) => !isNoise(column))
  const hasAmount = read.some((column) => hasAny(column, 'amount', 'net') && isMoney(column))
  const hasDate = read.some((column) => hasAny(column, 'date', 'created', 'closed', 'expected') && isDate(column))
  const speaksOfDeals = read.some((column) => has(column, 'deal'))
  const hasClosing = read.some((column) => hasAny(column, 'closed', 'expected') && isDate(column))
  const hasStage = read.some(
    (column) =>
      (hasAny(column, 'stage', 'closed') || (hasClosing && has(column, 'status'))) &&
      column.type === 'text' &&
      stageShare(column.values) > 0.3,
  )
  if ((hasStage && (hasAmount || speaksOfDeals || hasClosing)) || (speaksOfDeals && (hasClosing || hasStage)))
    return 'deals'
  return hasAmount && (hasDate || read.some(isDate)) ? 'conversions' : listSubjectOf(columns)
}

/** Of lists: whether they are of partners or of customers, by whom most columns speak. */
export function listSubjectOf(columns: readonly ReadColumn[]): Subject {
  const read = columns.filter((column) => !isNoise(column))
  const partners = read.filter((column) => hasAny(column, 'partner', 'payout', 'account')).length
  const about = read.filter((column) => hasAny(column, 'manager', 'region', 'group', 'started', 'coupon')).length
  const customers = read.filter((column) => hasAny(column, 'customer')).length
  const hasCustomerId = read.some((column) => has(column, 'customer', 'id'))
  if (partners > 0 && partners + about > customers + (hasCustomerId ? 1 : 0)) return 'partners'
  if (customers > 0) return 'customers'
  const hasContact = read.some((column) => hasAny(column, 'email', 'domain'))
  const hasName = read.some((column) => hasAny(column, 'company', 'name'))
  if (!hasName || !(hasContact || about > 0)) return 'none'
  return about > 0 ? 'partners' : 'customers'
}
