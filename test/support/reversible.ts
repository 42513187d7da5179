import { expect } from 'vitest'
import type { Input, MethodName, Output } from '../../src/contract/methods.ts'
import type { TestEngine } from './testEngine.ts'

/** Runs a command, undoes it and does it again: the state digest follows exactly. Answers what the command answered. */
export async function callReversibly<M extends MethodName>(
  engine: TestEngine,
  method: M,
  input: Input<M>,
): Promise<Output<M>> {
  const digest = async (): Promise<string> => (await engine.call('workspace.digest', {})).digest
  const before = await digest()
  const answer = await engine.call(method, input)
  const after = await digest()
  await engine.call('history.undo', {})
  expect({ method, undone: (await digest()) === before }).toEqual({ method, undone: true })
  await engine.call('history.redo', {})
  expect({ method, redone: (await digest()) === after }).toEqual({ method, redone: true })
  return answer
}
