import { runStateSchema } from '../../contract/payouts.ts'
import type { ViewDefinition } from '../views/viewDefinition.ts'

/** One row per run and currency would repeat the run; a run's money stands in its payouts. */
export const runsView: ViewDefinition = {
  table: 'runs',
  from: 'payout_run',
  id: 'payout_run.id',
  where: '1',
  currency: null,
  columns: [
    { key: 'number', type: 'text', sql: 'payout_run.number' },
    { key: 'state', type: 'choice', sql: 'payout_run.state', choices: runStateSchema.options, isGroupable: true },
    { key: 'from', type: 'day', sql: 'payout_run.from_on' },
    { key: 'to', type: 'day', sql: 'payout_run.to_on' },
    { key: 'cutoffOn', type: 'day', sql: 'payout_run.cutoff_on' },
    {
      key: 'payouts',
      type: 'number',
      sql: '(SELECT count(*) FROM payout WHERE run_id = payout_run.id AND carried_because IS NULL)',
      isSummed: true,
    },
    {
      key: 'carriedOver',
      type: 'number',
      sql: '(SELECT count(*) FROM payout WHERE run_id = payout_run.id AND carried_because IS NOT NULL)',
      isSummed: true,
    },
    {
      key: 'lines',
      type: 'number',
      sql: '(SELECT coalesce(sum(line_count), 0) FROM payout WHERE run_id = payout_run.id AND carried_because IS NULL)',
      isSummed: true,
    },
    { key: 'voidReason', type: 'text', sql: 'payout_run.void_reason' },
  ],
  search: ['payout_run.number'],
  defaultOrder: 'payout_run.to_on DESC, payout_run.id DESC',
}

const partnerName = 'partner.name'

export const payoutsView: ViewDefinition = {
  table: 'payouts',
  from: `payout JOIN payout_run ON payout_run.id = payout.run_id JOIN partner ON partner.id = payout.partner_id
    LEFT JOIN statement ON statement.payout_id = payout.id AND statement.is_live = 1
    LEFT JOIN payment ON payment.payout_id = payout.id AND payment.is_live = 1`,
  id: 'payout.id',
  where: '1',
  currency: 'payout.currency',
  columns: [
    { key: 'partner', type: 'text', sql: partnerName, isGroupable: true },
    { key: 'partnerId', type: 'number', sql: 'payout.partner_id' },
    { key: 'run', type: 'text', sql: 'payout_run.number', isGroupable: true },
    { key: 'runId', type: 'number', sql: 'payout.run_id' },
    { key: 'state', type: 'choice', sql: 'payout_run.state', choices: runStateSchema.options, isGroupable: true },
    { key: 'currency', type: 'text', sql: 'payout.currency', isGroupable: true },
    { key: 'lines', type: 'number', sql: 'payout.line_count', isSummed: true },
    { key: 'opening', type: 'money', sql: 'payout.opening_minor', isSummed: true },
    { key: 'earned', type: 'money', sql: 'payout.earned_minor', isSummed: true },
    { key: 'adjusted', type: 'money', sql: 'payout.adjusted_minor', isSummed: true },
    { key: 'payout', type: 'money', sql: 'payout.payout_minor', isSummed: true },
    { key: 'balance', type: 'money', sql: 'payout.opening_minor + payout.earned_minor + payout.adjusted_minor', isSummed: true },
    {
      key: 'againstAverage',
      type: 'rate',
      sql: 'CASE WHEN payout.average_minor > 0 THEN CAST(round(1000.0 * payout.payout_minor / payout.average_minor - 1000) AS INTEGER) * 1000 END',
    },
    { key: 'carriedBecause', type: 'choice', sql: `coalesce(payout.carried_because, '')`, isGroupable: true },
    { key: 'shortBy', type: 'money', sql: 'payout.short_by_minor' },
    { key: 'note', type: 'text', sql: 'payout.note' },
    { key: 'method', type: 'choice', sql: 'payout.method', choices: ['paypal', 'wise', 'bank', 'byHand'], isGroupable: true },
    { key: 'statement', type: 'text', sql: `coalesce(statement.number, '')` },
    { key: 'statementId', type: 'number', sql: 'statement.id' },
    { key: 'paidOn', type: 'day', sql: 'payment.paid_on' },
    { key: 'settledOn', type: 'day', sql: 'payout.settled_on' },
    { key: 'reference', type: 'text', sql: `coalesce(payment.reference, '')` },
  ],
  search: [partnerName, 'payout_run.number', 'payment.reference'],
  defaultOrder: 'payout.id DESC',
} // prettier-ignore

export const statementsView: ViewDefinition = {
  table: 'statements',
  from: `statement JOIN payout_run ON payout_run.id = statement.run_id JOIN partner ON partner.id = statement.partner_id
    JOIN payout ON payout.id = statement.payout_id
    LEFT JOIN payment ON payment.payout_id = statement.payout_id AND payment.is_live = 1`,
  id: 'statement.id',
  where: 'statement.is_live = 1',
  currency: 'statement.currency',
  columns: [
    { key: 'number', type: 'text', sql: 'statement.number' },
    { key: 'partner', type: 'text', sql: partnerName, isGroupable: true },
    { key: 'partnerId', type: 'number', sql: 'statement.partner_id' },
    { key: 'run', type: 'text', sql: 'payout_run.number', isGroupable: true },
    { key: 'runId', type: 'number', sql: 'statement.run_id' },
    { key: 'from', type: 'day', sql: 'payout_run.from_on' },
    { key: 'to', type: 'day', sql: 'payout_run.to_on' },
    { key: 'currency', type: 'text', sql: 'statement.currency', isGroupable: true },
    { key: 'lines', type: 'number', sql: 'payout.line_count', isSummed: true },
    { key: 'opening', type: 'money', sql: 'statement.opening_minor', isSummed: true },
    { key: 'earned', type: 'money', sql: 'statement.earned_minor', isSummed: true },
    { key: 'adjusted', type: 'money', sql: 'statement.adjusted_minor', isSummed: true },
    { key: 'paid', type: 'money', sql: 'statement.paid_minor', isSummed: true },
    { key: 'closing', type: 'money', sql: 'statement.closing_minor', isSummed: true },
    { key: 'approvedAt', type: 'moment', sql: 'statement.approved_at' },
    { key: 'approvedBy', type: 'text', sql: 'statement.approved_by', isGroupable: true },
    { key: 'paidOn', type: 'day', sql: 'payment.paid_on' },
  ],
  search: ['statement.number', partnerName],
  defaultOrder: 'payout_run.to_on DESC, statement.number',
}
