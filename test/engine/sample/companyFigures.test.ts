import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createCompanyFigures } from '../../../src/engine/sample/companyFigures.rules.ts'

test('[SA8] whatever partners brought, they brought 40 % of bookings, and a new customer costs 25 % less than the year before', () => {
  const month = fc.record({
    revenueMinor: fc.integer({ min: 1_000_000, max: 1e11 }),
    newCustomers: fc.integer({ min: 5, max: 100_000 }),
    costMinor: fc.integer({ min: 100_000, max: 1e10 }),
  })
  fc.assert(
    fc.property(fc.array(month, { minLength: 12, maxLength: 12 }), (partners) => {
      const figures = createCompanyFigures(partners)
      const sum = (from: number, pick: (at: number) => number): number =>
        Array.from({ length: 12 }, (_, at) => pick(from + at)).reduce((all, value) => all + value, 0)
      const revenue = partners.reduce((all, { revenueMinor }) => all + revenueMinor, 0)
      const cost = partners.reduce((all, { costMinor }) => all + costMinor, 0)
      const of = (from: number) => ({
        bookings: sum(from, (at) => figures[at]?.bookingsMinor ?? 0),
        customers: sum(from, (at) => figures[at]?.newCustomers ?? 0),
        marketing: sum(from, (at) => figures[at]?.marketingMinor ?? 0),
      })
      const [before, year] = [of(0), of(12)]
      expect(Math.abs(revenue / year.bookings - 0.4)).toBeLessThan(0.0001)
      const perCustomer = (year.marketing + cost) / year.customers
      expect(Math.abs(perCustomer / (before.marketing / before.customers) - 0.75)).toBeLessThan(0.0001)
      expect(figures.map(({ month: name }) => name)).toEqual([
        ...Array.from({ length: 12 }, (_, at) => `2024-${String(at + 1).padStart(2, '0')}`),
        ...Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}`),
      ])
      expect(figures.every((one) => Math.min(one.bookingsMinor, one.newCustomers, one.marketingMinor) >= 0)).toBe(true)
    }),
  )
})
