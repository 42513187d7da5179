import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type IdRange, toRanges } from '../../../src/engine/payouts/ranges.rules.ts'

const expand = (ranges: readonly IdRange[]): number[] =>
  ranges
    .flatMap(([from, to]) => Array.from({ length: (to - from) / 64 + 1 }, (_, i) => from + 64 * i))
    .toSorted((a, b) => a - b)

test('[PO10] a frozen list written as ranges holds exactly its ids', () => {
  const ids = fc.uniqueArray(fc.nat({ max: 5_000 }), { maxLength: 400 }).map((list) => list.toSorted((a, b) => a - b))
  fc.assert(
    fc.property(ids, (list) => {
      expect(expand(toRanges(list))).toEqual(list)
    }),
  )
})

test('[PO10] consecutive conversions of one partner are one range per component', () => {
  const ids = Array.from({ length: 1_000 }, (_, i) => [64 * (i + 1), 64 * (i + 1) + 1]).flat()
  expect(toRanges(ids)).toEqual([
    [64, 64_000],
    [65, 64_001],
  ])
})
