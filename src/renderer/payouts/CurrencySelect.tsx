import { currencyOptions } from '../client/programmeOptions.ts'
import { Select } from '../ui/Select.tsx'
import { planTexts } from './planTexts.ts'

/** A currency inside a sentence. */
export function CurrencySelect({ value, onValue }: { value: string; onValue: (currency: string) => void }) {
  return <Select label={planTexts.currency} isInline options={currencyOptions} value={value} onValue={onValue} />
}
