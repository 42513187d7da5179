import { formatMeasure } from '../../contract/measureTexts.ts'
import type { CardMetric, Scorecard } from '../../contract/scorecards.ts'
import { formatPoints, formatWhole, periodName } from '../../contract/scorecardText.ts'
import { escapeHtml } from '../text/html.ts'

// The figures of the printed page, as SVG with a text alternative each. Coordinates are px at 96 dots an inch.

interface Point {
  x: number
  y: number
}

const at = (value: number): string => value.toFixed(1)

/** Points side by side; null where there is no value. The lowest lies at `bottom`, the highest at `top`. */
function place(values: readonly (number | null)[], area: { left: number; right: number; top: number; bottom: number }) {
  const known = values.filter((value) => value !== null)
  const low = Math.min(...known)
  const span = Math.max(...known) - low || 1
  const step = (area.right - area.left) / Math.max(1, values.length - 1)
  return values.map((value, i): Point | null =>
    value === null
      ? null
      : { x: area.left + i * step, y: area.bottom - ((value - low) * (area.bottom - area.top)) / span },
  )
}

const polyline = (points: readonly (Point | null)[]): string =>
  `<polyline points="${points.flatMap((point) => (point ? [`${at(point.x)},${at(point.y)}`] : [])).join(' ')}"/>`

function picture(width: number, height: number, label: string, content: string): string {
  return `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(label)}">${content}</svg>`
}

/** Scores of four quarters as a line; what was not published has an open point. */
export function drawTrend({ trend, programme }: Scorecard): string {
  const names = trend.map(({ from, to }) => periodName(from, to, programme.fiscalYearStartMonth))
  const points = place(
    trend.map(({ scorePpm }) => scorePpm),
    { left: 28, right: 232, top: 20, bottom: 58 },
  )
  const marks = points.map((point, i) => {
    const x = 28 + i * 68
    const quarter = `<text class="tick" x="${x}" y="88" text-anchor="middle">${names[i]}</text>`
    const { scorePpm, source } = trend[i] ?? {}
    if (!point || scorePpm === null || scorePpm === undefined) return quarter
    const mark = source === 'computed' ? 'open' : 'full'
    return `<circle class="${mark}" cx="${at(point.x)}" cy="${at(point.y)}" r="3.5"/><text class="figure" x="${at(point.x)}" y="${at(point.y - 8)}" text-anchor="middle">${formatPoints(scorePpm)}</text>${quarter}`
  })
  const label = trend.map(({ scorePpm }, i) => `${names[i]} ${scorePpm === null ? 'none' : formatPoints(scorePpm)}`)
  return picture(260, 92, `Score by quarter: ${label.join(', ')}`, `${polyline(points)}${marks.join('')}`)
}

/** Revenue of four quarters as bars from zero, the last one strong. */
export function drawRevenue({ trend, revenueMinor, programme, currency }: Scorecard): string {
  const names = trend.map(({ from, to }) => periodName(from, to, programme.fiscalYearStartMonth))
  const texts = revenueMinor.map((minor) => (minor === null ? 'none' : formatWhole(minor, currency)))
  const most = Math.max(1, ...revenueMinor.map((minor) => minor ?? 0))
  const bars = revenueMinor.map((minor, i) => {
    const height = (Math.max(0, minor ?? 0) / most) * 52
    const x = i * 80
    return `<rect class="${i === revenueMinor.length - 1 ? 'strong' : 'ghost'}" x="${x}" y="${at(70 - height)}" width="68" height="${at(height)}"/><text class="figure" x="${x + 34}" y="${at(64 - height)}" text-anchor="middle">${texts[i]}</text><text class="tick" x="${x + 34}" y="86" text-anchor="middle">${names[i]}</text>`
  })
  const label = `Revenue by quarter in ${currency}: ${names.map((name, i) => `${name} ${texts[i]}`).join(', ')}`
  return picture(312, 90, label, `<line x1="0" x2="312" y1="70.5" y2="70.5"/>${bars.join('')}`)
}

/** A metric over four quarters as a small line. */
export function drawSpark({ quarters, unit, label }: CardMetric, currency: string): string {
  const texts = quarters.map((value) => (value === null ? 'none' : formatMeasure(value, unit, currency)))
  if (quarters.filter((value) => value !== null).length < 2) return ''
  const points = place(quarters, { left: 3, right: 57, top: 3, bottom: 11 })
  const last = points.at(-1)
  const dot = last ? `<circle class="full" cx="${at(last.x)}" cy="${at(last.y)}" r="2"/>` : ''
  return picture(60, 14, `${label}, last four quarters: ${texts.join(', ')}`, `${polyline(points)}${dot}`)
}

/** How much of its target a metric reached, as a bar; under 80 % it is marked. */
export function drawAttainment({ attainmentPpm }: CardMetric): string {
  const share = Math.min(1, (attainmentPpm ?? 0) / 1_000_000)
  const tone = (attainmentPpm ?? 0) < 800_000 ? 'mark' : 'bar'
  return `<svg width="60" height="7" viewBox="0 0 60 7" aria-hidden="true"><rect class="ghost" width="60" height="7"/><rect class="${tone}" width="${at(60 * share)}" height="7"/></svg>`
}
