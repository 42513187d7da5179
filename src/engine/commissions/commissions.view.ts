import { commissionStatusSchema, componentSchema } from '../../contract/commissions.ts'
import { NOT_YET } from '../../contract/due.ts'
import { capKinds } from '../../contract/plans.ts'
import { adjustmentOwedOnSql, commissionOwedOnSql } from '../metrics/owedOnSql.ts'
import type { ViewDefinition } from '../views/viewDefinition.ts'
import { conversionIdSql, turnSql } from './ids.rules.ts'
import { statusJoins, statusSql } from './statusSql.ts'

const rule = (path: string): string =>
  `json_extract(plan_version.body, '$.rules[' || commission.rule_index || '].${path}')`

/** Flat rates as the plan has them, uplifts as the tier has them; of steps the effective rate, to a hundredth of a percent. */
const rate = `CASE WHEN commission.id % 64 % 32 = 1 OR commission.base_minor = 0 THEN NULL
  WHEN commission.id % 64 = 30 THEN commission.counter_before
  WHEN commission.id % 64 % 32 <> 30 AND ${rule('payment.kind')} IN ('percent', 'hybrid') THEN ${rule('payment.ratePpm')}
  ELSE CAST(round(10000.0 * commission.earned_minor / commission.base_minor) AS INTEGER) * 100 END`

const component = `CASE WHEN ${turnSql('commission.id')} % 2 = 1 THEN iif(commission.id % 64 >= 32, 'restored', 'clawback')
  WHEN commission.id % 64 >= 32 THEN 'clawback' WHEN commission.id % 64 = 0 THEN 'rate'
  WHEN commission.id % 64 = 1 THEN 'fixed' WHEN commission.id % 64 = 30 THEN 'uplift' ELSE 'trueUp' END`

export const commissionsView: ViewDefinition = {
  table: 'commissions',
  // Outer joins: SQLite leaves out those that a question does not need.
  from: `commission LEFT JOIN partner ON partner.id = commission.partner_id
    LEFT JOIN conversion ON conversion.id = ${conversionIdSql('commission.id')}
    LEFT JOIN conversion AS sale ON sale.id = conversion.original_id
    LEFT JOIN customer ON customer.id = coalesce(conversion.customer_id, sale.customer_id)
    LEFT JOIN plan_version ON plan_version.id = commission.plan_version_id
    LEFT JOIN plan ON plan.id = plan_version.plan_id
    ${statusJoins}`,
  id: 'commission.id',
  where: '1',
  currency: 'commission.currency',
  columns: [
    { key: 'occurredOn', type: 'day', sql: 'commission.occurred_on' },
    { key: 'partner', type: 'text', sql: 'partner.name', isGroupable: true },
    { key: 'partnerId', type: 'number', sql: 'commission.partner_id' },
    { key: 'customer', type: 'text', sql: `coalesce(customer.name, '')`, isGroupable: true },
    {
      key: 'product',
      type: 'text',
      sql: `coalesce(nullif(conversion.product, ''), sale.product, '')`,
      isGroupable: true,
    },
    { key: 'plan', type: 'text', sql: 'plan.name', isGroupable: true },
    { key: 'version', type: 'number', sql: 'plan_version.number' },
    { key: 'rule', type: 'text', sql: rule('name'), isGroupable: true },
    {
      key: 'component',
      type: 'choice',
      sql: component,
      choices: componentSchema.options,
      isGroupable: true,
    },
    { key: 'base', type: 'money', sql: 'commission.base_minor' },
    { key: 'rate', type: 'rate', sql: rate },
    { key: 'earned', type: 'money', sql: 'commission.earned_minor', isSummed: true },
    { key: 'currency', type: 'text', sql: 'commission.currency', isGroupable: true },
    { key: 'status', type: 'choice', sql: statusSql, choices: commissionStatusSchema.options, isGroupable: true },
    { key: 'dueOn', type: 'day', sql: `nullif(commission.due_on, '${NOT_YET}')`, isGroupable: true },
    { key: 'cap', type: 'choice', sql: 'commission.capped_by', choices: capKinds, isGroupable: true },
    { key: 'run', type: 'text', sql: `coalesce(run.number, '')`, isGroupable: true },
    { key: 'reason', type: 'text', sql: `coalesce(decision.reason, '')` },
    { key: 'conversionId', type: 'number', sql: conversionIdSql('commission.id') },
  ],
  conditions: { owedOn: commissionOwedOnSql },
  search: ['partner.name', 'customer.name', 'conversion.external_id'],
  defaultOrder: 'commission.occurred_on DESC',
}

/** Signed amounts outside any conversion. */
export const adjustmentsView: ViewDefinition = {
  table: 'adjustments',
  from: `adjustment JOIN partner ON partner.id = adjustment.partner_id
    LEFT JOIN payout ON payout.id = adjustment.payout_id
    LEFT JOIN payout_run AS run ON run.id = payout.run_id`,
  id: 'adjustment.id',
  where: 'adjustment.is_live = 1',
  currency: 'adjustment.currency',
  columns: [
    { key: 'day', type: 'day', sql: 'adjustment.occurred_on' },
    { key: 'partner', type: 'text', sql: 'partner.name', isGroupable: true },
    { key: 'partnerId', type: 'number', sql: 'adjustment.partner_id' },
    { key: 'kind', type: 'choice', sql: 'adjustment.kind', choices: ['given', 'writeOff'], isGroupable: true },
    { key: 'reason', type: 'text', sql: 'adjustment.reason' },
    { key: 'reference', type: 'text', sql: 'adjustment.reference' },
    { key: 'amount', type: 'money', sql: 'adjustment.amount_minor', isSummed: true },
    { key: 'currency', type: 'text', sql: 'adjustment.currency', isGroupable: true },
    {
      key: 'status',
      type: 'choice',
      sql: `CASE WHEN adjustment.payout_id IS NULL THEN 'open' WHEN payout.settled_on IS NULL THEN 'inRun' ELSE 'paid' END`,
      choices: ['open', 'inRun', 'paid'],
      isGroupable: true,
    },
    { key: 'run', type: 'text', sql: `coalesce(run.number, '')`, isGroupable: true },
  ],
  conditions: { owedOn: adjustmentOwedOnSql },
  search: ['partner.name', 'adjustment.reason', 'adjustment.reference'],
  defaultOrder: 'adjustment.occurred_on DESC',
}
