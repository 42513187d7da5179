import { addDays, type Day } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import type { Money } from '../../contract/money.ts'
import type { Connection } from '../db/open.ts'
import { nameSome } from '../text/nameSome.ts'
import { owedRows } from './owedSql.ts'

type Need = Output<'metrics.needs'>['needs'][number]

/** Rejected rows of older imports have been looked at or never will be. */
const REJECTED_ROWS_DAYS = 30

const stepOfState = {
  paid: 'runToClose',
  exported: 'runToPay',
  approved: 'runToExport',
  reviewed: 'runToApprove',
  draft: 'runToReview',
} as const

/** What waits for a decision, most urgent first. [ME4] */
export function listNeeds(raw: Connection, today: Day): Need[] {
  return [
    ...runs(raw),
    ...missingPayees(raw),
    ...unattributed(raw),
    ...withoutRate(raw),
    ...withoutPlan(raw),
    ...holds(raw),
    ...overdueInterventions(raw, today),
    ...rejectedRows(raw, today),
  ]
}

function amountsOf(raw: Connection, sql: string, parameters: Record<string, unknown> = {}): Money[] {
  return raw.prepare(`${sql} GROUP BY currency ORDER BY currency`).all(parameters) as Money[]
}

function runs(raw: Connection): Need[] {
  const open = raw
    .prepare(
      `SELECT id, number, state, cutoff_on AS cutoffOn, (SELECT count(*) FROM payout WHERE run_id = payout_run.id AND carried_because IS NULL) AS count
       FROM payout_run WHERE state IN ('draft', 'reviewed', 'approved', 'exported', 'paid') ORDER BY state = 'paid', cutoff_on, id`,
    )
    .all() as { id: number; number: string; state: keyof typeof stepOfState; cutoffOn: Day; count: number }[]
  return open.map(({ id, number, state, cutoffOn, count }) => ({
    kind: stepOfState[state],
    count,
    id,
    label: number,
    amounts: amountsOf(raw, 'SELECT currency, sum(payout_minor) AS minor FROM payout WHERE run_id = @id', { id }),
    // What is paid can be closed any day.
    dueOn: state === 'paid' ? null : cutoffOn,
  }))
}

/** Partners with money to come and no way to pay it. */
function missingPayees(raw: Connection): Need[] {
  const whose = `partner_id IN (SELECT id FROM partner WHERE is_live = 1 AND payee_method IS NULL)`
  const names = raw
    .prepare(
      `SELECT name FROM partner JOIN (SELECT partner_id, max(minor) AS most FROM
         (SELECT partner_id, currency, sum(minor) AS minor FROM (${owedRows}) WHERE ${whose} GROUP BY 1, 2) GROUP BY 1)
       AS owed ON owed.partner_id = partner.id WHERE most > 0 ORDER BY most DESC, name`,
    )
    .pluck()
    .all() as string[]
  if (names.length === 0) return []
  const amounts = amountsOf(raw, `SELECT currency, sum(minor) AS minor FROM (${owedRows}) WHERE ${whose}`)
  return [{ kind: 'noPayee', count: names.length, id: null, label: nameSome(names), amounts, dueOn: null }]
}

function unattributed(raw: Connection): Need[] {
  const ofNobody = `FROM rollup_revenue WHERE partner_id = 0 AND kind <> 'lead'`
  const count = raw.prepare(`SELECT coalesce(sum(row_count), 0) ${ofNobody}`).pluck().get()
  if (count === 0) return []
  const amounts = amountsOf(raw, `SELECT currency, sum(amount_minor) AS minor ${ofNobody}`)
  return [{ kind: 'unattributed', count: Number(count), id: null, label: String(count), amounts, dueOn: null }]
}

/** Currencies of partner revenue that wait for an exchange rate: no figure counts them until there is one. */
function withoutRate(raw: Connection): Need[] {
  const rows = raw
    .prepare(
      `SELECT currency, sum(unrated_count) AS count FROM rollup_foreign WHERE partner_id <> 0 GROUP BY currency
       HAVING count > 0 ORDER BY currency`,
    )
    .all() as { currency: string; count: number }[]
  return rows.map(({ currency, count }) => ({
    kind: 'rateMissing',
    count,
    id: null,
    label: currency,
    amounts: [],
    dueOn: null,
  }))
}

/** Partners that bring revenue and earn on none of it. */
function withoutPlan(raw: Connection): Need[] {
  const where = `partner_id <> 0 AND kind <> 'lead' AND NOT EXISTS (SELECT 1 FROM rollup_commission
    WHERE rollup_commission.partner_id = rollup_revenue.partner_id)`
  const names = raw
    .prepare(
      `SELECT name FROM partner WHERE id IN (SELECT partner_id FROM rollup_revenue WHERE ${where})
       AND is_archived = 0 ORDER BY name COLLATE NOCASE`,
    )
    .pluck()
    .all() as string[]
  if (names.length === 0) return []
  const amounts = amountsOf(raw, `SELECT currency, sum(amount_minor) AS minor FROM rollup_revenue WHERE ${where}`)
  return [{ kind: 'noPlan', count: names.length, id: null, label: nameSome(names), amounts, dueOn: null }]
}

function holds(raw: Connection): Need[] {
  const count = raw
    .prepare(`SELECT coalesce(sum(row_count), 0) FROM rollup_commission WHERE state = 'hold'`)
    .pluck()
    .get()
  if (count === 0) return []
  const amounts = amountsOf(
    raw,
    `SELECT currency, sum(earned_minor) AS minor FROM rollup_commission WHERE state = 'hold'`,
  )
  return [{ kind: 'onHold', count: Number(count), id: null, label: String(count), amounts, dueOn: null }]
}

/** Interventions that should have been over. [IN4] */
function overdueInterventions(raw: Connection, today: Day): Need[] {
  const rows = raw
    .prepare(
      `SELECT partner.name, due_on AS dueOn FROM intervention JOIN partner ON partner.id = partner_id
       WHERE state = 'open' AND due_on < ? ORDER BY due_on, intervention.id`,
    )
    .all(today) as { name: string; dueOn: Day }[]
  const [first] = rows
  if (!first) return []
  const label = nameSome([...new Set(rows.map(({ name }) => name))])
  return [{ kind: 'interventionOverdue', count: rows.length, id: null, label, amounts: [], dueOn: first.dueOn }]
}

function rejectedRows(raw: Connection, today: Day): Need[] {
  const attempts = raw
    .prepare(
      `SELECT import_attempt.id, rows_rejected AS count, import_file.name AS label FROM import_attempt
       JOIN import_file ON import_file.id = file_id
       WHERE state = 'done' AND rows_rejected > 0 AND imported_at >= ? ORDER BY import_attempt.id DESC LIMIT 5`,
    )
    .all(addDays(today, -REJECTED_ROWS_DAYS)) as { id: number; count: number; label: string }[]
  return attempts.map((attempt) => ({ kind: 'rejectedRows', ...attempt, amounts: [], dueOn: null }))
}
