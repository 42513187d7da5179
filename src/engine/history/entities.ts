import type { EntityName } from '../../contract/history.ts'

/**
 * Registers are edited in place; facts are only added, and undone by clearing `is_live`.
 * `bulk` facts come from imports and are logged as batches, not row by row.
 */
interface EntityDefinition {
  kind: 'register' | 'fact' | 'bulkFact'
  /** Columns left out of the log: large, and proved by a hash that is logged. */
  unlogged: readonly string[]
  /** Columns that follow from other rows; left out of digests and of `verify`'s comparison. */
  derived: readonly string[]
  /**
   * Derived rows that the fact with this id freezes while it counts: they are logged when it is taken back, because what
   * they would be derived from may have changed meanwhile.
   */
  freezes?: { table: string; columns: readonly string[]; where: string }
}

/** The lines of a statement. New ones are appended: what earlier programs logged lacks them at its end. */
export const frozenCommissionColumns = [
  'id',
  'partner_id',
  'plan_version_id',
  'rule_index',
  'base_minor',
  'earned_minor',
  'counter_before',
  'currency',
  'occurred_on',
  'due_on',
  'trigger_id',
  'is_reversed',
  'payout_id',
  'capped_by',
] as const

export const entities: Readonly<Record<EntityName, EntityDefinition>> = {
  setting: { kind: 'register', unlogged: [], derived: [] },
  partner: { kind: 'register', unlogged: [], derived: ['is_live'] },
  partner_status: { kind: 'register', unlogged: [], derived: [] },
  attribution: { kind: 'register', unlogged: [], derived: [] },
  import_mapping: { kind: 'register', unlogged: [], derived: [] },
  import_answer: { kind: 'register', unlogged: [], derived: [] },
  import_attempt: { kind: 'register', unlogged: [], derived: [] },
  plan: { kind: 'register', unlogged: [], derived: [] },
  plan_assignment: { kind: 'register', unlogged: [], derived: [] },
  commission_decision: { kind: 'register', unlogged: [], derived: [] },
  payout_run: { kind: 'register', unlogged: [], derived: [] },
  payout: { kind: 'register', unlogged: [], derived: ['settled_on'] },
  plan_version: { kind: 'fact', unlogged: [], derived: [] },
  adjustment: { kind: 'fact', unlogged: [], derived: ['payout_id'] },
  statement: {
    kind: 'fact',
    unlogged: ['content'],
    derived: [],
    freezes: {
      table: 'commission',
      columns: frozenCommissionColumns,
      where: 'payout_id = (SELECT payout_id FROM statement WHERE id = ?)',
    },
  },
  payout_export: { kind: 'fact', unlogged: [], derived: [] },
  payment: { kind: 'fact', unlogged: [], derived: [] },
  customer: { kind: 'bulkFact', unlogged: [], derived: [] },
  deal: { kind: 'bulkFact', unlogged: [], derived: ['partner_id'] },
  conversion: { kind: 'bulkFact', unlogged: [], derived: ['original_id', 'partner_id'] },
  click: { kind: 'bulkFact', unlogged: [], derived: ['partner_id'] },
  fx_rate: { kind: 'bulkFact', unlogged: [], derived: [] },
  company_figure: { kind: 'bulkFact', unlogged: [], derived: [] },
  company_entry: { kind: 'register', unlogged: [], derived: [] },
  deal_role: { kind: 'register', unlogged: [], derived: [] },
  programme_cost: { kind: 'register', unlogged: [], derived: [] },
  partner_effort: { kind: 'register', unlogged: [], derived: [] },
  objective: { kind: 'register', unlogged: [], derived: [] },
  intervention: { kind: 'register', unlogged: [], derived: [] },
  tier_table: { kind: 'register', unlogged: [], derived: [] },
  tier_version: { kind: 'fact', unlogged: [], derived: [] },
  partner_tier: { kind: 'register', unlogged: [], derived: [] },
  certificate: { kind: 'register', unlogged: [], derived: [] },
  attestation: { kind: 'register', unlogged: [], derived: [] },
  tier_promise: { kind: 'register', unlogged: [], derived: [] },
  scorecard_template: { kind: 'register', unlogged: [], derived: [] },
  scorecard: { kind: 'fact', unlogged: ['content'], derived: [] },
  qbr: { kind: 'register', unlogged: [], derived: [] },
  commitment: { kind: 'register', unlogged: [], derived: [] },
  partner_plan: { kind: 'register', unlogged: [], derived: [] },
  feedback: { kind: 'register', unlogged: [], derived: [] },
}

/** Commands whose effect has left the house: undoing them is a recorded reversal. */
export const leavesTheHouse: ReadonlySet<string> = new Set(['payouts.export'])

/** Commands that are not steps of the user and cannot be undone. */
export const notUndoable: ReadonlySet<string> = new Set([
  'programme.setUp',
  'sample.generate',
  'history.undo',
  'history.redo',
])
