import { currencyCodes } from '../../contract/money.ts'
import { programmeTexts } from './programmeTexts.ts'

/** Every currency by its code. */
export const currencyOptions = currencyCodes.map((code) => ({ value: code, label: code }))

/** The months of a year, 1 to 12. */
export const monthOptions = programmeTexts.months.map((label, index) => ({ value: index + 1, label }))

const zones = Intl.supportedValuesOf('timeZone').map(toZone)

/** Every time zone this computer knows, and the one in use if that is none of them. */
export function timeZoneOptions(inUse: string): { value: string; label: string }[] {
  return zones.some(({ value }) => value === inUse) ? zones : [toZone(inUse), ...zones]
}

function toZone(zone: string): { value: string; label: string } {
  return { value: zone, label: zone.replaceAll('_', ' ') }
}
