import type { ReactNode } from 'react'
import { formatCount } from './figures.tsx'
import styles from './Tabs.module.css'

export interface TabLink {
  key: string
  label: string
  /** Address of the tab (`linkTo`). */
  href: string
  count?: number | undefined
}

/** The sub-pages of a page as links under the top bar; each has an address, so Back works. `children` stand at the right. */
export function Tabs({
  label,
  tabs,
  current,
  children,
}: {
  label: string
  tabs: readonly TabLink[]
  current: string
  children?: ReactNode
}) {
  return (
    <nav className={styles.bar} aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.key} href={tab.href} className={styles.tab} aria-current={tab.key === current ? 'page' : undefined}>
          {tab.label}
          {tab.count !== undefined && <span className={styles.count}>{formatCount(tab.count)}</span>}
        </a>
      ))}
      {children !== undefined && <div className={styles.end}>{children}</div>}
    </nav>
  )
}
