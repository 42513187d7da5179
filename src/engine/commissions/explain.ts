import type { Day } from '../../contract/dates.ts'
import { computeDue, type Due } from '../../contract/due.ts'
import type { Explanation, Trace } from '../../contract/commissions.ts'
import { AppError } from '../../contract/errors.ts'
import type { Statement } from '../../contract/payouts.ts'
import type { QueryContext } from '../context.ts'
import type { StatementTable } from '../db/schema.ts'
import { readSlices, slicesOf } from '../db/slices.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { nextTurn } from '../pause.ts'
import { LineBuilder } from '../payouts/statementContent.ts'
import { findLine, findStatementOfPayout, type LineRow, readContent } from '../payouts/statementLines.repo.ts'
import { listVersions } from '../plans/plans.repo.ts'
import { originOf } from '../revenue/revenue.repo.ts'
import { findDecision, getStatuses } from './commissions.repo.ts'
import { PartnerHistory } from './competition.rules.ts'
import { findFrauds, findSelfReferrals, readConversions } from './conversions.repo.ts'
import { ConversionText } from './conversionText.ts'
import { sourceDayColumn, sourceDaySql } from './due.rules.ts'
import { readGates } from './gates.ts'
import { conversionIdOf, isTakingBack, kindOf } from './ids.rules.ts'
import { toBlockedPairs } from './partnerRows.rules.ts'
import { createTerritoryGate } from './territory.rules.ts'

const AT_ONCE = {
  anchor: 'eventDay',
  refundWindowDays: 0,
  months: 0,
  days: 0,
  toMonthEnd: false,
  payDay: null,
} as const

/** Why a commission is what it is: its arithmetic, the rules that competed, gates, due day and where it came from. [CO10] */
export async function explain(context: QueryContext, id: number): Promise<Explanation> {
  const { raw, db } = context
  const row = findLine(raw, id)
  if (!row) throw new AppError('entity.notFound', { entity: 'commission', id })
  const kind = kindOf(id)
  const statement = findApprovedStatement(context, row)
  const partner = await getPartnerRow(db, row.partner_id)
  const status = getStatuses(raw, [id], context.today()).get(id)
  const decision = findDecision(raw, id)
  const trace = findFrozenTrace(statement, id) ?? new LineBuilder(context).build(row).trace

  // A clawback is explained by the sale it takes back; what no longer counts by itself.
  const isClawback = kind === 'clawback' && !isTakingBack(id)
  const conversionId = isClawback ? (row.trigger_id ?? 0) : conversionIdOf(id)
  const history = await readHistory(context, row.partner_id, partner.territory)
  const index = history?.indexOf(conversionId) ?? -1
  const rules = listVersions(raw).find((version) => version.id === row.plan_version_id)?.body.rules ?? []
  const known = kind === 'rate' ? { key: trace.rule.key, counterBefore: row.counter_before } : null
  const settings = context.settings()
  const due = isClawback || isTakingBack(id) ? computeDue(AT_ONCE, row.occurred_on) : dueOf(context, row)
  return {
    trace,
    status: status ?? 'pending',
    partnerId: row.partner_id,
    partnerName: partner.name,
    customerName: row.customer_name,
    isLead: history !== undefined && index >= 0 && history.isLead(index),
    chargeNumber: history && index >= 0 ? history.chargeNumber(index) : 1,
    competing: history && index >= 0 ? history.compete(rules, index, known, settings) : [],
    gates: readGates(raw, { conversionId, partnerId: row.partner_id }),
    // A settled commission keeps the day it had; the rule may have changed since.
    due: { dueOn: row.due_on, formula: due.dueOn === row.due_on ? due.formula : '' },
    hold:
      decision?.state === 'hold'
        ? { reason: decision.reason, since: decision.decided_at, by: decision.decided_by }
        : null,
    statement: statement ? { id: statement.id, number: statement.number } : null,
    conversionId: conversionIdOf(id),
    origin: findOrigin(context, conversionIdOf(id)),
  }
}

/** By the rule as it is now; a true-up falls due with the conversion that crossed the step. */
function dueOf({ raw, settings }: QueryContext, row: LineRow): Due {
  const { due } = settings()
  const column = sourceDayColumn(due)
  if (column === null) return computeDue(due, row.occurred_on)
  const conversionId = kindOf(row.id) === 'trueUp' ? row.trigger_id : conversionIdOf(row.id)
  const sourceOn = raw
    .prepare(`SELECT ${sourceDaySql(column)} FROM conversion WHERE id = ?`)
    .pluck()
    .get(conversionId)
  return computeDue(due, row.occurred_on, (sourceOn as Day | null | undefined) ?? null)
}

/** The line of the file that the conversion came from. */
function findOrigin({ raw }: QueryContext, conversionId: number): Explanation['origin'] {
  const conversion = raw.prepare('SELECT attempt_id, line FROM conversion WHERE id = ?').get(conversionId) as
    { attempt_id: number; line: number } | undefined
  return conversion ? originOf(raw, conversion) : null
}

function findApprovedStatement({ raw }: QueryContext, row: LineRow): StatementTable | undefined {
  const statement = row.payout_id === null ? undefined : findStatementOfPayout(raw, row.payout_id)
  return statement?.is_live === 1 ? statement : undefined
}

/** The arithmetic as it was frozen with its statement. [PO3] */
function findFrozenTrace(statement: StatementTable | undefined, id: number): Trace | undefined {
  if (!statement) return undefined
  const { lines } = JSON.parse(readContent(statement)) as Statement // checked when it was frozen
  return lines.find(({ trace }) => trace.commissionId === id)?.trace
}

async function readHistory(
  context: QueryContext,
  partnerId: number,
  territory: string,
): Promise<PartnerHistory | undefined> {
  const { raw } = context
  const needs = { customer: true, product: true, country: true, lead: true, sourceDay: null }
  const selfReferrals: string[] = []
  await readSlices(slicesOf(raw, 'customer'), (slice) => {
    selfReferrals.push(...findSelfReferrals(raw, slice))
  })
  const text = new ConversionText(needs, toBlockedPairs(selfReferrals, findFrauds(raw)))
  await readConversions(raw, new Set([partnerId]), context.settings().base, needs, (rows) => text.add(rows), nextTurn)
  const [own] = [...text.partners()].flat()
  if (own === undefined) return undefined
  const { dictionary } = text
  return new PartnerHistory(createTerritoryGate(dictionary.countries)(own.conversions, territory), dictionary)
}
