import { inkOf, inkOn } from '../../contract/brand.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { escapeHtml as escape, policyHash } from '../text/html.ts'
import type { ChartModel, PackModel, Section, TableModel, Tile } from './pack.rules.ts'
import { toSvg } from './packCharts.ts'

type Brand = ProgrammeSettings['brand']

const styleOf = ({ colour }: Brand): string => `
@page { size: A4; margin: 12mm 14mm 16mm; }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { background: #fff; color: #15201f; font: 13px/18px Inter, "Segoe UI", system-ui, -apple-system, "Liberation Sans", Arial, sans-serif; font-variant-numeric: tabular-nums; print-color-adjust: exact; }
body { max-width: 760px; margin: 32px auto; padding: 0 16px; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 12px; line-height: 16px; } }
header { background: ${colour}; color: ${inkOn(colour)}; padding: 18px 20px; display: flex; justify-content: space-between; gap: 24px; align-items: center; }
header img { max-height: 44px; max-width: 180px; background: #fff; padding: 6px; }
h1 { font-size: 22px; line-height: 28px; font-weight: 600; overflow-wrap: anywhere; }
section { margin-top: 22px; }
h2 { font-size: 15px; line-height: 20px; font-weight: 600; color: ${inkOf(colour)}; border-bottom: 1px solid ${inkOf(colour)}; padding-bottom: 3px; break-after: avoid; }
h3 { font-size: 13px; font-weight: 600; margin-top: 12px; break-after: avoid; }
.sub, .quiet, th { color: #465352; }
.sub { margin-top: 4px; break-after: avoid; }
.tiles { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); margin-top: 8px; border-top: 1px solid #d5dada; }
.tiles > div { padding: 8px 12px 8px 0; border-bottom: 1px solid #d5dada; break-inside: avoid; }
.tiles dd { font-size: 20px; line-height: 26px; font-weight: 600; }
.tiles dd + dd { font-size: 12px; line-height: 16px; font-weight: 400; color: #465352; }
figure { margin-top: 10px; break-inside: avoid; }
figcaption { font-weight: 600; }
figcaption small { font-size: inherit; font-weight: 400; }
svg { width: 100%; height: auto; display: block; }
table { width: 100%; border-collapse: collapse; margin-top: 6px; }
th, td { padding: 3px 10px 3px 0; text-align: left; vertical-align: top; font-weight: 400; border-bottom: 1px solid #d5dada; overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.number { text-align: right; white-space: nowrap; }
ul { list-style: none; margin-top: 4px; }
li { padding: 5px 0; border-bottom: 1px solid #d5dada; break-inside: avoid; overflow-wrap: anywhere; white-space: pre-line; }
li small { display: block; font-size: 12px; color: #465352; }
footer { margin-top: 22px; color: #465352; font-size: 11px; line-height: 15px; }
`

const second = '#9aa4a4'

function tilesHtml(tiles: readonly Tile[]): string {
  const shown = tiles.map(({ label, value, before, fact }) => {
    const more = [before, fact].filter((text) => text !== '').join(' · ')
    return `<div><dt class="quiet">${escape(label)}</dt><dd>${escape(value)}</dd>${more === '' ? '' : `<dd>${escape(more)}</dd>`}</div>`
  })
  return `<dl class="tiles">${shown.join('')}</dl>`
}

function tableHtml({ head, rows }: TableModel, title: string): string {
  const cls = (index: number): string => (head[index]?.isNumber === true ? ' class="number"' : '')
  const heads = head.map(({ label }, index) => `<th scope="col"${cls(index)}>${escape(label)}</th>`)
  const lines = rows.map(
    (row) => `<tr>${row.map((cell, index) => `<td${cls(index)}>${escape(cell)}</td>`).join('')}</tr>`,
  )
  return `<table aria-label="${escape(title)}"><thead><tr>${heads.join('')}</tr></thead><tbody>\n${lines.join('\n')}\n</tbody></table>`
}

function chartHtml(chart: ChartModel, colour: string): string {
  const colours = [inkOf(colour), second]
  const legend =
    chart.series.length < 2
      ? ''
      : chart.series
          .map(
            ({ name }, index) =>
              `<svg class="key" viewBox="0 0 9 9" width="9" height="9" aria-hidden="true"><rect width="9" height="9" fill="${colours[index] ?? second}"/></svg><small>${escape(name)}</small>`,
          )
          .join(' ')
  return `<figure><figcaption>${escape(chart.title)} ${legend}</figcaption>${toSvg(chart, colours)}</figure>`
}

function sectionHtml(section: Section, colour: string): string {
  const { title, sub, tiles = [], charts = [], tables = [], points = [], lines = [] } = section
  const items = points.map(({ text, figures }) => `<li>${escape(text)}<small>${escape(figures)}</small></li>`)
  return `<section><h2>${escape(title)}</h2>${sub === '' ? '' : `<p class="sub">${escape(sub)}</p>`}
${lines.map((line) => `<p class="sub">${escape(line)}</p>`).join('')}${tiles.length === 0 ? '' : tilesHtml(tiles)}${charts
    .map((chart) => chartHtml(chart, colour))
    .join(
      '',
    )}${tables.map((one) => tableHtml(one.table, title)).join('')}${items.length === 0 ? '' : `<ul>${items.join('')}</ul>`}</section>`
}

/** A pack as one page that needs nothing else and runs nothing; a PDF is printed from it. [QB11] */
export function toPackHtml(pack: PackModel, brand: Brand): string {
  const style = `${styleOf(brand)}figcaption .key { display: inline-block; width: 9px; height: 9px; margin-left: 12px; }\n`
  const policy = `default-src 'none'; style-src ${policyHash(style)}; img-src data:`
  const logo = brand.logo === '' ? '' : `<img src="${brand.logo}" alt="">`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><meta name="viewport" content="width=device-width"><title>${escape(pack.name)}</title><style>${style}</style></head><body>
<header><div><h1>${escape(pack.partner)}</h1><p>${escape(pack.title)}, ${escape(pack.period)}</p><p>${escape(pack.when)}</p></div>${logo}</header>
${pack.sections.map((section) => sectionHtml(section, brand.colour)).join('\n')}
<footer>${pack.notes.map((note) => `<p>${escape(note)}</p>`).join('')}</footer>
</body></html>
`
}
