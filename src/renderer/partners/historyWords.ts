import { formatDay, isDay } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { formatMinor, isCurrency } from '../../contract/money.ts'
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
export function aboutWords({ entity, count, about, fields }: Change, partnerId: number): string {
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
export function fieldWords({ entity, kind, fields }: Change): FieldWords[] {
  const labels = texts.fields[entity] ?? {}
  const currency = fields.map(({ field, before, after }) => (field === 'currency' ? (after ?? before) : null))
  const inWords = (field: string, value: Cell): string =>
    word(
      field,
      value,
      currency.find((code) => code !== null),
    )
  return Object.entries(labels).flatMap(([field, label]) => {
    const found = fields.find((one) => one.field === field)
    if (!found || (isBlank(found.before) && isBlank(found.after))) return []
    const before = kind === 'insert' ? null : inWords(field, found.before)
    const after = kind === 'remove' ? null : inWords(field, found.after)
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
const worded: ReadonlySet<string> = new Set(['kind', 'status', 'payee_method', 'state'])

function word(field: string, value: Cell, currency: Cell | undefined): string {
  if (field === 'is_archived') return value === 1 ? texts.yes : texts.no
  if (typeof value === 'number' && field.endsWith('_minor') && typeof currency === 'string' && isCurrency(currency))
    return `${currency} ${formatMinor(value, currency)}`
  if (value === null || value === '') return texts.blank
  const text = String(value)
  if (worded.has(field)) return words[text] ?? text
  return isDay(text) ? formatDay(text) : text
}
