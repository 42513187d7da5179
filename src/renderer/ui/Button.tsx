import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import styles from './Button.module.css'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
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
export function Button({ look = 'plain', isSmall, isWide, icon, keys, className, children, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
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
  className,
  ...rest
}: Omit<ButtonProps, 'look' | 'children' | 'isWide' | 'keys'> & { label: string; icon: LucideIcon }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(styles.button, styles.bare, styles.iconOnly, isSmall === true && styles.small, className)}
    >
      <Icon of={icon} />
    </button>
  )
}

/** A button inside a sentence or a row that looks like a link. */
export function LinkButton({ className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="button" {...rest} className={cx(styles.link, className)} />
}

/** A key cap. */
export function Keys({ children }: { children: ReactNode }) {
  return <kbd className={styles.keys}>{children}</kbd>
}

export function ButtonRow({ children, className }: { children: ReactNode; className?: string | undefined }) {
  return <div className={cx(styles.row, className)}>{children}</div>
}
