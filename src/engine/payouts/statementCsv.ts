import { formatRate, toDecimal } from '../../contract/money.ts'
import type { Statement } from '../../contract/payouts.ts'
import { type TextCell, toCsvLine } from '../text/csv.ts'
import { describeBase, describeCalculation, statusTotals } from '../../contract/statementText.ts'
import { contentTexts, sheetTexts, statementCsvTexts as texts } from '../../contract/statementTexts.ts'

/**
 * A statement as a table, one row per line and per balance; amounts are plain decimals, text is formula-safe. The rows
 * from opening to paid add up to closing; held rows and totals by status stand outside. [PO4] [PO17]
 *
 * @param contentHash SHA-256 of the canonical content, hex
 */
export function toStatementCsv(statement: Statement, contentHash: string): string {
  const { number, currency } = statement
  const money = (minor: number): TextCell => ({ decimal: toDecimal(minor, currency) })
  const row = (section: string, cells: readonly TextCell[], minor: number): string =>
    toCsvLine([number, section, ...cells, money(minor), currency, contentHash])
  const balance = (section: string, day: string, text: string, minor: number): string =>
    row(section, [null, day, null, null, null, text, null, null, null, null], minor)

  return [
    toCsvLine(texts.columns),
    balance('opening', statement.from, texts.openingBalance, statement.openingMinor),
    ...statement.lines.map(({ day, customer, externalId, product, what, trace }, i) => {
      const [term, ...others] = trace.terms
      const rate = term !== undefined && others.length === 0 ? formatRate(term.ratePpm) : ''
      const plan = contentTexts.plan(trace.plan)
      const base = describeBase(trace)
      const how = describeCalculation(trace) + (base === '' ? '' : ` (${base})`)
      const cells = [i + 1, day, customer, externalId, product, what, plan, money(trace.baseMinor), rate, how]
      return row('commission', cells, trace.earnedMinor)
    }),
    ...statement.adjustments.map(({ day, reason, reference, minor }) =>
      row('adjustment', [null, day, null, reference, null, reason, null, null, null, null], minor),
    ),
    balance(
      'paid',
      statement.issuedOn,
      statement.paidMinor === 0 ? '' : sheetTexts.paidBy(statement.method),
      -statement.paidMinor,
    ),
    balance('closing', statement.to, texts.closingBalance, statement.closingMinor),
    ...statement.holds.map(({ day, customer, externalId = null, minor, reason }) =>
      row('held', [null, day, customer, externalId, null, reason, null, null, null, null], minor),
    ),
    ...statusTotals(statement).map(({ label, count, minor }) => {
      const cells = [null, statement.to, null, null, null, label, null, null, null, texts.commissions(count)]
      return row('status', cells, minor)
    }),
  ].join('')
}
