import { CircleX } from 'lucide-react'
import { useId, type InputHTMLAttributes, type ReactNode, type Ref, type TextareaHTMLAttributes } from 'react'
import styles from './controls.module.css'
import { cx } from './cx.ts'
import { Icon } from './Icon.tsx'

/** What a control inside a field needs to be named and described. */
export interface FieldControl {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
}

interface FieldProps {
  label: string
  hint?: ReactNode
  /** What is wrong with the value; said under the control and to screen readers. */
  problem?: string | null | undefined
  className?: string | undefined
  children: (control: FieldControl) => ReactNode
}

/** Label above, control, hint or problem under it: `<Field label="Name">{(control) => <Input {...control} … />}</Field>`. */
export function Field({ label, hint, problem, className, children }: FieldProps) {
  const id = useId()
  const hasProblem = problem !== undefined && problem !== null && problem !== ''
  const isDescribed = hasProblem || hint !== undefined
  return (
    <div className={cx(styles.field, className)}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': isDescribed ? `${id}-note` : undefined,
        'aria-invalid': hasProblem ? true : undefined,
      })}
      {hasProblem ? (
        <p id={`${id}-note`} className={styles.problem} role="alert">
          <Icon of={CircleX} size={12} />
          {problem}
        </p>
      ) : (
        hint !== undefined && (
          <p id={`${id}-note`} className={styles.hint}>
            {hint}
          </p>
        )
      )}
    </div>
  )
}

interface InputProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  onValue?: ((value: string) => void) | undefined
  /** Stands inside a sentence. */
  isInline?: boolean | undefined
  isSmall?: boolean | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

/** One line of text, a number or a day (`type="date"`). */
export function Input({ onValue, isInline, isSmall, className, ...rest }: InputProps) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      {...rest}
      onChange={(event) => onValue?.(event.target.value)}
      className={cx(
        styles.control,
        isInline === true ? styles.inline : isSmall === true ? styles.small : styles.wide,
        className,
      )}
    />
  )
}

/** Several lines of text. */
export function TextArea({
  onValue,
  className,
  ...rest
}: Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onChange'> & { onValue?: (value: string) => void }) {
  return (
    <textarea
      {...rest}
      onChange={(event) => onValue?.(event.target.value)}
      className={cx(styles.control, styles.area, styles.wide, className)}
    />
  )
}
