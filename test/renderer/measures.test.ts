import { expect, test } from 'vitest'
import { shortMeasure } from '../../src/renderer/ui/measures.tsx'

test('[MO6] a headline rounds money to whole units and cuts nothing off; a currency without decimals keeps all', () => {
  expect([
    shortMeasure(53_197_169, 'revenue', 'USD'),
    shortMeasure(-2_934_551, 'revenue', 'USD'),
    shortMeasure(1_234, 'revenue', 'JPY'),
    shortMeasure(1_999, 'revenue', 'BHD'),
    shortMeasure(375_499, 'largestShare', 'USD'),
  ]).toEqual(['531,972', '−29,346', '1,234', '2', '37.5%'])
})
