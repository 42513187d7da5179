import type { ColumnSample } from './columns.rules.ts'
import { epochKind, linkShare, stageShare } from './columns.rules.ts'
import type { HeaderReading } from './headers.rules.ts'
import type { Concept } from './vocabulary.ts'

/** What a file is about as a whole: words like "name" or "country" mean something else in each. */
export type Subject =
  'deals' | 'conversions' | 'leads' | 'clicks' | 'rates' | 'figures' | 'partners' | 'customers' | 'none'

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
export function isDate(column: ReadColumn): boolean {
  return column.type === 'date' || epochKind(column.values) !== undefined
}
/** Says nothing of a deal, a sale or a party: fees, notes, and how a lead or a click came about. */
export function isNoise(column: ReadColumn): boolean {
  return hasAny(column, 'noise', 'lead', 'click', 'referrer')
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
  if ((hasAmount || looksLikeSales(read)) && (hasDate || read.some(isDate))) return 'conversions'
  if (speaksOfClicks(columns)) return 'clicks'
  return speaksOfLeads(columns) ? 'leads' : listSubjectOf(columns)
}

/** Names a partner, and one column under a word that nobody knows is money: "Sold by, Sold to, When, How much". */
function looksLikeSales(read: readonly ReadColumn[]): boolean {
  const unknown = read.filter((column) => column.concepts.size === 0)
  const namesPartner = read.some((column) => hasAny(column, 'partner', 'coupon'))
  return namesPartner && unknown.filter(({ type }) => type === 'money').length === 1
}

/** A time and an address or a code, and nobody by name: a log, even where it does not say "click". */
function speaksOfClicks(columns: readonly ReadColumn[]): boolean {
  const read = columns.filter((column) => !column.concepts.has('noise'))
  if (!read.some(isDate) || read.some((column) => column.type === 'email' || hasAny(column, 'customer', 'company')))
    return false
  const hasLink = read.some((column) => !hasAny(column, 'referrer') && linkShare(column.values) > MOST_LINKS)
  const saysClick = read.some((column) => hasAny(column, 'click'))
  return hasLink || (saysClick && read.some((column) => hasAny(column, 'link', 'coupon', 'code', 'partner')))
}

const MOST_LINKS = 0.9

/** A day and somebody who enquired, by name ("Lead", "Anfrage") or because a partner is named beside a contact. */
function speaksOfLeads(columns: readonly ReadColumn[]): boolean {
  const read = columns.filter((column) => !column.concepts.has('noise'))
  const days = read.filter(isDate)
  if (days.length === 0) return false
  if (read.some((column) => has(column, 'lead') && !hasAny(column, 'amount'))) return true
  const isSince = days.every((column) => hasAny(column, 'started', 'partner'))
  const namesPartner = read.some(
    (column) =>
      hasAny(column, 'partner', 'coupon') &&
      !hasAny(column, 'kind', 'group', 'status', 'region', 'territory', 'country', 'manager'),
  )
  const namesContact = read.some(
    (column) => hasAny(column, 'company', 'customer', 'contact') && !hasAny(column, 'partner', 'kind', 'group'),
  )
  return !isSince && namesPartner && namesContact && read.some((column) => column.type === 'email')
}

/** Of lists: whether they are of partners or of customers, by whom most columns speak. */
export function listSubjectOf(columns: readonly ReadColumn[]): Subject {
  const read = columns.filter((column) => !isNoise(column))
  const partners = read.filter((column) => hasAny(column, 'partner', 'payout', 'account')).length
  const about = read.filter((column) =>
    hasAny(column, 'manager', 'region', 'territory', 'group', 'started', 'coupon'),
  ).length
  const customers = read.filter((column) => hasAny(column, 'customer')).length
  const hasCustomerId = read.some((column) => has(column, 'customer', 'id'))
  if (partners > 0 && partners + about > customers + (hasCustomerId ? 1 : 0)) return 'partners'
  if (customers > 0) return 'customers'
  const hasContact = read.some((column) => hasAny(column, 'email', 'domain'))
  const hasName = read.some((column) => hasAny(column, 'company', 'name'))
  if (!hasName || !(hasContact || about > 0)) return 'none'
  return about > 0 ? 'partners' : 'customers'
}
