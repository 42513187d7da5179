import { currencyCodes } from '../../contract/money.ts'
import { Select } from '../ui/Select.tsx'
import { planTexts as texts } from './planTexts.ts'

const options = currencyCodes.map((code) => ({ value: code, label: code }))

/** A currency inside a sentence. */
export function CurrencySelect({ value, onValue }: { value: string; onValue: (currency: string) => void }) {
  return <Select label={texts.currency} isInline options={options} value={value} onValue={onValue} />
}
