import { Ellipsis, Plus } from 'lucide-react'
import { useState, type FormEvent } from 'react'
import { Button, IconButton } from '../Button.tsx'
import { cx } from '../cx.ts'
import { Field, Input } from '../Field.tsx'
import { formatCount } from '../figures.tsx'
import { Menu } from '../Menu.tsx'
import { Popover } from '../Popover.tsx'
import tabs from '../Tabs.module.css'
import type { TableView } from './column.ts'
import { tableTexts as texts } from './texts.ts'
import type { TableChoices } from './useTableChoices.ts'
import styles from './ViewTabs.module.css'

interface ViewTabsProps {
  label: string
  views: readonly TableView[]
  choices: TableChoices
  /** Rows of the open view, when they are counted. */
  count: number | null
}

/** The page's views and the user's own as tabs; "+" keeps what is shown as a new one. */
export function ViewTabs({ label, views, choices, count }: ViewTabsProps) {
  const { viewKey, savedViews } = choices
  return (
    <div className={tabs.bar} role="group" aria-label={label}>
      {[...views, ...savedViews].map((view) => {
        const isCurrent = view.key === viewKey
        const isOwn = savedViews.some((saved) => saved.key === view.key)
        return (
          <span key={view.key} className={styles.view}>
            <button
              type="button"
              aria-pressed={isCurrent}
              className={cx(tabs.tab, isCurrent && styles.current)}
              onClick={() => choices.openView(view)}
            >
              {view.label}
              {isCurrent && count !== null && <span className={tabs.count}>{formatCount(count)}</span>}
            </button>
            {isCurrent && isOwn && (
              <Menu
                align="start"
                trigger={<IconButton isSmall label={texts.viewActions(view.label)} icon={Ellipsis} />}
                items={[
                  { label: texts.replaceView, run: () => choices.replaceView(view.key) },
                  { label: texts.removeView, isDanger: true, run: () => choices.removeView(view.key) },
                ]}
              />
            )}
          </span>
        )
      })}
      <SaveView onSave={choices.saveView} />
    </div>
  )
}

function SaveView({ onSave }: { onSave: (label: string) => void }) {
  const [isOpen, setOpen] = useState(false)
  const [label, setLabel] = useState('')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (label.trim() === '') return
    onSave(label.trim())
    setLabel('')
    setOpen(false)
  }
  return (
    <span className={styles.view}>
      <Popover
        label={texts.saveView}
        isOpen={isOpen}
        onOpen={setOpen}
        trigger={<IconButton isSmall label={texts.saveView} icon={Plus} />}
      >
        <form onSubmit={submit} className={styles.form}>
          <Field label={texts.viewName}>
            {(control) => <Input {...control} maxLength={60} value={label} onValue={setLabel} />}
          </Field>
          <Button type="submit" look="main" disabled={label.trim() === ''}>
            {texts.save}
          </Button>
        </form>
      </Popover>
    </span>
  )
}
