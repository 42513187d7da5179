import { addDays, toEpochDays } from '../../contract/dates.ts'
import type { Minor } from '../../contract/money.ts'
import type { Span } from '../../contract/periods.ts'
import { createMemory } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import type { RollupDealRoleTable, RollupDealTable } from '../db/schema.ts'
import { nextTurn } from '../pause.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import { dealEventsSql, helpDaySql, helpOfDaysSql, helpSql, isConvertedSql, isFirstSql } from './dealEventsSql.ts'
import { sumAt } from './sumAt.ts'

/** What a partner's deals in one currency came to; the fields of the stored sums of months. */
export interface DealsOfDays {
  partnerId: number
  event: RollupDealTable['event']
  /** Empty for deals without an amount. */
  currency: string
  deals: number
  minor: Minor
  /** Of opened and won ones that have a rate, each converted on its day. */
  baseMinor: Minor
  /** Those without a rate. */
  unrated: number
  /** Won ones opened no later, and the days from opening to closing. */
  cycles: number
  cycleDays: number
}

/** Deals in one currency that a partner helped with. */
export interface HelpOfDays {
  partnerId: number
  role: RollupDealRoleTable['role']
  currency: string
  /** Counts for the programme as well, which has each deal once. [AN2] */
  isFirst: 0 | 1
  baseMinor: Minor
  /** Deals without a rate. */
  unrated: number
}

/** Stands for no known day: deals that nobody knows when they began. */
export const UNDATED: Span = { from: '', to: '' }

const isForeign = (condition: string): string => `${condition} AND currency <> @base`
/** An amount that is converted stays by itself, with its day; others are one sum. */
const toConvert = (condition: string, day: string, minor: string): string =>
  `iif(${isForeign(condition)}, ${day}, '') AS day, iif(${isForeign(condition)}, ${minor}, 0) AS each`

const dealsOfDays = `
  SELECT partner_id AS partnerId, event, currency, ${toConvert(isConvertedSql, 'day', 'minor')}, count(*) AS deals,
    sum(minor) AS minor, ${isConvertedSql} AS isConverted, count(cycle_days) AS cycles,
    coalesce(sum(cycle_days), 0) AS cycleDays
  FROM (${dealEventsSql((day) => `${day} BETWEEN @from AND @to`)}) GROUP BY 1, 2, 3, 4, 5`

type DealRow = Omit<DealsOfDays, 'baseMinor' | 'unrated'> & { day: string; each: Minor; isConverted: 0 | 1 }

/** Events of deals on some days, or on none; stored sums are made of the same. */
export function readDeals(raw: Connection, exchange: Exchange, span: Span): DealsOfDays[] {
  const sums = new Map<string, DealsOfDays>()
  for (const row of raw.prepare(dealsOfDays).all({ ...span, base: exchange.into }) as DealRow[]) {
    const { partnerId, event, currency, deals, minor } = row
    const sum = sumAt(sums, `${partnerId} ${event} ${currency}`, () => emptySum(partnerId, event, currency))
    sum.deals += deals
    sum.minor += minor
    sum.cycles += row.cycles
    sum.cycleDays += row.cycleDays
    if (row.isConverted === 1) addConverted(sum, exchange, row, deals)
  }
  return [...sums.values()]
}

const emptySum = (partnerId: number, event: DealsOfDays['event'], currency: string): DealsOfDays => ({
  partnerId,
  event,
  currency,
  deals: 0,
  minor: 0,
  baseMinor: 0,
  unrated: 0,
  cycles: 0,
  cycleDays: 0,
})

function addConverted(
  sum: { baseMinor: Minor; unrated: number },
  exchange: Exchange,
  { currency, day, each, minor }: Pick<DealRow, 'currency' | 'day' | 'each' | 'minor'>,
  deals: number,
): void {
  const base = day === '' ? minor : exchange.convert(each, currency, toEpochDays(day))
  if (base === null) sum.unrated += deals
  else sum.baseMinor += day === '' ? base : base * deals
}

const helpRows = (day: string): string => `
  SELECT deal_role.partner_id AS partnerId, role, ${isFirstSql} AS isFirst, currency,
    ${toConvert('1', helpDaySql, 'amount_minor')}, ${day} AS month, count(*) AS deals, sum(amount_minor) AS minor`
const helpOfDays = `${helpRows(`''`)} FROM ${helpOfDaysSql} GROUP BY 1, 2, 3, 4, 5, 6`

/** SQL of parts in deals by month, for `sumHelp`; @param where condition on deal_role */
export const helpByMonthSql = (where: string): string =>
  `${helpRows(`substr(${helpDaySql}, 1, 7)`)} FROM ${helpSql}
   WHERE ${helpDaySql} IS NOT NULL AND ${where} GROUP BY 1, 2, 3, 4, 5, 6, 7`

export type HelpOfMonth = HelpOfDays & { month: string }
type HelpRow = Omit<HelpOfMonth, 'baseMinor' | 'unrated'> & { day: string; each: Minor; deals: number; minor: Minor }

/** Adds rows of parts in deals to sums that were begun, by partner, role, currency and month. */
export function sumHelp(sums: Map<string, HelpOfMonth>, rows: readonly unknown[], exchange: Exchange): void {
  for (const row of rows as HelpRow[]) {
    const { partnerId, role, isFirst, currency, month } = row
    const sum = sumAt(sums, `${partnerId} ${role} ${isFirst} ${currency} ${month}`, () => ({
      partnerId,
      role,
      isFirst,
      currency,
      month,
      baseMinor: 0,
      unrated: 0,
    }))
    addConverted(sum, exchange, row, row.deals)
  }
}

/** Days per read: some thousand deals of a large programme. */
const DAYS_PER_READ = 8

/** Spans that are kept until anything in the file changes, so that those who ask meanwhile share one reading. */
const MOST_KEPT = 32
const keptDeals = createMemory<Promise<readonly DealsOfDays[]>>(MOST_KEPT)
const keptHelp = createMemory<Promise<readonly HelpOfDays[]>>(MOST_KEPT)

/** Events of deals on days that no stored sum stands for; asked within `unchanged`. [ME3] [EN6] */
export function sumDealsOfDays(raw: Connection, exchange: Exchange, span: Span): Promise<readonly DealsOfDays[]> {
  return keptDeals(raw, keyOf(span), () => readStretches(span, (stretch) => readDeals(raw, exchange, stretch)))
}

/** Deals that partners helped with on such days; asked within `unchanged`. [ME3] [EN6] */
export function sumHelpOfDays(raw: Connection, exchange: Exchange, span: Span): Promise<readonly HelpOfDays[]> {
  return keptHelp(raw, keyOf(span), () =>
    readStretches(span, (stretch) => {
      const sums = new Map<string, HelpOfMonth>()
      sumHelp(sums, raw.prepare(helpOfDays).all({ ...stretch, base: exchange.into }), exchange)
      return [...sums.values()]
    }),
  )
}

const keyOf = ({ from, to }: Span): string => `${from} ${to}`

/** Reads a few days at a time with a turn of the event loop after each. */
async function readStretches<Sum>({ from, to }: Span, read: (stretch: Span) => readonly Sum[]): Promise<Sum[]> {
  const sums: Sum[] = []
  for (let day = from; day <= to; day = addDays(day, DAYS_PER_READ)) {
    const last = addDays(day, DAYS_PER_READ - 1)
    sums.push(...read({ from: day, to: last < to ? last : to }))
    await nextTurn()
  }
  return sums
}
