import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createSampleFiles, createSampleProgramme } from '../../../src/engine/sample/programme.rules.ts'
import { samplePartners } from '../../../src/engine/sample/names.ts'
import { SAMPLE_TO, SAMPLE_TODAY } from '../../../src/engine/sample/year.ts'
import { startTestEngine } from '../../support/testEngine.ts'

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

test('[SA9] leads follow clicks and sales follow leads, none before its partner began, and equal seeds give equal ones', () => {
  const { leads, clicks, payments } = createSampleProgramme(size)
  const again = createSampleProgramme(size)
  expect([again.leads, again.clicks]).toEqual([leads, clicks])
  expect([leads, clicks].flat().filter(({ day, partner }) => day < partner.startedOn || day >= SAMPLE_TODAY)).toEqual(
    [],
  )
  expect([leads, clicks].map((rows) => new Set(rows.map(({ id }) => id)).size)).toEqual([leads.length, clicks.length])
  const sales = payments.filter(({ refundOf }) => refundOf === '')
  const converted = leads.filter(({ status }) => status === 'Converted')
  expect(converted).toHaveLength(sales.length)
  // Nobody bought from a partner before they enquired there.
  const asked = new Map(converted.toReversed().map(({ partner, company, day }) => [`${partner.code} ${company}`, day]))
  const early = sales.filter(({ partner, customer, day }) => (asked.get(`${partner.code} ${customer}`) ?? '9') > day)
  expect(early).toEqual([])
})

test('[SA9] the files of leads and clicks are recognised with nothing to ask', async () => {
  const { leadsCsv, clicksCsv } = createSampleFiles({ ...size, conversions: 400 })
  const engine = await startTestEngine()
  for (const [name, text, layout] of [
    ['leads', leadsCsv, 'leads'],
    ['clicks', clicksCsv, 'clicks'],
  ] as const) {
    const file = join(engine.folder, `${name}.csv`)
    writeFileSync(file, text)
    const { mapping, questions } = await engine.call('imports.inspect', { file, as: null, sheet: null })
    expect([mapping.layout, mapping.kinds, questions]).toEqual([layout, [layout], []])
  }
  engine.close()
})

test('[SA3] the resellers work in eleven local markets', () => {
  expect(new Set(samplePartners.map(({ country }) => country)).size).toBe(11)
})
