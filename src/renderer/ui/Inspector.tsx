import { Check, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { formatMinor } from '../../contract/money.ts'
import type { TourMark } from '../client/tourMark.ts'
import { IconButton } from './Button.tsx'
import { cx } from './cx.ts'
import { formatCount } from './figures.tsx'
import { Icon } from './Icon.tsx'
import styles from './Inspector.module.css'
import { Lines, type Line } from './Lines.tsx'
import { uiTexts } from './texts.ts'

interface InspectorProps {
  title: ReactNode
  /** One sentence. */
  lead?: ReactNode
  onClose?: (() => void) | undefined
  isWide?: boolean | undefined
  /** Stays beside the page when it is narrow (confirm panels); otherwise it lies over it. */
  isFixed?: boolean | undefined
  /** At most two buttons and one note. */
  foot?: ReactNode
  mark?: TourMark | undefined
  children: ReactNode
}

/** The panel at the right: head, blocks parted by hairlines, foot. A table opens it with Enter and closes it with Esc. */
export function Inspector({ title, lead, onClose, isWide, isFixed, foot, mark, children }: InspectorProps) {
  return (
    <aside
      className={cx(styles.inspector, isWide === true && styles.wide, isFixed === true ? styles.beside : styles.over)}
      aria-label={typeof title === 'string' ? title : undefined}
      data-tour={mark}
    >
      <div className={styles.head}>
        <div className={styles.title}>
          <h2 className="cut">{title}</h2>
          {onClose && <IconButton label={uiTexts.close} icon={X} isSmall onClick={onClose} />}
        </div>
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
      </div>
      {/* A region that scrolls must be reachable by keyboard. */}
      <div className={styles.body} tabIndex={0} role="group" aria-label={typeof title === 'string' ? title : undefined}>
        {children}
      </div>
      {foot !== undefined && <div className={styles.foot}>{foot}</div>}
    </aside>
  )
}

/** A part of an inspector; `aside` stands at the right of its head (a link, a count). */
export function Block({ title, aside, children }: { title?: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className={styles.block}>
      {title !== undefined && (
        <h3>
          <span>{title}</span>
          {aside}
        </h3>
      )}
      {children}
    </section>
  )
}

/** A note at the right of an inspector's foot. */
export function FootNote({ children }: { children: ReactNode }) {
  return <span className={styles.footNote}>{children}</span>
}

interface ConfirmPanelProps {
  title: string
  lead: ReactNode
  /** Head of the count column: "Payouts". */
  countLabel: string
  totals: readonly { currency: string; count: number; minor: number }[]
  lines?: readonly Line[]
  /** What was checked; what did not pass comes first, on a wash. */
  checks?: readonly { text: ReactNode; isPassed: boolean; detail?: ReactNode }[]
  checksTitle?: string
  /** What happens next and until when it can be undone. */
  next?: { title: string; text: ReactNode }
  fingerprint?: string | null
  foot: ReactNode
  mark?: TourMark | undefined
}

/** The exact frozen list before something is done to many rows: count, totals per currency, checks, what happens next. */
export function ConfirmPanel({
  title,
  lead,
  countLabel,
  totals,
  lines = [],
  checks = [],
  checksTitle,
  next,
  fingerprint,
  foot,
  mark,
}: ConfirmPanelProps) {
  const sorted = checks.toSorted((a, b) => Number(a.isPassed) - Number(b.isPassed))
  const rows: Line[] = [...lines]
  if (fingerprint) rows.push({ label: uiTexts.fingerprint, value: <span className="mono">{fingerprint}</span> })
  return (
    <Inspector title={title} lead={lead} isFixed foot={foot} mark={mark}>
      <Block>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{uiTexts.currency}</th>
              <th>{countLabel}</th>
              <th>{uiTexts.total}</th>
            </tr>
          </thead>
          <tbody>
            {totals.map((total) => (
              <tr key={total.currency}>
                <td>{total.currency}</td>
                <td>{formatCount(total.count)}</td>
                <td className={styles.big}>{formatMinor(total.minor, total.currency)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length > 0 && <Lines lines={rows} />}
      </Block>
      {sorted.length > 0 && (
        <Block {...(checksTitle === undefined ? {} : { title: checksTitle })}>
          <ul className={styles.checks}>
            {sorted.map((check, index) => (
              <li key={index} className={cx(styles.check, check.isPassed ? styles.passed : styles.failed)}>
                <Icon of={check.isPassed ? Check : TriangleAlert} size={14} />
                <div>
                  {check.isPassed ? check.text : <b>{check.text}</b>}
                  {check.detail !== undefined && <p className="ink2">{check.detail}</p>}
                </div>
              </li>
            ))}
          </ul>
        </Block>
      )}
      {next && (
        <Block title={next.title}>
          <p className="ink2">{next.text}</p>
        </Block>
      )}
    </Inspector>
  )
}
