import { useRef, type ReactNode } from 'react'
import type { TourMark } from '../client/tourMark.ts'
import { cx } from './cx.ts'
import styles from './Figure.module.css'
import { Definition } from './Popover.tsx'
import { Spark } from './Spark.tsx'
import { Status, type Meaning } from './Status.tsx'
import { uiTexts } from './texts.ts'

interface FigureProps {
  label: string
  unit?: string | undefined
  /** How it is made, shown under the tile on hover and focus. */
  formula: string
  rows?: readonly (readonly [string, ReactNode])[] | undefined
  /** Where its numbers come from, and what to know about it. */
  note?: ReactNode
  /** Null: there is none yet; `none` says so. */
  value: string | null
  none?: string
  /** Where the rows behind it are. */
  href?: string | undefined
  /** On track, drifting, off; with the target it is measured against. */
  verdict?: { meaning: Meaning; text: string; against?: string } | undefined
  /** One more fact. */
  fact?: ReactNode
  /** Last values, oldest first; drawn as a small line. */
  trend?: readonly number[] | undefined
  mark?: TourMark | undefined
}

/** Up to six figures in a row, three when the window is narrow. */
export function Figures({ label, columns = 6, children }: { label: string; columns?: 4 | 6; children: ReactNode }) {
  return (
    <section className={cx(styles.figures, columns === 4 && styles.four)} aria-label={label}>
      {children}
    </section>
  )
}

/** One figure with its definition, trend, verdict and one fact. */
export function Figure({
  label,
  unit,
  formula,
  rows = [],
  note,
  value,
  none = uiTexts.none,
  href,
  verdict,
  fact,
  trend = [],
  mark,
}: FigureProps) {
  const tile = useRef<HTMLElement>(null)
  const isLong = value !== null && value.length > LONG
  return (
    <article ref={tile} className={styles.figure} data-tour={mark}>
      <h2 className={cx(styles.label, 'cut')}>
        <Definition term={label} formula={formula} rows={rows} note={note} anchor={tile} />
        {unit !== undefined && <span className={styles.unit}> {unit}</span>}
      </h2>
      <p className={cx(styles.value, isLong && styles.long, value === null && styles.none)}>
        {value === null ? none : href === undefined ? <span>{value}</span> : <a href={href}>{value}</a>}
        {trend.length > 1 && value !== null && !isLong && <Spark values={trend} className={styles.spark} />}
      </p>
      {verdict && (
        <p className={styles.verdict}>
          <Status meaning={verdict.meaning}>{verdict.text}</Status>
          {verdict.against !== undefined && <span className="cut">{verdict.against}</span>}
        </p>
      )}
      <p className={cx(styles.fact, 'cut')}>{fact}</p>
    </article>
  )
}

/** More letters than fit beside a trend at full size. */
const LONG = 11
