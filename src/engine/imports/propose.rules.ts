import type { ColumnRole, FileShape, ImportKind, ImportMapping, ImportQuestion } from '../../contract/imports.ts'
import { importKinds, repeatedRoles } from '../../contract/imports.ts'
import { currencyExponent, isCurrency } from '../../contract/money.ts'
import { scanAmount } from './amounts.rules.ts'
import type { ColumnSample } from './columns.rules.ts'
import { detectDateOrder, detectDecimal, detectUnit, detectZone } from './formats.rules.ts'
import { headerToken, readHeader } from './headers.rules.ts'
import type { LayoutMatch } from './layouts.ts'
import { findLayout, layouts } from './layouts.ts'
import { missingRoles } from './mapping.rules.ts'
import { scanMonth } from './months.rules.ts'
import {
  amountUnitQuestion,
  currencyQuestion,
  dateOrderQuestion,
  decimalQuestion,
  rateBaseQuestion,
  rateDecimalQuestion,
} from './questions.rules.ts'
import { pairOfHeader } from './rateColumns.rules.ts'
import type { Recognition } from './recognise.rules.ts'
import { recognise } from './recognise.rules.ts'
import { roleValues } from './roles.ts'
import { proposeStages } from './stageWords.rules.ts'
import type { Subject } from './subjects.rules.ts'
import { readCurrency } from './texts.rules.ts'

/** How Tandem would read a file, how sure it is, and what it has to ask. */
export interface Proposal {
  mapping: ImportMapping
  layoutLabel: string
  confidencePpm: number
  /** The layout is one of those that bring nothing. */
  hasNothing: boolean
  /** Confidence of each column's role, in the order of the columns. */
  columnPpm: readonly number[]
  questions: readonly ImportQuestion[]
}

export interface ProposalOptions {
  /** What a person has said the file is: a layout's id, a kind, or the name of the system it comes from. */
  as: string | null
  /** Zone and currency of the programme. */
  timeZone: string
  baseCurrency: string
}

/** Source of files whose system is unknown. One name for all of them: a renamed or widened file must not count twice. */
const UNKNOWN_SOURCE = 'file'

/**
 * The mapping Tandem proposes for a file: of its layout where it has a known one, else by its headers and values. [IM10]
 * Questions are asked only where the sample leaves more than one reading. [IM14]
 */
export function proposeMapping(
  columns: readonly ColumnSample[],
  rows: readonly (readonly string[])[],
  shape: FileShape,
  options: ProposalOptions,
): Proposal {
  const asLayout = layouts.some((layout) => layout.id === options.as) ? options.as : null
  const asKind = importKinds.find((kind) => kind === options.as) ?? null
  const match =
    asKind === null
      ? findLayout(
          columns.map((column) => column.header),
          asLayout,
        )
      : undefined
  const recognised = recognise(columns, asKind ?? subjectOf(match))
  const roles = match === undefined ? rolesOf(recognised) : layoutRoles(match, recognised)
  // What a person says holds also where columns are still missing: they can be named by hand.
  const kinds = asKind === null ? possibleKinds(match?.layout.kinds ?? recognised.kinds, columns, roles) : [asKind]
  const asSource = asLayout === null && asKind === null ? options.as : null
  const formats = kinds.includes('figures')
    ? proposeFigureFormat(columns, roles, options)
    : kinds.includes('rates')
      ? proposeRateFormat(columns, roles, match, options)
      : proposeFormat(columns, roles, match, kinds, options)
  const stages = proposeStages(rows, roles, kinds)
  return {
    mapping: {
      source: asSource ?? match?.layout.source ?? UNKNOWN_SOURCE,
      layout: match?.layout.id ?? null,
      shape,
      format: formats.format,
      defaultCurrency: formats.defaultCurrency,
      kinds,
      columns: columns.map(({ index, header }) => ({
        index,
        header: header.slice(0, 500),
        role: roles.get(index)?.role ?? null,
      })),
      stages: [...stages.words],
    },
    layoutLabel: match?.layout.label ?? unseenLabel(kinds),
    confidencePpm: match?.confidencePpm ?? meanConfidence(roles),
    hasNothing: match?.layout.kinds.length === 0,
    columnPpm: columns.map(({ index }) => roles.get(index)?.confidencePpm ?? 0),
    questions: kinds.length === 0 ? [] : [...formats.questions, ...stages.questions],
  }
}

type Roles = ReadonlyMap<number, { role: ColumnRole; confidencePpm: number }>

function subjectOf(match: LayoutMatch | undefined): Subject | null {
  return match === undefined ? null : (match.layout.kinds[0] ?? 'none')
}

function rolesOf({ columns }: Recognition): Roles {
  const roles = new Map<number, { role: ColumnRole; confidencePpm: number }>()
  for (const { index, role, confidencePpm } of columns) if (role !== null) roles.set(index, { role, confidencePpm })
  return roles
}

/** What users add to the exports of their tools: who brought it, and what became of it. */
function isAdded(role: ColumnRole): boolean {
  return role.startsWith('partner') || role === 'approvedOn' || role === 'invoicePaidOn'
}

/** A list that people write themselves may have any column, and call it as they like. */
function isOwnList({ layout }: LayoutMatch): boolean {
  return layout.source === 'file'
}

/** The layout's own columns, and those that users added to the export. */
function layoutRoles(match: LayoutMatch, recognised: Recognition): Roles {
  const roles = new Map<number, { role: ColumnRole; confidencePpm: number }>()
  for (const [role, index] of match.columns) roles.set(index, { role, confidencePpm: 990_000 })
  for (const { index, role, confidencePpm } of recognised.columns)
    if (role !== null && repeatedRoles.has(role)) roles.set(index, { role, confidencePpm })
  if (!match.layout.takesOwnColumns) return roles
  const taken = new Set(match.columns.keys())
  for (const { index, role, confidencePpm } of recognised.columns) {
    if (role === null || roles.has(index) || taken.has(role) || !(isOwnList(match) || isAdded(role))) continue
    taken.add(role)
    roles.set(index, { role, confidencePpm })
  }
  return roles
}

/** The kinds for which every needed column is there. */
function possibleKinds(kinds: readonly ImportKind[], samples: readonly ColumnSample[], roles: Roles): ImportKind[] {
  const columns = samples.map(({ index, header }) => ({ index, header, role: roles.get(index)?.role ?? null }))
  let possible = [...kinds]
  for (const kind of kinds.toReversed()) {
    if (missingRoles({ columns, kinds: possible }).length === 0) break
    possible = possible.filter((other) => other !== kind)
  }
  return possible
}

function proposeFormat(
  columns: readonly ColumnSample[],
  roles: Roles,
  match: LayoutMatch | undefined,
  kinds: readonly ImportKind[],
  options: ProposalOptions,
): Pick<ImportMapping, 'format' | 'defaultCurrency'> & { questions: ImportQuestion[] } {
  const withRole = (test: (role: ColumnRole) => boolean): ColumnSample[] =>
    columns.filter(({ index }) => {
      const role = roles.get(index)?.role
      return role !== undefined && test(role)
    })
  const money = withRole((role) => roleValues[role] === 'money')
  const dates = withRole((role) => roleValues[role] === 'day')
  const amount = withRole((role) => role === 'amount')[0]
  const currencies = withRole((role) => role === 'currency')[0]
  const amounts = money.flatMap((column) => column.values.slice(0, 2000))
  const questions: ImportQuestion[] = []

  const currency = proposeCurrency(amount, currencies, options)
  const known = [...new Set([currency.value, ...currency.named])].filter((code) => code !== null)
  const hasThreeDecimals = known.length === 0 || known.some((code) => currencyExponent(code) === 3)
  const decimal = detectDecimal(amounts, hasThreeDecimals)
  const dateValues = dates.flatMap((column) => column.values.slice(0, 2000))
  const dateOrder = detectDateOrder(dateValues, decimal.value === 'comma' && decimal.doubt === null)
  const isSmallest = known.length > 0 && known.every((code) => currencyExponent(code) === 0)
  const saysCents = amount !== undefined && readHeader(amount.header).concepts.has('cents')
  const mayCount =
    kinds.includes('conversions') && !kinds.includes('deals') && match?.layout.format?.amountUnit === undefined
  const unit = !isSmallest && (mayCount || saysCents) ? detectUnit(amount?.values ?? [], saysCents) : MAJOR
  const format = {
    decimal: decimal.value,
    amountUnit: unit.value,
    dateOrder: dateOrder.value,
    timeZone:
      match?.layout.format?.timeZone ??
      detectZone(
        dates.map((column) => column.header),
        options.timeZone,
      ),
  }

  if (dateOrder.doubt !== null) questions.push(dateOrderQuestion(about(dates, dateOrder.doubt), dateOrder.value))
  if (amount === undefined) return { format, defaultCurrency: null, questions }
  const inCurrency = known[0] ?? options.baseCurrency
  if (decimal.doubt !== null) questions.push(decimalQuestion(about(money, decimal.doubt), inCurrency, decimal.value))
  if (unit.doubt !== null) questions.push(amountUnitQuestion(about([amount], unit.doubt), inCurrency, unit.value))
  if (currency.isOpen) {
    const first = [currency.suggested ?? options.baseCurrency, options.baseCurrency]
    questions.push(currencyQuestion(about([amount], amount.values[0] ?? ''), format, first, currency.suggested))
  }
  return { format, defaultCurrency: currency.value, questions }
}

/** Months need no order unless they are written as days, and one currency holds for all money of the company. */
function proposeFigureFormat(
  columns: readonly ColumnSample[],
  roles: Roles,
  options: ProposalOptions,
): Pick<ImportMapping, 'format' | 'defaultCurrency'> & { questions: ImportQuestion[] } {
  const withRole = (...wanted: readonly ColumnRole[]): ColumnSample[] =>
    columns.filter(({ index }) => {
      const role = roles.get(index)?.role
      return role !== undefined && wanted.includes(role)
    })
  const money = withRole('bookings', 'marketingSpend', 'amount')
  const months = withRole('month')
  const days = months.flatMap(({ values }) =>
    values.filter((value) => scanMonth(value.trim()) === undefined).slice(0, 2000),
  )
  const currency = proposeCurrency(money[0], withRole('currency')[0], options)
  const known = currency.value ?? currency.named[0] ?? options.baseCurrency
  const decimal = detectDecimal(
    money.flatMap((column) => column.values.slice(0, 2000)),
    currencyExponent(known) === 3,
  )
  const dateOrder = detectDateOrder(days, decimal.value === 'comma' && decimal.doubt === null)
  const format = {
    decimal: decimal.value,
    amountUnit: 'major',
    dateOrder: dateOrder.value,
    timeZone: options.timeZone,
  } as const
  const questions: ImportQuestion[] = []
  if (dateOrder.doubt !== null) questions.push(dateOrderQuestion(about(months, dateOrder.doubt), dateOrder.value))
  if (decimal.doubt !== null) questions.push(decimalQuestion(about(money, decimal.doubt), known, decimal.value))
  if (currency.isOpen)
    questions.push(
      currencyQuestion(about(money, money[0]?.values[0] ?? ''), format, [options.baseCurrency], currency.suggested),
    )
  return { format, defaultCurrency: currency.value, questions }
}

/** Rates are quoted against one currency where neither their columns nor their rows name two. [FX5] */
function proposeRateFormat(
  columns: readonly ColumnSample[],
  roles: Roles,
  match: LayoutMatch | undefined,
  options: ProposalOptions,
): Pick<ImportMapping, 'format' | 'defaultCurrency'> & { questions: ImportQuestion[] } {
  const withRole = (wanted: ColumnRole): ColumnSample[] =>
    columns.filter(({ index }) => roles.get(index)?.role === wanted)
  const [rates, days] = [withRole('rate'), withRole('occurredOn')]
  const decimal = detectDecimal(
    rates.flatMap((column) => column.values.slice(0, 2000)),
    true,
  )
  const dateOrder = detectDateOrder(
    days.flatMap((column) => column.values.slice(0, 2000)),
    decimal.value === 'comma' && decimal.doubt === null,
  )
  const questions: ImportQuestion[] = []
  const format = {
    decimal: decimal.value,
    amountUnit: 'major',
    dateOrder: dateOrder.value,
    timeZone: options.timeZone,
  } as const
  if (dateOrder.doubt !== null) questions.push(dateOrderQuestion(about(days, dateOrder.doubt), dateOrder.value))
  if (decimal.doubt !== null) questions.push(rateDecimalQuestion(about(rates, decimal.doubt), decimal.value))
  const defaultCurrency = match?.layout.currency ?? null
  const isOpen = withRole('currency').length === 0 && rates.some(({ header }) => !pairOfHeader(header)?.base)
  if (isOpen && defaultCurrency === null) {
    const [first] = rates
    const quotes = [
      ...rates.map(({ header }) => pairOfHeader(header)?.quote ?? ''),
      ...withRole('quoteCurrency').flatMap(({ values }) => values),
    ]
    const suggested = [options.baseCurrency, 'EUR'].find((code) => !quotes.includes(code)) ?? null
    questions.push(
      rateBaseQuestion(about(rates, first?.values[0] ?? ''), format.decimal, [options.baseCurrency], suggested),
    )
  }
  return { format, defaultCurrency, questions }
}

const MAJOR = { value: 'major', doubt: null } as const

/** `$` alone is used for twenty currencies; of files that Tandem meets it is most often the US dollar. */
const LIKELY: readonly (readonly [sign: string, code: string])[] = [
  ['$', 'USD'],
  ['¥', 'JPY'],
  ['kr', 'SEK'],
]

function proposeCurrency(
  amount: ColumnSample | undefined,
  currencies: ColumnSample | undefined,
  options: ProposalOptions,
): { value: string | null; named: string[]; isOpen: boolean; suggested: string | null } {
  if (amount === undefined) return { value: null, named: [], isOpen: false, suggested: null }
  const inCells = (currencies?.values ?? [])
    .map(readCurrency)
    .filter((code): code is string => code !== undefined && code !== '')
  if (currencies !== undefined && currencies.filled > 0) {
    // Rows that leave the cell empty while others fill it have no currency anyone could guess.
    const isOpen = currencies.filled < amount.filled
    return { value: null, named: inCells, isOpen, suggested: inCells[0] ?? options.baseCurrency }
  }
  const inHeader = headerCurrency(amount.header)
  if (inHeader !== null) return { value: inHeader, named: [], isOpen: false, suggested: null }
  const signs = amount.values.slice(0, 500).map((value) => scanAmount(value, 'point'))
  const certain = signs.flatMap((sign) => (typeof sign === 'string' || sign.currency === '' ? [] : [sign.currency]))
  if (certain.length > 0 && certain.length === signs.length) {
    return { value: null, named: certain, isOpen: false, suggested: null }
  }
  const likely = LIKELY.find(([sign]) => amount.values.some((value) => value.toLowerCase().includes(sign)))?.[1]
  return { value: null, named: certain, isOpen: true, suggested: certain[0] ?? likely ?? options.baseCurrency }
}

/** A code in the header of the amounts: "Value (USD)", "Betrag in EUR". */
function headerCurrency(header: string): string | null {
  const words = header.slice(0, 200).split(/[^\p{L}€£]+/u)
  const codes = words.map((word) => (word === word.toUpperCase() ? readCurrency(word) : undefined))
  return codes.find((code) => code !== undefined && isCurrency(code)) ?? null
}

function about(columns: readonly ColumnSample[], example: string): { header: string; example: string; rows: number } {
  const column = columns.find(({ values }) => values.includes(example)) ?? columns[0]
  return {
    header: column?.header.slice(0, 200) ?? '',
    example: example.slice(0, 200),
    rows: column?.values.length ?? 0,
  }
}

function meanConfidence(roles: Roles): number {
  if (roles.size === 0) return 0
  let sum = 0
  for (const { confidencePpm } of roles.values()) sum += confidencePpm
  return Math.round(sum / roles.size)
}

function unseenLabel(kinds: readonly ImportKind[]): string {
  if (kinds.includes('deals')) return 'Deals, read by their column names'
  if (kinds.includes('conversions')) return 'Conversions, read by their column names'
  if (kinds.includes('partners')) return 'Partners, read by their column names'
  if (kinds.includes('leads')) return 'Leads, read by their column names'
  if (kinds.includes('figures')) return 'Company figures by month'
  if (kinds.includes('rates')) return 'Exchange rates, read by their column names'
  if (kinds.includes('clicks')) return 'Clicks, read by their column names'
  return kinds.includes('customers') ? 'Customers, read by their column names' : 'Nothing to import was found'
}

/** The set of a file's headers as one text: the key under which its mapping is remembered, whatever the columns' order. [IM16] */
export function fingerprintText(headers: readonly string[]): string {
  return headers
    .map((header) => headerToken(header.slice(0, 200)))
    .toSorted()
    .join('\u001f')
}

/**
 * A remembered mapping laid over a file with the same headers: roles follow their headers to wherever they stand now;
 * how the file is cut is this file's own. [IM16]
 */
export function recallMapping(remembered: ImportMapping, headers: readonly string[], shape: FileShape): ImportMapping {
  const free = new Map<string, ColumnRole[]>()
  for (const { header, role } of remembered.columns) {
    if (role === null) continue
    const token = headerToken(header.slice(0, 200))
    free.set(token, [...(free.get(token) ?? []), role])
  }
  const columns = headers.map((header, index) => ({
    index,
    header: header.slice(0, 500),
    role: free.get(headerToken(header.slice(0, 200)))?.shift() ?? null,
  }))
  return { ...remembered, shape, columns }
}
