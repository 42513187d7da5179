import { addMonths, type Day, type Month, monthOf } from '../../contract/dates.ts'
import type { InputKey } from '../../contract/measures.ts'
import { allocate, type Minor } from '../../contract/money.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import type { Connection } from '../db/open.ts'
import { companyFigureRows } from '../figures/figuresSql.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import type { Book } from './book.ts'
import type { Span } from '../../contract/periods.ts'

type Allocation = ProgrammeSettings['measuring']['costAllocation']

export function monthsOf({ from, to }: Span): Month[] {
  const months: Month[] = []
  for (let day: Day = `${monthOf(from)}-01`; monthOf(day) <= monthOf(to); day = addMonths(day, 1))
    months.push(monthOf(day))
  return months
}

/**
 * Programme costs of the months of the period: a partner's own, and the common ones spread over partners in proportion
 * to what the programme chose, to the last minor unit. Nothing to go by: equal shares. [ME10]
 */
export function addCosts(raw: Connection, book: Book, exchange: Exchange, span: Span, allocation: Allocation): void {
  const costs = raw
    .prepare(
      `SELECT partner_id AS partnerId, currency, month_minor AS minor, from_month AS fromMonth, to_month AS toMonth
       FROM programme_cost WHERE from_month <= @to AND (to_month IS NULL OR to_month >= @from)`,
    )
    .all({ from: monthOf(span.from), to: monthOf(span.to) }) as {
    partnerId: number | null
    currency: string
    minor: Minor
    fromMonth: Month
    toMonth: Month | null
  }[]
  let shared = 0
  for (const cost of costs) {
    if (cost.currency !== exchange.into) book.addForeign(cost.partnerId, 'costs', cost.currency)
    for (const month of monthsOf(span)) {
      if (month < cost.fromMonth || (cost.toMonth !== null && month > cost.toMonth)) continue
      const converted = exchange.convertMonth(cost.minor, cost.currency, month)
      if (converted === null) book.addUnrated(cost.partnerId, 'costs', cost.currency, 1)
      else if (cost.partnerId === null) shared += converted
      else book.add(cost.partnerId, 'directCostMinor', converted)
    }
  }
  if (shared === 0) return
  const partners = listPartners(raw, span.to)
  if (partners.length === 0) {
    book.total.add('sharedCostMinor', shared)
    return
  }
  const weights = weightsOf(raw, book, partners, allocation)
  const parts = allocate(shared, weights.some((weight) => weight > 0) ? weights : partners.map(() => 1))
  for (const [at, partnerId] of partners.entries()) book.add(partnerId, 'sharedCostMinor', parts[at] ?? 0)
}

function listPartners(raw: Connection, to: Day): number[] {
  return raw
    .prepare('SELECT id FROM partner WHERE is_live = 1 AND is_archived = 0 AND started_on <= ? ORDER BY id')
    .pluck()
    .all(to) as number[]
}

function weightsOf(raw: Connection, book: Book, partners: readonly number[], allocation: Allocation): number[] {
  const byInput = (key: InputKey): number[] => partners.map((id) => Math.max(0, book.of(id).inputs[key] ?? 0))
  switch (allocation) {
    case 'equal':
      return partners.map(() => 1)
    case 'revenue':
      return byInput('revenueMinor')
    case 'newCustomers':
      return byInput('newCustomers')
    case 'hours': {
      const hours = new Map(
        raw.prepare('SELECT partner_id, hours_per_month FROM partner_effort').raw().all() as [number, number][],
      )
      return partners.map((id) => hours.get(id) ?? 0)
    }
  }
}

const companyInputs: readonly { measure: string; key: InputKey }[] = [
  { measure: 'bookings', key: 'companyBookingsMinor' },
  { measure: 'newCustomers', key: 'companyNewCustomers' },
  { measure: 'marketingSpend', key: 'marketingMinor' },
]

/** Company-wide figures of the months that have begun: typed ones stand before imported ones. A month without one is a gap. */
export function addCompanyFigures(raw: Connection, book: Book, exchange: Exchange, span: Span, today: Day): void {
  const rows = raw
    .prepare(
      `SELECT month, measure, currency, value FROM (${companyFigureRows})
       WHERE month BETWEEN @from AND @to ORDER BY isTyped, id`,
    )
    .all({ from: monthOf(span.from), to: monthOf(span.to) }) as {
    month: Month
    measure: string
    currency: string
    value: number
  }[]
  const effective = new Map(rows.map((row) => [`${row.measure} ${row.month}`, row]))
  const months = monthsOf(span).filter((month) => month <= monthOf(today))
  for (const { measure, key } of companyInputs) {
    if (months.length === 0) book.missingFigures.add(key)
    for (const month of months) {
      const row = effective.get(`${measure} ${month}`)
      if (row === undefined) book.missingFigures.add(key)
      else if (row.currency === '') book.total.add(key, row.value)
      else {
        if (row.currency !== exchange.into) book.addForeign(null, 'company', row.currency)
        const converted = exchange.convertMonth(row.value, row.currency, month)
        if (converted === null) book.addUnrated(null, 'company', row.currency, 1)
        else book.total.add(key, converted)
      }
    }
  }
}
