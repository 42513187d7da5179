import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../../src/contract/errors.ts'
import { useEngineQuery } from '../../src/renderer/client/hooks.ts'
import { lookAt, onForcedReturn, returnToPresent, usePast } from '../../src/renderer/client/past.ts'
import { engine, forgetAnswers, queryClient, useSession } from '../../src/renderer/client/session.ts'
import { Button, IconButton, LinkButton } from '../../src/renderer/ui/Button.tsx'
import { ChangeFields } from '../../src/renderer/ui/ChangeFields.tsx'
import { Input } from '../../src/renderer/ui/Field.tsx'
import { History } from 'lucide-react'
import { StandIn } from './support/standIn.ts'

function wrapper({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
}

const token = 'tandem-past-2025-11-03-1-abcdef'

/** An engine that goes to the day of the token and back. */
function timeMachine(more: ConstructorParameters<typeof StandIn>[0] = {}): StandIn {
  const standIn = new StandIn({
    'history.travel': ({ day }) => ({ token: day === null ? null : token }),
    'history.show': (input) => {
      const day = input.token === null ? null : '2025-11-03'
      standIn.moved(day)
      return { day }
    },
    ...more,
  })
  return standIn.start()
}

let returns = 0
beforeEach(() => {
  forgetAnswers()
  returns = 0
  onForcedReturn(() => (returns += 1))
})
afterEach(forgetAnswers)

describe('a window that shows an earlier day', () => {
  test('[HI18] what would change something is disabled and says why, everything else is not', async () => {
    timeMachine()
    render(
      <>
        <Button changes>New run</Button>
        <Button>Group</Button>
        <IconButton changes label="Remove" icon={History} />
        <LinkButton changes>Exclude</LinkButton>
        <ChangeFields>
          <Input aria-label="Name" />
        </ChangeFields>
      </>,
    )
    const disabled = (): (string | null)[] =>
      [...screen.getAllByRole('button'), screen.getByRole('textbox')]
        .filter((control) => control.matches(':disabled, :disabled *'))
        .map((control) => control.getAttribute('aria-label') ?? control.textContent)
    expect(disabled()).toEqual([])
    await act(() => lookAt('2025-11-03', 'As of 03 Nov 2025'))
    await waitFor(() => expect(disabled()).toEqual(['New run', 'Remove', 'Exclude', 'Name']))
    expect(screen.getByRole('button', { name: 'New run' }).title).toContain('nothing can be changed')
    await act(returnToPresent)
    await waitFor(() => expect(disabled()).toEqual([]))
  })

  test('[HI18] no figure of one day stands in sight while that of another is asked for', async () => {
    const answers = ['now', 'then']
    const standIn = timeMachine({
      'workspace.digest': () => {
        const digest = answers.shift()
        return digest === undefined ? new Promise<never>(() => {}) : { digest }
      },
    })
    const { result } = renderHook(() => useEngineQuery('workspace.digest', {}), { wrapper })
    await waitFor(() => expect(result.current.data).toEqual({ digest: 'now' }))
    act(() => standIn.moved('2025-11-03'))
    await waitFor(() => expect(result.current.data).toEqual({ digest: 'then' }))
    act(() => standIn.moved(null))
    await waitFor(() => expect(result.current.data).toBeUndefined())
  })

  test('[HI16] a preparation that is called off shows what was shown', async () => {
    const standIn = timeMachine({
      'history.travel': (_input, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new AppError('engine.cancelled')), { once: true }),
        ),
    })
    const going = lookAt('2025-11-03', 'As of 03 Nov 2025')
    await waitFor(() => expect(standIn.asked).toHaveLength(1))
    expect(useSession.getState().tasks.map(({ label }) => label)).toEqual(['As of 03 Nov 2025'])
    usePast.getState().preparing?.cancel()
    await expect(going).rejects.toMatchObject({ code: 'engine.cancelled' })
    expect({ ...usePast.getState(), asked: standIn.asked.length }).toEqual({ day: null, preparing: null, asked: 1 })
  })

  test('[HI16] a copy that cannot be shown is given up, and the present can be changed', async () => {
    const standIn = timeMachine({
      'history.show': (input) => {
        if (input.token !== null) throw new AppError('history.pastGone')
        return { day: null }
      },
    })
    await expect(lookAt('2025-11-03', 'As of')).rejects.toMatchObject({ code: 'history.pastGone' })
    expect(standIn.askedFor('history.travel')).toEqual([{ day: '2025-11-03' }, { day: null }])
    expect(usePast.getState().day).toBeNull()
  })
})

describe('an engine process that ends meanwhile', () => {
  test('[HI17] a new reader shows the present: the window says so and lets it be changed again', async () => {
    const standIn = timeMachine()
    await lookAt('2025-11-03', 'As of')
    engine.detach('reader')
    // Until there is a new one, what is in sight is of that day.
    expect([usePast.getState().day, returns]).toEqual(['2025-11-03', 0])
    standIn.connect('reader')
    await waitFor(() => expect(standIn.askedFor('history.travel')).toEqual([{ day: '2025-11-03' }, { day: null }]))
    expect([usePast.getState().day, returns]).toEqual([null, 1])
  })

  test('[HI17] without the writer that refused changes the reader goes back to the present', async () => {
    const standIn = timeMachine()
    await lookAt('2025-11-03', 'As of')
    engine.detach('writer')
    await waitFor(() => expect([usePast.getState().day, returns]).toEqual([null, 1]))
    expect(standIn.askedFor('history.show')).toEqual([{ token }, { token: null }])
  })

  test('[HI17] a workspace that is closed is no reason to say anything', async () => {
    timeMachine()
    await lookAt('2025-11-03', 'As of')
    forgetAnswers()
    expect([usePast.getState().day, returns]).toEqual([null, 0])
  })
})
