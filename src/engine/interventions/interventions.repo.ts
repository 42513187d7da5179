import { AppError } from '../../contract/errors.ts'
import { type Intervention, type InterventionFields, interventionKindSchema } from '../../contract/interventions.ts'
import { measureDefinitions, measureKeySchema } from '../../contract/measures.ts'
import type { Connection } from '../db/open.ts'
import type { InterventionTable } from '../db/schema.ts'

/** @throws AppError entity.notFound */
export function getIntervention(raw: Connection, id: number): Intervention {
  const row = raw
    .prepare(
      `SELECT intervention.*, partner.name AS partner_name FROM intervention JOIN partner ON partner.id = partner_id
       WHERE intervention.id = ?`,
    )
    .get(id) as (InterventionTable & { partner_name: string }) | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'intervention', id })
  return {
    id: row.id,
    partnerId: row.partner_id,
    partnerName: row.partner_name,
    kind: interventionKindSchema.parse(row.kind),
    title: row.title,
    owner: row.owner,
    openedOn: row.opened_on,
    dueOn: row.due_on,
    measure: measureKeySchema.parse(row.measure),
    expected: row.expected,
    currency: row.currency,
    windowDays: row.window_days,
    state: row.state,
    closedOn: row.closed_on,
    outcome: row.outcome,
  }
}

export function toInterventionRow(
  fields: InterventionFields,
  baseCurrency: string,
): Omit<InterventionTable, 'id' | 'uid' | 'state' | 'closed_on' | 'outcome'> {
  const isMoney = measureDefinitions[fields.measure].unit === 'money' && fields.expected !== null
  return {
    partner_id: fields.partnerId,
    kind: fields.kind,
    title: fields.title,
    owner: fields.owner,
    opened_on: fields.openedOn,
    due_on: fields.dueOn,
    measure: fields.measure,
    expected: fields.expected,
    currency: isMoney ? baseCurrency : '',
    window_days: fields.windowDays,
  }
}
