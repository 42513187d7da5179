import { QueryClientProvider } from '@tanstack/react-query'
import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { storeTyped } from '../../../src/renderer/client/leaving.ts'
import { forgetAnswers, queryClient } from '../../../src/renderer/client/session.ts'
import { Notes } from '../../../src/renderer/reviews/Notes.tsx'
import { StandIn } from '../support/standIn.ts'

beforeEach(() => {
  forgetAnswers()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const notes = (stored: string) => (
  <QueryClientProvider client={queryClient}>
    <Notes id={7} stored={stored} isEditable />
  </QueryClientProvider>
)
const field = (): HTMLTextAreaElement => screen.getByRole('textbox')
const type = (value: string): void => void fireEvent.change(field(), { target: { value } })
const pause = (ms: number): Promise<void> =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })

function start() {
  const standIn = new StandIn({ 'reviews.saveNotes': () => ({}) }).start()
  const saved = (): unknown[] => standIn.asked.flatMap(({ method, input }) => (method === 'reviews.saveNotes' ? [input] : []))
  return { standIn, saved, ...render(notes('')) }
} // prettier-ignore

test('[QB15] what is typed without a pause is one step, after the pause', async () => {
  const { saved } = start()
  for (const text of ['T', 'Th', 'The', 'They hire']) {
    type(text)
    await pause(500)
  }
  expect(saved()).toEqual([])
  await pause(500)
  expect(saved()).toEqual([{ id: 7, notes: 'They hire' }])
  type('They hire two')
  await pause(1000)
  expect(saved()).toEqual([
    { id: 7, notes: 'They hire' },
    { id: 7, notes: 'They hire two' },
  ])
})

test('[QB15] leaving the page saves what the last pause has not', async () => {
  const { saved, unmount } = start()
  type('On the way out')
  await pause(100)
  unmount()
  await pause(0)
  expect(saved()).toEqual([{ id: 7, notes: 'On the way out' }])
  await pause(2000)
  expect(saved()).toHaveLength(1)
})

test('[QB15] leaving the workspace or the window saves what the last pause has not', async () => {
  const { saved } = start()
  expect(await storeTyped()).toBe(true)
  expect(saved()).toEqual([])
  type('At the very end')
  expect(await storeTyped()).toBe(true)
  expect(saved()).toEqual([{ id: 7, notes: 'At the very end' }])
})

test('[QB15] notes that cannot be saved keep it open and say why', async () => {
  const { standIn } = start()
  standIn.answers = {}
  type('At the very end')
  expect(await storeTyped()).toBe(false)
  await pause(0)
  expect(screen.getByRole('alert')).toBeInTheDocument()
})

test('[QB15] an undone step is shown, but never over what is being typed, and an answer on its way takes no letter', async () => {
  const { saved, rerender } = start()
  type('First')
  await pause(1000)
  // The page asks again a moment after the step is stored; until then the older text must not come back.
  expect(field().value).toBe('First')
  rerender(notes('First'))
  rerender(notes(''))
  expect(field().value).toBe('')
  type('Second')
  rerender(notes('Elsewhere'))
  expect(field().value).toBe('Second')
  await pause(1000)
  expect(saved().at(-1)).toEqual({ id: 7, notes: 'Second' })
})
