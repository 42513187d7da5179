import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronDown } from 'lucide-react'
import styles from './controls.module.css'
import { cx } from './cx.ts'
import type { FieldControl } from './Field.tsx'
import { Icon } from './Icon.tsx'
import { useLockedFields } from './lockedFields.ts'

export interface Option<V extends string | number> {
  value: V
  label: string
  /** A second, quieter text at the right. */
  hint?: string | undefined
  /** Options of one group stand together under this heading. */
  group?: string | undefined
}

/** One option for each of these words, in their order. */
export function optionsOf<V extends string>(labels: Readonly<Record<V, string>>): Option<V>[] {
  // The keys of a record literal are exactly its type's keys.
  return (Object.keys(labels) as V[]).map((value) => ({ value, label: labels[value] }))
}

interface SelectProps<V extends string | number> extends Partial<FieldControl> {
  options: readonly Option<V>[]
  value: V | null
  onValue: (value: V) => void
  /** Names the control where no Field does. */
  label?: string | undefined
  placeholder?: string | undefined
  isInline?: boolean | undefined
  isSmall?: boolean | undefined
  disabled?: boolean | undefined
  className?: string | undefined
  /** Given when somebody else opens and closes the list. */
  isOpen?: boolean | undefined
  onOpen?: ((isOpen: boolean) => void) | undefined
}

/** One of few choices. For many, or for typing, see Combobox. */
export function Select<V extends string | number>({
  options,
  value,
  onValue,
  label,
  placeholder,
  isInline,
  isSmall,
  disabled,
  className,
  isOpen,
  onOpen,
  ...control
}: SelectProps<V>) {
  const isLocked = useLockedFields()
  return (
    <Base.Root<V>
      {...(isOpen === undefined ? {} : { open: isOpen })}
      onOpenChange={(next) => onOpen?.(next)}
      items={options.map((option) => ({ value: option.value, label: option.label }))}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onValue(next)
      }}
      disabled={disabled === true || isLocked}
    >
      <Base.Trigger
        {...control}
        aria-label={label}
        className={cx(
          styles.control,
          isInline === true ? styles.inline : isSmall === true ? styles.small : styles.wide,
          className,
        )}
      >
        <Base.Value placeholder={placeholder ?? ''} className="cut" />
        <Icon of={ChevronDown} size={12} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className={styles.popup}>
            {grouped(options).map(([group, members]) =>
              group === undefined ? (
                members.map((option) => <Item key={option.value} option={option} />)
              ) : (
                <Base.Group key={group}>
                  <Base.GroupLabel className={styles.heading}>{group}</Base.GroupLabel>
                  {members.map((option) => (
                    <Item key={option.value} option={option} />
                  ))}
                </Base.Group>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Item<V extends string | number>({ option }: { option: Option<V> }) {
  return (
    <Base.Item value={option.value} className={styles.item}>
      <span className={styles.tick}>
        <Base.ItemIndicator>
          <Icon of={Check} size={14} />
        </Base.ItemIndicator>
      </span>
      <Base.ItemText>{option.label}</Base.ItemText>
      {option.hint !== undefined && <span className={styles.itemHint}>{option.hint}</span>}
    </Base.Item>
  )
}

/** Options by group, in the order in which the groups first appear. */
function grouped<V extends string | number>(
  options: readonly Option<V>[],
): (readonly [string | undefined, readonly Option<V>[]])[] {
  const groups = new Map<string | undefined, Option<V>[]>()
  for (const option of options) {
    const members = groups.get(option.group)
    if (members) members.push(option)
    else groups.set(option.group, [option])
  }
  return [...groups]
}
