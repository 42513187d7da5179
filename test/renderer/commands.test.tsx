import { QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeEach, expect, test } from 'vitest'
import { AppError } from '../../src/contract/errors.ts'
import { useCommand, useEngineQuery } from '../../src/renderer/client/hooks.ts'
import { engine, forgetAnswers, queryClient, useSession } from '../../src/renderer/client/session.ts'
import { programme } from './support/programme.ts'
import { StandIn } from './support/standIn.ts'

function wrapper({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}

beforeEach(forgetAnswers)

test('[HI1] a second try of what was not answered carries the same command id, a new one another', async () => {
  let isLost = true
  const standIn = new StandIn({
    'partners.archive': () => (isLost ? new Promise<never>(() => {}) : {}),
  }).start()
  const { result } = renderHook(() => useCommand('partners.archive'), { wrapper })
  act(() => result.current.mutate({ id: 1, isArchived: true }))
  await waitFor(() => expect(standIn.asked).toHaveLength(1))
  act(() => engine.detach('writer'))
  await waitFor(() => expect(result.current.error?.code).toBe('engine.unavailable'))
  isLost = false
  standIn.connect('writer')
  await act(() => result.current.mutateAsync({ id: 1, isArchived: true }))
  await act(() => result.current.mutateAsync({ id: 1, isArchived: true }))
  const [first, second, third] = standIn.asked.map((call) => call.commandId)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

test('[RP1] an answer is asked for again when a feature it may follow from changed, and not otherwise', async () => {
  const standIn = new StandIn({
    'partners.groups': () => ({ groups: [] }),
    'programme.get': () => programme,
  }).start()
  renderHook(() => [useEngineQuery('partners.groups', {}), useEngineQuery('programme.get', {})], { wrapper })
  await waitFor(() => expect(standIn.asked).toHaveLength(2))
  act(() => standIn.changed(['import_attempt']))
  await waitFor(() => expect(standIn.askedFor('partners.groups')).toHaveLength(2))
  expect(standIn.askedFor('programme.get')).toHaveLength(1)
  act(() => standIn.changed(['setting']))
  await waitFor(() => expect(standIn.askedFor('programme.get')).toHaveLength(2))
})

test('[RP2] a change that waits behind long work is listed and can be called off', async () => {
  new StandIn({
    'partners.archive': (_input, signal) =>
      new Promise((_resolve, reject) =>
        signal.addEventListener('abort', () => reject(new AppError('engine.cancelled')), { once: true }),
      ),
  }).start()
  const { result } = renderHook(() => useCommand('partners.archive'), { wrapper })
  act(() => result.current.mutate({ id: 1, isArchived: true }))
  await waitFor(() => expect(useSession.getState().tasks).toHaveLength(1), { timeout: 2000 })
  act(() => useSession.getState().tasks[0]?.cancel())
  await waitFor(() => expect(result.current.error?.code).toBe('engine.cancelled'))
  expect(useSession.getState().tasks).toEqual([])
})
