import { type Day, toEpochDays } from '../../contract/dates.ts'
import type { InputKey } from '../../contract/measures.ts'
import type { Minor } from '../../contract/money.ts'
import { readOnce } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import { dealRolesSql } from '../deals/firstDealSql.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import type { Book } from './book.ts'
import type { Span } from '../../contract/periods.ts'

/** Deals that were there in a period: over neither before it, nor begun after it. */
const DEALS = `FROM deal WHERE is_live = 1 AND partner_id IS NOT NULL
    AND (closed_on IS NULL OR closed_on >= @from) AND (opened_on IS NULL OR opened_on <= @to)`
const isOpenedSql = 'coalesce(opened_on BETWEEN @from AND @to, 0)'
/** What a deal was at the end of the period, when it had not been that before. One that was closed later was still open. */
const stateSql = `CASE WHEN stage <> 'open' AND closed_on BETWEEN @from AND @to THEN stage
    WHEN stage = 'open' OR closed_on > @to THEN 'open' ELSE '' END`

interface DealSum {
  partnerId: number
  isOpened: 0 | 1
  state: 'won' | 'lost' | 'open' | ''
  deals: number
  minor: Minor
  cycles: number
  cycleDays: number
  foreignDeals: number
}

/**
 * Deals that partners brought: opened, won and lost in the period, and open on its last day. Amounts are converted on
 * the day they count: opening, closing, or the last day.
 */
export function addDeals(raw: Connection, book: Book, exchange: Exchange, { from, to }: Span): void {
  const parameters = { from, to, base: exchange.into }
  const sums = readOnce(
    raw,
    `SELECT partner_id AS partnerId, ${isOpenedSql} AS isOpened, ${stateSql} AS state, count(*) AS deals,
       coalesce(sum(iif(currency = @base, amount_minor, 0)), 0) AS minor,
       coalesce(sum(opened_on <= closed_on), 0) AS cycles,
       sum(iif(stage = 'won' AND opened_on <= closed_on, julianday(closed_on) - julianday(opened_on), 0)) AS cycleDays,
       coalesce(sum(currency <> @base AND amount_minor <> 0), 0) AS foreignDeals
     ${DEALS} GROUP BY 1, 2, 3`,
    parameters,
  ) as DealSum[]
  for (const sum of sums) {
    const add = (key: InputKey, value: number): void => book.add(sum.partnerId, key, value)
    if (sum.isOpened === 1) {
      add('dealsOpened', sum.deals)
      add('openedMinor', sum.minor)
    }
    if (sum.state === 'won') {
      add('dealsWon', sum.deals)
      add('wonMinor', sum.minor)
      add('cycleCount', sum.cycles)
      add('cycleDays', sum.cycleDays)
    } else if (sum.state === 'lost') add('dealsLost', sum.deals)
    else if (sum.state === 'open') {
      add('dealsOpen', sum.deals)
      add('openMinor', sum.minor)
    }
  }
  if (sums.every(({ foreignDeals }) => foreignDeals === 0)) return
  const foreign = readOnce(
    raw,
    `SELECT partner_id AS partnerId, currency, amount_minor AS minor, opened_on AS openedOn, closed_on AS closedOn,
       ${isOpenedSql} AS isOpened, ${stateSql} AS state
     ${DEALS} AND currency <> @base AND amount_minor <> 0`,
    parameters,
  ) as ForeignDeal[]
  for (const { partnerId, currency, minor, openedOn, closedOn, isOpened, state } of foreign) {
    const add = (key: 'openedMinor' | 'wonMinor' | 'openMinor', day: Day | null): void => {
      if (day === null) return
      book.foreign.add(currency)
      book.addConverted(partnerId, key, currency, exchange.convert(minor, currency, toEpochDays(day)))
    }
    if (isOpened === 1) add('openedMinor', openedOn)
    if (state === 'won') add('wonMinor', closedOn)
    if (state === 'open') add('openMinor', to)
  }
}

interface ForeignDeal {
  partnerId: number
  currency: string
  minor: Minor
  openedOn: Day | null
  closedOn: Day | null
  isOpened: 0 | 1
  state: DealSum['state']
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
