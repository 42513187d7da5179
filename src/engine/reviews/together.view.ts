import { figureText, figureUnit, formatFigure } from '../../contract/reviewFigures.ts'
import { planStateSchema } from '../../contract/reviewPlans.ts'
import type { QueryContext } from '../context.ts'
import { inTurn } from '../pause.ts'
import { computed, type ViewColumnDefinition, type ViewDefinition } from '../views/viewDefinition.ts'
import { readGoal } from './goals.ts'
import { listAllPlans } from './plans.repo.ts'

const ofPartner: readonly ViewColumnDefinition[] = [
  { key: 'partner', type: 'text', sql: 'partner.name', isGroupable: true },
  { key: 'partnerId', type: 'number', sql: 'partner.id' },
  { key: 'group', type: 'text', sql: 'partner.group_name', isGroupable: true },
  { key: 'manager', type: 'text', sql: 'partner.manager', isGroupable: true },
]

/** Of each goal what it is about and how far it is, in words: targets of several units stand under each other. */
function planRows(context: QueryContext): Promise<object[]> {
  const { baseCurrency } = context.settings()
  const today = context.today()
  return inTurn(listAllPlans(context.raw), async ({ id, partnerId, goal }) => {
    if (goal === null) return { id }
    const { measure, target, value, isMet } = await readGoal(context, partnerId, goal, today)
    const say = (amount: number): string =>
      `${figureUnit(measure) === 'money' ? `${baseCurrency} ` : ''}${formatFigure(measure, amount, baseCurrency)}`
    return {
      id,
      measure: figureText(measure).label,
      target,
      targetText: say(target),
      value,
      valueText: value === null ? '' : say(value),
      met: value === null ? null : isMet ? 'met' : 'notYet',
    }
  })
}

/** What is planned with all partners: goals of the business plans and campaigns. [QB18] */
export const partnerPlansView: ViewDefinition = {
  table: 'partnerPlans',
  // The computed rows stay outside: SQLite would otherwise read all of them once for each plan.
  from: `json_each(@rows) AS computed CROSS JOIN partner_plan ON partner_plan.id = ${computed('id')}
    JOIN partner ON partner.id = partner_plan.partner_id`,
  id: 'partner_plan.id',
  where: '1',
  currency: 'partner_plan.currency',
  rows: planRows,
  columns: [
    { key: 'title', type: 'text', sql: 'partner_plan.title' },
    ...ofPartner,
    { key: 'kind', type: 'choice', sql: 'partner_plan.kind', choices: ['goal', 'campaign'], isGroupable: true },
    { key: 'from', type: 'day', sql: 'partner_plan.from_on' },
    { key: 'to', type: 'day', sql: 'partner_plan.to_on', isGroupable: true },
    { key: 'owner', type: 'text', sql: 'partner_plan.owner', isGroupable: true },
    { key: 'measure', type: 'text', sql: computed('measure'), isGroupable: true },
    { key: 'target', type: 'text', sql: computed('targetText'), order: computed('target') },
    { key: 'value', type: 'text', sql: computed('valueText'), order: computed('value') },
    { key: 'met', type: 'choice', sql: computed('met'), choices: ['met', 'notYet'], isGroupable: true },
    { key: 'budget', type: 'money', sql: 'partner_plan.budget_minor', isSummed: true },
    { key: 'spent', type: 'money', sql: 'partner_plan.spent_minor', isSummed: true },
    { key: 'currency', type: 'text', sql: 'partner_plan.currency', isGroupable: true },
    { key: 'state', type: 'choice', sql: 'partner_plan.state', choices: planStateSchema.options, isGroupable: true },
    { key: 'result', type: 'text', sql: 'partner_plan.result' },
  ],
  search: ['partner_plan.title', 'partner.name', 'partner_plan.owner', 'partner_plan.result', computed('measure')],
  defaultOrder: `partner_plan.state IN ('done', 'dropped'), partner_plan.to_on`,
}

const themes = `(SELECT group_concat(value, ', ') FROM json_each(feedback.themes))`

/** Every answer of every partner; the kinds are those that NPS counts. [QB9] [QB19] */
export const feedbackView: ViewDefinition = {
  table: 'feedback',
  from: 'feedback JOIN partner ON partner.id = feedback.partner_id',
  id: 'feedback.id',
  where: '1',
  currency: null,
  columns: [
    { key: 'givenOn', type: 'day', sql: 'feedback.given_on' },
    ...ofPartner,
    { key: 'respondent', type: 'text', sql: 'feedback.respondent' },
    { key: 'nps', type: 'number', sql: 'feedback.nps' },
    {
      key: 'kind',
      type: 'choice',
      sql: `CASE WHEN feedback.nps >= 9 THEN 'promoter' WHEN feedback.nps >= 7 THEN 'passive'
        WHEN feedback.nps IS NOT NULL THEN 'detractor' END`,
      choices: ['promoter', 'passive', 'detractor'],
      isGroupable: true,
    },
    { key: 'themes', type: 'text', sql: themes },
    { key: 'comment', type: 'text', sql: 'feedback.comment' },
    { key: 'isFromSurvey', type: 'flag', sql: `(feedback.survey <> '')` },
  ],
  search: ['partner.name', 'feedback.respondent', 'feedback.comment', themes],
  defaultOrder: 'feedback.given_on DESC, feedback.id DESC',
}
