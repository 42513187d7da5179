import { afterAll, beforeAll, expect, test } from 'vitest'
import { askOfHome } from '../../src/contract/homeQuestions.ts'
import type { Input, NamesOf } from '../../src/contract/methods.ts'
import { resolvePeriod, usualChoice } from '../../src/contract/periods.ts'
import { rehearse } from '../../src/engine/rehearsal.ts'
import { startTestEngine, type TestEngine } from '../support/testEngine.ts'

let engine: TestEngine
beforeAll(async () => {
  engine = await startTestEngine()
})
afterAll(() => engine.close())

interface Asked {
  method: string
  input: unknown
}

function listening(asked: Asked[]) {
  return <M extends NamesOf<'query'>>(method: M, input: Input<M>) => {
    asked.push({ method, input })
    return engine.call(method, input)
  }
}

test('[EN5] what Home asks of the usual period has been answered before it asks', async () => {
  const asked: Asked[] = []
  await rehearse(listening(asked), () => false)
  const calendar = {
    ...(await engine.call('programme.get', {})),
    latestMonth: (await engine.call('metrics.latestMonth', {})).month,
  }
  const ofHome: Asked[] = []
  askOfHome(resolvePeriod(usualChoice, calendar), calendar, (method, input) => ofHome.push({ method, input }))
  expect(ofHome.length).toBeGreaterThan(6)
  expect(asked.slice(-ofHome.length)).toEqual(ofHome)
})

test.each([1, 2, 3, 5])('[EN5] it ends before the next answer when somebody asks (%i answered)', async (most) => {
  const asked: Asked[] = []
  let left = 0
  await rehearse(listening(asked), () => (asked.length >= most ? (left += 1) > 0 : false))
  expect(left).toBe(1)
  expect(asked).toHaveLength(most)
})
