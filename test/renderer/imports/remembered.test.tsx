import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import type { Output } from '../../../src/contract/methods.ts'
import type { ViewColumn } from '../../../src/contract/views.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { RememberedMappings } from '../../../src/renderer/imports/RememberedMappings.tsx'
import { RememberedNames } from '../../../src/renderer/imports/RememberedNames.tsx'
import { mappingOf } from './support.ts'
import { type Answers, StandIn } from '../support/standIn.ts'

type Remembered = Output<'imports.mappings'>['mappings'][number]

const last = { attemptId: 4, fileName: 'payments.csv', at: '2026-01-14T09:41:00.000Z', by: 'Maya Lindqvist' }
const stripe: Remembered = {
  id: 3,
  imports: 2,
  last,
  mapping: mappingOf({ source: 'stripe', layout: 'stripe-payments-2026', kinds: ['customers', 'conversions'] }),
}

function show(page: React.ReactNode, answers: Answers): StandIn {
  const standIn = new StandIn(answers).start()
  render(<QueryClientProvider client={queryClient}>{page}</QueryClientProvider>)
  return standIn
}

beforeEach(forgetAnswers)

test('[IM55] a mapping says its source, its use and where each column goes', async () => {
  show(<RememberedMappings />, { 'imports.mappings': () => ({ mappings: [stripe] }) })
  const part = await screen.findByRole('region', { name: 'Stripe payments, 2026 layout' })
  expect(within(part).getByText('Source “stripe”. Rows become customers and conversions.')).toBeVisible()
  expect(within(part).getByText(/^2 imports, last used/)).toHaveTextContent('by Maya Lindqvist for payments.csv')
  await userEvent.click(within(part).getByRole('button', { name: 'Show 2 of 3 columns' }))
  const rows = within(part).getAllByRole('row').slice(1)
  expect(rows.map((row) => row.textContent)).toEqual(['idId of the row', 'valueAmount charged'])
  expect(within(part).getByText('Not imported: net.')).toBeVisible()
})

test('[IM55] forgetting a mapping names exactly that one', async () => {
  const other = { ...stripe, id: 7, mapping: mappingOf() }
  const standIn = show(<RememberedMappings />, {
    'imports.mappings': () => ({ mappings: [stripe, other] }),
    'imports.forgetMapping': () => ({}),
  })
  const part = await screen.findByRole('region', { name: 'A table of conversions' })
  await userEvent.click(within(part).getByRole('button', { name: 'Forget this mapping' }))
  await waitFor(() => expect(standIn.askedFor('imports.forgetMapping')).toEqual([{ id: 7 }]))
})

test('without a mapping the settings say how one comes about', async () => {
  show(<RememberedMappings />, { 'imports.mappings': () => ({ mappings: [] }) })
  expect(await screen.findByText(/^No file was imported yet/)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Import files' })).toBeEnabled()
})

test('[IM56] names are forgotten only after it was said what that moves', async () => {
  const column = { type: 'text' as const, isSortable: true, isGroupable: false, isSummed: false }
  const columns: ViewColumn[] = ['name', 'means', 'partner'].map((key) => ({ ...column, key }))
  const rows = [
    { id: 11, cells: { name: 'kamikawa', means: 'partner', partner: 'Kamikawa Trading', partnerId: 2 } },
    { id: 12, cells: { name: 'zenith', means: 'itself', partner: 'Zenith', partnerId: 3 } },
  ]
  const standIn = show(<RememberedNames />, {
    'views.open': () => ({ view: 1, columns, rows, isComplete: true }),
    'views.settle': () => ({ totals: { count: 2, sums: [] }, unfilteredCount: 2, groups: [] }),
    'views.rows': () => ({ rows }),
    'views.close': () => ({}),
    'imports.nameUses': () => ({ conversions: 12, deals: 1 }),
    'imports.forgetNames': () => ({}),
  })
  const grid = await screen.findByRole('grid')
  await waitFor(() => expect(grid.getAttribute('aria-rowcount')).not.toBe('-1'))
  grid.focus()
  await userEvent.keyboard('{ArrowDown} ')
  await userEvent.click(await screen.findByRole('button', { name: 'Forget 1 name' }))
  const dialog = await screen.findByRole('dialog', { name: 'Forget 1 name?' })
  expect(await within(dialog).findByText(/^12 conversions and 1 deal came in under such names/)).toBeVisible()
  expect(standIn.askedFor('imports.forgetNames')).toEqual([])
  await userEvent.click(within(dialog).getByRole('button', { name: 'Forget 1 name' }))
  await waitFor(() => expect(standIn.askedFor('imports.forgetNames')).toEqual([{ ids: [11] }]))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})
