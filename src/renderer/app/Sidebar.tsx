import { User } from 'lucide-react'
import { Fragment } from 'react'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, useRoute } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import type { PageDefinition } from '../client/feature.ts'
import { cx } from '../ui/cx.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './App.module.css'
import { pages } from './features.ts'
import { Logo } from '../ui/Logo.tsx'
import { appTexts as texts } from './texts.ts'
import { ToastView } from './ToastView.tsx'

const SETTINGS = 'settings'
/** A badge says that something waits; beyond this the number itself says nothing more. */
const MOST_SHOWN = 999

export function Sidebar() {
  const programme = useProgramme()
  const shown = pages.filter((page) => page.icon !== undefined && page.under === undefined)
  return (
    <aside className={styles.side} aria-label={texts.sections}>
      <div className={styles.sideHead}>
        <Logo />
        <span className="cut" title={programme?.name}>
          {programme?.name ?? texts.product}
        </span>
      </div>
      <nav className={styles.nav} aria-label={texts.pages}>
        {shown
          .filter((page) => page.page !== SETTINGS)
          .map((page) => (
            <Fragment key={page.page}>
              <PageLink page={page} />
              <SubLinks of={page.page} />
            </Fragment>
          ))}
      </nav>
      <div className={styles.navEnd}>
        <ToastView />
        <nav className={styles.nav} aria-label={texts.programmeNav}>
          {shown
            .filter((page) => page.page === SETTINGS)
            .map((page) => (
              <PageLink key={page.page} page={page} />
            ))}
        </nav>
      </div>
      <div className={styles.sideFoot}>
        <div className={styles.who} title={programme?.actorName}>
          <Icon of={User} />
          <span className="cut">{programme?.actorName ?? texts.you}</span>
        </div>
      </div>
    </aside>
  )
}

const pagesUnder = (of: string): PageDefinition[] =>
  pages.filter((page) => page.under === of && page.icon !== undefined)

/** The page whose own pages stand below it: the one that is open, or the one it belongs to. */
function useSection(): string {
  const open = useRoute((route) => route.page)
  return pages.find((known) => known.page === open)?.under ?? open
}

function SubLinks({ of }: { of: string }) {
  if (useSection() !== of) return null
  return pagesUnder(of).map((page) => <PageLink key={page.page} page={page} />)
}

function PageLink({ page }: { page: PageDefinition }) {
  const current = useRoute((route) => route.page)
  // What waits on a page that is not listed now is told by the one above it.
  const counted = [page, ...(useSection() === page.page ? [] : pagesUnder(page.page))]
  const isCounting = counted.some(({ waiting: count }) => count !== undefined)
  const counts = useEngineQuery('metrics.counts', {}, { enabled: isCounting }).data
  const waiting = counts === undefined ? 0 : counted.reduce((sum, one) => sum + (one.waiting?.(counts) ?? 0), 0)
  return (
    <a
      href={linkTo({ page: page.page })}
      className={cx(styles.link, page.under !== undefined && styles.subLink)}
      title={page.label}
      aria-current={page.page === current ? 'page' : undefined}
    >
      {page.icon && <Icon of={page.icon} />}
      <span className="cut">{page.label}</span>
      {waiting > 0 && (
        <span className={styles.waiting} role="note" aria-label={texts.waiting(waiting)}>
          {waiting > MOST_SHOWN ? `${MOST_SHOWN}+` : waiting}
        </span>
      )}
    </a>
  )
}
