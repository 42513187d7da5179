import type { ColumnRole, ImportMapping } from '../../contract/imports.ts'
import type { CellReaders } from './cells.rules.ts'
import { isDayProblem } from './days.rules.ts'
import type { ReadingOptions, RecordReader } from './reading.ts'
import { leadMeaning } from './stages.rules.ts'
import { cleanText } from './texts.rules.ts'

/**
 * Reads the leads of a file: a day, who it is, and no amount. A row whose stage says that it is no lead (a subscriber, one
 * that was disqualified) is refused, or only a customer where the file lists customers too. [IM60]
 */
export function compileLeads(
  mapping: ImportMapping,
  columns: ReadonlyMap<ColumnRole, number>,
  cells: CellReaders,
  options: ReadingOptions,
): RecordReader {
  const at = (role: ColumnRole): number => columns.get(role) ?? -1
  const [idAt, dayAt, productAt, countryAt] = [at('recordId'), at('occurredOn'), at('product'), at('country')]
  const approvedAt = at('approvedOn')
  const stageAt = at('stage') >= 0 ? at('stage') : at('status')
  const listsCustomers = mapping.kinds.includes('customers')
  const currency = mapping.defaultCurrency ?? options.baseCurrency
  const stages = new Map(mapping.stages.map(({ text, stage }) => [text, stage]))
  const textAt = (values: readonly string[], index: number): string => (index < 0 ? '' : cleanText(values[index] ?? ''))

  /** Undefined for a word that nobody has explained. */
  function isLead(word: string): boolean | undefined {
    if (word === '') return !listsCustomers
    const stage = stages.get(word)
    if (stage !== undefined) return stage === null ? undefined : stage !== 'lost'
    const meaning = leadMeaning(word)
    return meaning === undefined ? undefined : meaning === 'lead'
  }

  return (values, row) => {
    const word = textAt(values, stageAt)
    const answer = stageAt < 0 ? true : isLead(word)
    if (answer === undefined) return { reason: 'stageUnknown', column: stageAt, text: word }
    if (!answer) return listsCustomers ? undefined : { reason: 'noLead', column: stageAt, text: word }
    const text = values[dayAt] ?? ''
    const occurredOn = cells.readDay(text)
    if (isDayProblem(occurredOn)) return { reason: occurredOn, column: dayAt, text }
    if (occurredOn > options.today) return { reason: 'dateInFuture', column: dayAt, text: occurredOn }
    const approvedOn = cells.readOptionalDay(values, approvedAt)
    if (approvedOn !== null && isDayProblem(approvedOn))
      return { reason: approvedOn, column: approvedAt, text: values[approvedAt] ?? '' }
    row.lead = {
      kind: 'lead',
      from: 'lead',
      externalId: textAt(values, idAt),
      originalId: '',
      occurredOn,
      currency,
      amountMinor: 0,
      taxMinor: 0,
      shippingMinor: 0,
      discountMinor: 0,
      quantity: 1,
      product: textAt(values, productAt),
      country: textAt(values, countryAt),
      approvedOn,
      invoicePaidOn: null,
    }
    return undefined
  }
}
