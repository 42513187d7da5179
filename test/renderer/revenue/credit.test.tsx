import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Output } from '../../../src/contract/methods.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { ConversionPanel } from '../../../src/renderer/revenue/ConversionPanel.tsx'
import { CreditDialog } from '../../../src/renderer/revenue/CreditDialog.tsx'
import { totalsOf } from '../../../src/renderer/ui/table/rowTotals.ts'
import { StandIn } from '../support/standIn.ts'

beforeEach(forgetAnswers)

const partners = [
  { id: 7, name: 'Kawara Systems', code: 'KAWARA' },
  { id: 8, name: 'Deccan Stack', code: '' },
]

const conversion: Output<'revenue.conversion'> = {
  id: 3,
  kind: 'sale',
  externalId: 'ch_3QXk7b',
  occurredOn: '2025-12-18',
  currency: 'USD',
  amountMinor: 53_808,
  taxMinor: 8208,
  shippingMinor: 0,
  discountMinor: 0,
  refundedMinor: 1000,
  product: 'Plan Team',
  country: '',
  partnerId: null,
  partnerName: '',
  partnerText: 'Kawara Sys',
  customerId: 1,
  customerName: 'Nilgiri Tea Estates',
  attribution: 'none',
  origin: {
    attemptId: 2,
    fileName: 'payments.csv',
    line: 847,
    raw: 'ch_3QXk7b,2025-12-18,538.08',
    importedAt: '2026-01-02T09:14:00.000Z',
    importedBy: 'Maya Lindqvist',
  },
  commissions: [],
  failedGates: [],
}

test('exactly the rows that were shown are credited, with a partner and a reason', async () => {
  const onDone = vi.fn<() => void>()
  const standIn = new StandIn({ 'partners.find': () => ({ partners }), 'revenue.attribute': () => ({}) }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <CreditDialog
        conversionIds={[3, 4]}
        totals={[{ currency: 'JPY', count: 2, minor: 128_000 }]}
        partnerText="Kawara Sys"
        onClose={() => undefined}
        onDone={onDone}
      />
    </QueryClientProvider>,
  )
  const user = userEvent.setup()
  expect(screen.getByText('128,000')).toBeVisible()
  const credit = screen.getByRole('button', { name: 'Credit 2 conversions' })
  expect(credit).toBeDisabled()
  await user.click(screen.getByRole('combobox', { name: 'Partner' }))
  await user.click(await screen.findByRole('option', { name: /Kawara Systems/ }))
  await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Signed in March')
  await user.click(credit)
  await waitFor(() => expect(onDone).toHaveBeenCalled())
  expect(standIn.askedFor('revenue.attribute')).toEqual([
    { conversionIds: [3, 4], partnerId: 7, reason: 'Signed in March' },
  ])
})

test('a conversion shows its amounts, the evidence for its partner and its line of the file', async () => {
  new StandIn({
    'revenue.conversion': () => conversion,
    'revenue.suggestions': () => ({ partners: [], conversionIds: [] }),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <ConversionPanel id={3} onClose={() => undefined} />
    </QueryClientProvider>,
  )
  const panel = await screen.findByRole('complementary', { name: 'USD 538.08' })
  expect(within(panel).getByText('Sale of 18 Dec 2025, Nilgiri Tea Estates')).toBeVisible()
  expect(within(panel).getByText('−10.00')).toBeVisible()
  expect(within(panel).getByText('The file says “Kawara Sys”, which is no partner.')).toBeVisible()
  expect(within(panel).getByText('ch_3QXk7b,2025-12-18,538.08')).toBeVisible()
  expect(within(panel).getByRole('link', { name: 'payments.csv, line 847' })).toHaveAttribute('href', '#/import/2')
  expect(within(panel).getByRole('button', { name: 'Credit to a partner…' })).toBeEnabled()
})

test('[RE7] a row that nobody is credited with names likely partners, and one click credits all rows in the same case', async () => {
  const standIn = new StandIn({
    'revenue.conversion': () => conversion,
    'revenue.suggestions': () => ({
      partners: [
        { partnerId: 7, name: 'Kawara Systems', reason: 'name' },
        { partnerId: 9, name: 'Selat', reason: 'customer' },
      ],
      conversionIds: [3, 4, 8],
    }),
    'revenue.attribute': () => ({}),
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <ConversionPanel id={3} onClose={() => undefined} />
    </QueryClientProvider>,
  )
  expect(await screen.findByRole('link', { name: 'Kawara Systems' })).toHaveAttribute('href', '#/partners/7')
  expect(screen.getByText('Similar name')).toBeVisible()
  expect(screen.getByText('Credited with other sales of the customer')).toBeVisible()
  await userEvent.setup().click(screen.getByRole('button', { name: 'Credit 3 conversions to Kawara Systems' }))
  await waitFor(() =>
    expect(standIn.askedFor('revenue.attribute')).toEqual([
      { conversionIds: [3, 4, 8], partnerId: 7, reason: 'Suggestion taken. Similar name.' },
    ]),
  )
})

test('[CO25] a sale that earns nothing says why, and one that no plan pays for says that', async () => {
  const outside: Output<'revenue.conversion'>['failedGates'] = ['inTerritory']
  const answer = { ...conversion, attribution: 'file' as const, partnerId: 7, partnerName: 'Kawara Systems' }
  new StandIn({
    'revenue.conversion': ({ id }) => ({ ...answer, id, failedGates: id === 3 ? outside : [] }),
  }).start()
  const panel = (id: number) => (
    <QueryClientProvider client={queryClient}>
      <ConversionPanel id={id} onClose={() => undefined} />
    </QueryClientProvider>
  )
  const { rerender } = render(panel(3))
  expect(await screen.findByText('Earns nothing: its country lies outside the partner’s territory.')).toBeVisible()
  rerender(panel(4))
  expect(await screen.findByText('No plan pays for this row.')).toBeVisible()
})

test('totals stand per currency and are never added across', () => {
  const row = (id: number, amount: number, currency: string) => ({ id, cells: { amount, currency } })
  expect(totalsOf([row(1, 100, 'USD'), row(2, 5, 'JPY'), row(3, -30, 'USD')], 'amount')).toEqual([
    { currency: 'USD', count: 2, minor: 70 },
    { currency: 'JPY', count: 1, minor: 5 },
  ])
})
