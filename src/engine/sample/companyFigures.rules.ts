import { addMonths, type Month, monthOf } from '../../contract/dates.ts'
import { allocate, type Minor, scale } from '../../contract/money.ts'
import { SAMPLE_FROM } from './year.ts'

/** What the stored rows say of a month of the year, in the base currency. */
export interface PartnerMonth {
  revenueMinor: Minor
  newCustomers: number
  /** Commissions and programme costs. */
  costMinor: Minor
}

export interface CompanyMonth {
  month: Month
  bookingsMinor: Minor
  newCustomers: number
  marketingMinor: Minor
}

/** Partners bring 40 % of the bookings of the year: so many parts come directly for each of theirs. */
const DIRECT = { parts: 3, of: 2 }
/** A new customer costs a quarter less than in the year before. */
const COST = { parts: 4, of: 3 }
/** Customers that come directly for a hundred through partners, and in the year before for a hundred direct ones. */
const DIRECT_CUSTOMERS = 115
const CUSTOMERS_BEFORE = 104
/** Bookings of the year before for a hundred direct ones. */
const BOOKINGS_BEFORE = 93
/** Marketing spend for each unit of what partners cost. */
const MARKETING_PARTS = 4

/**
 * Bookings, new customers and marketing spend of the whole company by month, for the year and the one before, such that
 * the year's ratios come out as the case has them: 40 % of bookings through partners, and a new customer for 25 % less.
 * Direct bookings grow slowly, and a customer costs a little less each month. [SA8]
 *
 * @param partners the twelve months of the year, January first
 */
export function createCompanyFigures(partners: readonly PartnerMonth[]): CompanyMonth[] {
  const total = (pick: (month: PartnerMonth) => number): number => partners.reduce((sum, month) => sum + pick(month), 0)
  const revenueMinor = total((month) => month.revenueMinor)
  const costMinor = total((month) => month.costMinor)
  const growing = partners.map((_, at) => 100 + 2 * at + ((at * 7) % 5))
  const directMinor = allocate(scale(revenueMinor, DIRECT.parts, DIRECT.of, 'halfAwayFromZero'), growing)
  const direct = allocate(Math.round((total((month) => month.newCustomers) * DIRECT_CUSTOMERS) / 100), growing)
  const customers = partners.map((month, at) => month.newCustomers + (direct[at] ?? 0))
  const allCustomers = customers.reduce((sum, count) => sum + count, 0)

  // What a customer costs falls from month to month; what partners cost of it is not marketing.
  const marketingMinor = costMinor * MARKETING_PARTS
  const falling = customers.map((count, at) => count * (121 - 2 * at))
  const perPart = (marketingMinor + costMinor) / falling.reduce((sum, weight) => sum + weight, 0)
  const weights = partners.map((month, at) => Math.max(0, Math.round((falling[at] ?? 0) * perPart) - month.costMinor))
  const spent = allocate(marketingMinor, weights)

  const directTotal = direct.reduce((sum, count) => sum + count, 0)
  const customersBefore = allocate(Math.round((directTotal * CUSTOMERS_BEFORE) / 100), growing)
  const allBefore = customersBefore.reduce((sum, count) => sum + count, 0)
  const costBefore = ((marketingMinor + costMinor) * COST.parts * allBefore) / (COST.of * allCustomers)
  const spentBefore = allocate(
    Math.round(costBefore),
    customersBefore.map((count, at) => count * (108 - at)),
  )
  const bookingsBefore = allocate(
    Math.round((directMinor.reduce((sum, minor) => sum + minor, 0) * BOOKINGS_BEFORE) / 100),
    growing,
  )
  const monthAt = (at: number): Month => monthOf(addMonths(SAMPLE_FROM, at))
  return [
    ...partners.map((_, at) => ({
      month: monthAt(at - 12),
      bookingsMinor: bookingsBefore[at] ?? 0,
      newCustomers: customersBefore[at] ?? 0,
      marketingMinor: spentBefore[at] ?? 0,
    })),
    ...partners.map((month, at) => ({
      month: monthAt(at),
      bookingsMinor: month.revenueMinor + (directMinor[at] ?? 0),
      newCustomers: customers[at] ?? 0,
      marketingMinor: spent[at] ?? 0,
    })),
  ]
}
