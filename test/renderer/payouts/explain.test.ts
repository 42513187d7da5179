import { expect, test } from 'vitest'
import type { Trace } from '../../../src/contract/commissions.ts'
import { receiptLines } from '../../../src/renderer/payouts/explain.ts'

const clawback: Trace = {
  commissionId: 160,
  component: 'clawback',
  currency: 'USD',
  occurredOn: '2026-01-10',
  plan: { versionId: 1, name: 'Resellers', number: 1 },
  rule: { key: 'share', name: 'Share', payment: { kind: 'percent', ratePpm: 300_000 } },
  baseLines: [{ label: 'refunded', minor: -4_000 }],
  baseMinor: -4_000,
  counter: null,
  terms: [{ minor: -4_000, ratePpm: 300_000 }],
  fixedMinor: 1_000,
  quantity: 3,
  rounding: 'halfAwayFromZero',
  earnedMinor: -200,
}

const shown = (trace: Trace) => receiptLines({ trace, isLead: false }).map(({ label, value }) => [label, value])

test('[CO27] the receipt of a clawback says what a cap had cut off or was taken back before, and adds up', () => {
  expect(shown(clawback).slice(1)).toEqual([
    ['Share', '× 30%'],
    ['Less what was taken back before or cut off by a cap', '10.00'],
    ['Earned', '−2.00'],
  ])
  expect(shown({ ...clawback, terms: [], fixedMinor: -1_500, earnedMinor: -1_500 }).slice(1)).toEqual([
    ['Of the fixed amount', '−15.00'],
    ['Earned', '−15.00'],
  ])
})
