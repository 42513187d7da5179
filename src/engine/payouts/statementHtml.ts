import { addDays, formatDay } from '../../contract/dates.ts'
import { formatMinor } from '../../contract/money.ts'
import type { Statement } from '../../contract/payouts.ts'
import {
  describeBase,
  describeCalculation,
  describeRate,
  formatPeriod,
  isPlain,
  rulesText,
  soldColumn,
  statusTotals,
} from '../../contract/statementText.ts'
import { sheetTexts as texts } from '../../contract/statementTexts.ts'
import { escapeHtml, policyHash } from '../text/html.ts'

const style = `
@page { size: A4; margin: 12mm 15mm 16mm; }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { background: #fff; color: #151c1b; font: 12px/16px Inter, "Segoe UI", system-ui, -apple-system, "Liberation Sans", Arial, sans-serif; font-variant-numeric: tabular-nums; print-color-adjust: exact; }
body { max-width: 682px; margin: 44px auto; }
@media print { body { max-width: none; margin: 0; } }
header { display: flex; justify-content: space-between; gap: 24px; }
h1 { font-size: 20px; line-height: 24px; font-weight: 600; text-align: right; }
h2 { font-size: 12px; line-height: 16px; font-weight: 600; margin: 16px 0 2px; padding-bottom: 2px; border-bottom: 1px solid #151c1b; break-after: avoid; }
strong { font-weight: 600; }
.right { text-align: right; }
.quiet, dt, th { color: #4d5957; }
.parties { display: flex; justify-content: space-between; gap: 24px; margin-top: 20px; }
.lines { white-space: pre-line; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: auto auto; gap: 0 16px; align-content: start; }
dd { text-align: right; }
.sum { display: flex; justify-content: space-between; align-items: flex-end; list-style: none; margin: 20px 0; padding: 10px 0; border-block: 1px solid #151c1b; }
.sum li { font-size: 16px; line-height: 20px; font-weight: 500; text-align: right; }
.sum .sign { font-weight: 400; color: #4d5957; }
.sum small { display: block; font-size: 12px; line-height: 16px; font-weight: 400; color: #4d5957; }
.sum .pay { font-weight: 700; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 2px 8px 2px 0; text-align: left; vertical-align: top; font-weight: 400; border-bottom: 1px solid #d5dcda; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
tfoot { display: table-row-group; }
th { white-space: nowrap; overflow-wrap: normal; }
tfoot th, tfoot td { font-weight: 600; color: #151c1b; border-top: 1px solid #151c1b; border-bottom: 0; }
.number { text-align: right; white-space: nowrap; }
.day { white-space: nowrap; }
td small { display: block; font-size: 10px; line-height: 13px; color: #4d5957; }
.paid { display: flex; justify-content: space-between; gap: 24px; margin-top: 16px; padding: 8px 0; border-block: 1px solid #151c1b; }
footer { margin-top: 20px; break-inside: avoid; color: #4d5957; }
footer p + p { margin-top: 2px; }
.proof { margin-top: 8px; padding-top: 8px; border-top: 1px solid #d5dcda; font-size: 10px; line-height: 13px; overflow-wrap: anywhere; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`

const policy = `default-src 'none'; style-src ${policyHash(style)}`

const small = (text: string): string => (text === '' ? '' : `<small>${escapeHtml(text)}</small>`)

const headerRow = (cells: readonly (readonly [label: string, isNumber: boolean])[]): string =>
  `<thead><tr>${cells.map(([label, isNumber]) => `<th scope="col"${isNumber ? ' class="number"' : ''}>${label}</th>`).join('')}</tr></thead>`

function commissionTable(statement: Statement): string {
  const { currency, lines } = statement
  const money = (minor: number): string => formatMinor(minor, currency)
  if (lines.length === 0) return `<p>${texts.none}</p>`
  const sold = soldColumn(statement)
  const rows = lines.map((line, i) => {
    const { day, what, trace } = line
    const [main, below] = sold.of(line)
    const how = [
      describeBase(trace),
      isPlain(trace) ? '' : `${describeCalculation(trace)} = ${money(trace.earnedMinor)}`,
    ]
    const base = trace.component === 'fixed' ? '' : money(trace.baseMinor)
    return `<tr><td class="quiet">${i + 1}</td><td class="day">${formatDay(day)}</td><td>${escapeHtml(main)}${small(below)}</td><td>${escapeHtml(what)}${how.map(small).join('')}</td><td class="number">${base}</td><td class="number">${describeRate(trace)}</td><td class="number">${money(trace.earnedMinor)}</td></tr>`
  })
  return `<table><caption>${texts.commissionsCaption}</caption>${headerRow([
    [texts.line, false], [texts.date, false], [sold.label, false], [texts.rule, false],
    [texts.base, true], [texts.rate, true], [texts.earned, true],
  ])}<tbody>
${rows.join('\n')}
</tbody><tfoot><tr><th scope="row" colspan="6">${texts.sum(lines.length)}</th><td class="number">${money(statement.earnedMinor)}</td></tr></tfoot></table>` // prettier-ignore
}

function adjustmentTable({ adjustments, currency, adjustedMinor }: Statement): string {
  if (adjustments.length === 0) return ''
  const rows = adjustments.map(
    ({ day, reason, reference, minor }) =>
      `<tr><td class="day">${formatDay(day)}</td><td>${escapeHtml(reason)}${small(reference)}</td><td class="number">${formatMinor(minor, currency)}</td></tr>`,
  )
  return `<h2>${texts.adjustments}</h2>
<table><caption>${texts.adjustments}</caption>${headerRow([
    [texts.date, false],
    [texts.reason, false],
    [texts.amount, true],
  ])}<tbody>
${rows.join('\n')}
</tbody><tfoot><tr><th scope="row" colspan="2">${texts.adjusted}</th><td class="number">${formatMinor(adjustedMinor, currency)}</td></tr></tfoot></table>`
}

function holdTable(statement: Statement): string {
  const { holds, currency } = statement
  if (holds.length === 0) return ''
  const { label, ofHold } = soldColumn(statement)
  const rows = holds.map(
    (hold) =>
      `<tr><td class="day">${formatDay(hold.day)}</td>${ofHold ? `<td>${escapeHtml(ofHold(hold))}</td>` : ''}<td>${escapeHtml(hold.reason)}</td><td class="number">${formatMinor(hold.minor, currency)}</td></tr>`,
  )
  return `<h2>${texts.held}</h2>
<table><caption>${texts.heldCaption}</caption>${headerRow([
    [texts.date, false],
    ...(ofHold ? [[label, false] as const] : []),
    [texts.reason, false],
    [texts.amount, true],
  ])}<tbody>
${rows.join('\n')}
</tbody></table>`
}

function statusTable(statement: Statement): string {
  const { currency, to } = statement
  const totals = statusTotals(statement)
  if (totals.length === 0) return ''
  const rows = totals.map(
    ({ label, count, minor }) =>
      `<tr><td>${escapeHtml(label)}</td><td class="number">${count}</td><td class="number">${formatMinor(minor, currency)}</td></tr>`,
  )
  return `<h2>${texts.statuses(formatDay(to))}</h2>
<table><caption>${texts.statusesCaption}</caption>${headerRow([
    [texts.status, false],
    [texts.count, true],
    [texts.amount, true],
  ])}<tbody>
${rows.join('\n')}
</tbody></table><p class="quiet">${texts.statusesNote}</p>
`
}

function equation({ openingMinor, earnedMinor, adjustedMinor, paidMinor, closingMinor, currency }: Statement): string {
  const part = (label: string, minor: number, className = ''): string =>
    `<li${className}><small>${label}</small>${formatMinor(minor, currency)}</li>`
  const sign = (text: string): string => `<li class="sign">${text}</li>`
  return `<ul class="sum">${part(texts.opening, openingMinor)}${sign('+')}${part(texts.earned, earnedMinor)}${sign('+')}${part(
    texts.adjustments,
    adjustedMinor,
  )}${sign('−')}${part(texts.paidOut, paidMinor, ' class="pay"')}${sign('=')}${part(texts.closing, closingMinor)}</ul>`
}

function payment({ paidMinor, closingMinor, currency, method, number }: Statement): string {
  const total = (minor: number): string => `<strong>${currency} ${formatMinor(minor, currency)}</strong>`
  if (paidMinor !== 0)
    return `<p class="paid"><span>${texts.paidBy(escapeHtml(method))}</span><span>${texts.reference(escapeHtml(number))}</span>${total(paidMinor)}</p>`
  return `<p class="paid"><span>${texts.carried}</span>${total(closingMinor)}</p>`
}

/**
 * An approved statement as one self-contained page: nothing but its frozen content goes in, no clock, no locale, no time
 * zone, no script. Headings, lists and tables are marked up so that the PDF printed from it is tagged. [PO4]
 *
 * @param contentHash SHA-256 of the canonical content, hex
 */
export function toStatementHtml(statement: Statement, contentHash: string): string {
  const { programme, partner, number } = statement
  const legalName = partner.legalName === '' ? partner.name : partner.legalName
  const address = [partner.address, partner.taxId].filter((text) => text !== '').join('\n')
  const plans = statement.plans.length === 1 ? texts.plan : texts.plans
  const objections = formatDay(addDays(statement.issuedOn, programme.disputeDays))
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><title>${texts.title(escapeHtml(number), escapeHtml(legalName))}</title><style>${style}</style></head><body>
<header><p><strong>${escapeHtml(programme.name)}</strong></p><div><h1>${texts.heading}</h1><p class="right">${formatPeriod(statement.from, statement.to)}</p></div></header>
<div class="parties"><div><p class="quiet">${texts.for}</p><p><strong>${escapeHtml(legalName)}</strong></p><p class="lines">${escapeHtml(address)}</p></div>
<dl><dt>${texts.statement}</dt><dd>${escapeHtml(number)}</dd><dt>${texts.issued}</dt><dd>${formatDay(statement.issuedOn)}</dd><dt>${texts.currency}</dt><dd>${statement.currency}</dd>${
    statement.plans.length === 0 ? '' : `<dt>${plans}</dt><dd>${statement.plans.map(escapeHtml).join('<br>')}</dd>`
  }</dl></div>
${equation(statement)}
<h2>${texts.commissions}</h2>
${commissionTable(statement)}
${adjustmentTable(statement)}
${holdTable(statement)}
${payment(statement)}
${statusTable(statement)}<footer><p>${escapeHtml(rulesText(statement))}</p><p>${texts.questions(objections, escapeHtml(programme.contactEmail))}</p><p class="proof">${texts.snapshot(escapeHtml(statement.snapshotHash))}<br>${texts.content(escapeHtml(contentHash))}</p></footer>
</body></html>
`
}
