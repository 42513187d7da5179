import { render, screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { TierResult } from '../../../src/contract/tiers.ts'
import { Evidence } from '../../../src/renderer/tiers/Evidence.tsx'
import { atLeast } from '../../support/builders/tiers.ts'

const requirement = (key: string, foreign: string[]): TierResult['requirements'][number] => ({
  key,
  weight: 1,
  test: atLeast('revenue', 100_000),
  actual: 80_000,
  target: 100_000,
  isMet: false,
  missing: 20_000,
  progressPpm: 800_000,
  foreign,
  parts: [],
})
const result = (...foreign: string[][]): TierResult => ({
  tier: 'gold',
  name: 'Gold',
  combination: { kind: 'all' },
  isReached: false,
  isKept: false,
  requirements: foreign.map((own, at) => requirement(`asked-${at}`, own)),
})

test('[TI18] under its requirements a tier says which currencies were converted for any of them, once, and how', () => {
  render(<Evidence result={result(['SGD'], ['JPY', 'SGD'])} currency="USD" policy="monthAverage" />)
  expect(screen.getByText('JPY, SGD converted at the average rate of each month.')).toBeVisible()
})

test('[TI18] where nothing was converted, or it was not kept how, nothing is said', () => {
  render(<Evidence result={result([], [])} currency="USD" policy="fixed" />)
  render(<Evidence result={result(['JPY'])} currency="USD" policy={null} />)
  expect(screen.queryByText(/converted/)).not.toBeInTheDocument()
})
