import { type Day, toEpochDays } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { Connection } from '../db/open.ts'
import { dealRolesSql } from '../deals/firstDealSql.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import type { Book } from './book.ts'
import type { Span } from './inputs.repo.ts'

interface DealRow {
  partnerId: number
  stage: 'open' | 'won' | 'lost'
  minor: Minor | null
  currency: string
  openedOn: Day | null
  closedOn: Day | null
}

/**
 * Deals that partners brought: opened, won and lost in the period, and open on its last day. A deal that was closed
 * later was open then. Amounts are converted on the day they count: opening, closing, or the last day.
 */
export function addDeals(raw: Connection, book: Book, exchange: Exchange, { from, to }: Span): void {
  const isWithin = (day: Day | null): day is Day => day !== null && day >= from && day <= to
  const rows = raw
    .prepare(
      `SELECT partner_id AS partnerId, stage, amount_minor AS minor, currency, opened_on AS openedOn, closed_on AS closedOn
       FROM deal WHERE is_live = 1 AND partner_id IS NOT NULL
         AND (closed_on IS NULL OR closed_on >= @from) AND (opened_on IS NULL OR opened_on <= @to)`,
    )
    .iterate({ from, to }) as Iterable<DealRow>
  const amounts: { partnerId: number; key: 'openedMinor' | 'wonMinor' | 'openMinor'; deal: DealRow; day: Day }[] = []
  for (const deal of rows) {
    const { partnerId, stage, openedOn, closedOn } = deal
    if (isWithin(openedOn)) {
      book.add(partnerId, 'dealsOpened', 1)
      amounts.push({ partnerId, key: 'openedMinor', deal, day: openedOn })
    }
    if (stage !== 'open' && isWithin(closedOn)) {
      book.add(partnerId, stage === 'won' ? 'dealsWon' : 'dealsLost', 1)
      if (stage === 'won') {
        amounts.push({ partnerId, key: 'wonMinor', deal, day: closedOn })
        if (openedOn !== null && openedOn <= closedOn) {
          book.add(partnerId, 'cycleDays', toEpochDays(closedOn) - toEpochDays(openedOn))
          book.add(partnerId, 'cycleCount', 1)
        }
      }
    } else if (stage === 'open' || (closedOn !== null && closedOn > to)) {
      book.add(partnerId, 'dealsOpen', 1)
      amounts.push({ partnerId, key: 'openMinor', deal, day: to })
    }
  }
  for (const { partnerId, key, deal, day } of amounts) addAmount(book, exchange, partnerId, key, deal, day)
}

/**
 * Deals of the period that partners influenced or assisted; kept apart from those they brought. Of a deal that several
 * partners influenced each has the whole amount, the programme has it once. [AN2]
 */
export function addDealRoles(raw: Connection, book: Book, exchange: Exchange, { from, to }: Span): void {
  const rows = raw
    .prepare(
      `SELECT deal.id AS dealId, deal_role.partner_id AS partnerId, role, amount_minor AS minor, currency,
         coalesce(opened_on, closed_on) AS day
       FROM ${dealRolesSql} WHERE coalesce(opened_on, closed_on) BETWEEN @from AND @to ORDER BY deal_role.id`,
    )
    .all({ from, to }) as RoleRow[]
  const counted = new Set<string>()
  for (const { dealId, partnerId, role, minor, currency, day } of rows) {
    if (minor === null || minor === 0) continue
    if (currency !== exchange.into) book.foreign.add(currency)
    const converted = exchange.convert(minor, currency, toEpochDays(day))
    const key = role === 'assisted' ? 'assistedMinor' : 'influencedMinor'
    const isFirst = !counted.has(`${key} ${dealId}`)
    counted.add(`${key} ${dealId}`)
    if (converted === null) book.addUnrated(partnerId, 'deals', currency, 1)
    else if (isFirst) book.add(partnerId, key, converted)
    else book.of(partnerId).add(key, converted)
  }
}

interface RoleRow {
  dealId: number
  partnerId: number
  role: 'influenced' | 'assisted'
  minor: Minor | null
  currency: string
  day: Day
}

function addAmount(
  book: Book,
  exchange: Exchange,
  partnerId: number,
  key: 'openedMinor' | 'wonMinor' | 'openMinor',
  { minor, currency }: { minor: Minor | null; currency: string },
  day: Day,
): void {
  if (minor === null || minor === 0) return
  if (currency !== exchange.into) book.foreign.add(currency)
  book.addConverted(partnerId, key, currency, exchange.convert(minor, currency, toEpochDays(day)))
}
