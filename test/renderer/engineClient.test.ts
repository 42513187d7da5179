import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '../../src/contract/errors.ts'
import { engine, forgetAnswers } from '../../src/renderer/client/session.ts'
import { StandIn } from './support/standIn.ts'

const never = new Promise<never>(() => {})
const digest = { 'workspace.digest': () => ({ digest: 'a' }) }

beforeEach(forgetAnswers)
afterEach(forgetAnswers)

/** Lets messages that are on their way arrive. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

describe('a reader that went away', () => {
  test('[RP2] a query that waited for an answer is asked again when it is back', async () => {
    const standIn = new StandIn({ 'workspace.digest': () => never })
    standIn.start()
    const asked = engine.call('workspace.digest', {})
    await settle()
    engine.detach('reader')
    standIn.answers = digest
    standIn.connect('reader')
    expect(await asked).toEqual({ digest: 'a' })
    expect(standIn.askedFor('workspace.digest')).toHaveLength(2)
  })

  test('[RP2] a query asked meanwhile waits for it', async () => {
    const standIn = new StandIn(digest).start()
    engine.detach('reader')
    const asked = engine.call('workspace.digest', {})
    await settle()
    expect(standIn.asked).toEqual([])
    standIn.connect('reader')
    expect(await asked).toEqual({ digest: 'a' })
  })

  test('[RP2] a query that ends the reader each time is given up', async () => {
    const standIn = new StandIn({ 'workspace.digest': () => never }).start()
    const asked = engine.call('workspace.digest', {})
    const outcome = asked.then(
      () => 'answered',
      (error: AppError) => error.code,
    )
    for (let tries = 0; tries < 3; tries++) {
      await settle()
      engine.detach('reader')
      standIn.connect('reader')
    }
    expect(await outcome).toBe('engine.unavailable')
  })
})

describe('a writer that went away', () => {
  test('[RP2] a command is rejected and never sent again', async () => {
    const standIn = new StandIn({ 'history.undo': () => never }).start()
    const asked = engine.call('history.undo', {}, { commandId: 'c1' })
    const outcome = asked.catch((error: AppError) => error.code)
    await settle()
    engine.detach('writer')
    standIn.connect('writer')
    expect(await outcome).toBe('engine.unavailable')
    await settle()
    expect(standIn.askedFor('history.undo')).toHaveLength(1)
  })
})

describe('a workspace that is closed', () => {
  test('[RP2] nothing is left waiting', async () => {
    new StandIn(digest).start()
    engine.detach('reader')
    const outcome = engine.call('workspace.digest', {}).catch((error: AppError) => error.code)
    forgetAnswers()
    expect(await outcome).toBe('engine.unavailable')
  })
})
