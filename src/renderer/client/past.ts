import type { Query } from '@tanstack/react-query'
import { create } from 'zustand'
import type { Day } from '../../contract/dates.ts'
import type { Progress } from '../../contract/rpc.ts'
import { engine, queryClient, startTask } from './session.ts'

interface Past {
  /** The day as whose end the whole window is shown; null: as it is now. */
  day: Day | null
  /** A day that is being prepared. */
  preparing: { day: Day; progress: Progress | null; cancel: () => void } | null
}

export const usePast = create<Past>(() => ({ day: null, preparing: null }))

/** True while an earlier day is shown: nothing can be changed. */
export function useIsPast(): boolean {
  return usePast(({ day }) => day !== null)
}

/** What decides whether there is a frame at all; it stays in sight until it is answered anew. */
const keptInSight: ReadonlySet<unknown> = new Set(['workspace.status', 'programme.get'])
const isKept = ({ queryKey }: Query): boolean => keptInSight.has(queryKey[0])

/** Nothing of one day may stand under the name of another. */
function forgetFigures(): void {
  void queryClient.resetQueries({ predicate: (query) => !isKept(query) })
  void queryClient.invalidateQueries({ predicate: isKept })
}

engine.onEvent((event) => {
  if (event.event !== 'moved') return
  usePast.setState({ day: event.day })
  forgetFigures()
})

let tellOfReturn: () => void = () => undefined

/** Called when the window came back to the present because an engine process ended; given once. */
export function onForcedReturn(handler: () => void): void {
  tellOfReturn = handler
}

let isReaderLost = false
engine.onStatus(({ reader, writer }) => {
  const wasLost = isReaderLost
  isReaderLost = reader === 'down'
  if (usePast.getState().day === null) return
  if (reader === 'connecting')
    usePast.setState({ day: null, preparing: null }) // the workspace was closed
  else if (reader === 'up' && wasLost) {
    // The new one shows the present. What is in sight is of the past until here.
    usePast.setState({ day: null })
    forgetFigures()
    engine.call('history.travel', { day: null }).catch(() => undefined) // a writer that is away forgets by itself
    tellOfReturn()
  } else if (reader === 'up' && writer === 'down') {
    engine.call('history.show', { token: null }).then(tellOfReturn, () => undefined)
  }
})

/**
 * Shows the whole window as it was at the end of a day; prepared in the background under `label`.
 *
 * @throws AppError history.noSuchDay | engine.cancelled | engine.unavailable; then the window shows what it showed
 */
export async function lookAt(day: Day, label: string): Promise<void> {
  let token: string | null = null
  const task = startTask(label, async (signal, onProgress) => {
    const answer = await engine.call(
      'history.travel',
      { day },
      {
        signal,
        onProgress: (progress) => {
          onProgress(progress)
          usePast.setState(({ preparing }) => ({ preparing: preparing && { ...preparing, progress } }))
        },
      },
    )
    token = answer.token
  })
  usePast.setState({ preparing: { day, progress: null, cancel: task.cancel } })
  try {
    await task.done
    await engine.call('history.show', { token })
  } catch (error) {
    // Prepared, but not shown.
    if (token !== null) await returnToPresent().catch(() => undefined)
    throw error
  } finally {
    usePast.setState({ preparing: null })
  }
}

/** Shows what is now, and lets it be changed again. */
export async function returnToPresent(): Promise<void> {
  await engine.call('history.show', { token: null })
  await engine.call('history.travel', { day: null })
}
