import { formatDay } from '../../contract/dates.ts'
import type { ColumnRole, ImportMapping, RejectionReason } from '../../contract/imports.ts'
import { currencyExponent, formatMinor } from '../../contract/money.ts'
import { isBlank } from './amounts.rules.ts'
import type { MoneyCell } from './cells.rules.ts'
import { compileCells } from './cells.rules.ts'
import { isDayProblem } from './days.rules.ts'
import type { ReadingOptions } from './reading.ts'
import { stageMeaning } from './stages.rules.ts'
import { cleanText, normaliseDomain, normaliseEmail } from './texts.rules.ts'

export interface DescribedCell {
  /** What the cell is read as, for people; '' for columns that are not read. */
  becomes: string
  problem: RejectionReason | null
}

/** Tells for each cell of a row what it becomes under a mapping, without regard to the rest of the row. [IM7] */
export function describeCell(
  mapping: ImportMapping,
  options: ReadingOptions,
): (cells: readonly string[], index: number) => DescribedCell {
  const readers = compileCells(mapping, options.timeZone)
  const roles = new Map<number, ColumnRole | null>(mapping.columns.map(({ index, role }) => [index, role]))
  const currencyAt = mapping.columns.find(({ role }) => role === 'currency')?.index ?? -1
  const stages = new Map(mapping.stages.map(({ text, stage }) => [text, stage]))
  const money: MoneyCell = { minor: 0, currency: '' }

  return (cells, index) => {
    const raw = cells[index] ?? ''
    const role = roles.get(index) ?? null
    if (role === null || isBlank(raw)) return plain('')
    switch (role) {
      case 'occurredOn':
      case 'openedOn':
      case 'closedOn':
      case 'expectedCloseOn':
      case 'partnerStartedOn': {
        const day = readers.readDay(raw)
        return isDayProblem(day) ? { becomes: '', problem: day } : plain(formatDay(day))
      }
      case 'amount':
      case 'tax':
      case 'shipping':
      case 'discount':
      case 'refunded': {
        const currency = currencyAt < 0 ? '' : (readers.readCurrency(cells[currencyAt] ?? '') ?? '')
        const problem = readers.readMoney(raw, currency, money)
        // Without a currency the digits still show how the amount is read.
        if (problem === 'currencyMissing' && currencyExponent(options.baseCurrency) === 2) {
          const digits = readers.readMoney(raw, options.baseCurrency, money)
          return digits === undefined
            ? plain(formatMinor(money.minor, options.baseCurrency))
            : { becomes: '', problem: digits }
        }
        return problem === undefined
          ? plain(`${formatMinor(money.minor, money.currency)} ${money.currency}`)
          : { becomes: '', problem }
      }
      case 'currency':
      case 'payeeCurrency': {
        const currency = readers.readCurrency(raw)
        return currency === undefined ? { becomes: '', problem: 'currencyUnknown' } : plain(currency)
      }
      case 'stage':
      case 'status': {
        const text = cleanText(raw)
        return plain(stages.get(text) ?? stageMeaning(text) ?? text)
      }
      case 'partnerEmail':
      case 'customerEmail':
        return plain(normaliseEmail(raw))
      case 'partnerDomain':
      case 'customerDomain':
        return plain(normaliseDomain(raw))
      default:
        return plain(cleanText(raw).slice(0, 200))
    }
  }
}

function plain(becomes: string): DescribedCell {
  return { becomes, problem: null }
}
