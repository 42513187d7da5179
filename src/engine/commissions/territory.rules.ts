import { joinCountries, parseTerritory } from '../../contract/territory.ts'
import { toComparable } from '../plans/conditions.rules.ts'
import { type ConversionColumns, withBlocked } from './conversionColumns.rules.ts'

/**
 * Tells whether a country lies outside a territory: only one that is known does, and nothing is outside everywhere. [CO25]
 *
 * @param territory as it is stored, '' for everywhere
 */
export function compileTerritory(territory: string): (country: string) => boolean {
  if (territory === '') return () => false
  const names = comparableNames(territory)
  return (country) => {
    const name = toComparable(country)
    return name !== '' && !names.has(name)
  }
}

/** A territory as it is stored: of countries that are compared as the same, the first spelling. [PA11] */
export function toTerritory(countries: readonly string[]): string {
  const byName = new Map<string, string>()
  for (const country of countries) {
    const name = toComparable(country)
    if (!byName.has(name)) byName.set(name, country.trim())
  }
  return joinCountries([...byName.values()])
}

/** The countries of a territory as they are compared, see `toComparable`. */
function comparableNames(territory: string): ReadonlySet<string> {
  return new Set(parseTerritory(territory).map(toComparable))
}

/** Conversions with those blocked that lie outside a territory; see `createTerritoryGate`. */
export type TerritoryGate = (conversions: ConversionColumns, territory: string | undefined) => ConversionColumns

/**
 * Blocks what partners sold outside their territories. [CO25] Names are compared once, however many partners and
 * conversions there are.
 *
 * @param countries see `Dictionary`
 */
export function createTerritoryGate(countries: readonly string[]): TerritoryGate {
  let comparable: readonly string[] | null = null
  const outsideOf = new Map<string, Uint8Array>()

  /** 1 for each country of the dictionary that is outside. */
  function findOutside(territory: string): Uint8Array {
    const known = outsideOf.get(territory)
    if (known !== undefined) return known
    comparable ??= countries.map(toComparable)
    const names = comparableNames(territory)
    const outside = Uint8Array.from(comparable, (name) => (name === '' || names.has(name) ? 0 : 1))
    outsideOf.set(territory, outside)
    return outside
  }

  return (conversions, territory = '') => {
    const { country } = conversions
    if (territory === '' || country === null) return conversions
    const outside = findOutside(territory)
    return withBlocked(conversions, (row) => outside[country[row] ?? 0] === 1)
  }
}
