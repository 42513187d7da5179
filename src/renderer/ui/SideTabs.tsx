import styles from './SideTabs.module.css'
import type { TabLink } from './Tabs.tsx'

/** Many sub-pages of a page as a list of links beside it; each has an address, so Back works. */
export function SideTabs({ label, tabs, current }: { label: string; tabs: readonly TabLink[]; current: string }) {
  return (
    <nav className={styles.list} aria-label={label}>
      {tabs.map((tab) => (
        <a
          key={tab.key}
          href={tab.href}
          className={styles.tab}
          title={tab.label}
          aria-current={tab.key === current ? 'page' : undefined}
        >
          <span className="cut">{tab.label}</span>
        </a>
      ))}
    </nav>
  )
}
