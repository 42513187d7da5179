import type { ColumnRole } from '../../contract/imports.ts'
import type { CellReaders } from './cells.rules.ts'
import { isDayProblem } from './days.rules.ts'
import { codeOfLink } from './links.rules.ts'
import type { ReadingOptions, RecordReader } from './reading.ts'
import { cleanText } from './texts.rules.ts'

/** Longer addresses are cut: what tells a partner stands at their beginning. */
const LONGEST_ADDRESS = 2000

/**
 * Reads the clicks of a log: a time, and the link, code or partner that was clicked; where it came from if the log says
 * so. [IM64]
 */
export function compileClicks(
  columns: ReadonlyMap<ColumnRole, number>,
  cells: CellReaders,
  options: ReadingOptions,
): RecordReader {
  const at = (role: ColumnRole): number => columns.get(role) ?? -1
  const [idAt, dayAt, linkAt, codeAt] = [at('recordId'), at('occurredOn'), at('link'), at('partnerCode')]
  const [referrerAt, countryAt] = [at('referrer'), at('country')]
  const namesAt = (['partnerName', 'partnerId', 'partnerEmail', 'partnerDomain'] as const).map(at)
  const textAt = (values: readonly string[], index: number): string => (index < 0 ? '' : cleanText(values[index] ?? ''))

  return (values, row) => {
    const text = values[dayAt] ?? ''
    const occurredOn = cells.readDay(text)
    if (isDayProblem(occurredOn)) return { reason: occurredOn, column: dayAt, text }
    if (occurredOn > options.today) return { reason: 'dateInFuture', column: dayAt, text: occurredOn }
    const link = textAt(values, linkAt).slice(0, LONGEST_ADDRESS)
    const code = textAt(values, codeAt) || codeOfLink(link)
    if (link === '' && code === '' && namesAt.every((index) => textAt(values, index) === ''))
      return { reason: 'linkMissing', column: linkAt < 0 ? codeAt : linkAt, text: '' }
    row.click = {
      externalId: textAt(values, idAt),
      moment: cleanText(text),
      occurredOn,
      link,
      code,
      referrer: textAt(values, referrerAt).slice(0, LONGEST_ADDRESS),
      country: textAt(values, countryAt),
    }
    return undefined
  }
}
