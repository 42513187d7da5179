import { AppError } from '../../contract/errors.ts'
import { capsProblem, leadRuleProblem, type PlanBody, planBodySchema, type planMethods } from '../../contract/plans.ts'
import type { HandlersOf } from '../context.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { nextTurn } from '../pause.ts'
import { findCliffs } from './cliffs.rules.ts'
import { countConditionNames } from './conditionValues.repo.ts'
import { toConditionValues } from './conditionValues.rules.ts'
import {
  endAssignment,
  getAssignment,
  getPlan,
  getPlanRow,
  insertAssignment,
  listAssignments,
  listPlans,
  listVersions,
} from './plans.repo.ts'
import { previewOrders } from './preview.rules.ts'

const LEAD_PROBLEMS = {
  payment: 'pays for leads, which have no amount to share: give it a fixed amount',
  amount: 'pays for leads and asks for an amount, which leads do not have',
} as const

const CAP_PROBLEMS = {
  none: 'has caps but names none: give it a cap for an event, a customer or the partner, or no caps',
  currency: 'never pays: its caps are in another currency than it pays in or asks for',
  falling: 'has caps and whole tiers whose rate falls: a step down would take back what a cap had cut off already',
} as const

/** Rules of a plan are told apart by their keys, also by the counters they share across versions. [PL12] [PL13] [CO27] */
function refuseInvalid(body: PlanBody): void {
  const keys = new Set(body.rules.map((rule) => rule.key))
  const problems = keys.size < body.rules.length ? ['two rules have the same key'] : []
  for (const rule of body.rules) {
    const problem = leadRuleProblem(rule)
    if (problem !== null) problems.push(`the rule "${rule.name}" ${LEAD_PROBLEMS[problem]}`)
    const capProblem = capsProblem(rule)
    if (capProblem !== null) problems.push(`the rule "${rule.name}" ${CAP_PROBLEMS[capProblem]}`)
  }
  if (problems.length > 0) throw new AppError('plan.invalid', { problems })
}

export const planHandlers: HandlersOf<typeof planMethods> = {
  async 'plans.list'(context) {
    return { plans: listPlans(context.raw) }
  },

  async 'plans.get'(context, { id }) {
    return getPlan(context.raw, id)
  },

  async 'plans.conditionValues'(context) {
    const { products, countries } = await countConditionNames(context.raw, nextTurn)
    return { products: toConditionValues(products), countries: toConditionValues(countries) }
  },

  async 'plans.preview'(context, { body, orders }) {
    refuseInvalid(body)
    const { rounding } = context.settings()
    const typicalMinor = Math.max(...orders.map((order) => order.minor), 1)
    return { orders: previewOrders(body, orders, rounding), cliffs: findCliffs(body, typicalMinor, rounding) }
  },

  async 'plans.create'(context, { name, body }) {
    refuseInvalid(body)
    const id = context.write.insert('plan', {
      uid: context.clock.uid(),
      name,
      draft: JSON.stringify(body),
      is_archived: 0,
    })
    context.describe(name)
    return { id }
  },

  async 'plans.rename'(context, { id, name }) {
    getPlanRow(context.raw, id)
    context.write.update('plan', id, { name })
    context.describe(name)
    return {}
  },

  async 'plans.saveDraft'(context, { id, body }) {
    const { name } = getPlanRow(context.raw, id)
    refuseInvalid(body)
    context.write.update('plan', id, { draft: JSON.stringify(body) })
    context.describe(name)
    return {}
  },

  async 'plans.discardDraft'(context, { id }) {
    const { name, draft } = getPlanRow(context.raw, id)
    if (draft === null) throw new AppError('plan.notADraft', { id })
    if (getPlan(context.raw, id).versions.length === 0) throw new AppError('plan.notPublished', { id })
    context.write.update('plan', id, { draft: null })
    context.describe(name)
    return {}
  },

  async 'plans.publish'(context, { id, validFrom, changeMode }) {
    const { name, draft } = getPlanRow(context.raw, id)
    if (draft === null) throw new AppError('plan.notADraft', { id })
    const body = planBodySchema.parse(JSON.parse(draft))
    refuseInvalid(body)
    const [newest] = getPlan(context.raw, id).versions
    if (newest && validFrom <= newest.validFrom)
      throw new AppError('plan.invalid', { problems: [`version ${newest.number} begins on ${newest.validFrom}`] })
    const versionId = context.write.insert('plan_version', {
      uid: context.clock.uid(),
      plan_id: id,
      number: (newest?.number ?? 0) + 1,
      valid_from: validFrom,
      change_mode: changeMode,
      body: JSON.stringify(body),
      published_at: context.at,
      published_by: context.actor,
      is_live: 1,
    })
    context.write.update('plan', id, { draft: null })
    context.describe(name)
    return { versionId }
  },

  async 'plans.assign'(context, { planId, scope, validFrom }) {
    const plan = getPlanRow(context.raw, planId)
    if (plan.is_archived === 1) throw new AppError('entity.archived', { entity: 'plan', id: planId })
    if (!listVersions(context.raw).some((version) => version.planId === planId))
      throw new AppError('plan.notPublished', { id: planId })
    if (scope.kind === 'partner') await getPartnerRow(context.db, scope.partnerId)
    const id = insertAssignment(context.write, planId, scope, validFrom)
    context.describe(plan.name)
    return { id }
  },

  async 'plans.unassign'(context, { assignmentId, from }) {
    const assignment = getAssignment(context.raw, assignmentId)
    endAssignment(context.write, assignment, from)
    context.describe(getPlanRow(context.raw, assignment.plan_id).name)
    return {}
  },

  async 'plans.archive'(context, { id, isArchived }) {
    const { name } = getPlanRow(context.raw, id)
    const today = context.today()
    const isInUse = listAssignments(context.raw).some(
      ({ planId, validTo }) => planId === id && (validTo === null || validTo >= today),
    )
    if (isArchived && isInUse) throw new AppError('plan.assigned', { id })
    context.write.update('plan', id, { is_archived: isArchived ? 1 : 0 })
    context.describe(name)
    return {}
  },
}
