import type { Month } from '../../contract/dates.ts'
import { type CostFields, costKindSchema, type ProgrammeCost } from '../../contract/costs.ts'
import { AppError } from '../../contract/errors.ts'
import type { Output } from '../../contract/methods.ts'
import type { Connection } from '../db/open.ts'
import type { ProgrammeCostTable } from '../db/schema.ts'

type Row = ProgrammeCostTable & { partner_name: string | null }

const select = `SELECT programme_cost.*, partner.name AS partner_name
  FROM programme_cost LEFT JOIN partner ON partner.id = partner_id`

function toCost(row: Row): ProgrammeCost {
  return {
    id: row.id,
    kind: costKindSchema.parse(row.kind),
    label: row.label,
    partnerId: row.partner_id,
    partnerName: row.partner_name ?? '',
    currency: row.currency,
    monthMinor: row.month_minor,
    fromMonth: row.from_month,
    toMonth: row.to_month,
  }
}

/** Those that go on first, then by what they are. */
export function listCosts(raw: Connection): ProgrammeCost[] {
  const rows = raw
    .prepare(`${select} ORDER BY to_month IS NOT NULL, to_month DESC, kind, label COLLATE NOCASE, programme_cost.id`)
    .all() as Row[]
  return rows.map(toCost)
}

/** @throws AppError entity.notFound */
export function getCost(raw: Connection, id: number): ProgrammeCost {
  const row = raw.prepare(`${select} WHERE programme_cost.id = ?`).get(id) as Row | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'programme_cost', id })
  return toCost(row)
}

export function toCostRow(fields: CostFields): Omit<ProgrammeCostTable, 'id' | 'uid'> {
  return {
    kind: fields.kind,
    label: fields.label,
    partner_id: fields.partnerId,
    currency: fields.currency,
    month_minor: fields.monthMinor,
    from_month: fields.fromMonth,
    to_month: fields.toMonth,
  }
}

/** What costs come to in a month, per currency. */
export function sumCosts(costs: readonly ProgrammeCost[], month: Month): Output<'costs.list'>['sums'] {
  const sums = new Map<string, Output<'costs.list'>['sums'][number]>()
  for (const { currency, partnerId, monthMinor, fromMonth, toMonth } of costs) {
    if (fromMonth > month || (toMonth !== null && toMonth < month)) continue
    const sum = sums.get(currency) ?? { currency, commonMinor: 0, ownMinor: 0 }
    if (partnerId === null) sum.commonMinor += monthMinor
    else sum.ownMinor += monthMinor
    sums.set(currency, sum)
  }
  return [...sums.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
}

/** Every partner in use with the hours a month that are spent on it, by name. */
export function listHours(raw: Connection): Output<'costs.list'>['hours'] {
  return raw
    .prepare(
      `SELECT partner.id AS partnerId, name, coalesce(hours_per_month, 0) AS perMonth
       FROM partner LEFT JOIN partner_effort ON partner_effort.partner_id = partner.id
       WHERE is_live = 1 AND is_archived = 0 ORDER BY name COLLATE NOCASE, partner.id`,
    )
    .all() as Output<'costs.list'>['hours']
}

export function findEffort(raw: Connection, partnerId: number): number | undefined {
  return raw.prepare('SELECT id FROM partner_effort WHERE partner_id = ?').pluck().get(partnerId) as number | undefined
}
