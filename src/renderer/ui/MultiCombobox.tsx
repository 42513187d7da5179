import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { keepOnEscape } from './Combobox.tsx'
import styles from './controls.module.css'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'
import type { Option } from './Select.tsx'
import { uiTexts } from './texts.ts'

interface MultiComboboxProps {
  /** Of the field that is typed into, for a label above it. */
  id?: string | undefined
  label: string
  options: readonly Option<string>[]
  /** Words of chosen values that may not be among the options now. */
  chosenOptions?: readonly Option<string>[] | undefined
  values: readonly string[]
  onValues: (values: string[]) => void
  /** Stands in the field while nothing is chosen. */
  placeholder: string
  /** Words of the offer to take what was typed, when it is none of the options: "Use “Suite 3”". */
  offerNew?: ((text: string) => string) | undefined
  /** Said where there is nothing to choose from. */
  none?: string | undefined
  /** Says what is missing. */
  describedBy?: string | undefined
  /** Stands inside a sentence. */
  isInline?: boolean | undefined
  /** Given when the options come from the engine: told what is typed; then nothing is filtered here. */
  onSearch?: ((text: string) => void) | undefined
}

type Item = Option<string> & { isNew?: boolean }

/** Several of many choices, found by typing; the chosen ones stand in the field, each with an x. */
export function MultiCombobox({
  id,
  label,
  options,
  chosenOptions = [],
  values,
  onValues,
  placeholder,
  offerNew,
  none = uiTexts.nothingFits,
  describedBy,
  isInline,
  onSearch,
}: MultiComboboxProps) {
  const [text, setText] = useState('')
  const say = (next: string): void => {
    setText(next)
    onSearch?.(next)
  }
  const toItem = (value: string): Item =>
    [...options, ...chosenOptions].find((option) => option.value === value) ?? { value, label: value }
  const chosen = values.map(toItem)
  const known = [...options, ...chosen.filter(({ value }) => !options.some((option) => option.value === value))]
  const typed = text.trim()
  const isKnown = known.some((item) => item.label.toLowerCase() === typed.toLowerCase())
  const items: Item[] =
    offerNew === undefined || typed === '' || isKnown ? known : [...known, { value: typed, label: typed, isNew: true }]
  return (
    <Base.Root<Item, true>
      multiple
      items={items}
      value={chosen}
      onValueChange={(next, details) => {
        if (keepOnEscape(details)) return
        onValues(next.map((item) => item.value))
        say('')
      }}
      inputValue={text}
      onInputValueChange={(next, details) => {
        if (!keepOnEscape(details)) say(next)
      }}
      {...(onSearch ? { filter: null } : {})}
      itemToStringLabel={(item) => item.label}
      isItemEqualToValue={(a, b) => a.value === b.value}
      // Enter takes the first that fits, or what was typed.
      autoHighlight
    >
      <Base.InputGroup className={cx(styles.group, styles.multi, isInline === true ? styles.inlineGroup : styles.wide)}>
        <Base.Chips className={styles.chosen} aria-label={chosen.length > 0 ? label : undefined}>
          {chosen.map((item) => (
            <Base.Chip
              key={item.value}
              className={styles.chosenOne}
              aria-label={item.label}
              aria-description={uiTexts.howToRemove}
            >
              <span className="cut">{item.label}</span>
              <Base.ChipRemove className={styles.groupButton} aria-label={uiTexts.remove(item.label)}>
                <Icon of={X} size={12} />
              </Base.ChipRemove>
            </Base.Chip>
          ))}
          <Base.Input
            id={id}
            aria-label={label}
            aria-describedby={describedBy}
            placeholder={chosen.length === 0 ? placeholder : ''}
          />
        </Base.Chips>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} align="start">
          <Base.Popup className={styles.popup}>
            <Base.Empty className={styles.none}>{none}</Base.Empty>
            <Base.List>
              {(item: Item) => (
                <Base.Item key={item.value} value={item} className={styles.item}>
                  <span className={styles.tick}>
                    {item.isNew === true ? (
                      <Icon of={Plus} size={14} />
                    ) : (
                      <Base.ItemIndicator>
                        <Icon of={Check} size={14} />
                      </Base.ItemIndicator>
                    )}
                  </span>
                  <span className="cut">
                    {item.isNew === true && offerNew !== undefined ? offerNew(item.label) : item.label}
                  </span>
                  {item.hint !== undefined && <span className={styles.itemHint}>{item.hint}</span>}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
