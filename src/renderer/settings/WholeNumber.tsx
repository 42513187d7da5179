import { useState } from 'react'
import { Field, Input } from '../ui/Field.tsx'
import { settingsTexts } from './texts.ts'

interface WholeNumberProps {
  label: string
  hint?: string
  value: number | null
  min?: number
  max: number
  isOptional?: boolean
  onValue: (value: number | null) => void
}

/** A small whole number; what cannot be one is said and not taken over. */
export function WholeNumber({ label, hint, value, min = 0, max, isOptional = false, onValue }: WholeNumberProps) {
  const [text, setText] = useState(value === null ? '' : String(value))
  const number = Number(text)
  const isRight = text === '' ? isOptional : /^\d+$/.test(text) && number >= min && number <= max
  const change = (next: string): void => {
    setText(next)
    if (next === '' && isOptional) onValue(null)
    else if (/^\d+$/.test(next) && Number(next) >= min && Number(next) <= max) onValue(Number(next))
  }
  return (
    <Field
      label={label}
      problem={isRight ? null : settingsTexts.payouts.wholeNumber(min, max)}
      {...(hint === undefined ? {} : { hint })}
    >
      {(control) => <Input {...control} inputMode="numeric" value={text} onValue={change} />}
    </Field>
  )
}
