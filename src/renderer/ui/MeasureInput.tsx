import type { MeasureUnit } from '../../contract/measures.ts'
import { AmountInput, ParsedInput, type ParsedProps } from './ParsedInput.tsx'

const MILLION = 1_000_000

/** A value of a measure, typed as people write it; kept in the measure's unit. */
export function MeasureInput({
  unit,
  currency,
  ...rest
}: ParsedProps<number> & { unit: MeasureUnit; currency: string }) {
  switch (unit) {
    case 'money':
      return <AmountInput {...rest} width={14} currency={currency} canBeNegative />
    case 'count':
      return <ParsedInput {...rest} format={String} parse={parseCount} />
    case 'rate':
      return <ParsedInput {...rest} {...scaledBy(MILLION / 100)} />
    case 'days':
    case 'months':
    case 'index':
    case 'score':
      return <ParsedInput {...rest} {...scaledBy(MILLION)} />
  }
}

function parseCount(text: string): number | null {
  const plain = text.replaceAll(',', '').trim()
  return /^\d{1,12}$/.test(plain) ? Number(plain) : null
}

/** Decimals with as many places as the scale holds exactly. */
function scaledBy(scale: number) {
  const places = String(scale).length - 1
  return {
    format: (value: number): string => {
      const digits = String(Math.abs(value)).padStart(places + 1, '0')
      const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '')
      return value < 0 ? `−${text}` : text
    },
    parse: (text: string): number | null => {
      const match = /^([-−]?)(\d{1,9})(?:\.(\d*))?$/.exec(text.replaceAll(',', '').replace('%', '').trim())
      const decimals = (match?.[3] ?? '').replace(/0+$/, '')
      if (!match || decimals.length > places) return null
      const value = Number(`${match[2]}${decimals.padEnd(places, '0')}`)
      return match[1] === '' || value === 0 ? value : -value
    },
  }
}
