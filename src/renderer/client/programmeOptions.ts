import { currencyCodes } from '../../contract/money.ts'
import { programmeTexts } from './programmeTexts.ts'

const UTC = 'UTC'

/** Every currency by its code. */
export const currencyOptions = currencyCodes.map((code) => ({ value: code, label: code }))

/** The months of a year, 1 to 12. */
export const monthOptions = programmeTexts.months.map((label, index) => ({ value: index + 1, label }))

let zones: { value: string; label: string }[] | undefined

/** Every time zone this computer knows, UTC first, and the one in use if that is none of them. */
export function timeZoneOptions(inUse = UTC): { value: string; label: string }[] {
  // Listed when first needed: it takes a while, and most starts need none.
  zones ??= [UTC, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== UTC)].map(toZone)
  return zones.some(({ value }) => value === inUse) ? zones : [toZone(inUse), ...zones]
}

function toZone(zone: string): { value: string; label: string } {
  return { value: zone, label: zone.replaceAll('_', ' ') }
}
