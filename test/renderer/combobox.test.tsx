import { render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { Combobox } from '../../src/renderer/ui/Combobox.tsx'
import { MultiCombobox } from '../../src/renderer/ui/MultiCombobox.tsx'

const user = userEvent.setup({ delay: null })
const options = ['India', 'Indonesia', 'Japan'].map((value) => ({ value, label: value }))

function Countries({ start = [] }: { start?: readonly string[] }) {
  const [values, setValues] = useState<readonly string[]>(start)
  return (
    <>
      <MultiCombobox
        label="Country"
        options={options}
        values={values}
        onValues={setValues}
        placeholder="Choose countries…"
        offerNew={(text) => `Use “${text}”`}
      />
      <output>{values.join(', ')}</output>
    </>
  )
}

// By its tag: an open list hides what is around it from roles.
const chosen = (): string => document.querySelector('output')?.textContent ?? ''
const field = (): HTMLElement => screen.getByRole('combobox', { name: 'Country' })

test('[PL13] typing narrows, Enter takes the first that fits, several are chosen', async () => {
  render(<Countries />)
  await user.type(field(), 'indo{Enter}')
  expect(chosen()).toBe('Indonesia')
  await user.type(field(), 'jap{Enter}')
  expect(chosen()).toBe('Indonesia, Japan')
  expect(field()).toHaveValue('')
})

test('[PL13] a name that is not there is offered as typed, after those that fit', async () => {
  render(<Countries />)
  await user.type(field(), 'Ind')
  expect(within(screen.getByRole('listbox')).getAllByRole('option').map((option) => option.textContent)).toEqual([
    'India',
    'Indonesia',
    'Use “Ind”',
  ]) // prettier-ignore
  await user.clear(field())
  await user.type(field(), 'Sri Lanka{Enter}')
  expect(chosen()).toBe('Sri Lanka')
  // Known by now, whatever its case.
  await user.type(field(), 'sri lanka')
  expect(screen.queryByText('Use “sri lanka”')).not.toBeInTheDocument()
})

test('[PL13] a chosen name goes by its x and by Backspace', async () => {
  render(<Countries start={['India', 'Japan', 'Peru']} />)
  await user.click(screen.getByRole('button', { name: 'Remove India' }))
  expect(chosen()).toBe('Japan, Peru')
  await user.type(field(), '{Backspace}')
  expect(chosen()).toBe('Japan')
})

test('[UI10] Esc closes the list and keeps what is chosen, also when nothing is open', async () => {
  render(<Countries start={['India']} />)
  await user.type(field(), 'jap')
  await user.keyboard('{Escape}')
  expect(screen.queryByRole('listbox')).not.toBeInTheDocument()
  await user.keyboard('{Escape}{Escape}')
  expect(chosen()).toBe('India')
})

test('[UI10] Esc keeps the one choice of a field and reaches what is around it', async () => {
  const told: (string | null)[] = []
  let escapes = 0
  render(
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- stands for a dialog
    <div onKeyDown={(event) => (escapes += event.key === 'Escape' ? 1 : 0)}>
      <Combobox label="Country" options={options} value="Japan" onValue={(value) => told.push(value)} />
    </div>,
  )
  await user.click(field())
  await user.keyboard('{Escape}')
  await user.keyboard('{Escape}')
  expect(told).toEqual([])
  expect(field()).toHaveValue('Japan')
  expect(escapes).toBeGreaterThan(0)
})
