import { expect, test } from 'vitest'
import { createCommandQueue } from '../../src/engine/queue.ts'

const open = (): AbortSignal => new AbortController().signal

test('[EN2] commands run one after the other in the order they were asked, whatever each takes', async () => {
  const order: string[] = []
  const queue = createCommandQueue(() => undefined)
  const slow = queue.run('slow', open(), async () => {
    order.push('slow starts')
    await new Promise((resolve) => setImmediate(resolve))
    order.push('slow ends')
  })
  const fast = queue.run('fast', open(), async () => void order.push('fast'))
  await Promise.all([slow, fast])
  expect(order).toEqual(['slow starts', 'slow ends', 'fast'])
})

test('[EN2] a waiting command leaves when it is cancelled, and a failing one holds up nobody', async () => {
  const states: unknown[] = []
  const queue = createCommandQueue((state) => states.push({ ...state }))
  const controller = new AbortController()
  let release = (): void => undefined
  const first = queue.run(
    'import',
    open(),
    () => new Promise<void>((_, reject) => (release = () => reject(new Error('broken')))),
  )
  const cancelled = queue.run('edit', controller.signal, async () => 'never')
  const last = queue.run('last', open(), async () => 'done')
  const outcomes = Promise.allSettled([first, cancelled, last])
  controller.abort()
  release()
  expect(
    (await outcomes).map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : String(outcome.reason))),
  ).toEqual(['Error: broken', 'AppError: engine.cancelled {}', 'done'])
  expect(states).toEqual([
    { running: 'import', waiting: 0 },
    { running: 'import', waiting: 1 },
    { running: 'import', waiting: 2 },
    { running: 'import', waiting: 1 },
    { running: null, waiting: 0 },
    { running: 'last', waiting: 0 },
    { running: null, waiting: 0 },
  ])
})

test('[EN4] upkeep waits for the answer, and the next command waits for the upkeep', async () => {
  const order: string[] = []
  const queue = createCommandQueue(() => undefined, { isDue: () => true, run: () => order.push('upkeep') })
  const asked = async (name: string): Promise<void> => {
    await queue.run(name, open(), async () => void order.push(name))
    order.push(`${name} answered`)
  }
  await Promise.all([asked('first'), asked('second')])
  await new Promise((resolve) => setImmediate(resolve))
  expect(order).toEqual(['first', 'first answered', 'upkeep', 'second', 'second answered', 'upkeep'])
})
