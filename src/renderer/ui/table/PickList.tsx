import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import controls from '../controls.module.css'
import { cx } from '../cx.ts'
import { focusAtOnce } from '../focusAtOnce.ts'
import styles from './PickList.module.css'

export interface Pick {
  key: string
  label: ReactNode
  hint?: ReactNode
  /** Head above the first of its kind. */
  heading?: string | undefined
}

interface PickListProps {
  label: string
  placeholder: string
  text: string
  onText: (text: string) => void
  items: readonly Pick[]
  onPick: (key: string) => void
  /** Said when there are no items. */
  none?: ReactNode
  className?: string | undefined
}

/** A field and the list under it: typing narrows, arrows move, Enter picks. The field keeps the focus. */
export function PickList({ label, placeholder, text, onText, items, onPick, none, className }: PickListProps) {
  const id = useId()
  // By its key: items that come in later leave what Enter picks as it was.
  const [active, setActive] = useState<string | null>(null)
  const index = Math.max(
    0,
    items.findIndex(({ key }) => key === active),
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const next = Math.max(0, Math.min(items.length - 1, index + step))
      setActive(items[next]?.key ?? null)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const item = items[index]
      if (item) onPick(item.key)
    }
  }
  return (
    <div className={cx(styles.list, className)}>
      <input
        ref={focusAtOnce}
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={items.length > 0 ? `${id}-${index}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={text}
        onChange={(event) => {
          onText(event.target.value)
          setActive(null)
        }}
        onKeyDown={onKeyDown}
        className={styles.field}
      />
      <div role="listbox" id={`${id}-list`} aria-label={label} className={styles.items}>
        {items.map((item, position) => (
          <div key={item.key} role="presentation">
            {item.heading !== undefined && item.heading !== items[position - 1]?.heading && (
              <div className={controls.heading} role="presentation">
                {item.heading}
              </div>
            )}
            <div
              id={`${id}-${position}`}
              role="option"
              tabIndex={-1}
              aria-selected={position === index}
              data-highlighted={position === index || undefined}
              className={controls.item}
              onPointerMove={() => setActive(item.key)}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onPick(item.key)}
              onKeyDown={onKeyDown}
            >
              <span className="cut">{item.label}</span>
              {item.hint !== undefined && <span className={controls.itemHint}>{item.hint}</span>}
            </div>
          </div>
        ))}
      </div>
      {items.length === 0 && none !== undefined && <p className={controls.none}>{none}</p>}
    </div>
  )
}
