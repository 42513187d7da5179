import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import type { Explanation } from '../../../src/contract/commissions.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { ExplainPanel } from '../../../src/renderer/payouts/ExplainPanel.tsx'
import { percent } from '../../support/builders/plans.ts'
import { StandIn } from '../support/standIn.ts'

beforeEach(forgetAnswers)

const paid: Explanation = {
  trace: {
    commissionId: 64,
    component: 'rate',
    currency: 'USD',
    occurredOn: '2025-12-01',
    plan: { versionId: 1, name: 'Share', number: 1 },
    rule: { key: 'share', name: 'Revenue share', payment: percent(100_000) },
    baseLines: [{ label: 'charged', minor: 1_000 }],
    baseMinor: 1_000,
    quantity: 1,
    counter: null,
    terms: [{ minor: 1_000, ratePpm: 100_000 }],
    fixedMinor: 0,
    rounding: 'halfAwayFromZero',
    earnedMinor: 100,
  },
  status: 'paid',
  partnerId: 7,
  partnerName: 'Kawara Systems',
  customerName: 'Nilgiri Tea Estates',
  isLead: false,
  chargeNumber: 1,
  competing: [],
  gates: [
    { gate: 'partnerActive', isPassed: true },
    { gate: 'inTerritory', isPassed: false },
    { gate: 'notArchived', isPassed: true },
  ],
  due: { dueOn: '2026-01-15', formula: '' },
  hold: null,
  statement: null,
  conversionId: 1,
  origin: null,
}

test('[CO11] a gate that failed stands apart from those that were passed', async () => {
  new StandIn({ 'commissions.explain': () => paid }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <ExplainPanel id={64} onClose={() => undefined} />
    </QueryClientProvider>,
  )
  expect(await screen.findByText('Failed: inside the partner’s territory')).toBeVisible()
  expect(screen.getByText('Partner active, partner not archived')).toBeVisible()
  expect(screen.getByText('2 of 3 passed')).toBeVisible()
})
