import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import {
  type ColumnRole,
  type ImportAnswers,
  type ImportMapping,
  lonelyKinds,
  type RejectionReason,
} from '../../contract/imports.ts'
import type { Minor } from '../../contract/money.ts'
import { scanAmount } from './amounts.rules.ts'
import type { MoneyCell } from './cells.rules.ts'
import { compileCells } from './cells.rules.ts'
import { compileClicks } from './clicks.rules.ts'
import { isDayProblem } from './days.rules.ts'
import { compileFigures } from './figures.rules.ts'
import { compileLeads } from './leads.rules.ts'
import { applyAnswers, columnsByRole, missingRoles } from './mapping.rules.ts'
import { compileParties } from './parties.rules.ts'
import { compileRates } from './rates.rules.ts'
import {
  type CompiledMapping,
  type ConversionReading,
  type DealReading,
  emptyRow,
  type ReadingOptions,
  type RowReading,
} from './reading.ts'
import type { StageMeaning } from './stages.rules.ts'
import { stageMeaning } from './stages.rules.ts'
import { cleanText, readFlag } from './texts.rules.ts'

/**
 * Makes a mapping ready to read rows: everything that does not depend on the row is decided here, once.
 *
 * The result of `read` is a pure function of the mapping, the answers, the options and the cells.
 *
 * @throws AppError 'import.badMapping' when no kind is fed, a role is mapped twice or a needed role is missing
 */
export function compileMapping(
  unanswered: ImportMapping,
  answers: ImportAnswers,
  options: ReadingOptions,
): CompiledMapping {
  const mapping = applyAnswers(unanswered, answers)
  const [missing] = missingRoles(mapping)
  if (missing !== undefined || mapping.kinds.length === 0) {
    throw new AppError('import.badMapping', { kinds: mapping.kinds, missing: missing ?? [] })
  }
  const kinds = new Set(mapping.kinds)
  if (kinds.size > 1 && mapping.kinds.some((kind) => lonelyKinds.has(kind)))
    throw new AppError('import.badMapping', { kinds: mapping.kinds })
  const columns = columnsByRole(mapping)
  const at = (role: ColumnRole): number => columns.get(role) ?? -1
  const lastMapped = Math.max(...mapping.columns.flatMap(({ index, role }) => (role === null ? [] : [index])))
  const width = mapping.columns.length

  const cells = compileCells(mapping, options.timeZone)
  const parties = compileParties(columns, kinds, cells)
  const meaningOf = compileStages(mapping)
  const readsDeals = kinds.has('deals')
  const readsConversions = kinds.has('conversions')
  const readLead = kinds.has('leads') ? compileLeads(mapping, columns, cells, options) : null
  const readClick = kinds.has('clicks') ? compileClicks(columns, cells, options) : null
  const readRates = kinds.has('rates') ? compileRates(mapping, columns, cells, options) : null
  const readFigures = kinds.has('figures') ? compileFigures(mapping, columns, cells, options) : null
  const readsEvents = readsDeals || readsConversions || readLead !== null || readClick !== null

  const idAt = at('recordId')
  const nameAt = at('recordName')
  const amountAt = at('amount')
  const currencyAt = at('currency')
  const stageAt = at('stage')
  const statusAt = at('status')
  const capturedAt = at('captured')
  const openedAt = at('openedOn')
  const closedAt = at('closedOn')
  const expectedAt = at('expectedCloseOn')
  const occurredAt = readsDeals || at('occurredOn') >= 0 ? at('occurredOn') : closedAt
  const wonAt = closedAt >= 0 ? closedAt : occurredAt
  const productAt = at('product')
  const countryAt = at('country')
  const ownerAt = at('owner')
  const originalAt = at('originalId')
  const approvedAt = at('approvedOn')
  const invoicePaidAt = at('invoicePaidOn')
  const quantityAt = at('quantity')
  const refundedAt = at('refunded')
  const partAt = [at('tax'), at('shipping'), at('discount')] as const

  // Scratch for the row at hand, so that a row costs no more objects than it has records.
  const money: MoneyCell = { minor: 0, currency: '' }
  const parts: [Minor, Minor, Minor] = [0, 0, 0]
  let row: RowReading

  function refuse(reason: RejectionReason, column: number, text: string): undefined {
    row.rejection = { reason, column: column < 0 ? null : column, text }
    return undefined
  }

  function textAt(values: readonly string[], index: number): string {
    return index < 0 ? '' : cleanText(values[index] ?? '')
  }

  /** A day, null for an empty cell or no column, undefined when the row has been refused. */
  function optionalDay(values: readonly string[], index: number): Day | null | undefined {
    const day = cells.readOptionalDay(values, index)
    return day !== null && isDayProblem(day) ? refuse(day, index, values[index] ?? '') : day
  }

  /** The currency cell: '' when it is empty, undefined when the row has been refused. */
  function rowCurrency(values: readonly string[]): string | undefined {
    if (currencyAt < 0) return ''
    const text = values[currencyAt] ?? ''
    return cells.readCurrency(text) ?? refuse('currencyUnknown', currencyAt, text)
  }

  /** Reads money into the scratch; false when the row has been refused. An empty cell is 0 when `isOptional`. */
  function readMoney(values: readonly string[], index: number, currency: string, isOptional: boolean): boolean {
    const text = values[index] ?? ''
    const problem = cells.readMoney(text, currency, money)
    if (problem === undefined) return true
    if (problem === 'amountEmpty' && isOptional) {
      money.minor = 0
      money.currency = currency
      return true
    }
    refuse(problem, index, text)
    return false
  }

  function meaning(values: readonly string[]): StageMeaning | undefined {
    const status = statusAt >= 0 ? meaningOf(values[statusAt] ?? '') : undefined
    if (status !== undefined || stageAt < 0) return status
    return meaningOf(values[stageAt] ?? '')
  }

  function quantity(values: readonly string[]): number | undefined {
    const text = textAt(values, quantityAt)
    if (text === '') return 1
    const scanned = scanAmount(text, mapping.format.decimal)
    if (typeof scanned === 'string' || scanned.currency !== '') return refuse('amountNotANumber', quantityAt, text)
    const count = Number(`${scanned.whole}.${scanned.decimals}`)
    return scanned.isNegative ? -count : count
  }

  /** Everything but the amount; undefined when the row has been refused. `sign` is that of the amount. */
  function conversion(
    values: readonly string[],
    from: 'row' | 'won',
    occurredOn: Day,
    amountMinor: Minor,
    currency: string,
  ): ConversionReading | undefined {
    if (occurredOn > options.today) return refuse('dateInFuture', from === 'won' ? wonAt : occurredAt, occurredOn)
    const sign = amountMinor < 0 ? -1 : 1
    for (let part = 0; part < 3; part += 1) {
      const index = partAt[part] ?? -1
      parts[part] = 0
      if (index < 0) continue
      if (!readMoney(values, index, currency, true)) return undefined
      // Files write a discount, or the tax of a refund, with either sign.
      parts[part] = money.minor === 0 ? 0 : sign * Math.abs(money.minor)
    }
    const count = quantity(values)
    const approvedOn = optionalDay(values, approvedAt)
    const invoicePaidOn = approvedOn === undefined ? undefined : optionalDay(values, invoicePaidAt)
    if (count === undefined || approvedOn === undefined || invoicePaidOn === undefined) return undefined
    return {
      kind: sign < 0 ? 'refund' : 'sale',
      from,
      externalId: textAt(values, idAt),
      originalId: textAt(values, originalAt),
      occurredOn,
      currency,
      amountMinor,
      taxMinor: parts[0],
      shippingMinor: parts[1],
      discountMinor: parts[2],
      quantity: count,
      product: textAt(values, productAt),
      country: textAt(values, countryAt) || parties.customerCountry(values),
      approvedOn,
      invoicePaidOn,
    }
  }

  function readDeal(values: readonly string[]): void {
    const stage = stageAt < 0 && statusAt < 0 ? 'open' : toDealStage(meaning(values))
    const stageText = textAt(values, stageAt >= 0 ? stageAt : statusAt)
    if (stage === undefined) return refuse('stageUnknown', stageAt >= 0 ? stageAt : statusAt, stageText)
    const currency = rowCurrency(values)
    if (currency === undefined) return
    let amountMinor: Minor | null = null
    let dealCurrency = currency || mapping.defaultCurrency || options.baseCurrency
    const amountText = amountAt < 0 ? '' : (values[amountAt] ?? '')
    if (amountAt >= 0) {
      const problem = cells.readMoney(amountText, currency, money)
      if (problem === undefined) {
        amountMinor = money.minor
        dealCurrency = money.currency
      } else if (problem !== 'amountEmpty' || (stage === 'won' && readsConversions)) {
        return refuse(problem, amountAt, amountText)
      }
    }
    const openedOn = optionalDay(values, openedAt)
    const closedOn = openedOn === undefined ? undefined : optionalDay(values, wonAt)
    const expectedOn = closedOn === undefined ? undefined : optionalDay(values, expectedAt)
    if (openedOn === undefined || closedOn === undefined || expectedOn === undefined) return
    const externalId = textAt(values, idAt)
    const deal: DealReading = {
      externalId,
      name: textAt(values, nameAt) || parties.customerName(values) || textAt(values, productAt) || externalId,
      stage,
      stageText,
      currency: dealCurrency,
      amountMinor,
      openedOn,
      // The close date of an open deal is when it is hoped to close.
      closedOn: stage === 'open' ? null : closedOn,
      expectedCloseOn: stage === 'open' ? (expectedOn ?? closedOn) : expectedOn,
      product: textAt(values, productAt),
      country: textAt(values, countryAt),
      owner: textAt(values, ownerAt),
    }
    if (deal.name === '') return refuse('nameMissing', nameAt, '')
    row.deal = deal
    // A deal won at nothing is won; it only brings no money.
    if (stage !== 'won' || !readsConversions || amountMinor === null || amountMinor === 0) return
    if (closedOn === null) return refuse('dateEmpty', wonAt, '')
    row.conversion = conversion(values, 'won', closedOn, amountMinor, dealCurrency) ?? null
  }

  function readConversion(values: readonly string[]): void {
    const word = statusAt >= 0 || stageAt >= 0 ? meaning(values) : 'won'
    const wordAt = statusAt >= 0 ? statusAt : stageAt
    if (word === undefined) return refuse('stageUnknown', wordAt, textAt(values, wordAt))
    if (word === 'open' || word === 'lost') return refuse('notPaid', wordAt, textAt(values, wordAt))
    if (capturedAt >= 0 && readFlag(values[capturedAt] ?? '') === false) {
      return refuse('notPaid', capturedAt, textAt(values, capturedAt))
    }
    const currency = rowCurrency(values)
    if (currency === undefined || !readMoney(values, amountAt, currency, false)) return
    if (money.minor === 0) return refuse('amountZero', amountAt, values[amountAt] ?? '')
    const amountMinor = word === 'refund' ? -Math.abs(money.minor) : money.minor
    const own = money.currency
    const occurredOn = cells.readDay(values[occurredAt] ?? '')
    if (isDayProblem(occurredOn)) return refuse(occurredOn, occurredAt, values[occurredAt] ?? '')
    const record = conversion(values, 'row', occurredOn, amountMinor, own)
    if (record === undefined) return
    let refunded = 0
    if (amountMinor > 0 && refundedAt >= 0) {
      if (!readMoney(values, refundedAt, own, true)) return
      refunded = Math.abs(money.minor)
    }
    if (word === 'refunded' && refunded === 0 && amountMinor > 0) refunded = amountMinor
    row.conversion = record
    if (refunded > 0) row.refund = refundOf(record, refunded)
  }

  return {
    source: mapping.source,
    kinds,
    read(values, line) {
      row = emptyRow(line)
      if (values.length <= lastMapped) refuse('tooFewCells', -1, String(values.length))
      else if (values.length > width && hasText(values, width)) refuse('tooManyCells', -1, String(values.length))
      else if (idAt >= 0 && readsEvents && textAt(values, idAt) === '') refuse('idMissing', idAt, '')
      else {
        if (readsDeals) readDeal(values)
        else if (readsConversions) readConversion(values)
        if (row.rejection === null && readLead !== null) row.rejection = readLead(values, row) ?? null
        if (row.rejection === null && readClick !== null) row.rejection = readClick(values, row) ?? null
        if (row.rejection === null) row.rejection = (readRates ?? readFigures ?? parties.read)(values, row) ?? null
      }
      // A row is taken in whole or not at all.
      return row.rejection === null ? row : { ...emptyRow(line), rejection: row.rejection }
    },
  }
}

/** The refunded part of a sale as a record of its own, on the day of the sale: exports do not tell when it was paid back. [IM17] */
function refundOf(sale: ConversionReading, refundedMinor: number): ConversionReading {
  return {
    ...sale,
    kind: 'refund',
    from: 'refunded',
    originalId: sale.externalId,
    amountMinor: -refundedMinor,
    taxMinor: 0,
    shippingMinor: 0,
    discountMinor: 0,
    approvedOn: null,
    invoicePaidOn: null,
  }
}

/** The mapping's own words first, then the dictionary; refunds are told by the dictionary alone. */
function compileStages(mapping: ImportMapping): (text: string) => StageMeaning | undefined {
  const known = new Map<string, StageMeaning | undefined>()
  for (const { text, stage } of mapping.stages) {
    const meant = stageMeaning(text)
    const isRefund = stage === 'won' && (meant === 'refund' || meant === 'refunded')
    known.set(text, isRefund ? meant : (stage ?? undefined))
  }
  return (raw) => {
    const text = cleanText(raw)
    if (known.has(text)) return known.get(text)
    const meant = stageMeaning(text)
    if (known.size < 2000 && text.length <= 12) known.set(text, meant)
    return meant
  }
}

function toDealStage(meaning: StageMeaning | undefined): 'open' | 'won' | 'lost' | undefined {
  return meaning === 'refund' || meaning === 'refunded' ? 'lost' : meaning
}

function hasText(values: readonly string[], from: number): boolean {
  for (let index = from; index < values.length; index += 1) if ((values[index] ?? '').trim() !== '') return true
  return false
}
