import { expect, test } from 'vitest'
import { periodText } from '../../../src/renderer/payouts/runPeriod.ts'

test('[DA6] a period is called by its months when it is whole, by its days otherwise', () => {
  expect(
    [
      ['2025-12-01', '2025-12-31'],
      ['2025-10-01', '2025-12-31'],
      ['2025-04-01', '2026-03-31'],
      ['2025-12-03', '2025-12-09'],
    ].map(([from = '', to = '']) => periodText(from, to)),
  ).toEqual(['December 2025', 'Oct – Dec 2025', 'Apr 2025 – Mar 2026', '03 Dec 2025 – 09 Dec 2025'])
})
