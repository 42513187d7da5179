import { z } from 'zod'

const LONGEST_NAME = 100

/** Country names as files spell them; none: everywhere. */
export const territorySchema = z
  .array(
    z
      .string()
      .trim()
      .min(1)
      .max(LONGEST_NAME)
      .regex(/^[^;|]*$/),
  )
  .max(300)

/** How a territory is stored and shown: "India; Nepal", '' for everywhere. */
export const joinCountries = (countries: readonly string[]): string => countries.join('; ')

/** The countries of `joinCountries`. */
export const parseTerritory = (territory: string): string[] => (territory === '' ? [] : territory.split('; '))

/**
 * Countries as people and files write several in one text, between semicolons or bars; between commas only where there
 * is neither, as a name may have one: "Korea, Republic of". Names that are too long are cut. [IM72]
 */
export function splitCountries(text: string): string[] {
  const names = text.split(/[;|]/.test(text) ? /[;|]/ : ',')
  return names.map((name) => name.trim().slice(0, LONGEST_NAME).trim()).filter((name) => name !== '')
}
