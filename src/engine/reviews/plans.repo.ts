import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import { type Answer, type Campaign, campaignSchema, type PlanFields } from '../../contract/reviewPlans.ts'
import { goalFieldsSchema } from '../../contract/reviewPlans.ts'
import type { Connection } from '../db/open.ts'
import type { FeedbackTable, PartnerPlanTable } from '../db/schema.ts'
import type { z } from 'zod'

export type StoredGoal = z.infer<typeof goalFieldsSchema> & { id: number }

const common = (row: PartnerPlanTable) => ({
  id: row.id,
  title: row.title,
  owner: row.owner,
  from: row.from_on,
  to: row.to_on,
  state: row.state,
  result: row.result,
})

function toGoal(row: PartnerPlanTable): StoredGoal {
  const { id, ...fields } = common(row)
  const { measure, target } = row
  return { id, ...goalFieldsSchema.parse({ kind: 'goal', ...fields, measure, target }) }
}

/** Goals and campaigns of a partner, what runs longest last. */
export function listPlans(raw: Connection, partnerId: number): { goals: StoredGoal[]; campaigns: Campaign[] } {
  const rows = raw
    .prepare('SELECT * FROM partner_plan WHERE partner_id = ? ORDER BY to_on, id')
    .all(partnerId) as PartnerPlanTable[]
  return {
    goals: rows.filter(({ kind }) => kind === 'goal').map(toGoal),
    campaigns: rows
      .filter(({ kind }) => kind === 'campaign')
      .map((row) => {
        const { currency, budget_minor: budgetMinor, spent_minor: spentMinor } = row
        return campaignSchema.parse({ kind: 'campaign', ...common(row), currency, budgetMinor, spentMinor })
      }),
  }
}

/** Every plan of every partner; those that are goals with what they say. */
export function listAllPlans(raw: Connection): { id: number; partnerId: number; goal: StoredGoal | null }[] {
  const rows = raw.prepare('SELECT * FROM partner_plan ORDER BY id').all() as PartnerPlanTable[]
  return rows.map((row) => ({
    id: row.id,
    partnerId: row.partner_id,
    goal: row.kind === 'goal' ? toGoal(row) : null,
  }))
}

/** @throws AppError entity.notFound */
export function getPlanRow(raw: Connection, id: number): PartnerPlanTable {
  const row = raw.prepare('SELECT * FROM partner_plan WHERE id = ?').get(id) as PartnerPlanTable | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'partner_plan', id })
  return row
}

/** The columns of a plan. */
export function planColumns(plan: PlanFields): Omit<PartnerPlanTable, 'id' | 'uid' | 'partner_id'> {
  const { kind, title, owner, from, to, state, result } = plan
  const isGoal = plan.kind === 'goal'
  return {
    kind,
    title,
    owner,
    from_on: from,
    to_on: to,
    state,
    result,
    measure: isGoal ? plan.measure : null,
    target: isGoal ? plan.target : null,
    currency: isGoal ? '' : plan.currency,
    budget_minor: isGoal ? null : plan.budgetMinor,
    spent_minor: isGoal ? null : plan.spentMinor,
  }
}

/** What a partner said, newest first, up to a day when one is given. */
export function listFeedback(raw: Connection, partnerId: number, until: Day = '9999-12-31'): Answer[] {
  const rows = raw
    .prepare('SELECT * FROM feedback WHERE partner_id = ? AND given_on <= ? ORDER BY given_on DESC, id DESC')
    .all(partnerId, until) as FeedbackTable[]
  return rows.map((row) => ({
    id: row.id,
    givenOn: row.given_on,
    respondent: row.respondent,
    nps: row.nps,
    themes: JSON.parse(row.themes) as string[], // written by the handlers only
    comment: row.comment,
    isFromSurvey: row.survey !== '',
  }))
}

/** @throws AppError entity.notFound */
export function getFeedbackRow(raw: Connection, id: number): FeedbackTable {
  const row = raw.prepare('SELECT * FROM feedback WHERE id = ?').get(id) as FeedbackTable | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'feedback', id })
  return row
}

export function findPartnerByUid(raw: Connection, uid: string): { id: number; name: string } | undefined {
  return raw.prepare('SELECT id, name FROM partner WHERE uid = ? AND is_live = 1').get(uid) as
    { id: number; name: string } | undefined
}
