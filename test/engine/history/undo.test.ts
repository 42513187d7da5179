import { afterEach, beforeEach, expect, test } from 'vitest'
import { methods } from '../../../src/contract/methods.ts'
import { notUndoable } from '../../../src/engine/history/entities.ts'
import { commandSamples, type StepName } from '../../support/commandSamples.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

/** Tasks that end in a command; all other tasks leave the workspace as it was. */
const writingTasks = ['imports.run', 'sample.generate']
const steps = Object.entries(methods)
  .filter(([name, { kind }]) => kind === 'command' || writingTasks.includes(name))
  .map(([name]) => name)
  .filter((name) => !notUndoable.has(name))

const digest = async (): Promise<string> => (await engine.call('workspace.digest', {})).digest

test('[HI4] every command of the contract has a sample for undo and redo', () => {
  expect(Object.keys(commandSamples).toSorted()).toEqual(steps.toSorted())
})

test.each(steps)(
  '[HI2] [HI3] %s: undo restores the state exactly, redo repeats it, and so a second time',
  async (name) => {
    const method = name as StepName // `steps` are the keys of the samples, see above
    const input = await commandSamples[method](engine)
    const before = await digest()
    await engine.call(method, input as never) // the sample of this very method
    const after = await digest()
    expect(after).not.toBe(before)
    expect((await engine.call('history.peek', {})).undo).toMatchObject({ method })
    for (const round of [1, 2]) {
      await engine.call('history.undo', {})
      expect({ round, isRestored: (await digest()) === before }).toEqual({ round, isRestored: true })
      await engine.call('history.redo', {})
      expect({ round, isRepeated: (await digest()) === after }).toEqual({ round, isRepeated: true })
    }
    const { findings } = await engine.call('workspace.verify', {})
    expect(findings).toEqual([])
  },
)

test('[HI3] a new command ends what could be done again', async () => {
  await engine.call('partners.create', { name: 'Acme', startedOn: '2024-01-01' })
  await engine.call('history.undo', {})
  await engine.call('partners.create', { name: 'Bukit Data', startedOn: '2024-01-01' })
  expect(await engine.refused('history.redo', {})).toMatchObject({ code: 'history.nothingToRedo' })
  await engine.call('history.undo', {})
  expect(await engine.refused('history.undo', {})).toMatchObject({ code: 'history.nothingToUndo' })
})

test('[HI8] the id of an undone row is never given to another one', async () => {
  const first = await engine.call('partners.create', { name: 'Acme', startedOn: '2024-01-01' })
  await engine.call('history.undo', {})
  const second = await engine.call('partners.create', { name: 'Bukit Data', startedOn: '2024-01-01' })
  expect(second.id).toBeGreaterThan(first.id)
  const { changes } = await engine.call('history.entity', { entity: 'partner', id: second.id })
  expect(changes.map(({ method, kind }) => [method, kind])).toEqual([['partners.create', 'insert']])
})
