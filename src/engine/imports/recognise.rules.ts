import type { ColumnRole, ImportKind } from '../../contract/imports.ts'
import type { ColumnSample } from './columns.rules.ts'
import { fitsRole, linkShare, stageShare } from './columns.rules.ts'
import { clickRole, leadRole } from './eventColumns.rules.ts'
import { figureRoles } from './figureColumns.rules.ts'
import { readHeader } from './headers.rules.ts'
import { rateRoles } from './rateColumns.rules.ts'
import { companyRole, customerRole, type Is, partnerRole, payeeRole } from './partyColumns.rules.ts'
import type { ReadColumn, Subject } from './subjects.rules.ts'
import { hasAny, isDate, isNoise, listSubjectOf, subjectOf } from './subjects.rules.ts'
import type { Concept } from './vocabulary.ts'

export interface RecognisedColumn {
  index: number
  role: ColumnRole | null
  confidencePpm: number
}

export interface Recognition {
  subject: Subject
  kinds: readonly ImportKind[]
  columns: readonly RecognisedColumn[]
}

interface Candidate {
  role: ColumnRole
  confidencePpm: number
}

/**
 * Reads a file never seen before: what its headers speak of, checked against their values, decides the role of each
 * column; columns whose header says nothing get one from their values alone where those leave no doubt. [IM10] [IM12]
 *
 * @param about what the file is about, when a person or a known layout has said so
 */
export function recognise(samples: readonly ColumnSample[], about: Subject | null = null): Recognition {
  const columns: ReadColumn[] = samples.map((column) => ({ ...column, ...readHeader(column.header) }))
  const rates = about === null || about === 'rates' ? rateRoles(columns) : undefined
  if (rates !== undefined) return withRoles('rates', columns, rates)
  const figures = about === null || about === 'figures' ? figureRoles(columns) : undefined
  if (figures !== undefined) return withRoles('figures', columns, figures)
  if (about !== null) return recogniseAs(columns, about)
  const first = recogniseAs(columns, subjectOf(columns))
  // A list with sums and days in it ("lifetime value", "first purchase") looks like revenue and cannot be read as such.
  const isList = first.kinds.length === 0 && first.subject !== 'none'
  return isList ? recogniseAs(columns, listSubjectOf(columns)) : first
}

function withRoles(
  subject: 'rates' | 'figures',
  columns: readonly ReadColumn[],
  roles: ReadonlyMap<number, ColumnRole>,
): Recognition {
  return {
    subject,
    kinds: [subject],
    columns: columns.map(({ index }) => {
      const role = roles.get(index) ?? null
      return { index, role, confidencePpm: role === null ? 0 : 950_000 }
    }),
  }
}

function recogniseAs(columns: readonly ReadColumn[], subject: Subject): Recognition {
  const candidates = columns.map((column) => {
    const role = roleOf(column, subject)
    if (role === null || !fitsRole(role, column) || !belongsTo(role, subject)) return null
    return { role, confidencePpm: confidenceOf(column) }
  })
  const chosen = assign(columns, candidates)
  fillFromValues(columns, chosen, subject)
  settle(columns, chosen, subject)
  return {
    subject,
    kinds: kindsOf(subject, new Set([...chosen.values()].map((candidate) => candidate.role))),
    columns: columns.map(({ index }) => {
      const candidate = chosen.get(index)
      return { index, role: candidate?.role ?? null, confidencePpm: candidate?.confidencePpm ?? 0 }
    }),
  }
}

/** Lists say who somebody is, nothing about money or days of sales. */
function belongsTo(role: ColumnRole, subject: Subject): boolean {
  const isParty = role.startsWith('partner') || role.startsWith('customer') || role.startsWith('payee')
  return isParty || (subject !== 'partners' && subject !== 'customers')
}

/** The role a header suggests, given what the file is about; null when it suggests none. */
function roleOf(column: ReadColumn, subject: Subject): ColumnRole | null {
  const is = (...concepts: readonly Concept[]): boolean => hasAny(column, ...concepts)
  if (subject === 'leads') return leadRole(column, is)
  if (subject === 'clicks') return clickRole(column, is)
  if (isNoise(column) || column.concepts.size === 0) return null
  if (subject === 'partners') {
    const payee = payeeRole(is)
    if (payee !== null) return payee
  }
  if (is('contact') && !is('email')) return null
  if (is('captured')) return 'captured'
  if (is('currency')) return is('payout') ? 'payeeCurrency' : 'currency'
  if (is('original')) return is('id', 'order', 'deal') && !is('amount', 'date') ? 'originalId' : null
  if (is('refund')) return is('date', 'id', 'status', 'kind') ? null : 'refunded'
  if (is('coupon') || (is('discount') && is('code'))) return 'partnerCode'
  if (is('discount')) return is('id', 'name') ? null : 'discount'
  if (is('tax') && !is('withTax', 'withoutTax')) return is('id', 'country', 'code') ? null : 'tax'
  if (is('shipping')) return is('date', 'id', 'name', 'status', 'method', 'country', 'email') ? null : 'shipping'
  if (is('quantity')) return 'quantity'
  if (is('partner')) return partnerRole(is, subject)
  if (is('customer')) return customerRole(is)
  if (is('manager')) return subject === 'partners' ? 'partnerManager' : 'owner'
  if (is('owner')) return is('email', 'id', 'date') ? null : subject === 'partners' ? 'partnerManager' : 'owner'
  if (is('stage')) return is('date', 'id') ? null : 'stage'
  if (is('status')) return is('date') ? null : subject === 'partners' ? 'partnerStatus' : 'status'
  if (is('closed') && column.type === 'text') return stageShare(column.values) > 0.5 ? 'stage' : null
  if (is('expected') && is('closed', 'date')) return 'expectedCloseOn'
  if (is('closed')) return is('amount') ? 'amount' : 'closedOn'
  const later = laterRole(column, is, subject)
  if (later !== null) return later
  if (is('created', 'started', 'date')) return dateRole(is, subject)
  if (is('product')) return is('amount', 'net', 'cents') ? null : 'product'
  if (is('amount', 'net', 'cents')) return 'amount'
  if (is('company')) return subject === 'partners' ? companyRole(is, 'partner') : companyRole(is, 'customer')
  if (is('deal')) return is('id', 'code') ? 'recordId' : is('kind', 'group') ? null : 'recordName'
  if (is('order')) return is('kind') ? kindRole(column) : is('email', 'domain', 'method', 'country') ? null : 'recordId'
  return plainRole(column, is, subject)
}

/** Days after the sale: "approved" of a deal is its registration, which is none. */
function laterRole(column: ReadColumn, is: Is, subject: Subject): ColumnRole | null {
  if ((subject !== 'conversions' && subject !== 'deals') || !mayBeDate(column)) return null
  if (is('collected')) return 'invoicePaidOn'
  return is('approval') && subject === 'conversions' ? 'approvedOn' : null
}

/** A column that nobody has filled in yet may be one. */
function mayBeDate(column: ReadColumn): boolean {
  return column.type === 'empty' || isDate(column)
}

function dateRole(is: Is, subject: Subject): ColumnRole | null {
  if (is('status', 'stage', 'owner', 'manager')) return null
  switch (subject) {
    case 'partners':
      return 'partnerStartedOn'
    case 'deals':
      return is('created', 'started', 'deal') ? 'openedOn' : is('order') ? 'occurredOn' : 'closedOn'
    case 'conversions':
    case 'leads':
    case 'clicks':
      return 'occurredOn'
    case 'rates':
    case 'figures':
    case 'customers':
    case 'none':
      return null
  }
}

/** A type column tells sales from refunds when its words do. */
function kindRole(column: ReadColumn): ColumnRole | null {
  return stageShare(column.values) > 0.5 ? 'status' : null
}

/** One-word headers, which mean what the file is about. */
function plainRole(column: ReadColumn, is: Is, subject: Subject): ColumnRole | null {
  const party = subject === 'partners' ? 'partner' : 'customer'
  const isList = subject === 'partners' || subject === 'customers'
  if (is('email')) return `${party}Email`
  if (is('domain')) return isList ? `${party}Domain` : null
  if (subject === 'partners' && is('territory') && is('country')) return 'partnerTerritory'
  if (is('country')) return isList ? `${party}Country` : 'country'
  if (is('region', 'territory')) return subject === 'partners' ? 'partnerRegion' : null
  if (is('group')) return subject === 'partners' ? 'partnerGroup' : null
  if (is('kind')) return subject === 'partners' ? 'partnerKind' : subject === 'conversions' ? kindRole(column) : null
  // "Advertiser name" is somebody's name, and nobody knows whose.
  if (column.unknown > 0) return is('id') && !isList && isIdLike(column) ? 'recordId' : null
  if (is('name')) return isList ? `${party}Name` : subject === 'deals' ? 'recordName' : 'customerName'
  if (is('code')) return subject === 'partners' ? 'partnerCode' : is('id') ? 'recordId' : null
  if (is('id')) return isList ? `${party}Id` : 'recordId'
  return null
}

/** Sure when every word was understood, less so with words nobody knows. */
function confidenceOf(column: ReadColumn): number {
  const base = column.type === 'empty' ? 800_000 : 950_000
  return Math.max(500_000, base - column.unknown * 100_000)
}

/** Of several columns that could play a role, the one that says so best; then the one with more values; then the first. */
function assign(columns: readonly ReadColumn[], candidates: readonly (Candidate | null)[]): Map<number, Candidate> {
  const chosen = new Map<number, Candidate>()
  const holder = new Map<ColumnRole, ReadColumn>()
  columns.forEach((column, position) => {
    const candidate = candidates[position]
    if (candidate === null || candidate === undefined) return
    const rival = holder.get(candidate.role)
    if (rival !== undefined) {
      if (fitness(column, candidate) <= fitness(rival, candidate)) return
      chosen.delete(rival.index)
    }
    holder.set(candidate.role, column)
    chosen.set(column.index, candidate)
  })
  return chosen
}

function fitness(column: ReadColumn, { role }: Candidate): number {
  let score = confidenceOf(column) / 100_000 + column.filled * 4
  // A total says more than a price of one, and the plain word more than a qualified one.
  score -= column.concepts.size * 0.1
  if (role === 'amount') {
    if (column.type === 'money') score += 1
    // What was charged says more than a part of it: the rest stands in columns of its own.
    if (statesNet(column)) score -= 1
    if (column.concepts.has('expected') || column.concepts.has('product')) score -= 2
  }
  if (role.endsWith('Name') && column.concepts.has('name')) score += 0.3
  if (role === 'recordName' && column.concepts.has('deal')) score += 2
  if (role === 'recordId' && column.concepts.has('id')) score += 2
  if (role === 'customerName' && column.concepts.has('customer')) score += 0.5
  return score
}

/** Roles that values alone give away, for headers that say nothing ("Field 7"). */
function fillFromValues(columns: readonly ReadColumn[], chosen: Map<number, Candidate>, subject: Subject): void {
  const taken = new Set([...chosen.values()].map((candidate) => candidate.role))
  const free = columns.filter(
    (column) => !chosen.has(column.index) && column.concepts.size === 0 && column.type !== 'empty',
  )

  function take(role: ColumnRole, fits: (column: ReadColumn) => boolean): void {
    if (taken.has(role)) return
    const matching = free.filter((column) => !chosen.has(column.index) && fits(column))
    const [only] = matching
    if (matching.length !== 1 || only === undefined) return
    taken.add(role)
    chosen.set(only.index, { role, confidencePpm: 600_000 })
  }

  if (subject === 'none' || subject === 'rates' || subject === 'figures') return
  if (subject === 'clicks') {
    take('occurredOn', (column) => column.type === 'date')
    take('link', (column) => linkShare(column.values) > MOST_LINKS)
    return
  }
  take(subject === 'partners' ? 'partnerEmail' : 'customerEmail', (column) => column.type === 'email')
  if (subject === 'partners' || subject === 'customers') return
  if (subject === 'conversions' || subject === 'leads') take('occurredOn', (column) => column.type === 'date')
  take('recordId', (column) => column.type === 'text' && isIdLike(column))
  if (subject === 'leads') return
  take('currency', (column) => column.type === 'currency')
  take(
    subject === 'deals' ? 'stage' : 'status',
    (column) => column.type === 'text' && stageShare(column.values) > MOST_STAGES,
  )
  take('amount', (column) => column.type === 'money')
}

const MOST_STAGES = 0.9
const MOST_LINKS = 0.9

/** What one column means because of another. */
function settle(columns: readonly ReadColumn[], chosen: Map<number, Candidate>, subject: Subject): void {
  const columnOf = (role: ColumnRole): ReadColumn | undefined =>
    columns.find(({ index }) => chosen.get(index)?.role === role)
  const amount = columnOf('amount')
  const tax = columnOf('tax')
  // Tax outside a net amount is nothing to take off it.
  if (amount !== undefined && tax !== undefined && statesNet(amount)) chosen.delete(tax.index)
  // The only closing date of a pipeline is also that of its won deals, however hopeful its name.
  // A day of payment or approval that stands alone is the only day of the sale there is.
  const [later] = [columnOf('invoicePaidOn'), columnOf('approvedOn')].filter((column) => column !== undefined)
  if (subject === 'conversions' && later !== undefined && !columnOf('occurredOn') && !columnOf('closedOn'))
    chosen.set(later.index, { role: 'occurredOn', confidencePpm: 800_000 })
  const expected = columnOf('expectedCloseOn')
  if (subject === 'deals' && expected !== undefined && columnOf('closedOn') === undefined) {
    chosen.set(expected.index, { role: 'closedOn', confidencePpm: 800_000 })
  }
}

function statesNet(column: ReadColumn): boolean {
  return column.concepts.has('net') || (column.concepts.has('tax') && column.concepts.has('withoutTax'))
}

/** Every value differs, has a digit and no space. */
function isIdLike(column: ReadColumn): boolean {
  const { values } = column
  return (
    values.length > 4 &&
    new Set(values).size === values.length &&
    values.every((value) => /\d/.test(value.slice(0, 60)) && !value.includes(' '))
  )
}

function kindsOf(subject: Subject, roles: ReadonlySet<ColumnRole>): ImportKind[] {
  switch (subject) {
    case 'deals': {
      const canWin = roles.has('amount') && (roles.has('closedOn') || roles.has('occurredOn'))
      return roles.has('stage') || roles.has('status') ? (canWin ? ['deals', 'conversions'] : ['deals']) : []
    }
    case 'conversions':
      // An amount and a day of something that has neither id, partner nor customer is a price list or a statistic.
      return roles.has('amount') && (roles.has('occurredOn') || roles.has('closedOn')) && hasSubject(roles)
        ? ['conversions']
        : []
    case 'leads':
      return roles.has('occurredOn') && (hasSubject(roles) || roles.has('recordName')) ? ['leads'] : []
    case 'clicks':
      return roles.has('occurredOn') && (roles.has('link') || [...roles].some((role) => role.startsWith('partner')))
        ? ['clicks']
        : []
    case 'partners':
      return ['partnerName', 'partnerId', 'partnerCode', 'partnerEmail', 'partnerDomain'].some((role) =>
        roles.has(role as ColumnRole),
      )
        ? ['partners']
        : []
    case 'customers':
      return roles.has('customerName') || roles.has('customerId') || roles.has('customerEmail') ? ['customers'] : []
    case 'rates':
    case 'figures':
    case 'none':
      return []
  }
}

function hasSubject(roles: ReadonlySet<ColumnRole>): boolean {
  return [...roles].some((role) => role === 'recordId' || role.startsWith('partner') || role.startsWith('customer'))
}
