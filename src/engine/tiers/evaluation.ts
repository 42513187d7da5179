import type { Day } from '../../contract/dates.ts'
import { partnerStatusSchema, type PartnerStatus } from '../../contract/partners.ts'
import type { TierBody, TierResult, TierVersion } from '../../contract/tiers.ts'
import type { QueryContext } from '../context.ts'
import { createMemory } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import { unchanged } from '../db/slices.ts'
import { statusOn } from '../plans/timeline.rules.ts'
import { byPartner } from './byPartner.ts'
import { evaluateTiers } from './evaluate.rules.ts'
import { collectFacts } from './facts.ts'
import { versionOn } from './standing.rules.ts'
import { listTierVersions } from './tiers.repo.ts'
import { evaluationDays } from './windows.rules.ts'

export interface Participant {
  partnerId: number
  name: string
}

/** Partners with the statuses that decide on which days they take part. */
export interface Roster {
  /** Those that take part on a day, by name: active or paused then, and not archived. [TI3] */
  on(day: Day): Participant[]
}

interface StatusRow {
  partnerId: number
  status: PartnerStatus
  validFrom: Day
}

export function readRoster(raw: Connection): Roster {
  const partners = raw
    .prepare(
      'SELECT id AS partnerId, name FROM partner WHERE is_live = 1 AND is_archived = 0 ORDER BY name COLLATE NOCASE, id',
    )
    .all() as Participant[]
  const rows = raw
    .prepare('SELECT partner_id AS partnerId, status, valid_from AS validFrom FROM partner_status')
    .all() as {
    partnerId: number
    status: string
    validFrom: Day
  }[]
  const statuses = byPartner(rows.map((row): StatusRow => ({ ...row, status: partnerStatusSchema.parse(row.status) })))
  return {
    on: (day) =>
      partners.filter(({ partnerId }) => {
        const status = statusOn(statuses.get(partnerId) ?? [], day)
        return status === 'active' || status === 'paused'
      }),
  }
}

/** Every participant of a day against a table, by partner. */
export async function evaluateOn(
  context: QueryContext,
  body: TierBody,
  day: Day,
  participants: readonly Participant[],
): Promise<ReadonlyMap<number, TierResult[]>> {
  const factsOf = await unchanged(context.raw, () => collectFacts(context, body, day))
  return new Map(participants.map(({ partnerId }) => [partnerId, evaluateTiers(body, factsOf(partnerId))]))
}

export interface Evaluation {
  day: Day
  version: TierVersion
  results: ReadonlyMap<number, TierResult[]>
}

/** The table in force and the days on which partners were evaluated by it and by those before it. */
export interface Calendar {
  versions: readonly TierVersion[]
  inForce: TierVersion
  /** Newest first, as many as a demotion looks at; empty before the first. */
  days: readonly Day[]
}

/** null: no table is in force. */
export function readCalendar(context: QueryContext): Calendar | null {
  const versions = listTierVersions(context.raw)
  const today = context.today()
  const inForce = versionOn(versions, today)
  if (!inForce) return null
  const firstDay = versions.map(({ validFrom }) => validFrom).toSorted()[0] ?? inForce.validFrom
  const { calendar, failures } = inForce.body.rules
  const { fiscalYearStartMonth } = context.settings()
  return { versions, inForce, days: evaluationDays(calendar, firstDay, today, fiscalYearStartMonth, failures) }
}

/** Evaluates a day by the table that was in force then; remembered until something in the file changes. */
export async function evaluate(
  context: QueryContext,
  { versions }: Pick<Calendar, 'versions'>,
  day: Day,
): Promise<Evaluation | null> {
  const version = versionOn(versions, day)
  if (!version) return null
  const { raw } = context
  return remembered(raw, `${version.id} ${day} ${context.today()}`, () =>
    unchanged(raw, async () => ({
      day,
      version,
      results: await evaluateOn(context, version.body, day, readRoster(raw).on(day)),
    })),
  )
}

/** More evaluations than a page looks at. */
const MOST_REMEMBERED = 8
const remembered = createMemory<Promise<Evaluation>>(MOST_REMEMBERED)
