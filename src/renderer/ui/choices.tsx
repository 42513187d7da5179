import { Checkbox as BaseCheckbox } from '@base-ui/react/checkbox'
import { Radio as BaseRadio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { Check, Minus } from 'lucide-react'
import type { ReactNode } from 'react'
import styles from './controls.module.css'
import { Icon } from './Icon.tsx'
import { useLockedFields } from './lockedFields.ts'

interface CheckboxProps {
  isChecked: boolean
  /** Some of what it stands for is chosen. */
  isPartly?: boolean | undefined
  onChecked: (isChecked: boolean) => void
  /** Text beside the box. */
  children?: ReactNode
  /** Names the box where there is no text. */
  label?: string | undefined
  disabled?: boolean | undefined
}

export function Checkbox({ isChecked, isPartly, onChecked, children, label, disabled }: CheckboxProps) {
  const isLocked = useLockedFields()
  const box = (
    <BaseCheckbox.Root
      checked={isChecked}
      indeterminate={isPartly ?? false}
      onCheckedChange={onChecked}
      disabled={disabled === true || isLocked}
      aria-label={label}
      className={styles.check}
    >
      <BaseCheckbox.Indicator>
        <Icon of={isPartly === true ? Minus : Check} size={12} />
      </BaseCheckbox.Indicator>
    </BaseCheckbox.Root>
  )
  if (children === undefined) return box
  return (
    <label className={styles.choice}>
      {box}
      <span>{children}</span>
    </label>
  )
}

interface RadioOption<V extends string> {
  value: V
  label: ReactNode
}

/** A few choices, all in sight. */
export function Radios<V extends string>({
  label,
  options,
  value,
  onValue,
  className,
}: {
  label: string
  options: readonly RadioOption<V>[]
  value: V | null
  onValue: (value: V) => void
  className?: string | undefined
}) {
  const isLocked = useLockedFields()
  return (
    <RadioGroup
      aria-label={label}
      disabled={isLocked}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen) onValue(chosen.value)
      }}
      className={className ?? styles.choices}
    >
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <BaseRadio.Root value={option.value} className={styles.radio}>
            <BaseRadio.Indicator className={styles.radioDot} />
          </BaseRadio.Root>
          <span>{option.label}</span>
        </label>
      ))}
    </RadioGroup>
  )
}
