import { formatDay } from '../../contract/dates.ts'
import { formatMeasure } from '../../contract/measureTexts.ts'
import { formatMinor, formatRate } from '../../contract/money.ts'
import type { CardMetric, CardSection, Scorecard } from '../../contract/scorecards.ts'
import {
  bandMeaning, describeBasis, describeCard, describeHealthPart, describeLimit, describeTarget, describeTrend,
  describeTrendSource, formatPoints, formatValue, groupByCategory, healthPartTexts, healthWordTexts, periodName,
  problemTexts, summarise,
} from '../../contract/scorecardText.ts' // prettier-ignore
import { escapeHtml, policyHash } from '../text/html.ts'
import { drawAttainment, drawRevenue, drawSpark, drawTrend } from './cardFigures.ts'

/** Everything that may be long is cut at its line, so that a card is one page whatever things are called. */
const toStyle = (colour: string): string => `
@page { size: A4; margin: 12mm 15mm 16mm; }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { background: #fff; color: #151c1b; font: 11px/15px Inter, "Segoe UI", system-ui, -apple-system, "Liberation Sans", Arial, sans-serif; font-variant-numeric: tabular-nums; print-color-adjust: exact; }
body { max-width: 682px; margin: 44px auto; }
@media print { body { max-width: none; margin: 0; } }
header { display: grid; grid-template-columns: minmax(0, 1fr) 200px; gap: 24px; padding-bottom: 6px; border-bottom: 2px solid ${colour}; }
h1 { font-size: 18px; line-height: 22px; font-weight: 600; overflow: hidden; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
h2 { font-size: 11px; line-height: 15px; font-weight: 600; }
strong { font-weight: 600; }
h2 .quiet { font-weight: 400; }
.cut, h2, th, td { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
/* Figures stand in the note: it goes on in a second line rather than being cut. */
.line > :first-child { overflow: hidden; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; }
.line > :last-child { white-space: nowrap; }
.quiet, thead th { color: #4d5957; }
.top { display: grid; grid-template-columns: minmax(0, 1fr) 260px; gap: 24px; padding: 8px 0; border-bottom: 1px solid #151c1b; }
.score { font-size: 13px; line-height: 30px; }
.score b { font-size: 28px; font-weight: 600; }
.good { color: #1a6b3a; } .warn { color: #855000; } .bad { color: #ad2a20; } .mute { color: #4d5957; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th, td { padding: 1px 8px 1px 0; text-align: left; vertical-align: middle; font-weight: 400; border-bottom: 1px solid #d5dcda; }
th:last-child, td:last-child { padding-right: 0; }
.category th, .category td, tfoot th, tfoot td { font-weight: 600; }
tfoot th, tfoot td { border-top: 1px solid #151c1b; border-bottom: 0; }
.number { text-align: right; }
.w1 { width: 25%; } .w2 { width: 8%; } .w3 { width: 18%; } .w4 { width: 14%; } .w5 { width: 18%; } .w6 { width: 7%; } .w7 { width: 10%; }
.h1 { width: 30%; } .h2 { width: 54%; } .h3 { width: 16%; }
.d1 { width: 40%; } .d2 { width: 23%; } .d3 { width: 37%; }
td svg { vertical-align: middle; }
.basis { margin: 3px 0 8px; font-size: 10px; line-height: 13px; color: #4d5957; }
.more { display: grid; grid-template-columns: 312px minmax(0, 1fr); gap: 30px; padding-top: 8px; border-top: 1px solid #d5dcda; }
.more > div { display: grid; gap: 10px; align-content: start; grid-template-columns: minmax(0, 1fr); }
.line { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 8px; padding: 1px 0; border-bottom: 1px solid #d5dcda; list-style: none; line-height: 13px; }
footer { margin-top: 8px; padding-top: 4px; border-top: 1px solid #d5dcda; font-size: 10px; line-height: 13px; color: #4d5957; overflow-wrap: anywhere; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
polyline { fill: none; stroke: ${colour}; stroke-width: 1.5; stroke-linejoin: round; }
line { stroke: #a9b2b2; }
.full { fill: ${colour}; } .open { fill: #fff; stroke: ${colour}; stroke-width: 1.5; }
.strong { fill: ${colour}; } .ghost { fill: #d3dada; } .bar { fill: #7f8a8a; } .mark { fill: #855000; }
.tick { font-size: 10px; fill: #4d5957; } .figure { font-size: 10px; font-weight: 600; fill: #151c1b; }
`

const policyOf = (style: string): string => `default-src 'none'; style-src ${policyHash(style)}`

type Cell = readonly [content: string, name?: string]

const classOf = (name: string | undefined): string => (name === undefined ? '' : ` class="${name}"`)

function headRow(cells: readonly Cell[]): string {
  return `<thead><tr>${cells.map(([label, name]) => `<th scope="col"${classOf(name)}>${label}</th>`).join('')}</tr></thead>`
}

/** The first cell names the row. */
function row([first, ...others]: readonly Cell[], name?: string): string {
  return `<tr${classOf(name)}><th scope="row"${classOf(first?.[1])}>${first?.[0] ?? ''}</th>${others.map(([content, cell]) => `<td${classOf(cell)}>${content}</td>`).join('')}</tr>`
}

function metricRow(metric: CardMetric, currency: string): string {
  const { label, actual, attainmentPpm, problem, weightPpm, pointsPpm } = metric
  const reached =
    attainmentPpm === null || actual === null
      ? `<span class="quiet">${problemTexts[problem ?? 'nothing']}</span>`
      : `${drawAttainment(metric)} ${formatMeasure(attainmentPpm, 'rate', currency)}`
  return row([
    [escapeHtml(label)],
    [formatRate(weightPpm), 'number quiet'],
    [describeTarget(metric, currency), 'number quiet'],
    [actual === null ? '' : formatValue(metric, actual, currency), 'number'],
    [reached],
    [attainmentPpm === null ? '' : formatPoints(pointsPpm), 'number'],
    [drawSpark(metric, currency), 'number'],
  ])
}

function metricTable({ metrics, currency, scorePpm }: Scorecard): string {
  const groups = groupByCategory(metrics)
  const rows = groups.flatMap(({ category, weightPpm, pointsPpm, metrics: own }) => [
    ...(groups.length > 1
      ? [row([[escapeHtml(category)], [formatRate(weightPpm), 'number'], [''], [''], [''], [formatPoints(pointsPpm), 'number'], ['']], 'category')] // prettier-ignore
      : []),
    ...own.map((metric) => metricRow(metric, currency)),
  ])
  const total = scorePpm === null ? 'none' : formatPoints(scorePpm)
  return `<table><caption>Metrics</caption>${headRow([
    ['Metric', 'w1'], ['Weight', 'w2 number'], ['Target', 'w3 number'], ['Actual', 'w4 number'], ['Attained', 'w5'],
    ['Points', 'w6 number'], ['4 quarters', 'w7 number'],
  ])}<tbody>
${rows.join('\n')}
</tbody><tfoot>${row([[metrics.length === 1 ? '1 metric' : `${metrics.length} metrics`], [formatRate(1_000_000), 'number'], [''], [''], [''], [total, 'number'], ['']])}</tfoot></table>` // prettier-ignore
}

function healthTable({ health, currency }: Scorecard): string {
  const head =
    health.scorePpm === null || health.word === null
      ? 'Health cannot be told'
      : `Health ${formatPoints(health.scorePpm)}, ${healthWordTexts[health.word].toLowerCase()}`
  const rows = health.parts.map((part) =>
    row([
      [healthPartTexts[part.key]],
      [escapeHtml(describeHealthPart(part, currency)), 'quiet'],
      [part.attainmentPpm === null ? 'left out' : formatPoints(part.pointsPpm), 'number'],
    ]),
  )
  const limit = describeLimit(health)
  const aside = limit === '' ? '' : ` <span class="quiet">${limit}</span>`
  return `<section><h2>${head}${aside}</h2><table><caption>Health</caption>${headRow([
    ['Part', 'h1'],
    ['What it saw', 'h2'],
    ['Points', 'h3 number'],
  ])}<tbody>
${rows.join('\n')}
</tbody></table></section>`
}

function dealTable({ deals }: Scorecard): string {
  const { count, listed } = deals
  if (count === 0) return '<section><h2>Open deals</h2><p class="quiet">None.</p></section>'
  const rows = listed.map(({ name, expectedOn, minor, currency }) =>
    row([
      [escapeHtml(name)],
      [expectedOn === null ? '' : formatDay(expectedOn), 'quiet'],
      [minor === null ? '' : `${currency} ${formatMinor(minor, currency)}`, 'number'],
    ]),
  )
  const more = count > listed.length ? `, the largest ${listed.length} of ${count}` : `, ${count}`
  return `<section><h2>Open deals${more}</h2><table><caption>Open deals</caption>${headRow([
    ['Deal', 'd1'],
    ['Expected', 'd2'],
    ['Amount', 'd3 number'],
  ])}<tbody>
${rows.join('\n')}
</tbody></table></section>`
}

function sectionOf({ title, note, lines }: CardSection): string {
  const items = lines.map(
    ({ meaning, label, note: more, value }) =>
      `<li class="line"><span>${escapeHtml(label)}${more === '' ? '' : ` <span class="quiet">${escapeHtml(more)}</span>`}</span><span class="${meaning}">${escapeHtml(value)}</span></li>`,
  )
  const aside = note === '' ? '' : ` <span class="quiet">${escapeHtml(note)}</span>`
  return `<section><h2>${escapeHtml(title)}${aside}</h2><ul>${items.join('')}</ul></section>`
}

/**
 * A scorecard as one page of A4, self-contained: no script, no font and nothing from elsewhere, printed like it is shown.
 * It is a pure function of the frozen content; headings, tables and figures are marked up for readers of the tagged PDF.
 * [SC8]
 *
 * @param contentHash SHA-256 of the canonical content, hex
 */
export function toCardHtml(card: Scorecard, contentHash: string): string {
  const { programme, partner, template, scorePpm, band, from, to } = card
  const period = periodName(from, to, programme.fiscalYearStartMonth)
  const style = toStyle(programme.colour)
  const trend = describeTrend(card)
  // By turns under the deals and under the health, so that both columns fill.
  const sections = (column: 0 | 1): string =>
    card.sections
      .filter((_, i) => i % 2 === column)
      .map(sectionOf)
      .join('\n')
  const score =
    scorePpm === null
      ? '<b>No score</b>'
      : `<b>${formatPoints(scorePpm)}</b> of 100 <strong class="${bandMeaning(template.body.bands, band)}">${escapeHtml(band)}</strong>`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policyOf(style)}"><meta name="viewport" content="width=device-width"><title>Scorecard ${escapeHtml(partner.name)}, ${period}</title><style>${style}</style></head><body>
<header><div><h1>${escapeHtml(partner.name)}</h1><p class="cut quiet">${escapeHtml(describeCard(card))}</p></div><div class="number"><p><strong>Scorecard ${period}</strong></p><p class="cut quiet">${escapeHtml(programme.name)}</p></div></header>
<div class="top"><div><p class="score">${score}</p>${summarise(card)
    .map((sentence) => `<p>${escapeHtml(sentence)}</p>`)
    .join('')}</div>
<section><h2>Score, last four quarters</h2>${trend === '' ? '' : `<p class="cut quiet">${trend}</p>`}${drawTrend(card)}</section></div>
${metricTable(card)}
<p class="basis">${escapeHtml(describeBasis(card))} ${escapeHtml(describeTrendSource(card))}</p>
<div class="more"><div><section><h2>Revenue by quarter, ${card.currency}</h2>${drawRevenue(card)}</section>
${healthTable(card)}
${sections(1)}</div>
<div>${dealTable(card)}
${sections(0)}</div></div>
<footer><p>Issued ${formatDay(card.issuedOn)}. Content ${escapeHtml(contentHash)}</p></footer>
</body></html>
`
}
