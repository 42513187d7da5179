import { formatDay, isDay } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import { formatMinor } from '../../contract/money.ts'
import { formatPoints } from '../../contract/scorecardText.ts'
import type { Cell } from '../../contract/views.ts'
import { stepText } from '../client/stepTexts.ts'
import { formatCount } from '../ui/figures.tsx'
import { measureText } from '../ui/measures.tsx'
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
    case 'commission_decision':
      return count === 1 ? texts.oneCommission : texts.commissions(formatCount(count))
    case 'attribution': {
      const events = texts.events(count, formatCount(count))
      const isGained = fields.some(({ field, after }) => field === 'partner_id' && after === partnerId)
      return isGained ? texts.gained(events, about) : texts.lost(events, about)
    }
    case 'objective':
      return texts.about[entity]?.(measure === null ? about : measureTexts[measure].label) ?? ''
    default:
      return texts.about[entity]?.(about) ?? ''
  }
}

/** The fields that say something, in the order they are read: those that changed, or those that were given at all. */
export function fieldWords(change: Change): FieldWords[] {
  const { entity, kind, fields } = change
  const labels = texts.fields[entity] ?? {}
  return Object.entries(labels).flatMap(([field, label]) => {
    const found = fields.find((one) => one.field === field)
    if (!found || (isBlank(field, found.before) && isBlank(field, found.after))) return []
    const before = kind === 'insert' ? null : word(change, field, found.before)
    const after = kind === 'remove' ? null : word(change, field, found.after)
    return [{ label, before, after }]
  })
}

function isBlank(field: string, value: Cell): boolean {
  return value === null || value === '' || (value === 0 && flags.has(field))
}

/** Columns whose 0 is how every row begins; any other 0 was given: nobody recommends it, a policy is not met. */
const flags: ReadonlySet<string> = new Set(['is_archived', 'is_north_star'])

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
  if (value === null || value === '') return field === 'territory' ? texts.everywhere : texts.blank
  if (typeof value === 'number') {
    if (field.endsWith('_minor') && currency !== null) return `${currency} ${formatMinor(value, currency)}`
    if (field === 'score_ppm') return formatPoints(value)
    if (measured.has(field) && measure !== null) return measureText(value, measure, currency ?? '')
  }
  const text = String(value)
  if (worded.has(field)) return texts.values[entity]?.[text] ?? words[text] ?? text
  return isDay(text) ? formatDay(text) : text
}
