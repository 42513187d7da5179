import {
  keepPreviousData,
  useMutation,
  useQueries,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { AppError, ErrorCode } from '../../contract/errors.ts'
import type { Input, NamesOf, Output } from '../../contract/methods.ts'
import type { Progress } from '../../contract/rpc.ts'
import { isUnavailable } from './engineClient.ts'
import { engine, queryClient, showWork, startTask, useSession } from './session.ts'
import { stepText } from './stepTexts.ts'

/** A change that takes no longer is not worth a place in the activity list. */
const LISTED_AFTER_MS = 600

/** What was asked about is not there any more, most often undone. */
const goneCodes: ReadonlySet<ErrorCode> = new Set(['entity.notFound', 'statement.notFound'])

interface QueryOptions {
  /** False asks nothing yet (an id that is not known, a closed panel). */
  enabled?: boolean
  /** Shows the last answer while the next one comes, for inputs that change as one types. */
  keepLast?: boolean
}

const queryOf = <M extends NamesOf<'query'>>(method: M, input: Input<M>) => ({
  queryKey: [method, input] as const,
  queryFn: ({ signal }: { signal: AbortSignal }) => engine.call(method, input, { signal }),
})

/** Asks before anything that shows the answer is drawn. @returns undefined when there was none: whoever shows it asks again */
export async function askAhead<M extends NamesOf<'query'>>(method: M, input: Input<M>): Promise<Output<M> | undefined> {
  const query = queryOf(method, input)
  await queryClient.prefetchQuery(query)
  return queryClient.getQueryData(query.queryKey)
}

/**
 * The answer of a query, kept until the engine says that something it may depend on changed. `error` is an AppError; the
 * last answer stands beside it, since what failed may come back, but not when what it was about is gone.
 */
export function useEngineQuery<M extends NamesOf<'query'>>(
  method: M,
  input: Input<M>,
  { enabled = true, keepLast = false }: QueryOptions = {},
): UseQueryResult<Output<M>, AppError> {
  const result = useQuery<Output<M>, AppError, Output<M>, readonly unknown[]>({
    ...queryOf(method, input),
    enabled,
    ...(keepLast ? { placeholderData: keepPreviousData } : {}),
  })
  return result.isRefetchError && goneCodes.has(result.error.code)
    ? { ...result, data: undefined, isLoadingError: true, isRefetchError: false }
    : result
}

/** Answers with the inputs they answer, in the same order. */
export interface Answered<M extends NamesOf<'query'>> {
  inputs: readonly (Input<M> | null)[]
  /** Undefined where nothing was asked, or the question failed. */
  answers: readonly (Output<M> | undefined)[]
}

/**
 * Several answers of one query, shown together: the last ones that were complete, so that a page is drawn once for them
 * and never with the answers to other inputs. Null asks nothing.
 */
export function useEngineAnswers<M extends NamesOf<'query'>>(
  method: M,
  inputs: readonly (Input<M> | null)[],
): Answered<M> | undefined {
  const asked = inputs.filter((input) => input !== null)
  const found = useQueries({
    queries: asked.map((input) => queryOf(method, input)),
    combine: (results) =>
      results.some(({ isPending }) => isPending) ? null : results.map(({ data }) => data as Output<M> | undefined),
  })
  const key = JSON.stringify(inputs)
  const [last, setLast] = useState<(Answered<M> & { key: string; found: typeof found }) | undefined>()
  if (found === null || (last?.key === key && last.found === found)) return last
  const answers = inputs.map((input) => (input === null ? undefined : found[asked.indexOf(input)]))
  const next = { key, found, inputs, answers }
  setLast(next)
  return next
}

/**
 * A command: `mutate(input)` or `await mutateAsync(input)`. Each try has an id of its own; when the engine went away
 * before it answered, the same input again carries the same id, so a second try cannot do it twice.
 * The toast with Undo appears by itself.
 */
export function useCommand<M extends NamesOf<'command'>>(method: M): UseMutationResult<Output<M>, AppError, Input<M>> {
  const unanswered = useRef<{ input: string; commandId: string } | null>(null)
  return useMutation<Output<M>, AppError, Input<M>>({
    mutationKey: [method],
    mutationFn: async (input) => {
      const text = JSON.stringify(input)
      const commandId = unanswered.current?.input === text ? unanswered.current.commandId : crypto.randomUUID()
      unanswered.current = null
      useSession.setState(({ saving }) => ({ saving: saving + 1 }))
      const controller = new AbortController()
      const call = engine.call(method, input, { commandId, signal: controller.signal })
      // Behind long work of the writer a change waits; then it is listed there and can be called off.
      const timer = setTimeout(
        () => showWork(stepText({ method, subject: '' }), () => controller.abort(), call),
        LISTED_AFTER_MS,
      )
      try {
        return await call
      } catch (error) {
        if (isUnavailable(error)) unanswered.current = { input: text, commandId }
        throw error
      } finally {
        clearTimeout(timer)
        useSession.setState(({ saving }) => ({ saving: Math.max(0, saving - 1) }))
      }
    },
  })
}

export type TaskResult<M extends NamesOf<'task'>> = UseMutationResult<Output<M>, AppError, Input<M>> & {
  /** Latest count while it runs. */
  progress: Progress | null
  /** Stops it; `error` becomes `engine.cancelled` and nothing is stored. */
  cancel: () => void
}

/** Long work: like `useCommand`, with progress and cancel. It also appears in the activity of the top bar under `label`. */
export function useTask<M extends NamesOf<'task'>>(method: M, label: string): TaskResult<M> {
  const [progress, setProgress] = useState<Progress | null>(null)
  const running = useRef<(() => void) | null>(null)
  const mutation = useMutation<Output<M>, AppError, Input<M>>({
    mutationKey: [method],
    mutationFn: async (input) => {
      setProgress(null)
      let output: Output<M> | undefined
      const task = startTask(label, async (signal, onProgress) => {
        output = await engine.call(method, input, {
          commandId: crypto.randomUUID(),
          signal,
          onProgress: (next) => {
            setProgress(next)
            onProgress(next)
          },
        })
      })
      running.current = task.cancel
      await task.done
      // `done` resolves only after the call did.
      return output as Output<M>
    },
  })
  return { ...mutation, progress, cancel: () => running.current?.() }
}
