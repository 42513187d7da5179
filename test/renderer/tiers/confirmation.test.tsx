import { QueryClientProvider } from '@tanstack/react-query'
import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { ConfirmationDialog } from '../../../src/renderer/tiers/ConfirmationDialog.tsx'
import type { PickedPartner } from '../../../src/renderer/ui/PartnerPicker.tsx'
import { programme } from '../support/programme.ts'
import { StandIn } from '../support/standIn.ts'

beforeEach(forgetAnswers)

const partners = ['Acme', 'Beta', 'Gamma', 'Delta', 'Epsilon'].map((name, at) => ({ id: at + 1, name }))

function show(given: readonly PickedPartner[] | null) {
  const engine = new StandIn({
    'programme.get': () => programme,
    'certificates.names': () => ({ certificates: [], levels: [], attestations: ['Brand guideline'], policies: [] }),
    'partners.find': ({ search }) => ({
      partners: partners.filter(({ name }) => name.includes(search)).map((partner) => ({ ...partner, code: '' })),
    }),
    'attestations.record': () => ({}),
  }).start()
  const onDone = vi.fn<() => void>()
  render(
    <QueryClientProvider client={queryClient}>
      <ConfirmationDialog partners={given} onDone={onDone} onClose={() => undefined} />
    </QueryClientProvider>,
  )
  return { engine, onDone }
}

async function record(): Promise<void> {
  await userEvent.type(await screen.findByRole('combobox', { name: 'Topic' }), 'Brand guideline')
  await userEvent.keyboard('{Escape}')
  await userEvent.click(screen.getByRole('button', { name: 'Record' }))
}

test('[TI17] one thing is confirmed of several partners at once, each found by typing', async () => {
  const { engine, onDone } = show(null)
  const field = screen.getByRole('combobox', { name: 'Partners' })
  expect(screen.getByRole('button', { name: 'Record' })).toBeDisabled()
  for (const name of ['Beta', 'Gamma']) {
    await userEvent.type(field, name)
    await userEvent.click(await screen.findByRole('option', { name }))
  }
  await userEvent.keyboard('{Escape}')
  await record()
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce())
  expect(engine.askedFor('attestations.record')).toMatchObject([
    { partnerIds: [2, 3], topic: 'Brand guideline', isMet: true },
  ])
})

test('[TI17] chosen rows are named before something is confirmed of all of them', async () => {
  const { engine } = show(partners)
  expect(screen.getByDisplayValue('Acme, Beta, Gamma and 2 more')).toBeInTheDocument()
  await record()
  await vi.waitFor(() =>
    expect(engine.askedFor('attestations.record')).toMatchObject([{ partnerIds: [1, 2, 3, 4, 5] }]),
  )
})
