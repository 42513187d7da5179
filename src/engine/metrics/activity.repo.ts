import { addDays, type Day, monthOf, quarterOf, toEpochDays } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { createMemory } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import { readSlices, slicesOf } from '../db/slices.ts'
import { isValidOnSql } from '../tiers/certificateSql.ts'
import type { Book } from './book.ts'
import type { Span } from '../../contract/periods.ts'
import { estimateSurvival, medianOf, watchFirstSales } from './survival.rules.ts'

/** When a partner began, and when it first and last sold something. */
export interface PartnerActivity {
  partnerId: number
  name: string
  startedOn: Day
  /** First sale or won deal; null before it. */
  firstOn: Day | null
  lastOn: Day | null
}

/** More days than a page compares. */
const MOST_REMEMBERED = 40
const remembered = createMemory<Promise<readonly PartnerActivity[]>>(MOST_REMEMBERED)

/** Every partner in use that had begun by a day, with its first and last event up to then; asked within `unchanged`. */
export function listActivity(raw: Connection, until: Day): Promise<readonly PartnerActivity[]> {
  return remembered(raw, until, () => readActivity(raw, until))
}

async function readActivity(raw: Connection, until: Day): Promise<PartnerActivity[]> {
  const partners = raw
    .prepare(
      `SELECT partner.id AS partnerId, name, started_on AS startedOn, rollup_partner.first_on AS firstOn
       FROM partner LEFT JOIN rollup_partner ON rollup_partner.partner_id = partner.id
       WHERE is_live = 1 AND is_archived = 0 AND started_on <= @until ORDER BY partner.id`,
    )
    .all({ until }) as Omit<PartnerActivity, 'lastOn'>[]
  const deals = raw
    .prepare(
      `SELECT partner_id AS partnerId, min(closed_on) AS firstOn, max(closed_on) AS lastOn FROM deal
       WHERE is_live = 1 AND stage = 'won' AND partner_id IS NOT NULL AND closed_on <= @until GROUP BY 1`,
    )
    .all({ until }) as { partnerId: number; firstOn: Day; lastOn: Day }[]
  const won = new Map(deals.map((deal) => [deal.partnerId, deal]))
  const lastSale = await lastSalesUntil(raw, until)
  return partners.map((partner) => {
    const deal = won.get(partner.partnerId)
    const firstSale = partner.firstOn !== null && partner.firstOn <= until ? partner.firstOn : null
    return {
      ...partner,
      firstOn: earlier(firstSale, deal?.firstOn ?? null),
      lastOn: later(lastSale.get(partner.partnerId) ?? null, deal?.lastOn ?? null),
    }
  })
}

/**
 * The last sale of each partner up to a day, by the last sales of the months. In the day's own month a partner may have
 * sold after the day too; only then its rows are read.
 */
async function lastSalesUntil(raw: Connection, until: Day): Promise<Map<number, Day>> {
  const found = new Map<number, Day>()
  const add = (rows: unknown[]): void => {
    for (const { partnerId, day } of rows as { partnerId: number; day: Day }[])
      if (day > (found.get(partnerId) ?? '')) found.set(partnerId, day)
  }
  add(
    raw
      .prepare(
        'SELECT partner_id AS partnerId, max(last_on) AS day FROM rollup_last_sale WHERE last_on <= ? GROUP BY 1',
      )
      .all(until),
  )
  const unknown = raw
    .prepare(
      `SELECT partner_id FROM rollup_last_sale
       WHERE month = substr(@until, 1, 7) AND last_on > @until AND partner_id <> 0`,
    )
    .pluck()
    .all({ until })
  if (unknown.length === 0) return found
  const select = raw.prepare(
    `SELECT partner_id AS partnerId, max(occurred_on) AS day FROM conversion NOT INDEXED
     WHERE id > @after AND id <= @upTo AND occurred_on BETWEEN @from AND @until AND kind = 'sale' AND is_live = 1
       AND partner_id IN (SELECT value FROM json_each(@ids)) GROUP BY 1`,
  )
  const parameters = { from: `${monthOf(until)}-01`, until, ids: JSON.stringify(unknown) }
  await readSlices(slicesOf(raw, 'conversion'), (slice) => add(select.all({ ...slice, ...parameters })))
  return found
}

function earlier(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

function later(a: Day | null, b: Day | null): Day | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

function isActivated(
  { startedOn, firstOn }: Pick<PartnerActivity, 'startedOn' | 'firstOn'>,
  activationDays: number,
): boolean {
  return firstOn !== null && firstOn <= addDays(startedOn, activationDays)
}

/** How many partners there are, are active, have begun in the period and were activated in time; recency of each. */
export async function addActivity(
  raw: Connection,
  book: Book,
  { from, to }: Span,
  today: Day,
  measuring: ProgrammeSettings['measuring'],
): Promise<void> {
  const until = to < today ? to : today
  const activity = await listActivity(raw, until)
  const activeFrom = addDays(until, -measuring.activeDays)
  const add = (key: Parameters<Book['total']['add']>[0], partnerId: number, isSo: boolean): void => {
    if (isSo) book.add(partnerId, key, 1)
  }
  for (const { partnerId, startedOn, firstOn, lastOn } of activity) {
    const hasStarted = startedOn >= from
    add('partners', partnerId, true)
    add('activePartners', partnerId, lastOn !== null && lastOn > activeFrom)
    add('startedPartners', partnerId, hasStarted)
    add('activatedPartners', partnerId, hasStarted && isActivated({ startedOn, firstOn }, measuring.activationDays))
    if (lastOn !== null) book.of(partnerId).inputs.daysSinceLast = toEpochDays(until) - toEpochDays(lastOn)
  }
  const days = activity.flatMap(({ lastOn }) => (lastOn === null ? [] : [toEpochDays(until) - toEpochDays(lastOn)]))
  if (days.length > 0) book.total.inputs.daysSinceLast = Math.min(...days)
  const started = activity.filter(({ startedOn }) => startedOn >= from)
  const median = medianOf(estimateSurvival(watchFirstSales(started, until)))
  if (median !== null) book.total.inputs.firstSaleDays = median * 1_000_000
}

/** Partners by the quarter of their start; certificates count when valid on the last day. [ME14] */
export async function listCohorts(
  raw: Connection,
  { from, to }: Span,
  today: Day,
  { measuring, fiscalYearStartMonth }: Pick<ProgrammeSettings, 'measuring' | 'fiscalYearStartMonth'>,
): Promise<Pick<Output<'metrics.cohorts'>, 'cohorts' | 'medianDays'>> {
  const until = to < today ? to : today
  const started = (await listActivity(raw, until)).filter(({ startedOn }) => startedOn >= from)
  const certified = new Set(
    raw
      .prepare(`SELECT DISTINCT partner_id FROM certificate WHERE ${isValidOnSql('@until')}`)
      .pluck()
      .all({ until }),
  )
  const activeFrom = addDays(until, -measuring.activeDays)
  const cohorts = new Map<string, Output<'metrics.cohorts'>['cohorts'][number]>()
  for (const partner of started.toSorted((a, b) => (a.startedOn < b.startedOn ? -1 : 1))) {
    const quarter = quarterOf(partner.startedOn, fiscalYearStartMonth)
    const cohort = cohorts.get(quarter) ?? { quarter, started: 0, certified: 0, activated: 0, active: 0 }
    cohorts.set(quarter, cohort)
    cohort.started += 1
    if (certified.has(partner.partnerId)) cohort.certified += 1
    if (isActivated(partner, measuring.activationDays)) cohort.activated += 1
    if (partner.lastOn !== null && partner.lastOn > activeFrom) cohort.active += 1
  }
  return { cohorts: [...cohorts.values()], medianDays: medianOf(estimateSurvival(watchFirstSales(started, until))) }
}
