import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addDays, type Day } from '../../../src/contract/dates.ts'
import { AppError } from '../../../src/contract/errors.ts'
import { type Input, type MethodName, methods, type Output } from '../../../src/contract/methods.ts'
import { callMethod, type EngineEvent } from '../../../src/contract/rpc.ts'
import { type ViewTable, viewTables } from '../../../src/contract/views.ts'
import { type Engine, openEngine, openReader } from '../../../src/engine/engine.ts'
import { type SteppingClock, steppingClock } from '../../../src/engine/history/clock.ts'
import { keepCopy } from '../../support/dayCopies.ts'
import { csvFile, importFile, salesFile } from '../../support/imports.ts'
import { approveRun, openRun } from '../../support/payRun.ts'
import { seedPartner, seedPlan } from '../../support/seedSales.ts'
import { revenueTable } from '../../support/builders/tiers.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

/** Ten in the morning in Singapore. */
const morningOf = (day: Day): number => Date.parse(`${day}T02:00:00Z`)
const FIRST: Day = '2026-01-12'

let clock: SteppingClock
let engine: TestEngine
let folder: string
let events: EngineEvent[]
beforeEach(async () => {
  clock = steppingClock(morningOf(FIRST))
  folder = mkdtempSync(join(tmpdir(), 'tandem-past-test-'))
  events = []
  engine = await startTestEngine({ clock, temporaryFolder: folder, onEvent: (event) => events.push(event) })
})
afterEach(() => {
  engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const A = 'A1,2025-12-01,100.00,USD,Acme,ann@one.com'
const B = 'B2,2025-12-02,50.50,USD,Acme,bob@two.com'

/** Three days: a partner with a plan and a sale, a corrected sale and a run, and the import reverted. @returns a copy of each day */
async function liveThreeDays(): Promise<Map<Day, string>> {
  const copies = new Map<Day, string>()
  const endDay = (): void => {
    const day = addDays(FIRST, copies.size)
    copies.set(day, keepCopy(engine.file))
    clock.goTo(morningOf(addDays(day, 1)))
  }
  await seedPlan(engine)
  await seedPartner(engine, 'Acme')
  await importFile(engine, salesFile(engine, [A, B]))
  endDay()
  const corrected = salesFile(engine, ['A1,2025-12-01,90.00,USD,Acme,ann@one.com'])
  const { attemptId } = await importFile(engine, corrected, { applyChanged: true })
  await approveRun(engine, (await openRun(engine)).id)
  endDay()
  await engine.call('history.undo', {})
  await engine.call('payouts.void', { id: 1, reason: 'wrong' })
  await engine.call('imports.revert', { id: attemptId ?? 0 })
  endDay()
  return copies
}

async function goTo(day: Day): Promise<void> {
  const { token } = await engine.call('history.travel', { day })
  await engine.call('history.show', { token })
}

async function comeBack(): Promise<void> {
  await engine.call('history.show', { token: null })
  await engine.call('history.travel', { day: null })
}

const noFiles = { get: () => expect.unreachable() }

const copiesLeft = (): string[] => readdirSync(folder)

type Ask = <M extends MethodName>(method: M, input: Input<M>) => Promise<Output<M>>

const askOf = (reader: Engine): Ask =>
  ((method, input) =>
    callMethod(methods, reader.dispatch, method, input, {
      commandId: undefined,
      signal: new AbortController().signal,
      progress: () => undefined,
    })) as Ask // `callMethod` has checked both sides

async function table(ask: Ask, name: ViewTable): Promise<unknown> {
  const filters = name === 'importRows' ? [{ column: 'attemptId', operator: 'is' as const, value: 1 }] : []
  const { view, rows } = await ask('views.open', { table: name, filters, sort: [], groupBy: null, search: '' })
  const { totals, unfilteredCount } = await ask('views.settle', { view })
  return { rows, totals, unfilteredCount }
}

/** What people see: every table, the figures of Home and of each partner, runs, plans and the digest. */
async function everything(ask: Ask): Promise<Record<string, unknown>> {
  const period = { from: '2025-01-01', to: '2026-12-31', compareFrom: null, compareTo: null }
  const answers: Record<string, unknown> = {}
  for (const name of viewTables) answers[name] = await table(ask, name)
  const { rows: partners } = answers['partners'] as { rows: { id: number }[] }
  const { rows: runs } = answers['runs'] as { rows: { id: number }[] }
  return {
    ...answers,
    digest: await ask('workspace.digest', {}),
    status: await ask('workspace.status', {}),
    programme: await ask('programme.get', {}),
    home: await ask('metrics.home', period),
    needs: await ask('metrics.needs', {}),
    counts: await ask('metrics.counts', {}),
    summaries: await Promise.all(partners.map(({ id }) => ask('partners.summary', { id }))),
    histories: await Promise.all(partners.map(({ id }) => ask('history.entity', { entity: 'partner', id }))),
    runPages: await Promise.all(runs.map(({ id }) => ask('payouts.run', { id }))),
    plans: await ask('plans.list', {}),
    steps: await ask('history.peek', {}),
  }
}

test('[HI12] as of a day every table, figure and digest is what a copy of the file taken then shows', async () => {
  const copies = await liveThreeDays()
  const seen = new Set<string>()
  for (const [day, path] of copies) {
    const then = openReader({
      file: path,
      files: noFiles,
      clock: steppingClock(morningOf(day)),
      temporaryFolder: folder,
    })
    const expected = await everything(askOf(then))
    then.close()
    await goTo(day)
    expect(await everything(engine.call)).toEqual(expected)
    seen.add(JSON.stringify(expected['digest']))
  }
  expect(seen.size).toBe(3)
  await comeBack()
  expect(await engine.call('programme.get', {})).toMatchObject({ today: '2026-01-15' })
})

test('[HI12] a day ends at midnight in the programme’s time zone', async () => {
  clock.goTo(Date.parse('2026-01-12T15:59:50Z'))
  await engine.call('partners.create', { name: 'Before', startedOn: '2025-01-01' })
  clock.goTo(Date.parse('2026-01-12T16:00:00Z'))
  await engine.call('partners.create', { name: 'After', startedOn: '2025-01-01' })
  clock.goTo(morningOf('2026-01-15'))
  const partners = async (day: Day): Promise<unknown[]> => {
    await goTo(day)
    const { rows } = await engine.call('views.open', {
      table: 'partners',
      filters: [],
      sort: [{ column: 'name', direction: 'ascending' }],
      groupBy: null,
      search: '',
    })
    return rows.map(({ cells }) => cells['name'])
  }
  expect([await partners('2026-01-12'), await partners('2026-01-13')]).toEqual([['Before'], ['After', 'Before']])
})

test('[HI12] a refund whose sale came later is nobody’s as of the day before', async () => {
  await seedPlan(engine)
  const partnerId = await seedPartner(engine, 'Acme')
  await importFile(
    engine,
    csvFile(engine, ['id,date,amount,currency,type,original order id', 'R1,2025-12-05,-40.00,USD,refund,A1']),
    { edit: (mapping) => ({ ...mapping, source: 'shop' }) },
  )
  clock.goTo(morningOf('2026-01-13'))
  await importFile(engine, salesFile(engine, [A]), { edit: (mapping) => ({ ...mapping, source: 'shop' }) })
  const partnerOf = async () => (await engine.call('revenue.conversion', { id: 1 })).partnerId
  expect(await partnerOf()).toBe(partnerId)
  await goTo(FIRST)
  expect([await partnerOf(), (await engine.call('partners.summary', { id: partnerId })).conversions]).toEqual([null, 0])
})

test('[HI13] today is the day that is shown, or the pinned one where that is earlier', async () => {
  const todayOf = async (day: Day): Promise<Day> => {
    await goTo(day)
    return (await engine.call('programme.get', {})).today
  }
  clock.goTo(morningOf('2026-01-13'))
  await engine.call('programme.update', { pinnedToday: '2026-01-10' })
  clock.goTo(morningOf('2026-01-14'))
  await engine.call('programme.update', { pinnedToday: '2026-03-01' })
  clock.goTo(morningOf('2026-01-20'))
  expect([await todayOf('2026-01-12'), await todayOf('2026-01-13'), await todayOf('2026-01-14')]).toEqual([
    '2026-01-12',
    '2026-01-10',
    '2026-01-14',
  ])
})

test('[HI14] days outside the history are refused with its span', async () => {
  await liveThreeDays()
  const refused = (day: Day) => engine.refused('history.travel', { day })
  const details = (day: Day) => ({ code: 'history.noSuchDay', details: { day, first: FIRST, last: '2026-01-14' } })
  expect(await refused('2026-01-11')).toEqual(details('2026-01-11'))
  expect(await refused('2026-01-15')).toEqual(details('2026-01-15'))
  expect(copiesLeft()).toEqual([])
})

test('[HI14] a programme that was begun today has no past', async () => {
  expect(await engine.call('history.days', { from: FIRST, to: FIRST })).toMatchObject({ first: null, last: null })
  expect(await engine.refused('history.travel', { day: FIRST })).toMatchObject({ code: 'history.noSuchDay' })
})

test('[HI14] where the programme’s day stands still, its history reaches to the day before its last step', async () => {
  await engine.call('programme.update', { pinnedToday: '2026-01-05' })
  clock.goTo(morningOf('2026-02-02'))
  await engine.call('partners.create', { name: 'Acme', startedOn: '2025-01-01' })
  expect(await engine.call('history.days', { from: FIRST, to: FIRST })).toMatchObject({
    first: FIRST,
    last: '2026-02-01',
  })
})

test('[HI14] the days of the history name their latest steps, also of days after the one that is shown', async () => {
  await liveThreeDays()
  await goTo(FIRST)
  const { days } = await engine.call('history.days', { from: '2026-01-01', to: '2026-01-31' })
  expect(days.map(({ day, count, steps }) => [day, count, steps.map(({ method }) => method)])).toEqual([
    ['2026-01-14', 3, ['imports.revert', 'payouts.void', 'history.undo']],
    ['2026-01-13', 4, ['payouts.approve', 'payouts.review', 'payouts.createRun']],
    ['2026-01-12', 7, ['imports.run', 'partners.setPayee', 'partners.create']],
  ])
  expect(await engine.call('history.days', { from: '2026-01-13', to: '2026-01-13' })).toMatchObject({
    days: [{ day: '2026-01-13' }],
  })
})

test('[HI15] while an earlier day is shown nothing can be changed, and afterwards it can', async () => {
  await liveThreeDays()
  const before = await engine.call('workspace.digest', {})
  await goTo(FIRST)
  const inThePast = { code: 'history.inThePast', details: { day: FIRST } }
  expect(await engine.refused('partners.create', { name: 'Brix', startedOn: '2025-01-01' })).toEqual(inThePast)
  expect(await engine.refused('history.undo', {})).toEqual(inThePast)
  expect(await engine.refused('sample.generate', { seed: 1, partners: 20, conversions: 200 })).toEqual(inThePast)
  expect((await engine.call('workspace.verify', {})).commands).toBe(14)
  await comeBack()
  expect(await engine.call('workspace.digest', {})).toEqual(before)
  await engine.call('partners.create', { name: 'Brix', startedOn: '2025-01-01' })
})

test('[HI15] long work that only reads is done with the day that is shown', async () => {
  await liveThreeDays()
  await engine.call('partners.create', { name: 'Brix', startedOn: '2025-01-01' })
  const tried = async (): Promise<string[]> =>
    (await engine.call('tiers.trial', { body: revenueTable(), months: 12 })).partners.map(({ name }) => name)
  await goTo(FIRST)
  const then = await tried()
  await comeBack()
  expect([then, await tried()]).toEqual([['Acme'], ['Acme', 'Brix']])
})

test('[HI16] a copy goes on return, with the next one, when the page goes and on closing', async () => {
  await liveThreeDays()
  await goTo(FIRST)
  const [first] = copiesLeft()
  await goTo('2026-01-13')
  expect(copiesLeft()).toEqual([expect.stringMatching(/^tandem-past-2026-01-13-\d+-\w{6}$/)])
  expect(copiesLeft()).not.toContain(first)
  await comeBack()
  expect(copiesLeft()).toEqual([])
  await goTo(FIRST)
  await engine.reopen()
  expect(copiesLeft()).toEqual([])
  expect(await engine.call('programme.get', {})).toMatchObject({ today: '2026-01-15' })
})

test('[HI16] what a process that is gone left behind is removed at the next start, what others use stays', async () => {
  // No process has this number: the kernel gives none above it.
  const [left, used] = [`tandem-past-2026-01-12-4194305-abcdef`, `tandem-past-2026-01-12-${process.pid}-abcdef`]
  for (const name of [left, used, 'something else']) mkdirSync(join(folder, name))
  await engine.reopen()
  expect(copiesLeft().toSorted()).toEqual(['something else', used])
})

test('[HI16] preparing says how far it is and can be cancelled, which leaves nothing and shows what was shown', async () => {
  await liveThreeDays()
  const labels = new Set<string>()
  await engine.call('history.travel', { day: FIRST }, { progress: ({ label }) => labels.add(label) })
  expect([...labels]).toEqual(['MB copied', 'steps taken back', 'parts worked out'])
  await engine.call('history.travel', { day: null })
  for (const at of labels) {
    const controller = new AbortController()
    const progress = ({ label }: { label: string }): void => (label === at ? controller.abort() : undefined)
    const preparing = engine.call('history.travel', { day: FIRST }, { signal: controller.signal, progress })
    await expect(preparing).rejects.toEqual(new AppError('engine.cancelled'))
    expect(copiesLeft()).toEqual([])
  }
  await engine.call('partners.create', { name: 'Brix', startedOn: '2025-01-01' })
})

test('[HI16] a copy that is gone is refused, and what was shown stays', async () => {
  await liveThreeDays()
  await goTo(FIRST)
  const token = 'tandem-past-2026-01-13-1-abcdef'
  expect(await engine.refused('history.show', { token })).toMatchObject({ code: 'history.pastGone' })
  expect(await engine.refused('history.show', { token: '../../etc' })).toMatchObject({ code: 'call.badInput' })
  expect(await engine.call('programme.get', {})).toMatchObject({ today: FIRST })
})

test('[HI16] whoever listens is told of each move, and of the return when the page went away', async () => {
  await liveThreeDays()
  const moved = () => events.flatMap((event) => (event.event === 'moved' ? [event.day] : []))
  await goTo(FIRST)
  await goTo('2026-01-13')
  engine.returnToPresent()
  engine.returnToPresent()
  expect(moved()).toEqual([FIRST, '2026-01-13', null])
  await engine.call('partners.create', { name: 'Brix', startedOn: '2025-01-01' })
  expect(copiesLeft()).toEqual([])
})

test('[VI3] a view of one day never answers with rows of another', async () => {
  await liveThreeDays()
  const spec: Input<'views.open'> = { table: 'partners', filters: [], sort: [], groupBy: null, search: '' }
  const { view } = await engine.call('views.open', spec)
  await goTo(FIRST)
  await engine.call('views.open', spec)
  expect(await engine.refused('views.rows', { view, offset: 0, limit: 100 })).toMatchObject({ code: 'view.closed' })
})

test('[HI12] a question that is being answered when the day changes is answered from the day it was asked of', async () => {
  await liveThreeDays()
  await goTo(FIRST)
  const { view } = await engine.call('views.open', {
    table: 'conversions',
    filters: [],
    sort: [],
    groupBy: null,
    search: '',
  })
  const asked = engine.call('views.settle', { view })
  await comeBack()
  expect((await asked).totals.sums).toContainEqual({ column: 'amount', currency: 'USD', total: 15_050 })
})

test('[HI12] a copy is a sound workspace', async () => {
  const copies = await liveThreeDays()
  const commands: number[] = []
  for (const day of copies.keys()) {
    const { token } = await engine.call('history.travel', { day })
    const file = join(folder, `${day}.tandem`)
    copyFileSync(join(folder, token ?? '', 'past.tandem'), file)
    const copy = await openEngine({ file, files: noFiles, clock, temporaryFolder: folder })
    const report = await askOf(copy)('workspace.verify', {})
    copy.close()
    expect({ day, findings: report.findings }).toEqual({ day, findings: [] })
    commands.push(report.commands)
  }
  expect(commands).toEqual([7, 11, 14])
})
