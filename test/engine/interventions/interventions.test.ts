import { afterEach, beforeEach, expect, test } from 'vitest'
import { judgeEffect, windowsOf } from '../../../src/engine/interventions/interventions.rules.ts'
import { anIntervention } from '../../support/builders/interventions.ts'
import { seedConversions } from '../../support/seed.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

// Today is 14 January 2026.
let engine: TestEngine
let acme: number
beforeEach(async () => {
  engine = await startTestEngine()
  acme = await seedPartner(engine, 'Acme')
})
afterEach(() => engine.close())

test('[IN2] the windows before and after are of equal length and meet on the day of opening', () => {
  expect(windowsOf('2025-12-01', 30, '2026-01-14')).toEqual({
    before: { from: '2025-11-01', to: '2025-11-30' },
    after: { from: '2025-12-01', to: '2025-12-30' },
    passedDays: 30,
  })
  expect(windowsOf('2026-01-10', 30, '2026-01-14').passedDays).toBe(5)
  expect(windowsOf('2026-02-01', 30, '2026-01-14').passedDays).toBe(0)
})

test('[IN3] the verdict waits for the whole window, and lower is better where it is', () => {
  const base = { measure: 'revenue', before: 100, after: 120, expected: 150, passedDays: 30, windowDays: 30 } as const
  expect(judgeEffect({ ...base, passedDays: 29 })).toBe('tooEarly')
  expect([149, 150].map((after) => judgeEffect({ ...base, after }))).toEqual(['better', 'reached'])
  expect([100, 99].map((after) => judgeEffect({ ...base, after, expected: null }))).toEqual(['same', 'worse'])
  expect([null, 120].map((after) => judgeEffect({ ...base, after, before: null }))).toEqual([
    'cannotTell',
    'cannotTell',
  ])
  const refunds = { ...base, measure: 'refundRate', expected: 90 } as const
  expect([90, 95, 120].map((after) => judgeEffect({ ...refunds, after }))).toEqual(['reached', 'better', 'worse'])
})

test('[IN2] [IN3] an intervention shows its measure of the partner before and after it opened', async () => {
  const other = await seedPartner(engine, 'Bukit Data')
  seedConversions(engine.file, [
    { partnerId: acme, day: '2025-10-31', minor: 99_000 },
    { partnerId: acme, day: '2025-11-01', minor: 10_000 },
    { partnerId: acme, day: '2025-11-30', minor: 20_000 },
    { partnerId: acme, day: '2025-12-01', minor: 40_000 },
    { partnerId: acme, day: '2025-12-31', minor: 90_000 },
    { partnerId: other, day: '2025-12-05', minor: 77_000 },
  ])
  const { id } = await engine.call('interventions.create', anIntervention(acme))
  expect(await engine.call('interventions.get', { id })).toMatchObject({
    partnerName: 'Acme',
    currency: 'USD',
    state: 'open',
    effect: {
      before: { from: '2025-11-01', to: '2025-11-30', measured: { value: 30_000 } },
      after: { from: '2025-12-01', to: '2025-12-30', measured: { value: 40_000 } },
      passedDays: 30,
      verdict: 'better',
    },
  })
  const late = await engine.call(
    'interventions.create',
    anIntervention(acme, { openedOn: '2026-01-10', dueOn: '2026-02-10' }),
  )
  expect((await engine.call('interventions.get', late)).effect).toMatchObject({
    after: { from: '2026-01-10', to: '2026-01-14' },
    passedDays: 5,
    verdict: 'tooEarly',
  })
})

test('[IN1] an open one is overdue after its due day; a closed one keeps its outcome and does not change', async () => {
  const { id } = await engine.call('interventions.create', anIntervention(acme))
  await engine.call(
    'interventions.create',
    anIntervention(acme, { title: 'Warning', kind: 'warning', dueOn: '2026-01-14' }),
  )
  const statuses = async () =>
    (await engine.call('views.open', viewSpec('interventions'))).rows.map(({ cells }) => [
      cells['title'],
      cells['status'],
    ])
  expect(await statuses()).toEqual([['Weekly deal review', 'overdue'], ['Warning', 'open']]) // prettier-ignore
  await engine.call('interventions.close', { id, state: 'done', closedOn: '2026-01-14', outcome: 'Two deals since' })
  expect(await statuses()).toEqual([['Warning', 'open'], ['Weekly deal review', 'done']]) // prettier-ignore
  expect(await engine.refused('interventions.update', { ...anIntervention(acme), id })).toMatchObject({
    code: 'intervention.closed',
  })
  const again = { id, state: 'dropped', closedOn: '2026-01-14', outcome: 'No' } as const
  expect(await engine.refused('interventions.close', again)).toMatchObject({ code: 'intervention.closed' })
  await engine.call('interventions.reopen', { id })
  expect(await engine.call('interventions.get', { id })).toMatchObject({ state: 'open', closedOn: null, outcome: '' })
  const ofAll = anIntervention(acme, { measure: 'bookingsShare' })
  expect(await engine.refused('interventions.create', ofAll)).toMatchObject({ code: 'intervention.wrongMeasure' })
  const backwards = anIntervention(acme, { dueOn: '2025-11-30' })
  expect(await engine.refused('interventions.create', backwards)).toMatchObject({ code: 'call.badInput' })
})

test('[IN4] Home names overdue interventions', async () => {
  await engine.call('interventions.create', anIntervention(acme))
  await engine.call('interventions.create', anIntervention(acme, { dueOn: '2026-01-13' }))
  await engine.call('interventions.create', anIntervention(acme, { dueOn: '2026-01-14' }))
  const { needs } = await engine.call('metrics.needs', {})
  expect(needs.filter(({ kind }) => kind === 'interventionOverdue')).toEqual([
    { kind: 'interventionOverdue', count: 2, id: null, label: 'Acme', amounts: [], dueOn: '2025-12-31' },
  ])
})
