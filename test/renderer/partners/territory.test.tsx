import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { beforeEach, expect, test } from 'vitest'
import type { Partner } from '../../../src/contract/partners.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { ManyDialog } from '../../../src/renderer/partners/ManyDialog.tsx'
import { PartnerDialog } from '../../../src/renderer/partners/PartnerDialog.tsx'
import { partner } from '../support/partner.ts'
import { StandIn } from '../support/standIn.ts'

beforeEach(forgetAnswers)

const user = userEvent.setup({ delay: null })
const show = (page: ReactNode): void =>
  void render(<QueryClientProvider client={queryClient}>{page}</QueryClientProvider>)

const countries = [
  { value: 'India', count: 12 },
  { value: 'Korea, Republic of', count: 3 },
  { value: 'India; Nepal', count: 1 },
]
const startStandIn = (): StandIn =>
  new StandIn({
    'plans.conditionValues': () => ({ products: [], countries }),
    'partners.groups': () => ({ groups: [] }),
    'partners.update': () => ({}),
    'partners.updateMany': () => ({}),
  }).start()
const saved = (standIn: StandIn): unknown[] =>
  standIn.asked.filter(({ method }) => method.startsWith('partners.update')).map(({ input }) => input)

const edit = (known: Partner): void =>
  show(<PartnerDialog partner={known} onClose={() => undefined} onSaved={() => undefined} />)
const field = (): HTMLElement => screen.getByRole('combobox', { name: 'Territory' })

test('[PA11] countries that events have are picked, others typed, several at once; a comma in a known name parts nothing', async () => {
  const standIn = startStandIn()
  edit(partner)
  expect(field()).toHaveAttribute('placeholder', 'Everywhere')
  expect(field()).toHaveAccessibleDescription('Sales outside it earn nothing; what is paid stays.')
  await user.click(field())
  await user.click(await screen.findByRole('option', { name: /Korea, Republic of.*3 events/ }))
  expect(screen.queryByRole('option', { name: /India; Nepal/ })).not.toBeInTheDocument()
  await user.type(field(), `Nepal, Bhutan{Enter}${'x'.repeat(120)}{Enter}`)
  await user.click(screen.getByRole('button', { name: 'Save changes' }))
  await waitFor(() => expect(saved(standIn)).toHaveLength(1))
  expect(saved(standIn)).toEqual([
    { id: 7, changes: { territory: ['Korea, Republic of', 'Nepal', 'Bhutan', 'x'.repeat(100)] } },
  ])
})

test('[PA11] a territory without its last country is everywhere', async () => {
  const standIn = startStandIn()
  edit({ ...partner, territory: ['Japan'] })
  await user.click(screen.getByRole('button', { name: 'Remove Japan' }))
  await user.click(screen.getByRole('button', { name: 'Save changes' }))
  await waitFor(() => expect(saved(standIn)).toEqual([{ id: 7, changes: { territory: [] } }]))
})

test('[PA11] many partners get one territory, and none when nothing is picked', async () => {
  const standIn = startStandIn()
  const selection = { count: 2, ids: async () => [7, 8], rows: async () => [], clear: () => undefined }
  show(<ManyDialog selection={selection} onClose={() => undefined} />)
  await user.type(screen.getByRole('textbox', { name: 'Manager' }), 'Maya')
  await user.click(screen.getByRole('button', { name: 'Change 2 partners' }))
  await user.type(field(), 'India{Enter}')
  await user.click(screen.getByRole('button', { name: 'Change 2 partners' }))
  await waitFor(() => expect(saved(standIn)).toHaveLength(2))
  expect(saved(standIn)).toEqual([
    { ids: [7, 8], changes: { manager: 'Maya' } },
    { ids: [7, 8], changes: { manager: 'Maya', territory: ['India'] } },
  ])
})
