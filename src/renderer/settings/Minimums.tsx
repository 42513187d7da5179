import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { currencyCodes, parseDecimal, toDecimal } from '../../contract/money.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { Field, Input } from '../ui/Field.tsx'
import styles from '../ui/Settings.module.css'
import { settingsTexts } from './texts.ts'

const texts = settingsTexts.payouts
type Minimum = ProgrammeSettings['minimumPayouts'][number]

/** Two minimums in one currency cannot both hold. */
export function minimumsProblem(minimums: readonly Minimum[]): boolean {
  return new Set(minimums.map((minimum) => minimum.currency)).size < minimums.length
}

interface MinimumsProps {
  baseCurrency: string
  minimums: readonly Minimum[]
  onMinimums: (minimums: Minimum[]) => void
}

export function Minimums({ baseCurrency, minimums, onMinimums }: MinimumsProps) {
  const used = new Set(minimums.map((minimum) => minimum.currency))
  const next = used.has(baseCurrency) ? currencyCodes.find((code) => !used.has(code)) : baseCurrency
  const replace = (index: number, minimum: Minimum): void =>
    onMinimums(minimums.map((old, at) => (at === index ? minimum : old)))
  return (
    <>
      {minimums.map((minimum, index) => (
        <div key={minimum.currency} className={styles.minimum}>
          <Field label={texts.currency}>
            {(control) => (
              <Combobox
                {...control}
                options={currencyCodes
                  .filter((code) => code === minimum.currency || !used.has(code))
                  .map((code) => ({ value: code, label: code }))}
                value={minimum.currency}
                onValue={(currency) => currency !== null && replace(index, { ...minimum, currency })}
              />
            )}
          </Field>
          <AmountField minimum={minimum} onMinor={(minor) => replace(index, { ...minimum, minor })} />
          <IconButton
            label={texts.removeMinimum(minimum.currency)}
            icon={X}
            onClick={() => onMinimums(minimums.filter((_, at) => at !== index))}
            className={styles.remove}
          />
        </div>
      ))}
      {next !== undefined && (
        <div>
          <Button isSmall icon={Plus} onClick={() => onMinimums([...minimums, { currency: next, minor: 0 }])}>
            {texts.addMinimum}
          </Button>
        </div>
      )}
    </>
  )
}

function AmountField({ minimum, onMinor }: { minimum: Minimum; onMinor: (minor: number) => void }) {
  const [text, setText] = useState(() => toDecimal(minimum.minor, minimum.currency))
  const read = (given: string): number | null => {
    try {
      const minor = parseDecimal(given.trim(), minimum.currency)
      return minor < 0 ? null : minor
    } catch {
      return null
    }
  }
  const change = (given: string): void => {
    setText(given)
    const minor = read(given)
    if (minor !== null) onMinor(minor)
  }
  return (
    <Field label={texts.amount} problem={read(text) === null ? texts.amountWrong(minimum.currency) : null}>
      {(control) => <Input {...control} inputMode="decimal" value={text} onValue={change} />}
    </Field>
  )
}
