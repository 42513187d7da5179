import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { useIsPast } from '../client/past.ts'
import { pastTexts } from '../client/texts.ts'
import styles from './Button.module.css'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'

/** A disabled button with the reason as its tooltip, while an earlier day is shown and it would change something. */
function useLock(changes: boolean | undefined): Pick<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled' | 'title'> {
  const isPast = useIsPast()
  return changes === true && isPast ? { disabled: true, title: pastTexts.locked } : {}
}

interface Changing {
  /** It changes the workspace, or leads to what does: disabled while an earlier day is shown. [HI18] */
  changes?: boolean | undefined
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, Changing {
  /** `main`: the one filled button of a page or panel. `bare`: toolbars. `danger`: takes something away. */
  look?: 'plain' | 'main' | 'bare' | 'danger' | undefined
  isSmall?: boolean | undefined
  isWide?: boolean | undefined
  icon?: LucideIcon | undefined
  /** Shortcut shown as a key cap: "Ctrl Z". */
  keys?: string | undefined
  ref?: Ref<HTMLButtonElement> | undefined
}

/** A button says verb and object ("Approve 3 deals"). */
export function Button({
  look = 'plain',
  isSmall,
  isWide,
  icon,
  keys,
  changes,
  className,
  children,
  ...rest
}: ButtonProps) {
  const lock = useLock(changes)
  return (
    <button
      type="button"
      {...rest}
      {...lock}
      className={cx(
        styles.button,
        look !== 'plain' && styles[look],
        isSmall === true && styles.small,
        isWide === true && styles.wide,
        className,
      )}
    >
      {icon && <Icon of={icon} />}
      {children}
      {keys !== undefined && <Keys>{keys}</Keys>}
    </button>
  )
}

/** A button that is only an icon; `label` is its name and its tooltip. */
export function IconButton({
  label,
  icon,
  isSmall,
  changes,
  className,
  ...rest
}: Omit<ButtonProps, 'look' | 'children' | 'isWide' | 'keys'> & { label: string; icon: LucideIcon }) {
  const lock = useLock(changes)
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      {...lock}
      className={cx(styles.button, styles.bare, styles.iconOnly, isSmall === true && styles.small, className)}
    >
      <Icon of={icon} />
    </button>
  )
}

/** A button inside a sentence or a row that looks like a link. */
export function LinkButton({ changes, className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & Changing) {
  const lock = useLock(changes)
  return <button type="button" {...rest} {...lock} className={cx(styles.link, className)} />
}

/** A key cap. */
export function Keys({ children }: { children: ReactNode }) {
  return <kbd className={styles.keys}>{children}</kbd>
}

export function ButtonRow({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <div className={cx(styles.row, className)}>{children}</div>
}
