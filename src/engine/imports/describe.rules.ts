import { formatDay } from '../../contract/dates.ts'
import type { ColumnRole, ImportMapping, RejectionReason } from '../../contract/imports.ts'
import { formatMinor } from '../../contract/money.ts'
import { isBlank } from './amounts.rules.ts'
import type { MoneyCell } from './cells.rules.ts'
import { compileCells } from './cells.rules.ts'
import { isDayProblem } from './days.rules.ts'
import { measureOf } from './figureColumns.rules.ts'
import { codeOfLink } from './links.rules.ts'
import { isMonthProblem, readMonth } from './months.rules.ts'
import { pairOfHeader } from './rateColumns.rules.ts'
import { rateText, readRate } from './rates.rules.ts'
import type { ReadingOptions } from './reading.ts'
import { roleValues } from './roles.ts'
import { leadMeaning, stageMeaning } from './stages.rules.ts'
import { cleanText, normaliseDomain, normaliseEmail } from './texts.rules.ts'

export interface DescribedCell {
  /** What the cell is read as, for people; '' for columns that are not read. */
  becomes: string
  problem: RejectionReason | null
}

/** Tells for each cell of a row what it becomes under a mapping, without regard to the rest of the row. [IM18] */
export function describeCell(
  mapping: ImportMapping,
  options: ReadingOptions,
): (cells: readonly string[], index: number) => DescribedCell {
  const readers = compileCells(mapping, options.timeZone)
  const roles = new Map<number, ColumnRole | null>(mapping.columns.map(({ index, role }) => [index, role]))
  const indexOf = (wanted: ColumnRole): number => mapping.columns.find(({ role }) => role === wanted)?.index ?? -1
  const [currencyAt, quoteAt] = [indexOf('currency'), indexOf('quoteCurrency')]
  const pairs = new Map(mapping.columns.map(({ index, header }) => [index, pairOfHeader(header)]))
  const isAboutMoney = mapping.kinds.includes('deals') || mapping.kinds.includes('conversions')
  const meaningOf = mapping.kinds.includes('leads') && !isAboutMoney ? leadStage : stageMeaning
  const stages = new Map(mapping.stages.map(({ text, stage }) => [text, stage]))
  const money: MoneyCell = { minor: 0, currency: '' }

  return (cells, index) => {
    const raw = cells[index] ?? ''
    const role = roles.get(index) ?? null
    if (role === null || isBlank(raw)) return plain('')
    switch (roleValues[role]) {
      case 'day': {
        const day = readers.readDay(raw)
        return isDayProblem(day) ? { becomes: '', problem: day } : plain(formatDay(day))
      }
      case 'money':
        return describeMoney(raw, currencyAt < 0 ? '' : (readers.readCurrency(cells[currencyAt] ?? '') ?? ''))
      case 'month': {
        const month = readMonth(raw, readers.readDay)
        return isMonthProblem(month) ? { becomes: '', problem: month } : plain(month)
      }
      case 'measure': {
        const measure = measureOf(raw)
        return measure === undefined ? { becomes: '', problem: 'measureUnknown' } : plain(measure)
      }
      case 'rate':
        return describeRate(raw, cells, index)
      case 'currency': {
        const currency = readers.readCurrency(raw)
        return currency === undefined ? { becomes: '', problem: 'currencyUnknown' } : plain(currency)
      }
      case 'word': {
        const text = cleanText(raw)
        return plain(stages.get(text) ?? meaningOf(text) ?? text)
      }
      case 'email':
        return plain(normaliseEmail(raw))
      case 'domain':
        return plain(normaliseDomain(raw))
      case 'link': {
        const link = cleanText(raw)
        return plain((codeOfLink(link) || link).slice(0, 200))
      }
      case 'count':
      case 'flag':
      case 'name':
      case 'id':
        return plain(cleanText(raw).slice(0, 200))
    }
  }

  function describeRate(raw: string, cells: readonly string[], index: number): DescribedCell {
    const ratePpm = readRate(raw, mapping.format.decimal)
    if (ratePpm === null) return plain('')
    if (typeof ratePpm === 'string') return { becomes: '', problem: ratePpm }
    const pair = pairs.get(index)
    const inRow = (at: number): string => (at < 0 ? '' : (readers.readCurrency(cells[at] ?? '') ?? ''))
    const base = [pair?.base, inRow(currencyAt), mapping.defaultCurrency].find((code) => code) ?? ''
    const quote = pair?.quote ?? inRow(quoteAt)
    return plain(rateText(ratePpm, base, quote))
  }

  function describeMoney(raw: string, currency: string): DescribedCell {
    const problem = readers.readMoney(raw, currency, money)
    if (problem === undefined) return plain(`${formatMinor(money.minor, money.currency)} ${money.currency}`)
    if (problem !== 'currencyMissing') return { becomes: '', problem }
    // Without a currency the digits still show how the amount is read.
    const digits = readers.readMoney(raw, options.baseCurrency, money)
    return digits === undefined
      ? plain(formatMinor(money.minor, options.baseCurrency))
      : { becomes: '', problem: digits }
  }
}

/** Of leads, "open" is one and "lost" is none. */
function leadStage(text: string): 'open' | 'lost' | undefined {
  const meaning = leadMeaning(text)
  return meaning === undefined ? undefined : meaning === 'lead' ? 'open' : 'lost'
}

function plain(becomes: string): DescribedCell {
  return { becomes, problem: null }
}
