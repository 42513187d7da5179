import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import styles from './parts.module.css'

export interface Line {
  label: ReactNode
  value: ReactNode
  /** `sum`: a rule above and heavier. `total`: the last figure of a receipt. `off`: struck through, it lost. */
  weight?: 'sum' | 'total' | 'off' | undefined
}

/** Label left, figure right, like a receipt. `isWords`: values are words and start at one edge. */
export function Lines({ lines, isWords }: { lines: readonly Line[]; isWords?: boolean }) {
  return (
    <dl className={cx(styles.lines, isWords === true && styles.wordLines)}>
      {lines.map((line, index) => [
        <dt key={`${index} label`} className={line.weight && styles[line.weight]}>
          {line.label}
        </dt>,
        <dd key={`${index} value`} className={line.weight && styles[line.weight]}>
          {line.value}
        </dd>,
      ])}
    </dl>
  )
}

/** A titled part of a page, parted from the next by a hairline that the page draws. */
export function Section({
  title,
  sub,
  actions,
  children,
  className,
}: {
  title: ReactNode
  sub?: ReactNode
  actions?: ReactNode
  children?: ReactNode
  className?: string | undefined
}) {
  return (
    <section className={cx(styles.section, className)}>
      <div className={styles.sectionHead}>
        <div>
          <h2 className={styles.sectionTitle}>{title}</h2>
          {sub !== undefined && <p className={styles.sectionSub}>{sub}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  )
}
