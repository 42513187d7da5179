import { type Day, toEpochDays } from '../../contract/dates.ts'
import type { InputKey } from '../../contract/measures.ts'
import type { Minor } from '../../contract/money.ts'
import { createMemory } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import { readSlices, slicesOf } from '../db/slices.ts'
import { dealRolesSql } from '../deals/firstDealSql.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import type { Book } from './book.ts'
import { sumAt } from './sumAt.ts'
import type { Span } from '../../contract/periods.ts'

const states = ['', 'won', 'lost', 'open'] as const
type State = (typeof states)[number]

/** Deals that were there in a period: over neither before it, nor begun after it. */
const DEALS = `FROM deal NOT INDEXED WHERE id > @after AND id <= @upTo AND is_live = 1 AND partner_id IS NOT NULL
    AND (closed_on IS NULL OR closed_on >= @from) AND (opened_on IS NULL OR opened_on <= @to)`
const isOpenedSql = 'coalesce(opened_on BETWEEN @from AND @to, 0)'
/**
 * What a deal was at the end of the period, when it had not been that before, as its place in `states`. One that was
 * closed later was still open.
 */
const stateSql = `CASE WHEN stage <> 'open' AND closed_on BETWEEN @from AND @to THEN iif(stage = 'won', 1, 2)
    WHEN stage = 'open' OR closed_on > @to THEN 3 ELSE 0 END`
/** Partner, whether it was opened in the period, and state as one number: grouping by that takes half the time. */
const groupSql = `partner_id * 8 + ${isOpenedSql} * 4 + ${stateSql}`

const sumsOfSlice = `SELECT ${groupSql} AS "group", count(*) AS deals,
    coalesce(sum(iif(currency = @base, amount_minor, 0)), 0) AS minor,
    coalesce(sum(opened_on <= closed_on), 0) AS cycles,
    sum(iif(stage = 'won' AND opened_on <= closed_on, julianday(closed_on) - julianday(opened_on), 0)) AS cycleDays,
    coalesce(sum(currency <> @base AND amount_minor <> 0), 0) AS foreignDeals
  ${DEALS} GROUP BY 1`

const foreignOfSlice = `SELECT ${groupSql} AS "group", currency, amount_minor AS minor, opened_on AS openedOn, closed_on AS closedOn
  ${DEALS} AND currency <> @base AND amount_minor <> 0`

interface DealSum {
  group: number
  deals: number
  minor: Minor
  cycles: number
  cycleDays: number
  foreignDeals: number
}

interface ForeignDeal {
  group: number
  currency: string
  minor: Minor
  openedOn: Day | null
  closedOn: Day | null
}

interface DealsOfSpan {
  sums: readonly DealSum[]
  foreign: readonly ForeignDeal[]
}

const IDS_PER_READ = 10_000
const MOST_KEPT = 16
const kept = createMemory<Promise<DealsOfSpan>>(MOST_KEPT)

/** Kept until anything in the file changes; asked within `unchanged`. [EN6] */
function readDeals(raw: Connection, base: string, span: Span): Promise<DealsOfSpan> {
  return kept(raw, `${span.from} ${span.to}`, async () => {
    const [sums, foreign] = [new Map<number, DealSum>(), [] as ForeignDeal[]]
    const [selectSums, selectForeign] = [raw.prepare(sumsOfSlice), raw.prepare(foreignOfSlice)]
    await readSlices(slicesOf(raw, 'deal', IDS_PER_READ), (slice) => {
      const parameters = { ...slice, ...span, base }
      const found = selectSums.all(parameters) as DealSum[]
      for (const sum of found) addTo(sums, sum)
      if (found.some(({ foreignDeals }) => foreignDeals > 0))
        foreign.push(...(selectForeign.all(parameters) as ForeignDeal[]))
    })
    return { sums: [...sums.values()], foreign }
  })
}

function addTo(sums: Map<number, DealSum>, { group, deals, minor, cycles, cycleDays, foreignDeals }: DealSum): void {
  const sum = sumAt(sums, group, () => ({ group, deals: 0, minor: 0, cycles: 0, cycleDays: 0, foreignDeals: 0 }))
  sum.deals += deals
  sum.minor += minor
  sum.cycles += cycles
  sum.cycleDays += cycleDays
  sum.foreignDeals += foreignDeals
}

const partnerOf = (group: number): number => Math.floor(group / 8)
const isOpened = (group: number): boolean => (group & 4) !== 0
const stateOf = (group: number): State => states[group & 3] ?? ''

/**
 * Deals that partners brought: opened, won and lost in the period, and open on its last day. Amounts are converted on
 * the day they count: opening, closing, or the last day.
 */
export async function addDeals(raw: Connection, book: Book, exchange: Exchange, span: Span): Promise<void> {
  const { sums, foreign } = await readDeals(raw, exchange.into, span)
  for (const { group, deals, minor, cycles, cycleDays } of sums) {
    const add = (key: InputKey, value: number): void => book.add(partnerOf(group), key, value)
    if (isOpened(group)) {
      add('dealsOpened', deals)
      add('openedMinor', minor)
    }
    const state = stateOf(group)
    if (state === 'won') {
      add('dealsWon', deals)
      add('wonMinor', minor)
      add('cycleCount', cycles)
      add('cycleDays', cycleDays)
    } else if (state === 'lost') add('dealsLost', deals)
    else if (state === 'open') {
      add('dealsOpen', deals)
      add('openMinor', minor)
    }
  }
  for (const { group, currency, minor, openedOn, closedOn } of foreign) {
    const add = (key: 'openedMinor' | 'wonMinor' | 'openMinor', day: Day | null): void => {
      if (day === null) return
      book.addForeign(partnerOf(group), 'deals', currency)
      book.addConverted(partnerOf(group), key, currency, exchange.convert(minor, currency, toEpochDays(day)))
    }
    const state = stateOf(group)
    if (isOpened(group)) add('openedMinor', openedOn)
    if (state === 'won') add('wonMinor', closedOn)
    if (state === 'open') add('openMinor', span.to)
  }
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
    if (currency !== exchange.into) book.addForeign(partnerId, 'deals', currency)
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
