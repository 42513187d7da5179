import { Activity as ActivityIcon, CircleCheck, CloudOff, LoaderCircle, Search } from 'lucide-react'
import { runMenuCommand } from '../client/menu.ts'
import { usePageActions, usePageHead } from '../client/pageHead.ts'
import { useSession } from '../client/session.ts'
import { IconButton, Keys } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import parts from '../ui/parts.module.css'
import { Popover } from '../ui/Popover.tsx'
import { Progress, progressText } from '../ui/Progress.tsx'
import { cx } from '../ui/cx.ts'
import styles from './App.module.css'
import { AsOf } from './AsOf.tsx'
import { PeriodPicker } from './PeriodPicker.tsx'
import { appTexts as texts } from './texts.ts'

export function TopBar() {
  const { title, crumbs, hasPeriod } = usePageHead()
  return (
    <header className={styles.top}>
      {crumbs.map((crumb) => (
        <span key={crumb.href} className={styles.crumb}>
          <a href={crumb.href}>{crumb.label}</a> /
        </span>
      ))}
      <h1 className={cx(styles.title, 'cut')} title={title}>
        {title}
      </h1>
      {hasPeriod && <PeriodPicker />}
      <AsOf />
      <span className={styles.push} />
      <div ref={placeActions} className={styles.actions} />
      <button type="button" className={styles.search} onClick={() => runMenuCommand('search')}>
        <Icon of={Search} />
        <span className="cut">{texts.search}</span>
        <Keys>Ctrl K</Keys>
      </button>
      <SaveState />
      <Activity />
    </header>
  )
}

function placeActions(slot: HTMLElement | null): void {
  usePageActions.setState({ slot })
}

/** Whether what was done is stored. */
function SaveState() {
  const { links, saving, savedAt } = useSession()
  const isDown = links.writer === 'down'
  const time =
    savedAt && `${String(savedAt.getHours()).padStart(2, '0')}:${String(savedAt.getMinutes()).padStart(2, '0')}`
  const text = isDown ? texts.notSaving : saving > 0 ? texts.saving : time === null ? texts.saved : texts.savedAt(time)
  return (
    <span className={styles.saved} data-state={isDown ? 'down' : 'up'} title={text}>
      <Icon of={isDown ? CloudOff : saving > 0 ? LoaderCircle : CircleCheck} />
      <span className={styles.savedText}>{text}</span>
    </span>
  )
}

/** Long work that is running, with counts and Cancel; its bar also stands at the lower edge of the top bar. */
function Activity() {
  const { tasks, queue } = useSession()
  const [first] = tasks
  return (
    <>
      <Popover
        label={texts.activity}
        align="end"
        trigger={<IconButton label={texts.activity} icon={ActivityIcon} aria-busy={tasks.length > 0} />}
      >
        <div className={styles.activity}>
          {tasks.map((task) => (
            <div key={task.id}>
              <b>{task.label}</b>
              <Progress label={task.label} progress={task.progress} onCancel={task.cancel} />
            </div>
          ))}
          {tasks.length === 0 && (
            <p className="ink2">{queue === null ? texts.nothingRuns : texts.engineRuns(queue.running)}</p>
          )}
          {queue !== null && queue.waiting > 0 && <p className="ink2">{texts.waitingCommands(queue.waiting)}</p>}
        </div>
      </Popover>
      {first && (
        <progress
          className={cx(parts.bar, styles.bar)}
          aria-label={`${first.label}: ${progressText(first.progress)}`}
          {...(first.progress?.total ? { value: first.progress.done, max: first.progress.total } : {})}
        />
      )}
    </>
  )
}
