import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '../../src/contract/errors.ts'
import { command, query } from '../../src/contract/method.ts'
import { connect, type Dispatch, type Link, serve } from '../../src/contract/rpc.ts'

const methods = {
  'numbers.double': query(z.strictObject({ n: z.int() }), z.strictObject({ n: z.int() })),
  'numbers.wait': command(z.strictObject({}), z.strictObject({ isCancelled: z.boolean() })),
  'numbers.lie': query(z.strictObject({}), z.strictObject({ n: z.int() })),
  'numbers.break': query(z.strictObject({}), z.strictObject({})),
}

function linkPair(): { left: Link; right: Link; cut: () => void } {
  const closed: (() => void)[] = []
  const side = (): { hear: (message: unknown) => void } => ({ hear: () => undefined })
  const [left, right] = [side(), side()]
  const link = (own: typeof left, other: typeof left): Link => ({
    post: (message) => queueMicrotask(() => other.hear(structuredClone(message))),
    listen: (handler) => (own.hear = handler),
    onClose: (handler) => void closed.push(handler),
  })
  return { left: link(left, right), right: link(right, left), cut: () => closed.forEach((handler) => handler()) }
}

function startPair(reported: unknown[] = []) {
  const pair = linkPair()
  const dispatch: Dispatch = async (method, input, context) => {
    switch (method) {
      case 'numbers.double':
        return { n: (input as { n: number }).n * 2 }
      case 'numbers.lie':
        return { n: 'three' }
      case 'numbers.wait':
        context.progress({ done: 1, total: 2, label: 'waiting' })
        await new Promise((resolve) => context.signal.addEventListener('abort', resolve))
        return { isCancelled: context.signal.aborted }
      default:
        throw new Error('secret at /home/maya/file.ts')
    }
  }
  const server = serve(pair.right, methods, dispatch, (error) => {
    reported.push(error)
    return 'ref-1'
  })
  return { ...pair, server, client: connect(pair.left) }
}

async function failure(promise: Promise<unknown>): Promise<{ code: string; details: unknown }> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof AppError)) throw new Error(`no AppError: ${String(error)}`)
  return { code: error.code, details: error.details }
}

describe('calls', () => {
  test('[RP1] a call is answered with what its handler returns', async () => {
    expect(await startPair().client.call('numbers.double', { n: 21 })).toEqual({ n: 42 })
  })

  test('[RP1] input with an unknown key, a wrong type or an unknown method is refused by name', async () => {
    const { client } = startPair()
    expect(await failure(client.call('numbers.double', { n: 1, extra: true }))).toMatchObject({ code: 'call.badInput' })
    expect(await failure(client.call('numbers.double', { n: '1' }))).toEqual({
      code: 'call.badInput',
      details: { method: 'numbers.double', problems: ['n: Invalid input: expected number, received string'] },
    })
    expect(await failure(client.call('constructor', {}))).toEqual({
      code: 'call.unknownMethod',
      details: { method: 'constructor' },
    })
  })

  test('[RP1] an answer that does not fit its schema never reaches the caller', async () => {
    expect(await failure(startPair().client.call('numbers.lie', {}))).toMatchObject({ code: 'call.badOutput' })
  })

  test('[RP1] a bug crosses as a reference only; its text stays in the log', async () => {
    const reported: unknown[] = []
    const wire = await failure(startPair(reported).client.call('numbers.break', {}))
    expect({ wire, logged: String(reported[0]) }).toEqual({
      wire: { code: 'internal', details: { reference: 'ref-1' } },
      logged: 'Error: secret at /home/maya/file.ts',
    })
  })

  test('[RP2] when the link closes every pending call is rejected and later ones too', async () => {
    const { client, cut } = startPair()
    const pending = failure(client.call('numbers.wait', {}))
    cut()
    expect([await pending, await failure(client.call('numbers.double', { n: 1 }))]).toEqual([
      { code: 'engine.unavailable', details: {} },
      { code: 'engine.unavailable', details: {} },
    ])
  })

  test('[RP3] progress reaches the caller and its signal cancels the work', async () => {
    const { client } = startPair()
    const controller = new AbortController()
    const seen: unknown[] = []
    const answer = client.call(
      'numbers.wait',
      {},
      {
        signal: controller.signal,
        onProgress: (progress) => {
          seen.push(progress)
          controller.abort()
        },
      },
    )
    expect({ answer: await answer, seen }).toEqual({
      answer: { isCancelled: true },
      seen: [{ done: 1, total: 2, label: 'waiting' }],
    })
  })

  test('[RP3] events reach every listener', async () => {
    const { client, server } = startPair()
    const heard = new Promise((resolve) => client.onEvent(resolve))
    server.send({ event: 'changed', features: ['partner'] })
    expect(await heard).toEqual({ event: 'changed', features: ['partner'] })
  })

  test('[RP4] forged messages are ignored and leave both sides working', async () => {
    const { left, right, client } = startPair()
    const forged = fc.oneof(
      fc.anything(),
      fc.record({
        t: fc.constantFrom('call', 'cancel', 'ok', 'error', 'event', '__proto__'),
        id: fc.anything(),
        method: fc.anything(),
        input: fc.anything(),
      }),
    )
    fc.assert(
      fc.property(forged, (message) => {
        for (const link of [left, right]) {
          try {
            link.post(message)
          } catch {
            // what cannot be cloned cannot be sent either
          }
        }
      }),
      { numRuns: 5000 },
    )
    expect(await client.call('numbers.double', { n: 4 })).toEqual({ n: 8 })
  })
})
