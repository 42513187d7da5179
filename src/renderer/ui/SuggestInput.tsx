import { Autocomplete as Base } from '@base-ui/react/autocomplete'
import { useState, type FocusEvent, type Ref } from 'react'
import styles from './controls.module.css'
import { cx } from './cx.ts'
import type { FieldControl } from './Field.tsx'

interface SuggestInputProps extends Partial<FieldControl> {
  value: string
  onValue: (text: string) => void
  /** What is offered for the text as it stands; anything else may be typed as well. */
  offers: readonly string[]
  /** Told what was taken from the list; without it that is a value like any other. */
  onPick?: ((offer: string) => void) | undefined
  label?: string | undefined
  maxLength?: number | undefined
  readOnly?: boolean | undefined
  onBlur?: ((event: FocusEvent<HTMLInputElement>) => void) | undefined
  className?: string | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

/** One line of text that offers what is there already: arrows go to an offer, Enter takes it. */
export function SuggestInput({
  value,
  onValue,
  offers,
  onPick = onValue,
  label,
  readOnly = false,
  className,
  ...rest
}: SuggestInputProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Base.Root
      items={offers}
      // Nothing to offer is no reason for a panel.
      open={isOpen && offers.length > 0}
      onOpenChange={setOpen}
      mode="none"
      value={value}
      onValueChange={(text, { reason }) => (reason === 'item-press' ? onPick(text) : onValue(text))}
      // Enter takes what the arrows went to, never what the pointer happens to lie on.
      highlightItemOnHover={false}
      readOnly={readOnly}
    >
      <Base.Input
        {...rest}
        aria-label={label}
        autoComplete="off"
        spellCheck={false}
        className={cx(styles.control, styles.wide, className)}
      />
      <Base.Portal>
        <Base.Positioner className={cx(styles.positioner, styles.offers)} sideOffset={4} align="start">
          <Base.Popup className={styles.popup}>
            <Base.List>
              {(offer: string) => (
                <Base.Item key={offer} value={offer} className={styles.item}>
                  <span className="cut">{offer}</span>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
