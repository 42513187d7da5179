import {
  BarController,
  BarElement,
  CategoryScale,
  Chart as ChartJs,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
  type ChartOptions,
  type Plugin,
} from 'chart.js'
import { ChartColumn, Table } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { Chart as Canvas } from 'react-chartjs-2'
import { IconButton } from './Button.tsx'
import styles from './Chart.module.css'
import { MiniTable } from './MiniTable.tsx'
import { uiTexts } from './texts.ts'

ChartJs.register(
  BarController,
  BarElement,
  LineController,
  LineElement,
  PointElement,
  CategoryScale,
  LinearScale,
  Tooltip,
)

/** `highlight` is the one that the title speaks of; `ghost` bars and `context` lines stand around it. */
export type Tone = 'highlight' | 'ghost' | 'context' | 'limit' | 'second' | 'third'

export interface Series {
  label: string
  tone: Tone
  kind?: 'bar' | 'line'
  values: readonly (number | null)[]
  /** Text drawn at single points (first, last, highest); null draws none. */
  pointLabels?: readonly (string | null)[]
  /** Highlights single bars of a quiet series. */
  tones?: readonly Tone[]
  isDashed?: boolean
  /** A line that jumps at each point instead of sloping (rates by threshold). */
  isStepped?: boolean
}

export interface ChartProps {
  /** The finding, as a sentence. */
  title: string
  /** Measure and unit. */
  sub: string
  labels: readonly string[]
  series: readonly Series[]
  /** Text alternative: what a person sees, with first and last value. */
  description: string
  /** Words of a value: axis, tooltip and table. */
  format: (value: number) => string
  /** Head of the label column in the table. */
  labelHead: string
  /** Where the rows behind each label are: a press on its bar or point leads there, and so does its name in the table. */
  hrefs?: readonly (string | undefined)[]
  height?: number
  isHorizontal?: boolean
  isStacked?: boolean
  /** Line charts may start above zero; then the axis shows where. */
  startsAtZero?: boolean
  actions?: ReactNode
}

const toneTokens: Readonly<Record<Tone, string>> = {
  highlight: '--chart-1',
  ghost: '--chart-ghost',
  context: '--chart-context',
  limit: '--chart-limit',
  second: '--chart-2',
  third: '--chart-3',
}

/** How it is written tells one way of writing values from another. */
const PROBE = 1_234_567.89

/** A chart that states its finding, can be read as a table, and speaks to screen readers. */
export function Chart(props: ChartProps) {
  const { title, sub, labels, series, description, format, labelHead, hrefs, height = 240, actions } = props
  const [isTable, setTable] = useState(false)
  const { theme, read } = useTokens()
  // A chart is drawn again only when what it shows has changed, not whenever the page around it is.
  const shown = JSON.stringify([
    theme,
    format(PROBE),
    sub,
    labels,
    series,
    hrefs,
    props.isHorizontal,
    props.isStacked,
    props.startsAtZero,
  ])
  const [drawing, setDrawing] = useState(() => ({ shown, ...toDrawing(props, read) }))
  if (drawing.shown !== shown) setDrawing({ shown, ...toDrawing(props, read) })
  const legend = series.filter((one) => one.tone !== 'limit')
  return (
    <figure className={styles.figure}>
      <div className={styles.head}>
        <figcaption>
          <h2 className={styles.title}>{title}</h2>
          <p className={styles.sub}>
            {sub}
            {legend.length > 1 &&
              legend.map((one) => (
                <span key={one.label}>
                  <span className={styles.key} style={{ background: `var(${toneTokens[one.tone]})` }} />
                  {one.label}
                </span>
              ))}
          </p>
        </figcaption>
        {actions}
        <IconButton
          isSmall
          label={isTable ? uiTexts.showChart : uiTexts.showTable}
          icon={isTable ? ChartColumn : Table}
          onClick={() => setTable(!isTable)}
        />
      </div>
      {isTable ? (
        <div className={styles.scroll} style={{ height }} tabIndex={0} role="group" aria-label={title}>
          <MiniTable
            label={title}
            head={[labelHead, ...series.map((one) => one.label)]}
            rows={labels.map((label, index) => ({
              key: label,
              cells: [
                hrefs?.[index] === undefined ? (
                  label
                ) : (
                  <a key="label" href={hrefs[index]}>
                    {label}
                  </a>
                ),
                ...series.map((one) => shownValue(one.values[index], format)),
              ],
            }))}
          />
        </div>
      ) : (
        <div className={styles.canvas} style={{ height }}>
          <Canvas
            // The drawing libraries fix their colours and plugins when they start.
            key={`${theme} ${JSON.stringify(series.map((one) => one.pointLabels ?? []))}`}
            type="bar"
            role="img"
            aria-label={description}
            data={drawing.data}
            options={drawing.options}
            plugins={drawing.plugins}
          />
        </div>
      )}
    </figure>
  )
}

function shownValue(value: number | null | undefined, format: (value: number) => string): string {
  return value === null || value === undefined ? uiTexts.none : format(value)
}

function toDrawing(props: ChartProps, read: ReadToken) {
  const { labels, series } = props
  return {
    data: { labels: [...labels], datasets: series.map((one) => toDataset(one, read)) },
    options: toOptions(props, read),
    plugins: [pointLabels(series, read)],
  }
}

function toDataset(one: Series, read: ReadToken) {
  const colour = read(toneTokens[one.tone])
  const line = one.kind === 'line'
  return {
    type: line ? ('line' as const) : ('bar' as const),
    label: one.label,
    // A line is drawn over bars, wherever it stands among the series.
    order: line ? 0 : 1,
    data: [...one.values],
    backgroundColor: one.tones ? one.tones.map((tone) => read(toneTokens[tone])) : line ? read('--surface') : colour,
    borderColor: colour,
    borderWidth: line ? (one.tone === 'highlight' ? 2 : 1.5) : 0,
    borderDash: one.isDashed === true ? [3, 3] : [],
    pointRadius: line && one.isDashed !== true && one.isStepped !== true ? 3 : 0,
    pointBackgroundColor: one.tone === 'highlight' ? colour : read('--surface'),
    pointBorderColor: one.tone === 'highlight' ? read('--surface') : colour,
    stepped: one.isStepped === true ? ('before' as const) : false,
    maxBarThickness: 40,
    categoryPercentage: 0.85,
    barPercentage: 0.78,
  }
}

function toOptions(
  { isHorizontal, isStacked, startsAtZero = true, format, hrefs }: ChartProps,
  read: ReadToken,
): ChartOptions {
  const font = { family: read('--font-ui'), size: 11 }
  const values = {
    stacked: isStacked ?? false,
    beginAtZero: startsAtZero,
    border: { display: false },
    grid: { color: read('--chart-grid'), drawTicks: false },
    ticks: {
      color: read('--ink-2'),
      font,
      maxTicksLimit: 5,
      padding: 6,
      callback: (value: string | number) => format(Number(value)),
    },
  }
  const categories = {
    stacked: isStacked ?? false,
    border: { color: read('--chart-axis') },
    grid: { display: false },
    ticks: {
      color: read('--ink-2'),
      font,
      maxRotation: 0,
      autoSkipPadding: 8,
      ...(isHorizontal === true ? { autoSkip: false } : {}),
    },
  }
  const rowsOf = (hits: readonly { index: number }[]): string | undefined => hrefs?.[hits[0]?.index ?? -1]
  return {
    animation: false,
    maintainAspectRatio: false,
    indexAxis: isHorizontal === true ? 'y' : 'x',
    interaction: { mode: 'index', intersect: false, axis: isHorizontal === true ? 'y' : 'x' },
    onClick: (_event, hits) => {
      const href = rowsOf(hits)
      if (href !== undefined) location.hash = href
    },
    onHover: ({ native }, hits) => {
      if (native?.target instanceof HTMLElement)
        native.target.style.cursor = rowsOf(hits) === undefined ? '' : 'pointer'
    },
    layout: { padding: { top: 18, right: isHorizontal === true ? 56 : 8 } },
    scales: isHorizontal === true ? { x: { ...values, display: false }, y: categories } : { x: categories, y: values },
    plugins: {
      legend: { display: false },
      tooltip: {
        backgroundColor: read('--ink'),
        titleColor: read('--surface'),
        bodyColor: read('--surface'),
        titleFont: font,
        bodyFont: font,
        displayColors: false,
        callbacks: {
          label: (item) => {
            const value = isHorizontal === true ? item.parsed.x : item.parsed.y
            return `${item.dataset.label ?? ''}: ${value === null ? uiTexts.none : format(value)}`
          },
        },
      },
    },
  }
}

/** Draws the texts of single points beside them. */
function pointLabels(series: readonly Series[], read: ReadToken): Plugin {
  return {
    id: 'pointLabels',
    afterDatasetsDraw(chart) {
      const { ctx } = chart
      ctx.save()
      series.forEach((one, index) => {
        one.pointLabels?.forEach((text, position) => {
          const point = chart.getDatasetMeta(index).data[position]
          if (text === null || !point) return
          const { x, y } = point.getProps(['x', 'y'], true)
          const isSide = chart.options.indexAxis === 'y'
          const tone = one.tones?.[position] ?? one.tone
          ctx.font = `${tone === 'highlight' ? 600 : 500} 12px ${read('--font-ui')}`
          ctx.fillStyle = tone === 'highlight' ? read('--accent') : read('--ink-2')
          const width = ctx.measureText(text).width
          ctx.textAlign = isSide
            ? 'left'
            : x - width / 2 < chart.chartArea.left
              ? 'left'
              : x + width / 2 > chart.chartArea.right + 8
                ? 'right'
                : 'center'
          ctx.textBaseline = isSide ? 'middle' : 'bottom'
          ctx.fillText(
            text,
            isSide ? x + 6 : ctx.textAlign === 'right' ? chart.chartArea.right + 8 : x,
            isSide ? y : y - 6,
          )
        })
      })
      ctx.restore()
    },
  }
}

type ReadToken = (token: string) => string

/** What each token is in a theme. */
const tokensOf = new Map<string, Map<string, string>>()

/** Asks the style sheet once: each time it would lay out the page. */
function readToken(theme: string, token: string): string {
  const known = tokensOf.get(theme) ?? new Map<string, string>()
  tokensOf.set(theme, known)
  let value = known.get(token)
  if (value === undefined) {
    value = getComputedStyle(document.documentElement).getPropertyValue(token).trim()
    known.set(token, value)
  }
  return value
}

/** The tokens of the theme that is shown now. */
function useTokens(): { theme: string; read: ReadToken } {
  const [theme, setTheme] = useState(currentTheme)
  useEffect(() => {
    const media = window.matchMedia('(prefers-color-scheme: dark)')
    const update = (): void => setTheme(currentTheme())
    const observer = new MutationObserver(update)
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    media.addEventListener('change', update)
    return () => {
      observer.disconnect()
      media.removeEventListener('change', update)
    }
  }, [])
  return { theme, read: (token) => readToken(theme, token) }
}

function currentTheme(): string {
  const chosen = document.documentElement.dataset.theme
  return chosen ?? (window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')
}
