import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, dayInZone } from '../../../src/contract/dates.ts'
import { steppingClock } from '../../../src/engine/history/clock.ts'
import { commandSamples, type StepName } from '../../support/commandSamples.ts'
import { compareWithThen, keepCopy } from '../../support/dayCopies.ts'
import { act, storyOfDays } from '../../support/randomStory.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

const ZONE = 'Asia/Singapore'
/** Ten in the morning in Singapore. */
const morningOf = (day: Day): number => Date.parse(`${day}T02:00:00Z`)

/** Day of the last command of a workspace. */
function lastDay(file: string): Day {
  const connection = new Database(file, { readonly: true })
  const at = connection.prepare('SELECT at FROM command ORDER BY seq DESC LIMIT 1').pluck().get() as string
  connection.close()
  return dayInZone(at, ZONE)
}

const isSame = { onlyNow: [], onlyThen: [] }

test('[HI12] as of each day of the sample programme every row is what the file held then', async () => {
  const copies = new Map<Day, string>()
  const engine = await startTestEngine({
    isSetUp: false,
    // After each command; the last of a day stays.
    onEvent: ({ event }, { file }) => event === 'changed' && copies.set(lastDay(file), keepCopy(file)),
  })
  await engine.call('sample.generate', { seed: 7, partners: 20, conversions: 200 })
  const days = [...copies.keys()].filter((day) => day < '2026-01-13')
  expect(days.length).toBeGreaterThan(40)
  for (const day of days) {
    const compared = await compareWithThen(engine, day, copies.get(day) ?? '')
    expect(compared).toEqual({ ...isSame, day, rows: compared.rows })
    expect(compared.rows).toBeGreaterThan(50)
  }
  engine.close()
}, 120_000)

test('[HI12] as of each day of any story, with undo, redo, reverted imports and voided runs, every row is what the file held then', async () => {
  await fc.assert(
    fc.asyncProperty(storyOfDays, async (days) => {
      let day: Day = '2026-01-20'
      const clock = steppingClock(morningOf(day))
      const engine = await startTestEngine({ clock })
      const copies = new Map<Day, string>()
      for (const deeds of days) {
        for (const deed of deeds) await act(engine, deed)
        copies.set(day, keepCopy(engine.file))
        day = addDays(day, 1)
        clock.goTo(morningOf(day))
      }
      try {
        for (const [then, copy] of copies) {
          const compared = await compareWithThen(engine, then, copy)
          expect(compared).toEqual({ ...isSame, day: then, rows: compared.rows })
        }
      } finally {
        engine.close()
      }
    }),
    { numRuns: 12, endOnFailure: true },
  )
}, 300_000)

test.each(Object.keys(commandSamples) as StepName[])(
  '[HI12] %s, done and undone the day after, is not there yet as of the day before',
  async (method) => {
    const clock = steppingClock(morningOf('2026-01-13'))
    const engine: TestEngine = await startTestEngine({ clock })
    // What is due, listed or allowed must not depend on the day.
    await engine.call('programme.update', { pinnedToday: '2026-01-14' })
    const input = await commandSamples[method](engine)
    const before = keepCopy(engine.file)
    clock.goTo(morningOf('2026-01-14'))
    await engine.call(method, input as never) // the sample of this very method
    await engine.call('history.undo', {})
    await engine.call('history.redo', {})
    const after = keepCopy(engine.file)
    clock.goTo(morningOf('2026-01-15'))
    await engine.call('history.undo', {})
    expect(await compareWithThen(engine, '2026-01-13', before)).toMatchObject(isSame)
    expect(await compareWithThen(engine, '2026-01-14', after)).toMatchObject(isSame)
    engine.close()
  },
)
