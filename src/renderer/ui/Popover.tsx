import { Popover as Base } from '@base-ui/react/popover'
import { useId, type ReactElement, type ReactNode, type RefObject } from 'react'
import controls from './controls.module.css'
import { cx } from './cx.ts'
import styles from './Popover.module.css'

interface PopoverProps {
  trigger: ReactElement
  /** Names the popup for screen readers. */
  label: string
  children: ReactNode | ((close: () => void) => ReactNode)
  isOpen?: boolean
  onOpen?: (isOpen: boolean) => void
  align?: 'start' | 'center' | 'end'
  className?: string | undefined
}

/** A small panel under its button; Esc and a click outside close it. */
export function Popover({ trigger, label, children, isOpen, onOpen, align = 'start', className }: PopoverProps) {
  return (
    <Base.Root {...(isOpen === undefined ? {} : { open: isOpen })} onOpenChange={(next) => onOpen?.(next)}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={controls.positioner} sideOffset={6} align={align} collisionPadding={8}>
          <Base.Popup className={cx(styles.popup, className)} aria-label={label}>
            {typeof children === 'function' ? children(() => onOpen?.(false)) : children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

interface DefinitionProps {
  /** The words with the dotted line. */
  term: ReactNode
  /** How the figure is made: "Partner bookings ÷ all new bookings". */
  formula: string
  /** The numbers in it, its filter and its period. */
  rows?: readonly (readonly [string, ReactNode])[]
  note?: ReactNode
  /** What it opens under, when that is more than the word (a tile: never over its figure). */
  anchor?: RefObject<HTMLElement | null> | undefined
}

/** A word that says what it means, on hover and on focus; opens under the figure, never over it. */
export function Definition({ term, formula, rows = [], note, anchor }: DefinitionProps) {
  const id = useId()
  return (
    <Base.Root>
      <Base.Trigger openOnHover delay={200} className={styles.term} aria-describedby={id}>
        {term}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          {...(anchor ? { anchor } : {})}
          className={controls.positioner}
          side="bottom"
          sideOffset={8}
          align="start"
          collisionPadding={8}
        >
          <Base.Popup id={id} className={cx(styles.popup, styles.definition)} initialFocus={false}>
            <Base.Title render={<p />} className={styles.formula}>
              {formula}
            </Base.Title>
            {rows.length > 0 && (
              <dl className={styles.rows}>
                {rows.flatMap(([name, shown]) => [
                  <dt key={`${name} t`}>{name}</dt>,
                  <dd key={`${name} d`}>{shown}</dd>,
                ])}
              </dl>
            )}
            {note !== undefined && <p className={styles.note}>{note}</p>}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
