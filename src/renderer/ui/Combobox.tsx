import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronDown, X } from 'lucide-react'
import styles from './controls.module.css'
import { cx } from './cx.ts'
import type { FieldControl } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { useLockedFields } from './lockedFields.ts'
import type { Option } from './Select.tsx'
import { uiTexts } from './texts.ts'

interface ComboboxProps<V extends string | number> extends Partial<FieldControl> {
  options: readonly Option<V>[]
  value: V | null
  onValue: (value: V | null) => void
  label?: string | undefined
  placeholder?: string | undefined
  /** Shows an x that empties the field. */
  isClearable?: boolean | undefined
  /** Given when the options come from the engine: told what is typed; then nothing is filtered here. */
  onSearch?: ((text: string) => void) | undefined
  /** Stands inside a sentence; its class gives the width. */
  isInline?: boolean | undefined
  disabled?: boolean | undefined
  className?: string | undefined
}

/** Esc closes the list, and then whatever is around the field; it never empties the field. [UI10] */
export function keepOnEscape(details: Base.Root.ChangeEventDetails): boolean {
  if (details.reason !== 'escape-key') return false
  details.cancel()
  details.allowPropagation()
  return true
}

/** One of many choices, found by typing. */
export function Combobox<V extends string | number>({
  options,
  value,
  onValue,
  label,
  placeholder,
  isClearable,
  onSearch,
  isInline,
  disabled,
  className,
  ...control
}: ComboboxProps<V>) {
  const isLocked = useLockedFields()
  const selected = options.find((option) => option.value === value) ?? null
  return (
    <Base.Root<Option<V>>
      items={options}
      value={selected}
      onValueChange={(next, details) => {
        if (!keepOnEscape(details)) onValue(next?.value ?? null)
      }}
      onInputValueChange={(text, details) => {
        if (!keepOnEscape(details)) onSearch?.(text)
      }}
      itemToStringLabel={(option) => option.label}
      isItemEqualToValue={(a, b) => a.value === b.value}
      {...(onSearch ? { filter: null } : {})}
      disabled={disabled === true || isLocked}
    >
      <Base.InputGroup
        className={cx(styles.group, isInline === true ? styles.inlineGroup : styles.wide, className)}
        data-invalid={control['aria-invalid']}
      >
        <Base.Input {...control} aria-label={label} placeholder={placeholder ?? ''} />
        {isClearable === true && selected !== null && (
          <Base.Clear className={styles.groupButton} aria-label={uiTexts.clear}>
            <Icon of={X} size={12} />
          </Base.Clear>
        )}
        <Base.Trigger className={styles.groupButton} aria-label={uiTexts.showChoices}>
          <Icon of={ChevronDown} size={12} />
        </Base.Trigger>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4}>
          <Base.Popup className={styles.popup}>
            <Base.Empty className={styles.none}>{uiTexts.nothingFits}</Base.Empty>
            <Base.List>
              {(option: Option<V>) => (
                <Base.Item key={option.value} value={option} className={styles.item}>
                  <span className={styles.tick}>
                    <Base.ItemIndicator>
                      <Icon of={Check} size={14} />
                    </Base.ItemIndicator>
                  </span>
                  <span className="cut">{option.label}</span>
                  {option.hint !== undefined && <span className={styles.itemHint}>{option.hint}</span>}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
