import { useLayoutEffect, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { usePageActions, usePageHead, type Crumb } from '../client/pageHead.ts'
import { cx } from './cx.ts'
import styles from './Page.module.css'

interface PageProps {
  title: string
  /** The way here: `[{ label: 'Payouts', href: linkTo({ page: 'payouts' }) }]`. */
  crumbs?: readonly Crumb[]
  /** The period picker means something here. */
  hasPeriod?: boolean
  /** Buttons in the top bar. */
  actions?: ReactNode
  /** Scrolls as a whole, with the page's gutter. Without it the children fill the room (tables, split panels). */
  isScrolling?: boolean
  children: ReactNode
}

const NO_CRUMBS: readonly Crumb[] = []

/** A page below the top bar: its title, crumbs and buttons there, its content here. */
export function Page({ title, crumbs = NO_CRUMBS, hasPeriod = false, actions, isScrolling, children }: PageProps) {
  useLayoutEffect(() => usePageHead.setState({ title, crumbs, hasPeriod }), [title, crumbs, hasPeriod])
  const slot = usePageActions((actionsBar) => actionsBar.slot)
  return (
    <div
      className={cx(styles.page, isScrolling === true && styles.scrolling)}
      {...(isScrolling === true ? { tabIndex: -1 } : {})}
    >
      {slot && actions !== undefined && createPortal(actions, slot)}
      {children}
    </div>
  )
}

/** Content and a panel beside it. */
export function Split({ children }: { children: ReactNode }) {
  return <div className={styles.split}>{children}</div>
}

/** The content column of a Split. */
export function Column({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <div className={cx(styles.column, className)}>{children}</div>
}
