import { addDays, type Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { Output } from '../../contract/methods.ts'
import { type Plan, planBodySchema } from '../../contract/plans.ts'
import type { Connection } from '../db/open.ts'
import type { PlanAssignmentTable, PlanTable, PlanVersionTable } from '../db/schema.ts'
import type { Write } from '../history/write.ts'
import type { PublishedVersion } from './compile.rules.ts'
import type { Assignment, VersionDates } from './timeline.rules.ts'

type AssignmentRow = PlanAssignmentTable & { partner_name: string | null }
export type PlanVersion = PublishedVersion & VersionDates

function toScope(row: PlanAssignmentTable): Assignment['scope'] {
  switch (row.scope_kind) {
    case 'everyone':
      return { kind: 'everyone' }
    case 'group':
      return { kind: 'group', group: row.scope_group }
    case 'partner':
      if (row.scope_partner_id === null) throw new Error(`assignment ${row.id} names no partner`)
      return { kind: 'partner', partnerId: row.scope_partner_id }
  }
}

/** Every assignment, oldest first. */
export function listAssignments(raw: Connection): Assignment[] {
  const rows = raw.prepare('SELECT * FROM plan_assignment ORDER BY id').all() as PlanAssignmentTable[]
  return rows.map((row) => ({
    id: row.id,
    planId: row.plan_id,
    scope: toScope(row),
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }))
}

/** Every published version with its rules. */
export function listVersions(raw: Connection): PlanVersion[] {
  const rows = raw.prepare('SELECT * FROM plan_version WHERE is_live = 1 ORDER BY id').all() as PlanVersionTable[]
  return rows.map((row) => ({
    id: row.id,
    planId: row.plan_id,
    number: row.number,
    validFrom: row.valid_from,
    changeMode: row.change_mode,
    body: planBodySchema.parse(JSON.parse(row.body)),
  }))
}

/** The stored row. @throws AppError entity.notFound */
export function getPlanRow(raw: Connection, id: number): PlanTable {
  const row = raw.prepare('SELECT * FROM plan WHERE id = ?').get(id) as PlanTable | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'plan', id })
  return row
}

/** @throws AppError entity.notFound */
export function getPlan(raw: Connection, id: number): Plan {
  return toPlan(raw, getPlanRow(raw, id))
}

/** In use first, then by name. */
export function listPlans(raw: Connection): Output<'plans.list'>['plans'] {
  const rows = raw.prepare('SELECT * FROM plan ORDER BY is_archived, name COLLATE NOCASE, id').all() as PlanTable[]
  return rows.map((row) => toPlan(raw, row))
}

function toPlan(raw: Connection, row: PlanTable): Plan {
  const versions = raw
    .prepare(
      `SELECT plan_version.*, (SELECT coalesce(sum(row_count), 0) FROM rollup_commission WHERE plan_version_id = plan_version.id) AS commissions
       FROM plan_version WHERE plan_id = ? AND is_live = 1 ORDER BY number DESC`,
    )
    .all(row.id) as (PlanVersionTable & { commissions: number })[]
  const assignments = raw
    .prepare(
      `SELECT plan_assignment.*, partner.name AS partner_name FROM plan_assignment
       LEFT JOIN partner ON partner.id = scope_partner_id WHERE plan_id = ? ORDER BY plan_assignment.valid_from, plan_assignment.id`,
    )
    .all(row.id) as AssignmentRow[]
  return {
    id: row.id,
    name: row.name,
    draft: row.draft === null ? null : planBodySchema.parse(JSON.parse(row.draft)),
    versions: versions.map((version) => ({
      id: version.id,
      number: version.number,
      validFrom: version.valid_from,
      changeMode: version.change_mode,
      body: planBodySchema.parse(JSON.parse(version.body)),
      publishedAt: version.published_at,
      publishedBy: version.published_by,
      commissions: version.commissions,
    })),
    assignments: assignments.map((assignment) => ({
      id: assignment.id,
      scope: toScope(assignment),
      // Empty for everyone: the window has its own word for that.
      label: assignment.partner_name ?? assignment.scope_group,
      validFrom: assignment.valid_from,
      validTo: assignment.valid_to,
    })),
    isArchived: row.is_archived === 1,
  }
}

/** @throws AppError entity.notFound */
export function getAssignment(raw: Connection, id: number): PlanAssignmentTable {
  const row = raw.prepare('SELECT * FROM plan_assignment WHERE id = ?').get(id) as PlanAssignmentTable | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'plan_assignment', id })
  return row
}

export function insertAssignment(write: Write, planId: number, scope: Assignment['scope'], validFrom: Day): number {
  return write.insert('plan_assignment', {
    plan_id: planId,
    scope_kind: scope.kind,
    scope_group: scope.kind === 'group' ? scope.group : '',
    scope_partner_id: scope.kind === 'partner' ? scope.partnerId : null,
    valid_from: validFrom,
    valid_to: null,
  })
}

/** Ends an assignment the day before `from`; one that had not begun by then is removed. [PL11] */
export function endAssignment(write: Write, row: PlanAssignmentTable, from: Day): void {
  if (from <= row.valid_from) write.remove('plan_assignment', row.id)
  else write.update('plan_assignment', row.id, { valid_to: addDays(from, -1) })
}
