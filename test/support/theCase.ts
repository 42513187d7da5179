import type { Input, Output } from '../../src/contract/methods.ts'

/** The ratios that the product is judged by first, in points, as the case study of the sample programme has them. */
export const caseFigures = [
  { name: 'bookings through partners', points: 40 },
  { name: 'cost of a new customer against the year before', points: -25 },
  { name: 'largest partner, of all new revenue', points: 15 },
  { name: 'largest partner, of revenue through partners', points: 37.5 },
] as const
/** How far a measured ratio may be off. */
export const CASE_TOLERANCE = 0.1

type Read = (input: Input<'measures.read'>) => Promise<Output<'measures.read'>>

/** What Home says of them: the measures of the sample's year, compared with the year before; NaN where it says nothing. */
export async function readCase(read: Read): Promise<number[]> {
  const of = async (year: number) => {
    const { values } = await read({
      from: `${year}-01-01`,
      to: `${year}-12-31`,
      keys: ['bookingsShare', 'effectiveAcquisitionCost', 'largestShareOfAll', 'largestShare'],
      partnerId: null,
    })
    return values.map(({ value }) => value ?? Number.NaN)
  }
  const [share, cost, ofAll, ofPartners] = (await of(2025)) as [number, number, number, number] // as asked for
  const costBefore = (await of(2024))[1] ?? Number.NaN
  return [share / 10_000, (cost / costBefore - 1) * 100, ofAll / 10_000, ofPartners / 10_000]
}

/** The figures that are further off than they may be. */
export function offTheCase(measured: readonly number[]): string[] {
  return caseFigures.flatMap(({ name, points }, at) => {
    const value = measured[at] ?? Number.NaN
    return Math.abs(value - points) <= CASE_TOLERANCE ? [] : [`${name}: ${value}`]
  })
}
