import { User } from 'lucide-react'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo, useRoute } from '../client/navigation.ts'
import { useProgramme } from '../client/programme.ts'
import type { PageDefinition } from '../client/feature.ts'
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
  const shown = pages.filter((page) => page.icon !== undefined)
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
            <PageLink key={page.page} page={page} />
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

function PageLink({ page }: { page: PageDefinition }) {
  const open = useRoute((route) => route.page)
  const current = pages.find((known) => known.page === open)?.under ?? open
  const counts = useEngineQuery('metrics.counts', {}, { enabled: page.waiting !== undefined }).data
  const waiting = counts && page.waiting ? page.waiting(counts) : 0
  return (
    <a
      href={linkTo({ page: page.page })}
      className={styles.link}
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
