import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seedConversions } from '../../support/seed.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
let partnerId: number
beforeEach(async () => {
  engine = await startTestEngine()
  partnerId = (await engine.call('partners.create', { name: 'Acme', startedOn: '2025-01-01' })).id
})
afterEach(() => engine.close())

async function latestOn(today: string): Promise<string | null> {
  await engine.call('programme.update', { pinnedToday: today })
  return (await engine.call('metrics.latestMonth', {})).month
}

test('[ME16] the latest month is the last whole one with revenue, else the running one', async () => {
  expect(await latestOn('2026-01-14')).toBeNull()
  seedConversions(engine.file, [
    { partnerId, day: '2025-10-05', minor: 90_000 },
    { partnerId, day: '2025-12-31', minor: 10_000 },
    { partnerId, day: '2026-03-01', minor: 10_000 },
  ])
  expect([
    await latestOn('2025-10-01'),
    await latestOn('2025-11-30'),
    await latestOn('2025-12-31'),
    await latestOn('2026-01-14'),
    await latestOn('2026-03-31'),
    await latestOn('2026-04-01'),
  ]).toEqual(['2025-10', '2025-10', '2025-10', '2025-12', '2025-12', '2026-03'])
  expect(await latestOn('2025-09-30')).toBeNull()
})

test('[ME16] what is credited to nobody, and a lead, make no month the latest', async () => {
  seedConversions(engine.file, [
    { partnerId, day: '2025-10-05', minor: 90_000 },
    { partnerId: null, day: '2025-11-05', minor: 90_000 },
  ])
  const file = new Database(engine.file)
  file.prepare(`INSERT INTO rollup_revenue VALUES (?, 'USD', '2025-12', 'lead', 1, 0)`).run(partnerId)
  file.close()
  expect(await latestOn('2026-01-14')).toBe('2025-10')
})
