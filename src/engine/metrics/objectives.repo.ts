import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import { measureDefinitions, measureKeySchema } from '../../contract/measures.ts'
import type { ObjectiveFields } from '../../contract/objectives.ts'
import type { Connection } from '../db/open.ts'
import type { ObjectiveTable } from '../db/schema.ts'

export interface StoredObjective extends ObjectiveFields {
  id: number
  partnerName: string
  currency: string
  isArchived: boolean
}

type Row = ObjectiveTable & { partner_name: string | null }

const select = `SELECT objective.*, partner.name AS partner_name FROM objective LEFT JOIN partner ON partner.id = partner_id`

function toObjective(row: Row): StoredObjective {
  return {
    id: row.id,
    measure: measureKeySchema.parse(row.measure),
    partnerId: row.partner_id,
    partnerName: row.partner_name ?? '',
    owner: row.owner,
    from: row.from_on,
    to: row.to_on,
    target: row.target,
    currency: row.currency,
    warningPpm: row.warning_ppm,
    isNorthStar: row.is_north_star === 1,
    note: row.note,
    isArchived: row.is_archived === 1,
  }
}

/** The North Star first, then those that end first, then by name of the partner. */
export function listObjectives(raw: Connection): StoredObjective[] {
  const rows = raw
    .prepare(`${select} ORDER BY is_north_star DESC, to_on, from_on, partner.name COLLATE NOCASE, objective.id`)
    .all() as Row[]
  return rows.map(toObjective)
}

/** @throws AppError entity.notFound */
export function getObjective(raw: Connection, id: number): StoredObjective {
  const row = raw.prepare(`${select} WHERE objective.id = ?`).get(id) as Row | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'objective', id })
  return toObjective(row)
}

/** A North Star in use whose period shares a day with this one; undefined when there is none. */
export function findNorthStar(
  raw: Connection,
  { from, to }: { from: Day; to: Day },
  except: number | null,
): StoredObjective | undefined {
  const row = raw
    .prepare(
      `${select} WHERE is_north_star = 1 AND objective.is_archived = 0 AND from_on <= @to AND to_on >= @from
         AND objective.id IS NOT @except`,
    )
    .get({ from, to, except }) as Row | undefined
  return row && toObjective(row)
}

export function toObjectiveRow(
  fields: ObjectiveFields,
  baseCurrency: string,
): Omit<ObjectiveTable, 'id' | 'uid' | 'is_archived'> {
  return {
    measure: fields.measure,
    partner_id: fields.partnerId,
    owner: fields.owner,
    from_on: fields.from,
    to_on: fields.to,
    target: fields.target,
    currency: measureDefinitions[fields.measure].unit === 'money' ? baseCurrency : '',
    warning_ppm: fields.warningPpm,
    is_north_star: fields.isNorthStar ? 1 : 0,
    note: fields.note,
  }
}
