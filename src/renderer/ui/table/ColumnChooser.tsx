import { ChevronDown, ChevronUp, Columns3, Pin, PinOff } from 'lucide-react'
import { Button, IconButton } from '../Button.tsx'
import { Checkbox } from '../choices.tsx'
import { Popover } from '../Popover.tsx'
import { Select } from '../Select.tsx'
import type { BoundColumn } from './column.ts'
import styles from './ColumnChooser.module.css'
import { densities, emptyLayout, isChosen, ordered, type Layout } from './layout.ts'
import { tableTexts as texts } from './texts.ts'

interface ColumnChooserProps {
  columns: readonly BoundColumn[]
  layout: Layout
  onLayout: (layout: Layout) => void
}

/** Which columns, in which order, which stay in sight, and how high a row is. */
export function ColumnChooser({ columns, layout, onLayout }: ColumnChooserProps) {
  const list = ordered(columns, layout)
  const move = (index: number, step: number): void => {
    const keys = list.map((column) => column.key)
    const [moved] = keys.splice(index, 1)
    if (moved === undefined) return
    keys.splice(index + step, 0, moved)
    onLayout({ ...layout, order: keys })
  }
  const togglePin = (key: string): void =>
    onLayout({
      ...layout,
      pinned: layout.pinned.includes(key) ? layout.pinned.filter((other) => other !== key) : [...layout.pinned, key],
    })
  return (
    <Popover
      label={texts.columns}
      align="end"
      className={styles.popup}
      trigger={
        <Button look="bare" isSmall icon={Columns3}>
          {texts.columns}
        </Button>
      }
    >
      <ul className={styles.list}>
        {list.map((column, index) => {
          const isPinned = layout.pinned.includes(column.key)
          return (
            <li key={column.key} className={styles.row}>
              <Checkbox
                isChecked={isChosen(column, layout)}
                onChecked={(isShown) => onLayout({ ...layout, visible: { ...layout.visible, [column.key]: isShown } })}
              >
                {column.label}
              </Checkbox>
              <span className={styles.actions}>
                <IconButton
                  isSmall
                  label={texts.moveUp(column.label)}
                  icon={ChevronUp}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                />
                <IconButton
                  isSmall
                  label={texts.moveDown(column.label)}
                  icon={ChevronDown}
                  disabled={index === list.length - 1}
                  onClick={() => move(index, 1)}
                />
                <IconButton
                  isSmall
                  label={isPinned ? texts.unpin(column.label) : texts.pin(column.label)}
                  icon={isPinned ? PinOff : Pin}
                  aria-pressed={isPinned}
                  onClick={() => togglePin(column.key)}
                />
              </span>
            </li>
          )
        })}
      </ul>
      <div className={styles.foot}>
        <Select
          label={texts.density}
          isSmall
          value={layout.density}
          onValue={(density) => onLayout({ ...layout, density })}
          options={densities.map((density) => ({ value: density, label: texts.densities[density] }))}
        />
        <Button look="bare" isSmall onClick={() => onLayout({ ...emptyLayout, density: layout.density })}>
          {texts.resetColumns}
        </Button>
      </div>
    </Popover>
  )
}
