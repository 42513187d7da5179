import { formatDay, type Day } from '../../contract/dates.ts'
import { formatMinor, type Money as Amount } from '../../contract/money.ts'
import { cx } from './cx.ts'
import styles from './parts.module.css'
import { uiTexts } from './texts.ts'

interface MoneyProps {
  minor: number | null
  currency: string
  /** Shows the currency: where no head or title says it. */
  hasUnit?: boolean | undefined
  /** The word before a negative amount ("owes us", "Clawback"); a minus never stands alone. `null`: the head says it. */
  negativeWord?: string | null | undefined
  /** Zero recedes (tables). */
  dimZero?: boolean | undefined
}

/** An amount with its currency's own digits and a true minus. */
export function Money({ minor, currency, hasUnit, negativeWord = null, dimZero }: MoneyProps) {
  if (minor === null) return <span className="ink3">{uiTexts.none}</span>
  return (
    <span className={cx('num', dimZero === true && minor === 0 && styles.zero)}>
      {minor < 0 && negativeWord !== null && <span className={styles.negative}>{negativeWord}</span>}
      {hasUnit === true && <span className={styles.unit}>{currency} </span>}
      {formatMinor(minor, currency)}
    </span>
  )
}

/** Amounts of several currencies under each other, never added; "none" when there are none. */
export function Amounts({ amounts, negativeWord }: { amounts: readonly Amount[]; negativeWord?: string | null }) {
  if (amounts.length === 0) return <span className="ink3">{uiTexts.none}</span>
  return (
    <span className={styles.amounts}>
      {amounts.map((amount) => (
        <Money key={amount.currency} {...amount} hasUnit negativeWord={negativeWord ?? null} />
      ))}
    </span>
  )
}

/** "USD 1,234.00, JPY 500" for sentences. */
export function amountsText(amounts: readonly Amount[]): string {
  return amounts.map((amount) => `${amount.currency} ${formatMinor(amount.minor, amount.currency)}`).join(', ')
}

/** "18 Dec 2025"; a missing day is said. */
export function DayText({ day }: { day: Day | null }) {
  if (day === null) return <span className="ink3">{uiTexts.none}</span>
  return (
    <time dateTime={day} className="num">
      {formatDay(day)}
    </time>
  )
}

/** "18 Dec 2025, 09:14" in this computer's zone, for stamps of who did what. */
export function MomentText({ at }: { at: string }) {
  return (
    <time dateTime={at} className="num">
      {formatMoment(at)}
    </time>
  )
}

export function formatMoment(at: string): string {
  const date = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${formatDay(day)}, ${two(date.getHours())}:${two(date.getMinutes())}`
}

/** A count, grouped: 1,284. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}
