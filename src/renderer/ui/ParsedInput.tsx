import { useState } from 'react'
import { formatMinor, parseDecimal, type Minor, type Ppm } from '../../contract/money.ts'
import { Input } from './Field.tsx'

export interface ParsedProps<T> {
  value: T
  onValue: (value: T) => void
  /** Names the control where no Field does. */
  label: string
  isInline?: boolean | undefined
  /** In characters. */
  width?: number | undefined
}

interface Parser<T> {
  format: (value: T) => string
  /** null: not a value. */
  parse: (text: string) => T | null
}

/** Keeps what is typed; tells only values, and shows the last one again when left with something else. */
export function ParsedInput<T>({
  value,
  onValue,
  label,
  isInline,
  width = 8,
  format,
  parse,
}: ParsedProps<T> & Parser<T>) {
  const [text, setText] = useState(() => format(value))
  const [told, setTold] = useState(value)
  if (value !== told) {
    setTold(value)
    setText(format(value))
  }
  return (
    <Input
      aria-label={label}
      aria-invalid={parse(text) === null}
      isInline={isInline}
      inputMode="decimal"
      value={text}
      style={{ width: `${width + 2}ch` }}
      onValue={(next) => {
        setText(next)
        const parsed = parse(next)
        if (parsed === null || parsed === value) return
        setTold(parsed)
        onValue(parsed)
      }}
      onBlur={() => setText(format(value))}
    />
  )
}

/** What a person typed as an amount ("1,234.50", "−80"), in minor units; null when it is none. */
export function readAmount(text: string, currency: string): Minor | null {
  try {
    return parseDecimal(text.replaceAll(',', '').replace('−', '-').trim(), currency)
  } catch {
    return null
  }
}

/** An amount in minor units of a currency, typed as people write it: "1,234.50". */
export function AmountInput({
  currency,
  canBeNegative = false,
  ...rest
}: ParsedProps<Minor> & { currency: string; canBeNegative?: boolean }) {
  return (
    <ParsedInput
      {...rest}
      format={(minor) => formatMinor(minor, currency)}
      parse={(text) => {
        const minor = readAmount(text, currency)
        return minor !== null && minor < 0 && !canBeNegative ? null : minor
      }}
    />
  )
}

/** How many units of one thing make one of another, in millionths, typed with at most six decimals: "1.35". */
export function FactorInput(props: ParsedProps<number>) {
  return <ParsedInput {...props} format={formatFactor} parse={parseFactor} />
}

/** "150", "1.35", "0.006667". */
export function formatFactor(millionths: number): string {
  const digits = String(millionths).padStart(7, '0')
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`.replace(/\.?0+$/, '')
}

function parseFactor(text: string): number | null {
  const match = /^(\d{1,8})(?:\.(\d{0,6}))?$/.exec(text.replaceAll(',', '').trim())
  const millionths = match ? Number(`${match[1]}${(match[2] ?? '').padEnd(6, '0')}`) : 0
  return millionths > 0 ? millionths : null
}

/** A rate in ppm, typed in percent with at most four decimals. */
export function PercentInput(props: ParsedProps<Ppm>) {
  return <ParsedInput width={5} {...props} format={formatPercent} parse={parsePercent} />
}

/** A whole number from `min` to `max`. */
export function CountInput({ min, max, ...rest }: ParsedProps<number> & { min: number; max: number }) {
  return (
    <ParsedInput
      width={3}
      {...rest}
      format={String}
      parse={(text) => {
        const count = Number(text)
        return /^\d+$/.test(text.trim()) && count >= min && count <= max ? count : null
      }}
    />
  )
}

function formatPercent(ppm: Ppm): string {
  const digits = String(ppm).padStart(5, '0')
  return `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, '') || '0'
}

function parsePercent(text: string): Ppm | null {
  const match = /^(\d{1,5})(?:\.(\d{0,4}))?$/.exec(text.replace('%', '').trim())
  return match ? Number(`${match[1]}${(match[2] ?? '').padEnd(4, '0')}`) : null
}
