import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import type { Output } from '../../src/contract/methods.ts'
import { CommandPalette } from '../../src/renderer/app/CommandPalette.tsx'
import { useFrame } from '../../src/renderer/app/menuCommands.ts'
import { navigate } from '../../src/renderer/client/navigation.ts'
import { forgetAnswers, queryClient } from '../../src/renderer/client/session.ts'
import { PickList } from '../../src/renderer/ui/table/PickList.tsx'
import { StandIn } from './support/standIn.ts'

type Found = Output<'metrics.search'>
type Hit = Found['hits'][number]

const user = userEvent.setup({ delay: null })
const partner = (id: number, label: string): Hit => ({ kind: 'partner', id, label, hint: 'P-1' })

beforeEach(forgetAnswers)

/** The open palette, and a way to answer what it asked for. */
function open(): (text: string, hits: Hit[]) => Promise<void> {
  const waiting = new Map<string, (found: Found) => void>()
  new StandIn({
    'metrics.search': ({ text }) => new Promise<Found>((resolve) => waiting.set(text, resolve)),
  }).start()
  navigate({ page: 'home' })
  useFrame.setState({ isSearching: true })
  render(
    <QueryClientProvider client={queryClient}>
      <CommandPalette />
    </QueryClientProvider>,
  )
  return async (text, hits) => {
    await expect.poll(() => waiting.has(text)).toBe(true)
    await act(async () => {
      waiting.get(text)?.({ hits })
      await new Promise((resolve) => setTimeout(resolve, 20))
    })
  }
}
const options = (): string[] => screen.queryAllByRole('option').map((option) => option.textContent)
const field = (): HTMLElement => screen.getByRole('combobox')

test('[UI16] what fewer letters found is not offered when the words rule it out, so Enter cannot pick it', async () => {
  const answer = open()
  await user.type(field(), 't')
  await answer('t', [partner(1, 'Nusa Integra'), partner(2, 'Shortcut Traders')])
  expect(options().join()).toContain('Nusa Integra')
  await user.type(field(), 'ra')
  expect(options().join()).not.toContain('Nusa Integra')
  await user.keyboard('{Enter}')
  expect(location.hash).toBe('#/partners/2')
})

test('[UI16] what comes in later leaves what Enter picks as it was', async () => {
  const answer = open()
  await user.type(field(), 'settings')
  await user.keyboard('{ArrowDown}{ArrowUp}')
  await user.clear(field())
  await user.type(field(), 'e')
  const second = options()[1]
  await user.keyboard('{ArrowDown}')
  await answer('e', [partner(1, 'Eastern'), partner(2, 'Ember')])
  expect(screen.getByRole('option', { selected: true }).textContent).toBe(second)
})

test('[UI16] a list that is drawn anew leaves the focus where it is', () => {
  const list = (labels: readonly string[]) => (
    <>
      <button type="button">Next</button>
      <PickList
        label="Search"
        placeholder=""
        text=""
        onText={() => undefined}
        onPick={() => undefined}
        items={labels.map((label) => ({ key: label, label }))}
      />
    </>
  )
  const { rerender } = render(list(['Delta']))
  expect(field()).toHaveFocus()
  act(() => screen.getByRole('button').focus())
  rerender(list(['Delta', 'Deals']))
  expect(screen.getByRole('button')).toHaveFocus()
})
