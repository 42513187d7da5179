import type { EntityName } from '../../contract/history.ts'
import type { CommandContext } from '../context.ts'
import type { Connection } from '../db/open.ts'
import type { PartnerTable, PlanAssignmentTable } from '../db/schema.ts'
import type { LoggedOperation } from '../history/write.ts'
import type { Scope } from '../metrics/scope.ts'
import { listVersions } from '../plans/plans.repo.ts'
import { haveCaps } from './caps.rules.ts'
import { idsInRanges } from '../payouts/ranges.rules.ts'
import { conversionIdSql, isTakingBack } from './ids.rules.ts'

/** Columns of a partner that decide what it earns. */
const PARTNER_COLUMNS: readonly (keyof PartnerTable)[] = ['group_name', 'email', 'territory']
/** Settings that every amount, day or counter depends on. */
const SETTINGS: readonly unknown[] = [
  'rounding',
  'base',
  'due',
  'clawbackDays',
  'reratesAfterRefunds',
  'fiscalYearStartMonth',
]

type Row = Record<string, unknown>

/** What a command may change that decides commissions. */
export const staleAfter: readonly EntityName[] = [
  'setting',
  'partner',
  'partner_status',
  'plan_version',
  'plan_assignment',
  'partner_tier',
  'tier_version',
  'statement',
  'payment',
  'commission_decision',
  'import_attempt',
  'import_answer',
  'attribution',
  'conversion',
  'customer',
]

/** Adds to `affected` whoever the logged changes make stale; imports and attributions have added theirs. [CO15] */
export function markStale(context: CommandContext): void {
  // Thousands may be rejected at once, and plans are long.
  let known: boolean | undefined
  const hasCaps = (): boolean => (known ??= haveCaps(listVersions(context.raw)))
  for (const operation of context.write.operations)
    for (const row of imagesOf(context, operation)) markRow(context, operation, row, hasCaps)
}

/** Whose figures are derived anew, or null when nobody's. All partners named are everyone, which is faster. */
export function staleScope({ affected, raw }: CommandContext): Scope | null {
  if (affected.isEveryone) return 'everyone'
  if (affected.partners.size === 0) return null
  const known = raw.prepare('SELECT count(*) FROM partner').pluck().get() as number
  const named = affected.partners.size - (affected.partners.has(0) ? 1 : 0)
  return named >= known ? 'everyone' : affected.partners
}

/** Whose commissions are: everyone's where they share a budget. [CO31] */
export function staleCommissions(context: CommandContext): Scope | null {
  const scope = staleScope(context)
  return scope !== null && hasBudget(context.raw) ? 'everyone' : scope
}

function hasBudget(raw: Connection): boolean {
  return (
    raw
      .prepare(
        `SELECT 1 FROM plan_version, json_each(body, '$.rules') AS rule
         WHERE is_live = 1 AND rule.value ->> '$.caps.programme' IS NOT NULL
           AND EXISTS (SELECT 1 FROM plan_assignment WHERE plan_assignment.plan_id = plan_version.plan_id) LIMIT 1`,
      )
      .get() !== undefined
  )
}

/** The whole row before and after; of a fact that was retracted or restored, the row. */
function imagesOf({ raw }: CommandContext, { entity, entityId, before, after }: LoggedOperation): Row[] {
  const stored = (raw.prepare(`SELECT * FROM "${entity}" WHERE id = ?`).get(entityId) ?? {}) as Row
  const images = [before, after].filter((image) => image !== null)
  return images.length === 0 ? [stored] : images.map((image) => ({ ...stored, ...image }))
}

function markRow(
  context: CommandContext,
  { entity, entityId, kind, after }: LoggedOperation,
  row: Row,
  hasCaps: () => boolean,
): void {
  const { affected } = context
  switch (entity) {
    case 'setting':
      if (SETTINGS.includes(row['key'])) affected.isEveryone = true
      break
    case 'partner':
      if (kind !== 'update' || PARTNER_COLUMNS.some((column) => after !== null && column in after))
        affected.partners.add(entityId)
      break
    case 'payment':
      if (context.settings().clawbackDays !== null) affected.partners.add(Number(row['partner_id']))
      break
    case 'partner_status':
    case 'partner_tier':
      affected.partners.add(Number(row['partner_id']))
      break
    case 'statement':
      affected.partners.add(Number(row['partner_id']))
      // Whoever is credited with what it paid earns it while it does not count. [CO19]
      if (kind !== 'insert')
        for (const id of listCreditedWith(context.raw, Number(row['payout_id']))) affected.partners.add(id)
      break
    case 'commission_decision': {
      const id = Number(row['commission_id'])
      // A rejected commission leaves its room under a cap to others; what is not to be taken back is not earned anew.
      const isFreed = row['state'] === 'rejected' && hasCaps()
      if (row['is_fraud'] === 1 || isFreed || isTakingBack(id)) markPartnerOf(context, id)
      break
    }
    case 'plan_version':
      markPlan(context, Number(row['plan_id']))
      break
    case 'tier_version':
      for (const id of context.raw.prepare('SELECT DISTINCT partner_id FROM partner_tier').pluck().all())
        affected.partners.add(id as number)
      break
    case 'plan_assignment':
      markAssignment(context, row as unknown as PlanAssignmentTable) // a whole row of this table
      break
    default:
      break
  }
}

function listCreditedWith(raw: Connection, payoutId: number): number[] {
  return raw
    .prepare(
      `SELECT DISTINCT conversion.partner_id FROM payout
         JOIN commission ON commission.id IN (${idsInRanges('payout.commission_ranges')})
         JOIN conversion ON conversion.id = ${conversionIdSql('commission.id')}
       WHERE payout.id = ? AND conversion.partner_id IS NOT NULL AND conversion.partner_id <> payout.partner_id`,
    )
    .pluck()
    .all(payoutId) as number[]
}

function markPartnerOf({ affected, raw }: CommandContext, commissionId: number): void {
  const id = raw.prepare('SELECT partner_id FROM commission WHERE id = ?').pluck().get(commissionId)
  if (id !== undefined) affected.partners.add(Number(id))
}

function markPlan(context: CommandContext, planId: number): void {
  const assignments = context.raw.prepare('SELECT * FROM plan_assignment WHERE plan_id = ?').all(planId)
  for (const assignment of assignments as PlanAssignmentTable[]) markAssignment(context, assignment)
}

function markAssignment({ affected, raw }: CommandContext, assignment: PlanAssignmentTable): void {
  switch (assignment.scope_kind) {
    case 'everyone':
      affected.isEveryone = true
      break
    case 'group': {
      const members = raw.prepare('SELECT id FROM partner WHERE group_name = ?').pluck().all(assignment.scope_group)
      for (const id of members as number[]) affected.partners.add(id)
      break
    }
    case 'partner':
      affected.partners.add(assignment.scope_partner_id ?? 0)
      break
  }
}
