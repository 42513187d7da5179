import { engineRoles, type PortMessage, type ShellEvent, type ShellState } from '../../contract/shell.ts'
import { portLink } from '../client/engineClient.ts'
import { askAhead } from '../client/hooks.ts'
import { forgetTyped, storeTyped } from '../client/leaving.ts'
import { runMenuCommand } from '../client/menu.ts'
import { linkTo, navigate, parseRoute, useRoute } from '../client/navigation.ts'
import { engine, forgetAnswers, type RunningTask, useSession } from '../client/session.ts'
import { askShell } from '../client/shell.ts'
import { useShell } from '../client/shellState.ts'
import { findPage } from './features.ts'

/** Connects the page with the shell and the engine; called once, before the first paint. */
export function start(): void {
  window.addEventListener('message', (event) => {
    const port = event.ports[0]
    if (event.source !== window || !port || !isPortMessage(event.data)) return
    engine.attach(event.data.role, portLink(port))
    if (event.data.role !== 'reader') return
    askFirst()
  })
  window.tandem.onEvent(onShellEvent)
  void askShell('state').then((state) => {
    if (state.lastPage !== null && location.hash === '') navigate(parseRoute(state.lastPage), { replace: true })
    onState(state)
  })
  askFirst()
  void askShell('connect')
  useRoute.subscribe(rememberPage)
  tellWork(null)
  useSession.subscribe(({ tasks }) => tellWork(workIn(tasks)))
}

/** What every page waits for and then what this one shows, before any of it is drawn; what is known is not asked for again. */
function askFirst(): void {
  const first = [
    askAhead('programme.get', {}),
    askAhead('metrics.latestMonth', {}),
    askAhead('workspace.status', {}),
  ] as const
  void Promise.all(first).then(([programme, latest, status]) => {
    if (programme && latest && status?.isSetUp === true)
      findPage(useRoute.getState().page)?.askAhead?.({ ...programme, latestMonth: latest.month })
  })
}

function onShellEvent(event: ShellEvent): void {
  switch (event.event) {
    case 'state':
      onState(event.state)
      break
    case 'menu':
      runMenuCommand(event.command)
      break
    case 'leaving':
      void storeTyped().then((isStored) => askShell('answerLeaving', { isStored }))
      break
    case 'engineDown':
      engine.detach(event.role)
      break
  }
}

function onState(state: ShellState): void {
  const before = useShell.getState().state?.workspace
  const { theme, workspace } = state
  const wasOpen = before?.status === 'open' || before?.status === 'failed'
  const isLeft = wasOpen && workspace.status !== before.status
  if (isLeft) forgetTyped()
  useShell.setState({ state })
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
  if (isLeft) {
    forgetAnswers()
    if (workspace.status !== 'failed') history.replaceState(null, '', linkTo({ page: 'home' }))
  }
}

let toldWork: string | null | undefined

/** Progress changes the tasks many times a second, their names seldom. */
function tellWork(running: string | null): void {
  if (running === toldWork) return
  toldWork = running
  void askShell('setWork', { running })
}

function workIn(tasks: readonly RunningTask[]): string | null {
  return tasks.length === 0 ? null : [...new Set(tasks.map(({ label }) => label))].join('\n').slice(0, 1000)
}

function rememberPage(): void {
  const page = location.hash.replace(/^#\//, '').split('?')[0] ?? ''
  // Only plain addresses are remembered; what a link carried along is not.
  if (/^[a-z][a-z0-9-]*(\/[a-z0-9-]+)*$/.test(page)) void askShell('rememberPage', { page })
}

function isPortMessage(data: unknown): data is PortMessage {
  return (
    typeof data === 'object' &&
    data !== null &&
    'tandem' in data &&
    data.tandem === 'port' &&
    'role' in data &&
    engineRoles.some((role) => role === data.role)
  )
}
