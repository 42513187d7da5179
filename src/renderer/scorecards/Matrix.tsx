import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown, ArrowUp, FileCheck } from 'lucide-react'
import { useId, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react'
import { formatMeasure } from '../../contract/measureTexts.ts'
import { formatRate } from '../../contract/money.ts'
import {
  bandMeaning,
  describeTarget,
  formatPoints,
  formatValue,
  healthWordTexts,
} from '../../contract/scorecardText.ts'
import type { Band } from '../../contract/scorecards.ts'
import { navigate } from '../client/navigation.ts'
import { cx } from '../ui/cx.ts'
import { Icon } from '../ui/Icon.tsx'
import { Status } from '../ui/Status.tsx'
import { rowHeight } from '../ui/table/geometry.ts'
import { ChangeCell, type Compared } from './ChangeCell.tsx'
import { partnerLink } from './links.ts'
import styles from './Matrix.module.css'
import type { MatrixColumn, MatrixData, MatrixRow, MatrixSort } from './matrixRows.ts'
import { nextSort } from './matrixRows.ts'
import { healthMeaning, toneOf } from './meanings.ts'
import { scorecardTexts } from './texts.ts'

const texts = scorecardTexts.matrix
const OVERSCAN = 8
/** Of a figure at 13 px and of a letter of a head at 12 px, in px. */
const DIGIT_WIDTH = 7.8
const LETTER_WIDTH = 6.8
const CELL_PADDING = 18
const SORT_ICON = 14

export type Shown = 'attained' | 'actual'

interface MatrixProps {
  data: MatrixData
  rows: readonly MatrixRow[]
  bands: readonly Band[]
  shown: Shown
  /** What scores are compared with; null: with nothing. */
  compared: Compared | null
  sort: MatrixSort
  onSort: (sort: MatrixSort) => void
  /** Stands in the body when no row fits. */
  none: ReactNode
}

type Metric = MatrixData['metrics'][number]

/** In short: "≤ 3.0%". */
function targetText(metric: Metric, currency: string): string {
  return `${metric.better === 'lower' ? '≤ ' : ''}${formatValue(metric, metric.target, currency)}`
}

/** "100.0%" */
const ATTAINED_DIGITS = 6

/** Wide enough for every figure of the column and for its head; neither is ever cut. */
function widthOf(metric: Metric, index: number, { partners, currency }: MatrixData): number {
  const figures = [
    targetText(metric, currency).length,
    ...(metric.median === null ? [] : [formatValue(metric, metric.median, currency).length]),
    ...partners.flatMap(({ values }) => {
      const actual = values[index]?.actual ?? null
      return actual === null ? [] : [formatValue(metric, actual, currency).length]
    }),
  ]
  const figure = Math.max(ATTAINED_DIGITS, ...figures) * DIGIT_WIDTH
  // A head has two lines, and its words are not broken.
  const letters = Math.max(
    Math.ceil(metric.label.length / 2) + 1,
    ...metric.label.split(' ').map((word) => word.length),
  )
  return Math.ceil(Math.max(figure, letters * LETTER_WIDTH + SORT_ICON)) + CELL_PADDING
}

/**
 * Partners × metrics as a heat table. Not the DataTable: that shows windows of an engine view, whose columns are SQL;
 * these columns are the metrics of a template, computed for every partner at once.
 */
export function Matrix({ data, rows, bands, shown, compared, sort, onSort, none }: MatrixProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const id = useId()
  const [chosen, setChosen] = useState(0)
  const active = Math.min(chosen, rows.length - 1)
  const height = rowHeight('usual')
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: OVERSCAN,
  })
  const open = (row: MatrixRow | undefined): void => {
    if (row) navigate({ page: 'scorecards', parts: ['partners', row.partnerId] })
  }
  const go = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    setChosen(next)
    virtual.scrollToIndex(next, { align: 'auto' })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // A head keeps its own keys.
    if (event.target !== scroller.current) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / height) - 4)
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => go(active + 1),
      ArrowUp: () => go(active - 1),
      PageDown: () => go(active + page),
      PageUp: () => go(active - page),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      Enter: () => open(rows[active]),
    }
    const step = steps[event.key]
    if (!step) return
    event.preventDefault()
    step()
  }
  const isCompared = compared !== null
  const columns = [`minmax(10.5rem, 1fr) 4.5rem ${isCompared ? '5.5rem ' : ''}6.5rem 5.5rem 6rem`, ...data.metrics.map((metric, i) => `${widthOf(metric, i, data)}px`)] // prettier-ignore
  const head = (column: MatrixColumn, label: string, title: string, more?: string, isNumber = true): ReactNode => (
    <HeadCell
      key={column}
      {...{ label, title, more, isNumber }}
      direction={sort.column !== column ? null : sort.isDescending ? 'descending' : 'ascending'}
      onSort={() => onSort(nextSort(sort, column))}
    />
  )
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={texts.label}
      aria-rowcount={rows.length + 3}
      aria-colcount={data.metrics.length + (isCompared ? 6 : 5)}
      aria-activedescendant={rows.length > 0 ? `${id}-${active}` : undefined}
      className={styles.matrix}
      // A custom property through the style object is set by script, which the content policy allows.
      style={{ '--columns': columns.join(' ') } as CSSProperties}
      onKeyDown={onKeyDown}
    >
      <div className={styles.inner}>
        <div role="rowgroup" className={styles.head}>
          <div role="row" className={cx(styles.row, styles.headRow)} aria-rowindex={1}>
            {head('name', texts.partner, texts.partner, undefined, false)}
            {head('score', texts.score, texts.score)}
            {compared !== null && head('change', texts.change, texts.changeHint(compared.label), compared.label)}
            <div role="columnheader" className={styles.headCell}>
              <span className={styles.sort}>{texts.band}</span>
            </div>
            {head('percentile', texts.peers, texts.peersHint)}
            {head('health', texts.health, texts.healthHint, undefined, false)}
            {data.metrics.map((metric, index) =>
              head(
                index,
                metric.label,
                `${metric.label} = ${metric.formula}. ${texts.weight(formatRate(metric.weightPpm))}`,
                formatRate(metric.weightPpm),
              ),
            )}
          </div>
        </div>
        {rows.length === 0 && (
          <div role="rowgroup" className={styles.none}>
            <div role="row">
              <div role="gridcell">{none}</div>
            </div>
          </div>
        )}
        <div role="rowgroup" className={styles.body} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid takes the keys for its active row
              <div
                key={row.partnerId}
                id={`${id}-${item.index}`}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={item.index === active}
                className={cx(styles.row, styles.line, item.index === active && styles.active)}
                style={{ height, transform: `translateY(${item.start}px)` }}
                onClick={() => setChosen(item.index)}
                onDoubleClick={() => open(row)}
              >
                <RowCells row={row} data={data} bands={bands} shown={shown} compared={compared} />
              </div>
            )
          })}
        </div>
        <Foot data={data} shownCount={rows.length} isCompared={isCompared} />
      </div>
    </div>
  )
}

function HeadCell({
  label,
  title,
  more,
  isNumber,
  direction,
  onSort,
}: {
  label: string
  title: string
  more: string | undefined
  isNumber: boolean
  direction: 'ascending' | 'descending' | null
  onSort: () => void
}) {
  return (
    <div
      role="columnheader"
      aria-sort={direction ?? 'none'}
      className={cx(styles.headCell, isNumber && styles.number)}
      title={title}
    >
      <button type="button" tabIndex={-1} className={styles.sort} onClick={onSort}>
        <span>{label}</span>
        {direction !== null && <Icon of={direction === 'descending' ? ArrowDown : ArrowUp} size={12} />}
      </button>
      {more !== undefined && <span className={styles.weight}>{more}</span>}
    </div>
  )
}

function RowCells({
  row,
  data,
  bands,
  shown,
  compared,
}: Pick<MatrixProps, 'data' | 'bands' | 'shown' | 'compared'> & { row: MatrixRow }) {
  const { name, scorePpm, band, problem, percentilePpm, health, cardId, partnerId } = row
  return (
    <>
      <div role="gridcell" className={cx(styles.cell, styles.name)}>
        <a className="cut" tabIndex={-1} href={partnerLink(partnerId)} title={name}>
          {name}
        </a>
        {cardId !== null && (
          <span title={texts.published} className={styles.published}>
            <Icon of={FileCheck} size={14} />
            <span className="vh">{texts.published}</span>
          </span>
        )}
      </div>
      <div role="gridcell" className={cx(styles.cell, 'num med')}>
        {scorePpm === null ? <span className="ink3">{scorecardTexts.none}</span> : formatPoints(scorePpm)}
      </div>
      {compared !== null && <ChangeCell row={row} compared={compared} />}
      <div role="gridcell" className={styles.cell}>
        {scorePpm !== null ? (
          <BandText bands={bands} band={band} />
        ) : (
          problem === 'rateMissing' && <Status meaning="warn">{texts.noRate}</Status>
        )}
      </div>
      <div role="gridcell" className={cx(styles.cell, 'num')}>
        {percentilePpm === null ? (
          <span className="ink3">{scorecardTexts.none}</span>
        ) : (
          formatMeasure(percentilePpm, 'rate', '')
        )}
      </div>
      <div role="gridcell" className={styles.cell}>
        {health === null ? (
          <span className="ink3">{scorecardTexts.none}</span>
        ) : health === 'healthy' ? (
          healthWordTexts.healthy
        ) : (
          <Status meaning={healthMeaning[health]}>{healthWordTexts[health]}</Status>
        )}
      </div>
      {data.metrics.map((metric, index) => (
        <ValueCell
          key={metric.measure}
          {...{ name, metric, shown }}
          value={row.values[index]}
          currency={data.currency}
        />
      ))}
    </>
  )
}

/** Normal bands are plain text; the lower ones carry their meaning. */
function BandText({ bands, band }: { bands: readonly Band[]; band: string }) {
  const meaning = bandMeaning(bands, band)
  if (meaning === 'good' || meaning === 'mute') return <span className="cut">{band}</span>
  return <Status meaning={meaning}>{band}</Status>
}

function ValueCell({
  name,
  metric,
  value,
  shown,
  currency,
}: {
  name: string
  metric: Metric
  value: MatrixRow['values'][number] | undefined
  shown: Shown
  currency: string
}) {
  if (!value || value.actual === null || value.attainmentPpm === null)
    return (
      <div role="gridcell" className={cx(styles.cell, 'num ink3')}>
        {value?.problem === 'rateMissing' ? texts.noRate : scorecardTexts.none}
      </div>
    )
  const actual = formatValue(metric, value.actual, currency)
  const attained = formatMeasure(value.attainmentPpm, 'rate', currency)
  return (
    <div
      role="gridcell"
      className={cx(styles.cell, 'num')}
      data-tone={toneOf(value.attainmentPpm)}
      title={texts.cell(name, metric.label, actual, describeTarget(metric, currency), attained)}
    >
      {shown === 'actual' ? actual : attained}
    </div>
  )
}

/** Targets and medians under their columns, in the unit of the metric. */
function Foot({ data, shownCount, isCompared }: { data: MatrixData; shownCount: number; isCompared: boolean }) {
  const { metrics, partners, currency } = data
  const lines = [
    {
      key: 'target',
      label: texts.target,
      cells: metrics.map((metric) => targetText(metric, currency)),
    },
    {
      key: 'median',
      label: texts.median,
      cells: metrics.map((metric) =>
        metric.median === null ? scorecardTexts.none : formatValue(metric, metric.median, currency),
      ),
    },
  ]
  return (
    <div role="rowgroup" className={styles.foot}>
      {lines.map(({ key, label, cells }, line) => (
        <div key={key} role="row" className={styles.row} aria-rowindex={shownCount + 2 + line}>
          <div role="gridcell" className={cx(styles.cell, styles.name)}>
            {line === 0 ? texts.countOf(shownCount, partners.length) : ''}
          </div>
          <div role="gridcell" className={cx(styles.cell, styles.footLabel, isCompared && styles.besideChange)}>
            {label}
          </div>
          {cells.map((cell, index) => (
            <div key={metrics[index]?.measure} role="gridcell" className={cx(styles.cell, 'num')}>
              {cell}
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
