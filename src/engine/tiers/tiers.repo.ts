import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import { type Tier, type TierTable, type TierVersion, evidenceSchema, tierBodySchema } from '../../contract/tiers.ts'
import type { TierDecision } from '../../contract/tiers.ts'
import type { Connection } from '../db/open.ts'
import type { PartnerTierTable, TierTableTable, TierVersionTable } from '../db/schema.ts'
import type { Write } from '../history/write.ts'
import { byPartner } from './byPartner.ts'
import { type TierEntry, tierNamed, type UpliftSegment, upliftsOf } from './standing.rules.ts'

/** Published versions, oldest first. */
export function listTierVersions(raw: Connection): TierVersion[] {
  const rows = raw
    .prepare('SELECT * FROM tier_version WHERE is_live = 1 ORDER BY number, id')
    .all() as TierVersionTable[]
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    validFrom: row.valid_from,
    body: tierBodySchema.parse(JSON.parse(row.body)),
    publishedAt: row.published_at,
    publishedBy: row.published_by,
  }))
}

/** The programme's one tier table; undefined before there is one. */
export function findTierTable(raw: Connection): TierTable | undefined {
  const row = raw.prepare('SELECT * FROM tier_table WHERE is_archived = 0 ORDER BY id LIMIT 1').get() as
    TierTableTable | undefined
  return row && toTable(raw, row)
}

/** @throws AppError entity.notFound */
export function getTierTable(raw: Connection, id: number): TierTable {
  const row = raw.prepare('SELECT * FROM tier_table WHERE id = ?').get(id) as TierTableTable | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'tier_table', id })
  return toTable(raw, row)
}

function toTable(raw: Connection, { id, name, draft }: TierTableTable): TierTable {
  return {
    id,
    name,
    draft: draft === null ? null : tierBodySchema.parse(JSON.parse(draft)),
    versions: listTierVersions(raw).toReversed(),
  }
}

const toEntry = (row: PartnerTierTable): TierEntry => ({
  id: row.id,
  tier: row.tier,
  kind: row.kind,
  validFrom: row.valid_from,
  evaluatedOn: row.evaluated_on,
  pinnedUntil: row.pinned_until,
})

/** Every decision by partner, each partner's by the day from which it holds; of one day the last decided is last. */
export function listTierEntries(raw: Connection): ReadonlyMap<number, TierEntry[]> {
  const rows = raw.prepare('SELECT * FROM partner_tier ORDER BY partner_id, valid_from, id').all() as PartnerTierTable[]
  return byPartner(rows.map((row) => ({ ...toEntry(row), partnerId: row.partner_id })))
}

/** One partner's decisions by the day from which they hold. */
export function tierEntriesOf(raw: Connection, partnerId: number): TierEntry[] {
  return rowsOf(raw, partnerId).map(toEntry)
}

function rowsOf(raw: Connection, partnerId: number): PartnerTierTable[] {
  return raw
    .prepare('SELECT * FROM partner_tier WHERE partner_id = ? ORDER BY valid_from, id')
    .all(partnerId) as PartnerTierTable[]
}

/** One partner's decisions with what stood when they were made, newest first. */
export function listDecisions(raw: Connection, partnerId: number): TierDecision[] {
  const versions = listTierVersions(raw)
  return rowsOf(raw, partnerId)
    .toReversed()
    .map((row) => ({
      id: row.id,
      kind: row.kind,
      tier: row.tier,
      tierName: tierNamed(versions, row.tier, row.valid_from)?.name ?? row.tier,
      validFrom: row.valid_from,
      graceUntil: row.grace_until,
      reason: row.reason,
      decidedOn: row.decided_on,
      decidedBy: row.decided_by,
      pin: row.pinned_until === null ? null : { until: row.pinned_until, reason: row.pin_reason },
      evidence: row.evidence === null ? null : evidenceSchema.parse(JSON.parse(row.evidence)),
    }))
}

/** Takes away what was decided and is not in force yet: a new decision stands in its place. [TI11] */
export function removeScheduled(raw: Connection, write: Write, partnerId: number, today: Day): void {
  const ids = raw
    .prepare('SELECT id FROM partner_tier WHERE partner_id = ? AND valid_from > ? ORDER BY id')
    .pluck()
    .all(partnerId, today) as number[]
  for (const id of ids) write.remove('partner_tier', id)
}

/** The tier that a partner had on a day, as the table of that day names it; undefined without one. [TI12] */
export function findTierOn(raw: Connection, partnerId: number, day: Day): Tier | undefined {
  const key = raw
    .prepare('SELECT tier FROM partner_tier WHERE partner_id = ? AND valid_from <= ? ORDER BY valid_from DESC, id DESC')
    .pluck()
    .get(partnerId, day) as string | undefined
  return key === undefined ? undefined : tierNamed(listTierVersions(raw), key, day)
}

/** The uplifts of every partner that has had one; empty where no tier gives any. */
export function listUplifts(raw: Connection): ReadonlyMap<number, readonly UpliftSegment[]> {
  const versions = listTierVersions(raw)
  const uplifts = new Map<number, readonly UpliftSegment[]>()
  if (!versions.some(({ body }) => body.tiers.some(({ upliftPpm }) => upliftPpm > 0))) return uplifts
  for (const [partnerId, entries] of listTierEntries(raw)) {
    const segments = upliftsOf(entries, versions)
    if (segments.some(({ ppm }) => ppm > 0)) uplifts.set(partnerId, segments)
  }
  return uplifts
}
