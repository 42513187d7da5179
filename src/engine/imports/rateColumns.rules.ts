import type { ColumnRole } from '../../contract/imports.ts'
import { isCurrency } from '../../contract/money.ts'
import { headerToken } from './headers.rules.ts'
import { isDate, type ReadColumn } from './subjects.rules.ts'

/** The currencies of a column of rates, as its header names them; '' where it leaves one to the rest of the file. */
export interface RatePair {
  base: string
  quote: string
}

/**
 * What a header says of the rates under it: "USD" is a quote, "EUR/USD" and "EURUSD" are a base and its quote; undefined
 * for a header without currencies.
 */
export function pairOfHeader(header: string): RatePair | undefined {
  const joined = /^([A-Z]{3})([A-Z]{3})$/.exec(header.trim())
  const words = joined ? joined.slice(1) : header.slice(0, 60).split(/[^A-Za-z]+/)
  const codes = words.filter((word) => word === word.toUpperCase() && isCurrency(word))
  const [first, second] = codes
  if (first === undefined || codes.length > 2) return undefined
  return second === undefined ? { base: '', quote: first } : { base: first, quote: second }
}

const tokens = (words: string): ReadonlySet<string> => new Set(words.split(' '))
const RATE_WORDS = tokens(
  'rate exchangerate fxrate kurs wechselkurs devisenkurs umrechnungskurs cours taux tauxdechange tasa tasadecambio tipodecambio taxa taxadecambio cambio koers wisselkoers tasso tassodicambio obsvalue',
)
const BASE_WORDS = tokens(
  'from fromcurrency base basecurrency sourcecurrency von de van da currencydenom ausgangswahrung',
)
const QUOTE_WORDS = tokens(
  'to tocurrency quote quotecurrency targetcurrency counter term nach zu vers a para naar in currency wahrung devise moneda moeda valuta zielwahrung',
)

const isNumeric = (column: ReadColumn): boolean => column.type === 'number' || column.type === 'money'
/** Currencies that are no more stand in old tables, and nothing in their columns. */
const isCodeLike = (column: ReadColumn): boolean => /^[A-Z]{3}$/.test(column.header.trim())

/**
 * The roles of a table of exchange rates, by the place of their columns: a day, and either one column of rates for each
 * currency or one of rates beside those of their currencies; undefined where the columns are no such table. [FX5]
 */
export function rateRoles(columns: readonly ReadColumn[]): ReadonlyMap<number, ColumnRole> | undefined {
  const day = columns.find(isDate)
  if (day === undefined) return undefined
  return wideRoles(columns, day) ?? longRoles(columns, day)
}

function wideRoles(columns: readonly ReadColumn[], day: ReadColumn): Map<number, ColumnRole> | undefined {
  const rates = columns.filter((column) => isNumeric(column) && pairOfHeader(column.header) !== undefined)
  const others = columns.filter(
    (column) => column !== day && column.type !== 'empty' && !rates.includes(column) && !isCodeLike(column),
  )
  const bare = rates.every(({ header }) => header.trim().length <= 7)
  if (rates.length < 2 || others.length > 0 || !bare) return undefined
  return new Map<number, ColumnRole>([[day.index, 'occurredOn'], ...rates.map(({ index }) => [index, 'rate'] as const)])
}

function longRoles(columns: readonly ReadColumn[], day: ReadColumn): Map<number, ColumnRole> | undefined {
  const rates = columns.filter((column) => isNumeric(column) && RATE_WORDS.has(headerToken(column.header)))
  const currencies = columns.filter((column) => column.type === 'currency')
  const others = columns.filter(
    (column) => column !== day && column.type !== 'empty' && !rates.includes(column) && !currencies.includes(column),
  )
  const [rate] = rates
  const [first, second] = currencies
  if (rate === undefined || rates.length > 1 || first === undefined || currencies.length > 2 || others.length > 2)
    return undefined
  const roles = new Map<number, ColumnRole>([
    [day.index, 'occurredOn'],
    [rate.index, 'rate'],
  ])
  const says = (column: ReadColumn, words: ReadonlySet<string>): boolean => words.has(headerToken(column.header))
  if (second === undefined) return roles.set(first.index, 'quoteCurrency')
  const isTurned = says(first, QUOTE_WORDS) && says(second, BASE_WORDS)
  return roles
    .set(first.index, isTurned ? 'quoteCurrency' : 'currency')
    .set(second.index, isTurned ? 'currency' : 'quoteCurrency')
}
