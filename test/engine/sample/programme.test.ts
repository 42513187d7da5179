import { describe, expect, test } from 'vitest'
import { createSampleProgramme } from '../../../src/engine/sample/programme.rules.ts'
import { samplePartners } from '../../../src/engine/sample/names.ts'
import { SAMPLE_TO, SAMPLE_TODAY } from '../../../src/engine/sample/year.ts'

const size = { seed: 20_260_114, partners: 20, conversions: 2400 }

test('[SA1] equal seeds and sizes give equal rows, another seed gives others', () => {
  expect(createSampleProgramme(size)).toEqual(createSampleProgramme(size))
  expect(createSampleProgramme(size).payments).not.toEqual(createSampleProgramme({ ...size, seed: 1 }).payments)
})

describe.each([
  { partners: 20, conversions: 200 },
  { partners: 20, conversions: 2400 },
  { partners: 57, conversions: 5000 },
  { partners: 200, conversions: 20_000 },
])('with $partners partners and $conversions conversions', ({ partners, conversions }) => {
  const programme = createSampleProgramme({ seed: 3, partners, conversions })
  const sales = programme.payments.filter((payment) => payment.refundOf === '')

  test('[SA2] the first partner has 37.5 % of what partners keep in the base currency, in the year and after it', () => {
    // Minor units of one US cent, at the programme's own table: 1.35 SGD and 150 JPY to the dollar.
    const perCent: Record<string, number> = { USD: 1, SGD: 1.35, JPY: 1.5 }
    const shares = [true, false].map((isInYear) => {
      const rows = programme.payments.filter(({ day }) => day <= SAMPLE_TO === isInYear)
      const sum = (own: typeof rows): number =>
        own.reduce((all, { minor, currency }) => all + minor / (perCent[currency] ?? Number.NaN), 0)
      return rows.length === 0 ? 0.375 : sum(rows.filter(({ partner }) => partner.code === 'NUSA')) / sum(rows)
    })
    expect(shares.filter((share) => Math.abs(share - 0.375) > 0.001)).toEqual([])
  })

  test('[SA1] it has as many partners and sales as asked for, each sale once, at an amount above zero, before today', () => {
    expect(programme.partners).toHaveLength(partners)
    expect(sales).toHaveLength(conversions)
    expect(new Set(programme.payments.map(({ id }) => id)).size).toBe(programme.payments.length)
    expect(sales.filter(({ minor, day }) => minor <= 0 || day >= SAMPLE_TODAY)).toEqual([])
    expect(new Set(programme.partners.map(({ code }) => code)).size).toBe(partners)
  })

  test('[SA1] a refund comes after its sale and gives back no more than it', () => {
    const byId = new Map(sales.map((sale) => [sale.id, sale]))
    const refunds = programme.payments.filter((payment) => payment.refundOf !== '')
    expect(refunds.length).toBeGreaterThan(0)
    for (const refund of refunds) {
      const sale = byId.get(refund.refundOf)
      expect(refund.day > (sale?.day ?? '9')).toBe(true)
      expect(-refund.minor).toBeLessThanOrEqual(sale?.minor ?? 0)
    }
  })
})

test('[SA3] the resellers work in eleven local markets', () => {
  expect(new Set(samplePartners.map(({ country }) => country)).size).toBe(11)
})
