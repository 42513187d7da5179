import { escapeHtml as escape } from '../text/html.ts'
import type { ChartModel } from './pack.rules.ts'

const WIDTH = 640
const HEIGHT = 190
const TOP = 20
const BOTTOM = 22
const GAP = 0.28

/** "1.2M", "340k", "12": room for a label over a bar is short. */
export function shortNumber(value: number): string {
  const size = Math.abs(value)
  const sign = value < 0 ? '−' : ''
  if (size >= 1_000_000) return `${sign}${(size / 1_000_000).toFixed(1)}M`
  if (size >= 10_000) return `${sign}${Math.round(size / 1000)}k`
  return `${sign}${Math.round(size)}`
}

/** Bars by quarter as a drawing without script or style sheet; every bar has its value. [QB11] */
export function toSvg(chart: ChartModel, colours: readonly string[]): string {
  const values = chart.series.flatMap((series) => series.values.map((value) => value ?? 0))
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)]
  const room = HEIGHT - TOP - BOTTOM
  const scale = high === low ? 0 : room / (high - low)
  const zero = TOP + high * scale
  const slot = WIDTH / Math.max(1, chart.labels.length)
  const bar = (slot * (1 - GAP)) / chart.series.length
  const shapes = chart.labels.flatMap((label, index) => {
    const left = index * slot + (slot * GAP) / 2
    const name = `<text x="${round(index * slot + slot / 2)}" y="${HEIGHT - 6}" text-anchor="middle" font-size="11" fill="#465352">${escape(label)}</text>`
    const bars = chart.series.map(({ values: own }, which) => {
      const value = own[index] ?? null
      if (value === null) return ''
      const x = left + which * bar
      const height = Math.abs(value) * scale
      const y = value < 0 ? zero : zero - height
      const text = value === 0 ? '' : shortNumber(value)
      return (
        `<rect x="${round(x)}" y="${round(y)}" width="${round(bar - 2)}" height="${round(height)}" fill="${colours[which] ?? '#7f8a8a'}"/>` +
        `<text x="${round(x + bar / 2 - 1)}" y="${round(value < 0 ? y + height + 11 : y - 4)}" text-anchor="middle" font-size="11" fill="#15201f">${text}</text>`
      )
    })
    return [...bars, name]
  })
  const described = chart.series
    .map(({ name, values: own }) => {
      const told = chart.labels.map((label, index) => `${label} ${own[index] ?? '—'}`)
      return `${name}: ${told.join(', ')}`
    })
    .join('. ')
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escape(described)}"><line x1="0" x2="${WIDTH}" y1="${round(zero)}" y2="${round(zero)}" stroke="#a9b2b2"/>${shapes.join('')}</svg>`
}

const round = (value: number): number => Math.round(value * 10) / 10
