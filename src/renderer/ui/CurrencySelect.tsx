import styles from './controls.module.css'
import { Select } from './Select.tsx'

interface CurrencySelectProps {
  label: string
  currencies: readonly string[]
  value: string
  onValue: (currency: string) => void
}

/** Which currency is shown, beside a title; nothing where there is no choice. */
export function CurrencySelect({ label, currencies, value, onValue }: CurrencySelectProps) {
  if (currencies.length < 2) return null
  return (
    <Select
      isSmall
      className={styles.currency}
      label={label}
      value={value}
      onValue={onValue}
      options={currencies.map((code) => ({ value: code, label: code }))}
    />
  )
}
