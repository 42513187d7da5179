import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { STRETCH } from '../../../src/engine/commissions/commissionRecords.rules.ts'
import type { Threads } from '../../../src/engine/context.ts'
import { aRule, fixed, forCustomer, forProduct, hybrid, percent, tiered } from '../../support/builders/plans.ts'
import { type SeedConversion, seedConversions } from '../../support/seed.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

const engines: TestEngine[] = []
afterEach(() => {
  for (const engine of engines.splice(0)) engine.close()
})

const PARTNERS = 40
const ROWS = 3_000

/** Sales of many partners with quantities, products and customers; unless they are plain also refunds, and some that belong to nobody. */
async function startSeeded(threads: Partial<Threads>, count = ROWS, isPlain = false): Promise<TestEngine> {
  const engine = await startTestEngine({ threads })
  engines.push(engine)
  const partners: number[] = []
  for (let i = 0; i < PARTNERS; i += 1)
    partners.push((await engine.call('partners.create', { name: `Partner ${i}`, startedOn: '2025-01-01' })).id)
  const rows: SeedConversion[] = Array.from({ length: count }, (_, i) => ({
    partnerId: i % 50 === 0 && !isPlain ? null : partners[(i * 7) % PARTNERS]!,
    day: `2025-${String(1 + ((i * 7) % 12)).padStart(2, '0')}-${String(1 + ((i * 13) % 28)).padStart(2, '0')}`,
    minor: 100 + ((i * 104_729) % 900_000),
    currency: i % 10 === 0 ? 'EUR' : 'USD',
    customer: `Customer ${i % 400}`,
    product: `Product "${i % 3}"`,
    quantity: i % 7 === 0 ? 3 : 1,
    ...(i % 31 === 30 && i > PARTNERS && !isPlain
      ? { refundOf: i - PARTNERS, minor: i % 62 === 30 ? 9_999_999 : 50 }
      : {}),
  }))
  seedConversions(engine.file, rows)
  return engine
}

/** Counters, customers and products are looked at; two versions. */
async function publishPlans(engine: TestEngine): Promise<number> {
  const steps = [[0, 10_000], [5_000_000, 30_000], [9_000_000, 50_000]] as const // prettier-ignore
  const { id } = await engine.call('plans.create', { name: 'Mixed', body: { rules: [aRule(hybrid(700, 41_300))] } })
  await engine.call('plans.publish', { id, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  const rules = [
    aRule(tiered('whole', steps), { key: 'tiers' }),
    aRule(fixed(500), { key: 'new', conditions: [forCustomer('new')], priority: 5 }),
    aRule(percent(25_000), { key: 'one', conditions: [forProduct('Product "1"')], priority: 9 }),
  ]
  await engine.call('plans.saveDraft', { id, body: { rules } })
  await engine.call('plans.publish', { id, validFrom: '2025-06-01', changeMode: 'allNewEvents' })
  return id
}

const everyone = (planId: number) => ({ planId, scope: { kind: 'everyone' }, validFrom: '2025-01-01' }) as const

function stored({ file }: TestEngine): unknown[] {
  const connection = new Database(file, { readonly: true })
  const rows = [
    ...connection.prepare('SELECT * FROM commission ORDER BY id').all(),
    ...connection.prepare('SELECT * FROM rollup_commission').all(),
  ]
  connection.close()
  return rows
}

test(
  '[CO20] a thread beside the writer makes the same commissions as the writer itself',
  { timeout: 60_000 },
  async () => {
    const [here, beside] = [await startSeeded({}), await startSeeded({ leastTranslated: 1 })]
    for (const engine of [here, beside]) await engine.call('plans.assign', everyone(await publishPlans(engine)))
    const rows = stored(here)
    expect(rows.length).toBeGreaterThan(ROWS)
    expect(stored(beside)).toEqual(rows)
    for (const engine of [here, beside]) {
      const planId = await publishFlat(engine, '2025-03-01')
      await engine.call('plans.assign', { ...everyone(planId), validFrom: '2025-03-01' })
    }
    expect(stored(beside)).toEqual(stored(here))
    expect(stored(beside)).not.toEqual(rows)
  },
)

async function publishFlat(engine: TestEngine, validFrom: string): Promise<number> {
  const { id } = await engine.call('plans.create', { name: 'Flat', body: { rules: [aRule(percent(50_000))] } })
  await engine.call('plans.publish', { id, validFrom, changeMode: 'allNewEvents' })
  return id
}

test.each([
  { rows: 'of several versions, with gaps,', isPlain: false, publish: publishPlans },
  {
    rows: 'one for each conversion',
    isPlain: true,
    publish: (engine: TestEngine) => publishFlat(engine, '2025-01-01'),
  },
])(
  '[CO20] what is written many rows at once, $rows and its sums are what plans make of the conversions',
  { timeout: 60_000 },
  async ({ isPlain, publish }) => {
    const engine = await startSeeded({ leastTranslated: 1 }, STRETCH + ROWS, isPlain)
    await engine.call('plans.assign', everyone(await publish(engine)))
    const { checks } = await engine.call('workspace.verify', {})
    for (const check of ['commissions', 'rollups']) {
      const { examined, findings } = checks.find((one) => one.check === check) ?? {}
      expect({ check, isLookedAt: (examined ?? 0) > 0, findings }).toEqual({ check, isLookedAt: true, findings: 0 })
    }
  },
)

test('[CO20] a thread that dies stores nothing, and the writer goes on', { timeout: 60_000 }, async () => {
  const engine = await startSeeded({})
  const script = join(engine.folder, 'dying.mjs')
  writeFileSync(
    script,
    `import { parentPort } from 'node:worker_threads'\nparentPort.once('message', () => process.exit(1))`,
  )
  const planId = await publishPlans(engine)
  const before = stored(engine)
  await engine.reopen({ translator: pathToFileURL(script), leastTranslated: 1 })
  await expect(engine.call('plans.assign', everyone(planId))).rejects.toThrow('the thread ended early')
  expect(stored(engine)).toEqual(before)
  await engine.call('partners.create', { name: 'One more', startedOn: '2025-01-01' })
})

test('[CO20] a cancel while the thread is at work stores nothing', { timeout: 60_000 }, async () => {
  const engine = await startSeeded({})
  const script = join(engine.folder, 'silent.mjs')
  writeFileSync(script, `import { parentPort } from 'node:worker_threads'\nparentPort.on('message', () => undefined)`)
  const planId = await publishPlans(engine)
  const before = stored(engine)
  await engine.reopen({ translator: pathToFileURL(script), leastTranslated: 1 })
  const controller = new AbortController()
  const call = engine.call('plans.assign', everyone(planId), { signal: controller.signal })
  setTimeout(() => controller.abort(), 300)
  await expect(call).rejects.toMatchObject({ code: 'engine.cancelled' })
  expect(stored(engine)).toEqual(before)
})
