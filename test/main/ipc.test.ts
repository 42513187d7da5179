import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ShellMethodName, shellMethods } from '../../src/contract/shell.ts'
import { channelOf, fits, handleShell, type ShellHandlers } from '../../src/main/ipc.ts'

const names = Object.keys(shellMethods) as ShellMethodName[]
const contents = {}
const mainFrame = { parent: null, origin: 'app://tandem' }

/** The shell with handlers that note who was called and answer what `answers` says. */
function createShell(answers: Partial<Record<ShellMethodName, unknown>> = {}) {
  const called: string[] = []
  const listeners = new Map<string, (event: unknown, ...parameters: unknown[]) => Promise<unknown>>()
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      () => {
        called.push(name)
        if (answers[name] instanceof Error) throw answers[name]
        return answers[name]
      },
    ]),
  )
  const errors: unknown[] = []
  handleShell(
    // The wrapper registers functions and reads three fields of the event; Electron itself is not needed for that.
    { handle: (channel: string, listener: never) => void listeners.set(channel, listener) } as never,
    { contents: () => contents as never, origin: 'app://tandem' },
    handlers as unknown as ShellHandlers,
    (error) => {
      errors.push(error)
      return 'abc'
    },
  )
  const listenerOf = (name: ShellMethodName) => {
    const listener = listeners.get(channelOf(name))
    if (!listener) throw new Error(`${name} is not handled`)
    return listener
  }
  const ask = (name: ShellMethodName, parameters: unknown[], event: object = {}): Promise<unknown> =>
    listenerOf(name)({ sender: contents, senderFrame: mainFrame, ...event }, ...parameters)
  return { ask, called, errors }
}

test('[S7] our own main frame is answered', async () => {
  const { ask } = createShell({ chooseFiles: [] })
  expect(await ask('chooseFiles', [{ filter: 'table', isMultiple: true }])).toEqual({ ok: true, value: [] })
})

test.each([
  ['a frame that is gone', { senderFrame: null }],
  ['a frame inside the page', { senderFrame: { ...mainFrame, parent: mainFrame } }],
  ['another origin', { senderFrame: { ...mainFrame, origin: 'https://example.com' } }],
  ['another window', { sender: {} }],
])('[S7] %s is refused on every channel', async (_who, event) => {
  const { ask, called } = createShell()
  const answers = await Promise.all(names.map((name) => ask(name, [], event)))
  expect(answers).toEqual(
    names.map((name) => ({ ok: false, error: { code: 'call.unknownMethod', details: { method: name } } })),
  )
  expect(called).toEqual([])
})

test('[S7] extra keys, extra arguments and oversized values are refused', async () => {
  const { ask, called } = createShell()
  const input = { filter: 'table', isMultiple: true }
  const codes = await Promise.all([
    ask('chooseFiles', [{ ...input, extra: 1 }]),
    ask('chooseFiles', [input, input]),
    ask('chooseFiles', [{ ...input, filter: 'x'.repeat(1_000_001) }]),
    ask('chooseFiles', [JSON.parse('{"filter":"table","isMultiple":true,"__proto__":{}}')]),
    ask('copyText', [{ text: 'x'.repeat(64_000_001) }]),
    ask('state', [null]),
  ])
  expect(codes.map((answer) => (answer as { error: { code: string } }).error.code)).toEqual([
    'call.badInput',
    'call.badInput',
    'call.tooLarge',
    'call.badInput',
    'call.tooLarge',
    'call.badInput',
  ])
  expect(called).toEqual([])
})

test('[S7] a bug crosses as a reference, without its text', async () => {
  const bug = new Error('ENOENT /home/anna/secret')
  const { ask, errors } = createShell({ newWorkspace: bug, closeWorkspace: 'not nothing' })
  const internal = { ok: false, error: { code: 'internal', details: { reference: 'abc' } } }
  expect([await ask('newWorkspace', []), await ask('closeWorkspace', [])]).toEqual([internal, internal])
  expect(errors[0]).toBe(bug)
})

test('[S7] 10,000 random messages are refused or run with valid input, and never throw', async () => {
  const { ask, called } = createShell()
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      fc.array(fc.anything({ withNullPrototype: true, withTypedArray: true, withMap: true }), { maxLength: 2 }),
      async (name, parameters) => {
        const before = called.length
        const answer = (await ask(name, parameters)) as { ok: boolean }
        const wasRun = called.length > before
        const mayRun = parameters.length < 2 && shellMethods[name].input.safeParse(parameters[0]).success
        expect([typeof answer.ok, wasRun]).toEqual(['boolean', mayRun])
      },
    ),
    { numRuns: 10_000 },
  )
})

test('[S7] the size of a value counts its texts, bytes and keys, and a circle never fits', () => {
  const circle: { self?: unknown } = {}
  circle.self = circle
  expect([
    fits('é'.repeat(46), 100),
    fits('é'.repeat(47), 100),
    fits({ bytes: new Uint8Array(80) }, 101),
    fits({ bytes: new Uint8Array(80) }, 100),
    fits(circle, 1_000_000),
    fits(undefined, 8),
  ]).toEqual([true, false, true, false, false, true])
})
