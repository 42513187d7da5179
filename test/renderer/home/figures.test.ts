import { expect, test } from 'vitest'
import { isConcentrated } from '../../../src/renderer/home/figures.ts'

test('[ME13] the concentration warning follows the figure as it is shown', () => {
  expect([149_499, 149_500, 150_000].map((share) => isConcentrated(share, 150_000))).toEqual([false, true, true])
})
