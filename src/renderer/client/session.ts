import { QueryClient, type Query } from '@tanstack/react-query'
import { create } from 'zustand'
import { AppError } from '../../contract/errors.ts'
import type { MethodName } from '../../contract/methods.ts'
import type { Progress } from '../../contract/rpc.ts'
import { EngineClient, type LinkStatuses } from './engineClient.ts'

/** One engine client and one cache of its answers for the whole page. */
export const engine = new EngineClient()

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The engine says when something changed; nothing else makes an answer old.
      staleTime: Infinity,
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** Long work that is running: shown in the activity of the top bar until it ends. */
export interface RunningTask {
  id: number
  label: string
  progress: Progress | null
  cancel: () => void
}

interface Session {
  links: LinkStatuses
  /** What the writer is doing and how many wait behind it; null when nothing runs. */
  queue: { running: string; waiting: number } | null
  tasks: readonly RunningTask[]
  /** Commands sent and not answered. */
  saving: number
  /** When the last change of this session was stored; null before the first. */
  savedAt: Date | null
}

export const useSession = create<Session>(() => ({
  links: engine.statuses,
  queue: null,
  tasks: [],
  saving: 0,
  savedAt: null,
}))

engine.onStatus((links) => {
  const wasDown = useSession.getState().links.reader === 'down'
  useSession.setState({ links, ...(links.writer === 'up' ? {} : { queue: null }) })
  // Whatever was answered before the reader died may be older than the workspace.
  if (wasDown && links.reader === 'up') void queryClient.invalidateQueries()
})

engine.onEvent((event) => {
  if (event.event === 'queue')
    useSession.setState({ queue: event.running === null ? null : { running: event.running, waiting: event.waiting } })
  else if (event.event === 'changed') {
    const predicate = (query: Query): boolean => dependsOn(query, event.features)
    // What is asked ahead of the page is older than the change; whoever shows it asks again.
    void queryClient.cancelQueries({ predicate, type: 'inactive' })
    void queryClient.invalidateQueries({ predicate })
  }
})

/** Tasks that only look. */
export const storingNothing: ReadonlySet<MethodName> = new Set([
  'imports.dryRun',
  'history.travel',
  'workspace.verify',
  'workspace.backup',
  'reviews.pack',
])
engine.onStored((method) => {
  if (!storingNothing.has(method)) useSession.setState({ savedAt: new Date() })
})

/** Settings and the sample change with their own commands only; every other answer may follow from any change. */
function dependsOn(query: Query, changed: readonly string[]): boolean {
  const method = query.queryKey[0]
  const feature = typeof method === 'string' ? (method.split('.')[0] ?? '') : ''
  return feature === 'programme' ? changed.includes('setting') : feature !== 'sample'
}

/** Forgets every answer: another workspace is another world. */
export function forgetAnswers(): void {
  engine.reset()
  queryClient.clear()
  useSession.setState({ tasks: [], queue: null, saving: 0, savedAt: null })
}

let nextTask = 1

/** Lists work that is under way in the activity of the top bar until `done` settles. */
export function showWork(
  label: string,
  cancel: () => void,
  done: Promise<unknown>,
): { onProgress: (progress: Progress) => void } {
  const id = nextTask++
  useSession.setState(({ tasks }) => ({ tasks: [...tasks, { id, label, progress: null, cancel }] }))
  const remove = (): void => useSession.setState(({ tasks }) => ({ tasks: tasks.filter((task) => task.id !== id) }))
  done.then(remove, remove)
  return {
    onProgress: (progress) =>
      useSession.setState(({ tasks }) => ({
        tasks: tasks.map((task) => (task.id === id ? { ...task, progress } : task)),
      })),
  }
}

/** Starts long work with its place in the activity list; `done` rejects with `engine.cancelled` after `cancel`. */
export function startTask(
  label: string,
  run: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<unknown>,
): { cancel: () => void; done: Promise<void> } {
  const controller = new AbortController()
  const cancel = (): void => controller.abort()
  let report: (progress: Progress) => void = () => undefined
  const done = run(controller.signal, (progress) => report(progress)).then(() => undefined)
  report = showWork(label, cancel, done).onProgress
  return { cancel, done }
}

export function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'engine.cancelled'
}
