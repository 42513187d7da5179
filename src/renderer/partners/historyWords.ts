import { formatDay, isDay } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { measureDefinitions, type MeasureKey } from '../../contract/measures.ts'
import { formatMeasure, measureTexts } from '../../contract/measureTexts.ts'
import { formatMinor } from '../../contract/money.ts'
import { formatPoints } from '../../contract/scorecardText.ts'
import type { Cell } from '../../contract/views.ts'
import { stepText } from '../client/stepTexts.ts'
import { formatCount } from '../ui/figures.tsx'
import { partnerTexts } from './texts.ts'

const texts = partnerTexts.history

export type Step = Output<'history.partner'>['steps'][number]
export type Change = Step['changes'][number]

export interface FieldWords {
  label: string
  /** Null: there was nothing to speak of before, or there is nothing any more. */
  before: string | null
  after: string | null
}

/** What was done, by whom it was undone included: "Undone: Change the status of Nusa Integra". */
export function stepWords(step: Step): string {
  if (step.undone === null) return stepText(step)
  const words = stepText(step.undone)
  return step.method === 'history.redo' ? texts.redone(words) : texts.undone(words)
}

/** What a change is about when that is not the partner itself; '' when it is. */
export function aboutWords({ entity, count, about, measure, fields }: Change, partnerId: number): string {
  switch (entity) {
    case 'plan_assignment':
      return texts.plan(about)
    case 'adjustment':
      return texts.adjustment(about)
    case 'statement':
      return texts.statement(about)
    case 'payment':
      return texts.payment(about)
    case 'payout':
      return texts.run(about)
    case 'commission_decision':
      return count === 1 ? texts.oneCommission : texts.commissions(formatCount(count))
    case 'partner_tier':
      return texts.tier(about)
    case 'certificate':
      return texts.certificate(about)
    case 'attestation':
      return texts.declaration(about)
    case 'tier_promise':
      return texts.promise(about)
    case 'objective':
      return texts.objective(measure === null ? about : measureTexts[measure].label)
    case 'intervention':
      return texts.intervention(about)
    case 'programme_cost':
      return texts.cost(about)
    case 'partner_effort':
      return texts.effort
    case 'deal_role':
      return texts.dealRole(about)
    case 'scorecard':
      return texts.scorecard(about)
    case 'qbr':
      return texts.review
    case 'commitment':
      return texts.commitment(about)
    case 'partner_plan':
      return texts.jointPlan(about)
    case 'feedback':
      return texts.feedback(about)
    case 'attribution': {
      const events = texts.events(count, formatCount(count))
      const isGained = fields.some(({ field, after }) => field === 'partner_id' && after === partnerId)
      return isGained ? texts.gained(events, about) : texts.lost(events, about)
    }
    default:
      return ''
  }
}

/** The fields that say something, in the order they are read: those that changed, or those that were given at all. */
export function fieldWords(change: Change): FieldWords[] {
  const { entity, kind, fields } = change
  const labels = texts.fields[entity] ?? {}
  return Object.entries(labels).flatMap(([field, label]) => {
    const found = fields.find((one) => one.field === field)
    if (!found || (isBlank(found.before) && isBlank(found.after))) return []
    const before = kind === 'insert' ? null : word(change, field, found.before)
    const after = kind === 'remove' ? null : word(change, field, found.after)
    return [{ label, before, after }]
  })
}

function isBlank(value: Cell): boolean {
  return value === null || value === '' || value === 0
}

const words: Readonly<Record<string, string>> = {
  ...partnerTexts.kinds,
  ...partnerTexts.statuses,
  ...partnerTexts.payeeDialog.methods,
  ...texts.decisions,
}
/** Columns whose values are words of Tandem, not of a person. */
const worded: ReadonlySet<string> = new Set(['kind', 'status', 'payee_method', 'state', 'severity', 'role', 'side'])
/** Columns that hold a value of the row's measure. */
const measured: ReadonlySet<string> = new Set(['target', 'expected'])

function word({ entity, currency, measure }: Change, field: string, value: Cell): string {
  if (field.startsWith('is_')) return value === 1 ? texts.yes : texts.no
  if (value === null || value === '') return texts.blank
  if (typeof value === 'number') {
    if (field.endsWith('_minor') && currency !== null) return `${currency} ${formatMinor(value, currency)}`
    if (field === 'score_ppm') return formatPoints(value)
    if (measured.has(field) && measure !== null) return measureWord(value, measure, currency ?? '')
  }
  const text = String(value)
  if (worded.has(field)) return texts.values[entity]?.[text] ?? words[text] ?? text
  return isDay(text) ? formatDay(text) : text
}

function measureWord(value: number, key: MeasureKey, currency: string): string {
  const { unit } = measureDefinitions[key]
  const text = formatMeasure(value, unit, currency)
  return unit === 'money' ? `${currency} ${text}` : text
}
