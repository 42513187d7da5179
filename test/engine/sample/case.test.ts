import { expect, test } from 'vitest'
import { startTestEngine } from '../../support/testEngine.ts'
import { caseFigures, offTheCase, readCase } from '../../support/theCase.ts'

test('[SA11] with 200 partners, 20,000 conversions and every month told, the ratios of the case hold', async () => {
  const engine = await startTestEngine({ isSetUp: false })
  const made = await engine.call('sample.generate', { seed: 7, partners: 200, conversions: 20_000 })
  expect(made.partners).toBe(200)
  expect(made.conversions).toBeGreaterThan(20_000)
  expect(made.statements).toBeGreaterThan(1000)
  expect(offTheCase(await readCase((input) => engine.call('measures.read', input)))).toEqual([])
  engine.close()
}, 180_000)

test('[SA11] a ratio beyond a tenth of a point, and one that is not there, are off the case', () => {
  const exact: number[] = caseFigures.map(({ points }) => points)
  expect(offTheCase(exact)).toEqual([])
  expect(offTheCase(exact.map((points) => points + 0.09))).toEqual([])
  expect(offTheCase(exact.with(1, -25.11))).toEqual(['cost of a new customer against the year before: -25.11'])
  expect(offTheCase(exact.with(3, Number.NaN))).toEqual(['largest partner, of revenue through partners: NaN'])
})
