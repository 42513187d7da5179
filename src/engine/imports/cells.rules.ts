import type { Day } from '../../contract/dates.ts'
import type { ImportMapping, RejectionReason } from '../../contract/imports.ts'
import type { Minor } from '../../contract/money.ts'
import { currencyExponent } from '../../contract/money.ts'
import { isBlank, readPlainAmount, scanAmount, toMinor } from './amounts.rules.ts'
import type { DayProblem } from './days.rules.ts'
import { compileDayReader } from './days.rules.ts'
import { readCurrency } from './texts.rules.ts'

/** A value of a cell, or why it has none. Reused from row to row: read it before the next call. */
export interface MoneyCell {
  minor: Minor
  currency: string
}

/** Readers of the cells of one file, made once per mapping. */
export interface CellReaders {
  readDay(text: string): Day | DayProblem
  /** Null for an empty cell, or -1 for a column that is not there. */
  readOptionalDay(cells: readonly string[], index: number): Day | DayProblem | null
  /** ISO code, '' for an empty cell, undefined for a text that names none. */
  readCurrency(text: string): string | undefined
  /**
   * Reads an amount into `into`. `currency` is what the row's currency cell says, '' when it says nothing: then the
   * sign or code in the amount counts, then the file's default. [IV8]
   *
   * @returns undefined when `into` holds the amount
   */
  readMoney(text: string, currency: string, into: MoneyCell): RejectionReason | undefined
}

export function compileCells(
  mapping: Pick<ImportMapping, 'format' | 'defaultCurrency'>,
  programmeZone: string,
): CellReaders {
  const { format } = mapping
  const fallback = mapping.defaultCurrency ?? ''
  const isMajor = format.amountUnit === 'major'
  const exponents = new Map<string, number>()
  const currencies = new Map<string, string | undefined>()

  function exponentOf(currency: string): number {
    let exponent = exponents.get(currency)
    if (exponent === undefined) {
      exponent = currencyExponent(currency)
      exponents.set(currency, exponent)
    }
    return exponent
  }

  const readDay = compileDayReader(format.dateOrder, format.timeZone, programmeZone)
  return {
    readDay,
    readOptionalDay(cells, index) {
      const day = index < 0 ? 'dateEmpty' : readDay(cells[index] ?? '')
      return day === 'dateEmpty' ? null : day
    },
    readCurrency(text) {
      if (text.length > 12) return readCurrency(text)
      if (currencies.has(text)) return currencies.get(text)
      const currency = readCurrency(text)
      if (currencies.size < 1000) currencies.set(text, currency)
      return currency
    },
    readMoney(text, currency, into) {
      const usual = currency || fallback
      if (isMajor && usual !== '') {
        const plain = readPlainAmount(text, exponentOf(usual))
        if (plain !== undefined) {
          into.minor = plain
          into.currency = usual
          return undefined
        }
      }
      if (isBlank(text)) return 'amountEmpty'
      const scanned = scanAmount(text, format.decimal)
      if (typeof scanned === 'string') return scanned
      // A cell "€20" in a row that says USD contradicts itself.
      if (currency !== '' && scanned.currency !== '' && scanned.currency !== currency) return 'currencyUnknown'
      const own = currency || scanned.currency || fallback
      if (own === '') return 'currencyMissing'
      const minor = toMinor(scanned, format.amountUnit, exponentOf(own))
      if (typeof minor === 'string') return minor
      into.minor = minor
      into.currency = own
      return undefined
    },
  }
}
