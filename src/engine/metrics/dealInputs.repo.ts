import { type Day, toEpochDays } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import { readOnce } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import { dealRolesSql } from '../deals/firstDealSql.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import type { Book } from './book.ts'
import type { Span } from './inputs.repo.ts'

interface DealSum {
  partnerId: number
  opened: number
  openedMinor: Minor
  won: number
  wonMinor: Minor
  lost: number
  cycles: number
  cycleDays: number
  open: number
  openMinor: Minor
  foreignDeals: number
}

/** Deals that were there in a period, each with what it was then: 0 or 1. A deal that was closed later was open on its last day. */
const DEALS = `SELECT partner_id, currency, coalesce(amount_minor, 0) AS minor, opened_on, closed_on, is_opened,
    is_closed AND stage = 'won' AS is_won, is_closed AND stage = 'lost' AS is_lost,
    NOT is_closed AND (stage = 'open' OR coalesce(closed_on > @to, 0)) AS is_open
  FROM (SELECT *, coalesce(opened_on BETWEEN @from AND @to, 0) AS is_opened,
      stage <> 'open' AND coalesce(closed_on BETWEEN @from AND @to, 0) AS is_closed
    FROM deal WHERE is_live = 1 AND partner_id IS NOT NULL
      AND (closed_on IS NULL OR closed_on >= @from) AND (opened_on IS NULL OR opened_on <= @to))`

/**
 * Deals that partners brought: opened, won and lost in the period, and open on its last day. Amounts are converted on
 * the day they count: opening, closing, or the last day.
 */
export function addDeals(raw: Connection, book: Book, exchange: Exchange, { from, to }: Span): void {
  const parameters = { from, to, base: exchange.into }
  const own = (flag: string): string => `sum(iif(${flag} AND currency = @base, minor, 0))`
  const sums = readOnce(
    raw,
    `SELECT partner_id AS partnerId, sum(is_opened) AS opened, ${own('is_opened')} AS openedMinor,
         sum(is_won) AS won, ${own('is_won')} AS wonMinor, sum(is_lost) AS lost, sum(is_open) AS open,
         ${own('is_open')} AS openMinor, sum(is_won AND coalesce(opened_on <= closed_on, 0)) AS cycles,
         sum(currency <> @base AND minor <> 0) AS foreignDeals,
         sum(iif(is_won AND opened_on <= closed_on, CAST(julianday(closed_on) - julianday(opened_on) AS INTEGER), 0)) AS cycleDays
       FROM (${DEALS}) GROUP BY 1`,
    parameters,
  ) as DealSum[]
  for (const { partnerId, ...sum } of sums) {
    book.add(partnerId, 'dealsOpened', sum.opened)
    book.add(partnerId, 'openedMinor', sum.openedMinor)
    book.add(partnerId, 'dealsWon', sum.won)
    book.add(partnerId, 'wonMinor', sum.wonMinor)
    book.add(partnerId, 'dealsLost', sum.lost)
    book.add(partnerId, 'cycleDays', sum.cycleDays)
    book.add(partnerId, 'cycleCount', sum.cycles)
    book.add(partnerId, 'dealsOpen', sum.open)
    book.add(partnerId, 'openMinor', sum.openMinor)
  }
  if (sums.every(({ foreignDeals }) => foreignDeals === 0)) return
  const foreign = readOnce(
    raw,
    `SELECT partner_id AS partnerId, currency, minor, opened_on AS openedOn, closed_on AS closedOn, is_opened AS isOpened,
         is_won AS isWon, is_open AS isOpen
       FROM (${DEALS}) WHERE currency <> @base AND minor <> 0`,
    parameters,
  ) as ForeignDeal[]
  for (const { partnerId, currency, minor, openedOn, closedOn, isOpened, isWon, isOpen } of foreign) {
    const add = (key: 'openedMinor' | 'wonMinor' | 'openMinor', day: Day | null): void => {
      if (day === null) return
      book.foreign.add(currency)
      book.addConverted(partnerId, key, currency, exchange.convert(minor, currency, toEpochDays(day)))
    }
    if (isOpened === 1) add('openedMinor', openedOn)
    if (isWon === 1) add('wonMinor', closedOn)
    if (isOpen === 1) add('openMinor', to)
  }
}

interface ForeignDeal {
  partnerId: number
  currency: string
  minor: Minor
  openedOn: Day | null
  closedOn: Day | null
  isOpened: 0 | 1
  isWon: 0 | 1
  isOpen: 0 | 1
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
