import { expect, test } from 'vitest'
import type { EngineReport, EngineRole, FileMessage } from '../../src/contract/shell.ts'
import { type EngineListener, superviseWorkspace } from '../../src/main/supervisor.ts'

interface Started {
  role: string
  mode: string
  listener: EngineListener
  attached: string[]
  told: string[]
  isStopped: boolean
}

const file: FileMessage = { t: 'file', handle: 'h1', path: '/p', name: 'p', size: 1 }

/** A supervisor over processes that do nothing by themselves; what it says is collected in `log`; no writer where it is unstartable. */
function createSupervised(mode: 'create' | 'open' = 'create', isUnstartable = false) {
  const started: Started[] = []
  const log: string[] = []
  let timers: { delayMs: number; run: () => void }[] = []
  let channels = 0
  const supervisor = superviseWorkspace<string>({
    file: '/w.tandem',
    mode,
    temporaryFolder: '/made',
    startProcess(parameters, listener) {
      if (isUnstartable && parameters[0] === 'writer') throw new Error('no Node')
      const process: Started = {
        role: parameters[0] ?? '',
        mode: parameters[2] ?? '',
        listener,
        attached: [],
        told: [],
        isStopped: false,
      }
      started.push(process)
      return {
        attach: (port) => void process.attached.push(port),
        send: (message) =>
          void process.told.push(message.t === 'open' ? (message.isAlone ? 'open alone' : 'open') : message.handle),
        stop: () => Promise.resolve(void (process.isStopped = true)),
      }
    },
    openChannel() {
      channels += 1
      return { forEngine: `engine end ${channels}`, forPage: `page end ${channels}` }
    },
    schedule(delayMs, run) {
      const timer = { delayMs, run }
      timers.push(timer)
      return () => (timers = timers.filter((other) => other !== timer))
    },
    knownFiles: () => [file],
    onStatus: () => undefined,
    onPort: (role, port) => log.push(`${role} ${port}`),
    onDown: (role) => log.push(`${role} down`),
    onMade: (made) => log.push(`made ${made.handle}`),
    onFailed: (error) => log.push(`failed ${error.code}`),
  })
  supervisor.start()
  return {
    supervisor,
    started,
    log,
    delays: () => timers.map((timer) => timer.delayMs),
    runTimers() {
      const due = timers
      timers = []
      for (const { run } of due) run()
    },
    latest: (role: EngineRole): EngineListener => {
      const process = started.findLast((candidate) => candidate.role === role)
      if (!process) throw new Error(`no ${role} was started`)
      return process.listener
    },
  }
}

const ready: EngineReport = { t: 'ready' }

test('[EN1] of a new workspace both load at once, the reader opens the file when the writer has, and the page gets a port to each', () => {
  const { supervisor, started, log, latest } = createSupervised()
  supervisor.connectPage()
  expect(started.map(({ role, told }) => [role, told])).toEqual([
    ['writer', ['open']],
    ['reader', []],
  ])
  latest('writer').onReport(ready)
  latest('reader').onReport(ready)
  expect(log).toEqual(['writer page end 1', 'reader page end 2'])
  expect(started.map(({ attached, told }) => [attached, told])).toEqual([
    [['engine end 1'], ['open', 'h1']],
    [['engine end 2'], ['open', 'h1']],
  ])
})

test('[EN1] of a workspace that is there the reader opens first; the writer follows when the page has its answers', () => {
  const { supervisor, started, log, latest, runTimers } = createSupervised('open')
  supervisor.connectPage()
  expect(started.map(({ role, told }) => [role, told])).toEqual([['reader', ['open alone']]])
  latest('reader').onReport(ready)
  expect([started.length, log]).toEqual([1, ['reader page end 1']])
  supervisor.settle()
  supervisor.settle()
  latest('writer').onReport(ready)
  runTimers()
  expect(started.map(({ role, mode, told }) => [role, mode, told])).toEqual([
    ['reader', '--mode=open', ['open alone', 'h1']],
    ['writer', '--mode=open', ['open', 'h1']],
  ])
  expect(log).toEqual(['reader page end 1', 'writer page end 2'])
})

test('[EN1] a writer is held back for a page only so long, and not at all when the page was quicker', () => {
  const slow = createSupervised('open')
  slow.latest('reader').onReport(ready)
  slow.runTimers()
  const quick = createSupervised('open')
  quick.supervisor.settle()
  expect(quick.started.map(({ role }) => role)).toEqual(['reader'])
  quick.latest('reader').onReport(ready)
  for (const { started } of [slow, quick]) expect(started.map(({ role }) => role)).toEqual(['reader', 'writer'])
})

test('[EN1] a file of an older version is opened by the writer first, and the reader waits for it', () => {
  const { supervisor, started, latest, runTimers } = createSupervised('open')
  latest('reader').onReport({ t: 'outdated' })
  supervisor.settle()
  expect(started.map(({ role, told }) => [role, told])).toEqual([
    ['reader', ['open alone']],
    ['writer', ['open']],
  ])
  latest('reader').onExit()
  runTimers()
  expect(started[2]?.told).toEqual([])
  latest('writer').onReport(ready)
  expect(started[2]?.told).toEqual(['open'])
})

test('[EN1] a reader that dies alone opens alone again, and no writer is started after a stop', async () => {
  const { supervisor, started, latest, runTimers } = createSupervised('open')
  latest('reader').onExit()
  runTimers()
  latest('reader').onReport(ready)
  await supervisor.stop()
  supervisor.settle()
  runTimers()
  expect(started.map(({ role, told }) => [role, told])).toEqual([
    ['reader', ['open alone']],
    ['reader', ['open alone', 'h1']],
  ])
})

test('[EN1] a writer that finds the file in use while it is shown tries again, and gives up with that reason', () => {
  const inUse: EngineReport = { t: 'failed', error: { code: 'workspace.inUse', details: {} } }
  const { supervisor, started, log, latest, runTimers } = createSupervised('open')
  latest('reader').onReport(ready)
  supervisor.settle()
  latest('writer').onReport(inUse)
  latest('writer').onExit()
  expect([log, supervisor.status('reader')]).toEqual([['writer down'], 'up'])
  runTimers()
  latest('writer').onReport(ready)
  expect(started.map(({ role }) => role)).toEqual(['reader', 'writer', 'writer'])
  while (supervisor.status('writer') !== 'stopped') {
    latest('writer').onReport(inUse)
    latest('writer').onExit()
    runTimers()
  }
  expect(log.at(-1)).toBe('failed workspace.inUse')
})

test('[EN1] a reader that dies while the writer is still at work waits for it again; later it opens at once', () => {
  const { started, latest, runTimers } = createSupervised()
  latest('reader').onExit()
  runTimers()
  expect(started.map(({ told }) => told)).toEqual([['open'], [], []])
  latest('writer').onReport(ready)
  expect(started[2]?.told).toEqual(['open'])
  latest('reader').onReport(ready)
  latest('reader').onExit()
  runTimers()
  expect(started[3]?.told).toEqual(['open'])
})

test('[EN1] a process that dies is announced, started again and gets a fresh port', () => {
  const { supervisor, started, log, latest, runTimers } = createSupervised()
  supervisor.connectPage()
  latest('writer').onReport(ready)
  latest('reader').onReport(ready)
  latest('writer').onExit()
  expect([supervisor.status('writer'), supervisor.status('reader')]).toEqual(['down', 'up'])
  runTimers()
  latest('writer').onReport(ready)
  expect(started.map(({ role, mode }) => `${role} ${mode}`)).toEqual([
    'writer --mode=create',
    'reader --mode=open',
    'writer --mode=open',
  ])
  expect(log.slice(2)).toEqual(['writer down', 'writer page end 3'])
})

test('[EN1] restarts come at longer and longer intervals until it is given up', () => {
  const { supervisor, log, latest, delays, runTimers } = createSupervised()
  const waited: number[] = []
  while (supervisor.status('writer') !== 'stopped') {
    latest('writer').onExit()
    waited.push(...delays())
    runTimers()
  }
  expect(waited).toEqual([100, 200, 400, 800, 1600, 3200, 5000])
  expect(log.at(-1)).toBe('failed engine.givenUp')
})

test('[EN1] a process that was up for a while starts again at once', () => {
  const { latest, delays, runTimers } = createSupervised()
  latest('writer').onExit()
  latest('writer').onExit()
  runTimers()
  latest('writer').onReport(ready)
  runTimers()
  latest('writer').onExit()
  expect(delays()).toEqual([100])
})

test('[EN1] a workspace that cannot be opened stops everything and is not tried again', () => {
  const { started, log, latest, delays } = createSupervised()
  latest('writer').onReport({ t: 'failed', error: { code: 'workspace.damaged', details: {} } })
  latest('writer').onExit()
  expect([log, delays(), started.map((process) => process.isStopped)]).toEqual([
    ['failed workspace.damaged'],
    [],
    [true, true],
  ])
})

test('[EN1] where the writer cannot even be started, no reader is left running', () => {
  const { started, log } = createSupervised('create', true)
  expect([started, log]).toEqual([[], ['failed engine.givenUp']])
})

test('[EN1] after a stop nothing is started and nothing is said', async () => {
  const { supervisor, started, log, latest, delays } = createSupervised()
  await supervisor.stop()
  latest('writer').onReport(ready)
  latest('writer').onExit()
  expect([started.length, log, delays()]).toEqual([2, [], []])
})

test('[EN1] a file is told to the processes that are up, and one the engine made is passed on', () => {
  const { supervisor, started, log, latest } = createSupervised()
  latest('writer').onReport(ready)
  supervisor.tell({ ...file, handle: 'h2' })
  latest('writer').onReport({ ...file, handle: 'h3' })
  expect([started.map(({ told }) => told), log]).toEqual([[['open', 'h1', 'h2'], ['open']], ['made h3']])
})
