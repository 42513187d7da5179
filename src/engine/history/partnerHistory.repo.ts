import type { EntityName } from '../../contract/history.ts'
import { measureDefinitions, type MeasureKey } from '../../contract/measures.ts'
import type { Output } from '../../contract/methods.ts'
import type { Connection } from '../db/open.ts'
import type { OperationKind } from '../db/schema.ts'
import { canonicalJson } from './canonical.ts'
import { entities } from './entities.ts'
import { fieldChanges, parseImage } from './fields.rules.ts'

type Steps = Output<'history.partner'>
type Change = Steps['steps'][number]['changes'][number]

/** Steps that are shown; who wants more looks at the log of the whole workspace. */
const MOST_STEPS = 500

/** Entities whose rows are one partner's, with the column that names a row. */
const ofPartner = {
  partner_status: null,
  partner_tier: null,
  certificate: 'name',
  attestation: 'topic',
  tier_promise: null,
  objective: 'measure',
  intervention: 'title',
  programme_cost: 'label',
  partner_effort: null,
  deal_role: null,
  scorecard: null,
  qbr: null,
  commitment: 'text',
  partner_plan: 'title',
  feedback: 'respondent',
} as const satisfies Partial<Record<EntityName, string | null>>
type OfPartner = keyof typeof ofPartner

const isOfPartner = (entity: EntityName): entity is OfPartner => entity in ofPartner

/** Ids of rows with this partner: those that are there, and those that a step removed. */
const idsOf = (entity: OfPartner | 'plan_assignment', column: string): string => `
  SELECT id FROM ${entity} WHERE ${column} = @id UNION
  SELECT entity_id FROM operation WHERE entity = '${entity}' AND kind = 'remove' AND before ->> '${column}' = @id`

// Few commissions are decided on: the other way round all of them would be read.
const decisionIds = `
  SELECT commission_decision.id FROM commission_decision CROSS JOIN commission ON commission.id = commission_id
  WHERE commission.partner_id = @id UNION
  SELECT entity_id FROM operation JOIN commission ON commission.id = before ->> 'commission_id'
  WHERE entity = 'commission_decision' AND kind = 'remove' AND commission.partner_id = @id`

const mentions = (image: string): string => `${image} ->> 'partner_id' = @id`

/**
 * Operations that concern a partner, each with how many like it its step has: credits and decisions come by the
 * hundred, and one stands for all that a step did alike.
 */
const concerning = `
  SELECT seq, 1 AS count FROM operation WHERE entity = 'partner' AND entity_id = @id
  ${(Object.keys(ofPartner) as OfPartner[])
    .map(
      (entity) =>
        `UNION ALL SELECT seq, 1 FROM operation WHERE entity = '${entity}' AND entity_id IN (${idsOf(entity, 'partner_id')})`,
    )
    .join(' ')}
  UNION ALL SELECT seq, 1 FROM operation WHERE entity = 'plan_assignment' AND entity_id IN (${idsOf('plan_assignment', 'scope_partner_id')})
  UNION ALL SELECT seq, 1 FROM operation WHERE entity = 'adjustment' AND entity_id IN (SELECT id FROM adjustment WHERE partner_id = @id)
  UNION ALL SELECT seq, 1 FROM operation WHERE entity = 'statement' AND entity_id IN (SELECT id FROM statement WHERE partner_id = @id)
  UNION ALL SELECT seq, 1 FROM operation WHERE entity = 'payment' AND entity_id IN (SELECT id FROM payment WHERE partner_id = @id)
  UNION ALL SELECT seq, 1 FROM operation WHERE entity = 'payout' AND kind = 'update'
    AND entity_id IN (SELECT id FROM payout WHERE partner_id = @id)
    AND 'excluded' IN (before ->> 'carried_because', after ->> 'carried_because')
  UNION ALL SELECT min(seq), count(*) FROM operation WHERE entity = 'commission_decision' AND entity_id IN (${decisionIds})
    GROUP BY command_seq, kind
  UNION ALL SELECT min(seq), count(*) FROM operation WHERE entity = 'attribution' AND (${mentions('before')} OR ${mentions('after')})
    GROUP BY command_seq, kind, ${mentions('after')}`

/** What the row is called where no column of its own says it: the plan, the run, the statement; of a credit the other partner. */
const about = `CASE entity
  WHEN 'plan_assignment' THEN (SELECT name FROM plan WHERE plan.id = coalesce(
    (SELECT plan_id FROM plan_assignment WHERE plan_assignment.id = entity_id), before ->> 'plan_id', after ->> 'plan_id'))
  WHEN 'adjustment' THEN (SELECT reference FROM adjustment WHERE adjustment.id = entity_id)
  WHEN 'statement' THEN (SELECT number FROM statement WHERE statement.id = entity_id)
  WHEN 'payment' THEN (SELECT number FROM payment JOIN statement ON statement.payout_id = payment.payout_id
    WHERE payment.id = entity_id ORDER BY statement.is_live DESC, statement.id DESC LIMIT 1)
  WHEN 'payout' THEN (SELECT number FROM payout JOIN payout_run ON payout_run.id = run_id WHERE payout.id = entity_id)
  WHEN 'attribution' THEN (SELECT name FROM partner WHERE partner.id <> @id
    AND partner.id IN (before ->> 'partner_id', after ->> 'partner_id'))
  WHEN 'partner_tier' THEN (SELECT tier.value ->> 'name' FROM tier_version, json_each(body, '$.tiers') AS tier
    WHERE tier.value ->> 'key' = coalesce(
      (SELECT partner_tier.tier FROM partner_tier WHERE partner_tier.id = entity_id), before ->> 'tier', after ->> 'tier')
    ORDER BY tier_version.id DESC LIMIT 1)
  WHEN 'tier_promise' THEN (SELECT promise.value ->> 'text'
    FROM tier_version, json_each(body, '$.tiers') AS tier, json_each(tier.value, '$.promises') AS promise
    WHERE promise.value ->> 'key' = coalesce(
      (SELECT tier_promise.promise FROM tier_promise WHERE tier_promise.id = entity_id), before ->> 'promise', after ->> 'promise')
    ORDER BY tier_version.id DESC LIMIT 1)
  WHEN 'deal_role' THEN (SELECT name FROM deal WHERE deal.id = coalesce(
    (SELECT deal_id FROM deal_role WHERE deal_role.id = entity_id), before ->> 'deal_id', after ->> 'deal_id'))
  WHEN 'scorecard' THEN (SELECT name FROM scorecard_template JOIN scorecard ON template_id = scorecard_template.id
    WHERE scorecard.id = entity_id)
END`

interface Row {
  command_seq: number
  at: string
  actor: string
  method: string
  subject: string
  answer: string
  entity: EntityName
  entity_id: number
  kind: OperationKind
  before: string | null
  after: string | null
  count: number
  about: string | null
  /** Of steps. */
  total: number
}

/**
 * Everything the log says about a partner, newest step first. [PA10]
 *
 * @param baseCurrency of targets that keep none of their own: goals of joint plans
 */
export function listPartnerSteps(raw: Connection, id: number, baseCurrency: string): Steps {
  const rows = raw
    .prepare(
      `WITH mine (seq, count) AS MATERIALIZED (${concerning}),
         step (command_seq) AS MATERIALIZED (SELECT DISTINCT command_seq FROM mine JOIN operation USING (seq))
       SELECT command_seq, command.at, command.actor, command.method, command.subject,
         iif(command.method LIKE 'history.%', command.answer, '') AS answer,
         entity, entity_id, kind, before, after, mine.count, ${about} AS about, (SELECT count(*) FROM step) AS total
       FROM mine JOIN operation USING (seq) JOIN command ON command.seq = command_seq
       WHERE command_seq IN (SELECT command_seq FROM step ORDER BY command_seq DESC LIMIT ${MOST_STEPS})
       ORDER BY command_seq DESC, operation.seq`,
    )
    .all({ id }) as Row[]
  const steps = new Map<number, Steps['steps'][number]>()
  for (const row of rows) {
    const { at, actor, method, subject } = row
    const step = steps.get(row.command_seq) ?? { at, actor, method, subject, undone: undoneBy(row), changes: [] }
    step.changes.push(toChange(raw, row, baseCurrency))
    steps.set(row.command_seq, step)
  }
  return { steps: [...steps.values()], total: rows[0]?.total ?? 0 }
}

/** An undo answers with the step it took back, a redo with the one it repeated. */
function undoneBy({ answer }: Row): Steps['steps'][number]['undone'] {
  if (answer === '') return null
  const { method, subject } = JSON.parse(answer) as { method: string; subject: string } // history.undo's own answer
  return { method, subject }
}

function toChange(
  raw: Connection,
  { entity, entity_id, kind, before, after, count, about }: Row,
  baseCurrency: string,
): Change {
  const whole = {
    ...(isOfPartner(entity) ? readRow(raw, entity, entity_id) : {}),
    ...parseImage(before),
    ...parseImage(after),
  }
  const measure = textOf(whole['measure']) as MeasureKey | null // stored from the contract's own list
  const isMoney = measure !== null && measureDefinitions[measure].unit === 'money'
  const name = isOfPartner(entity) ? ofPartner[entity] : null
  const row = {
    entity,
    id: entity_id,
    count,
    about: (name === null ? about : textOf(whole[name])) ?? '',
    currency: textOf(whole['currency']) ?? (isMoney ? baseCurrency : null),
    measure,
  }
  if (kind !== 'retract' && kind !== 'restore') return { ...row, kind, fields: fieldChanges(before, after) }
  // A fact that stops counting, or counts again, is still there and says what it is.
  const fact = readFact(raw, entity, entity_id)
  return kind === 'retract'
    ? { ...row, kind: 'remove', fields: fieldChanges(fact, null) }
    : { ...row, kind: 'insert', fields: fieldChanges(null, fact) }
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** An update logs what changed only; the rest is in the row, unless it is gone. */
const readRow = (raw: Connection, entity: EntityName, id: number) =>
  raw.prepare(`SELECT * FROM "${entity}" WHERE id = ?`).get(id) as Record<string, unknown> | undefined

function readFact(raw: Connection, entity: EntityName, id: number): string {
  const hidden = new Set([...entities[entity].unlogged, ...entities[entity].derived])
  const row = readRow(raw, entity, id)
  return canonicalJson(Object.fromEntries(Object.entries(row ?? {}).filter(([column]) => !hidden.has(column))))
}
