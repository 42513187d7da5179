import { CircleCheck, CircleMinus, CirclePause, CircleX, Info, TriangleAlert, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import styles from './parts.module.css'

/** The five meanings and "nothing to say"; each with a shape of its own, so that colour is never alone. */
export type Meaning = 'good' | 'warn' | 'bad' | 'hold' | 'note' | 'mute'

export const meaningIcons: Readonly<Record<Meaning, LucideIcon>> = {
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleX,
  hold: CirclePause,
  note: Info,
  mute: CircleMinus,
}

/** Icon and word, without a ground. In a table only for rows that need a person; normal rows are plain text. */
export function Status({ meaning, children }: { meaning: Meaning; children: ReactNode }) {
  return (
    <span className={cx(styles.status, styles[meaning])}>
      <Icon of={meaningIcons[meaning]} size={14} />
      <span className="cut">{children}</span>
    </span>
  )
}

/** A word on a wash; outside tables, at most one per heading. */
export function Badge({ meaning, children }: { meaning: Meaning; children: ReactNode }) {
  return <span className={cx(styles.badge, styles[meaning])}>{children}</span>
}

/** A warning or a notice under what it concerns, with the fix as a button among its children. */
export function Callout({
  meaning,
  children,
  className,
}: {
  meaning: Meaning
  children: ReactNode
  className?: string | undefined
}) {
  return (
    <div className={cx(styles.callout, styles[meaning], className)} role={meaning === 'bad' ? 'alert' : undefined}>
      <Icon of={meaningIcons[meaning]} />
      <div>{children}</div>
    </div>
  )
}
