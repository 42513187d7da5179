import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { csvFile, importFile, liveSales, salesFile } from '../../support/imports.ts'
import { seedPartner, seedPlan } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const A = 'A1,2025-03-01,100.00,USD,Acme,ann@one.com'
const B = 'B2,2025-03-02,50.50,USD,Acme,bob@two.com'
const C = 'C3,2025-03-03,7.00,EUR,Brix,cid@three.com'
const D = 'D4,2025-03-04,9.99,USD,Brix,ann@one.com'

describe('verdicts', () => {
  test('[IM1] rows in are new + same + changed + suspect + rejected, money per currency and kind', async () => {
    await importFile(engine, salesFile(engine, [A, B]))
    const report = await importFile(
      engine,
      salesFile(engine, [A, 'B2,2025-03-02,51.50,USD,Acme,bob@two.com', C, 'E5,2025-13-40,1.00,USD,Acme,x@y.com', D]),
    )
    expect(report.rows).toEqual({ new: 2, same: 1, changed: 1, suspect: 0, rejected: 1, total: 5 })
    expect(report.conversions).toEqual([
      { kind: 'sale', currency: 'EUR', rows: 1, minor: 700 },
      { kind: 'sale', currency: 'USD', rows: 2, minor: 10_999 },
    ])
    expect(report.rejections).toEqual([
      { reason: 'dateImpossible', rows: 1, firstLine: 5, example: 'order_date: 2025-13-40' },
    ])
  })

  test('[IM2] a dry run stores nothing and says what the import then does', async () => {
    const file = salesFile(engine, [A, B, C])
    const before = await engine.call('workspace.digest', {})
    const dry = await importFile(engine, file, { isDryRun: true })
    expect(await engine.call('workspace.digest', {})).toEqual(before)
    const done = await importFile(engine, file)
    expect({ ...dry, attemptId: done.attemptId }).toEqual(done)
  })

  test('[IM3] a changed row waits until it is asked for, then the new version counts instead of the old', async () => {
    await importFile(engine, salesFile(engine, [A, B]))
    const corrected = salesFile(engine, ['A1,2025-03-01,90.00,USD,Acme,ann@one.com', B])
    await importFile(engine, corrected)
    expect(await liveSales(engine)).toEqual(['A1 10000 ', 'B2 5050 '])
    const report = await importFile(engine, corrected, { applyChanged: true })
    expect(report.kinds.find(({ kind }) => kind === 'conversions')).toEqual({
      kind: 'conversions',
      created: 0,
      restored: 0,
      same: 1,
      changed: 1,
    })
    expect(await liveSales(engine)).toEqual(['A1 9000 ', 'B2 5050 '])
  })

  test('[IM4] when the import of a newer version is reverted or undone, the older version counts again', async () => {
    await importFile(engine, salesFile(engine, [A]))
    const corrected = salesFile(engine, ['A1,2025-03-01,90.00,USD,Acme,ann@one.com'])
    const { attemptId } = await importFile(engine, corrected, { applyChanged: true })
    await engine.call('imports.revert', { id: attemptId ?? 0 })
    expect(await liveSales(engine)).toEqual(['A1 10000 '])
    await engine.call('history.undo', {})
    expect(await liveSales(engine)).toEqual(['A1 9000 '])
    await engine.call('history.undo', {})
    expect(await liveSales(engine)).toEqual(['A1 10000 '])
    await engine.call('history.redo', {})
    expect(await liveSales(engine)).toEqual(['A1 9000 '])
  })

  test('[IM4] [CO15] the older version counts again for its own partner, also in its commissions', async () => {
    await seedPlan(engine)
    for (const name of ['Acme', 'Brix']) await seedPartner(engine, name)
    await importFile(engine, salesFile(engine, [A]))
    const before = await engine.call('workspace.digest', {})
    const corrected = salesFile(engine, ['A1,2025-03-01,100.00,USD,Brix,ann@one.com'])
    await importFile(engine, corrected, { applyChanged: true })
    await engine.call('history.undo', {})
    expect(await engine.call('workspace.digest', {})).toEqual(before)
    expect((await engine.call('workspace.verify', {})).findings).toEqual([])
  })

  test('[IM40] a row without an id that tells the same sale as one that is here is a suspect, taken only when asked for', async () => {
    await importFile(engine, salesFile(engine, [A, B]))
    const lines = [
      'date,revenue,currency,partner,customer email,product',
      '2025-03-01,100.00,USD,Acme,ann@one.com,Gold',
    ]
    const file = csvFile(engine, [...lines, '2025-03-05,1.00,USD,Acme,ann@one.com,Gold'])
    const { rows } = await importFile(engine, file)
    expect(rows).toEqual({ new: 1, same: 0, changed: 0, suspect: 1, rejected: 0, total: 2 })
    const taken = await importFile(engine, file, { takeSuspects: true })
    expect(taken.rows).toEqual({ new: 1, same: 1, changed: 0, suspect: 0, rejected: 0, total: 2 })
  })

  test('[IM20] two equal rows without ids stay two sales, and the same file again adds none', async () => {
    const row = '2025-03-01,100.00,USD,Acme,ann@one.com,Gold'
    const lines = ['date,revenue,currency,partner,customer email,product', row, row]
    expect((await importFile(engine, csvFile(engine, lines))).rows.new).toBe(2)
    expect((await importFile(engine, csvFile(engine, [...lines, row]))).rows).toEqual({
      new: 1,
      same: 2,
      changed: 0,
      suspect: 0,
      rejected: 0,
      total: 3,
    })
  })
})

describe('membership', () => {
  test('[IM5] importing a reverted file again brings its facts back without a double', async () => {
    const file = salesFile(engine, [A, B, C])
    const before = await engine.call('workspace.digest', {})
    const first = await importFile(engine, file)
    const counted = await liveSales(engine)
    expect(await engine.call('imports.revert', { id: first.attemptId ?? 0 })).toEqual({ removed: 6, kept: 0 })
    expect(await liveSales(engine)).toEqual([])
    expect((await engine.call('workspace.digest', {})).digest).not.toBe(before.digest)
    const again = await importFile(engine, file)
    expect(again.kinds).toEqual([
      { kind: 'customers', created: 0, restored: 3, same: 0, changed: 0 },
      { kind: 'conversions', created: 0, restored: 3, same: 0, changed: 0 },
    ])
    expect(again.rows.new).toBe(3)
    expect(await liveSales(engine)).toEqual(counted)
  })

  test('[IM5] reverting one of two overlapping files removes only the rows that the other lacks', async () => {
    const first = await importFile(engine, salesFile(engine, [A, B]))
    await importFile(engine, salesFile(engine, [B, C]))
    expect(await engine.call('imports.revert', { id: first.attemptId ?? 0 })).toEqual({ removed: 2, kept: 2 })
    expect(await liveSales(engine)).toEqual(['B2 5050 ', 'C3 700 '])
    expect(await engine.refused('imports.revert', { id: first.attemptId ?? 0 })).toEqual({
      code: 'import.alreadyReverted',
      details: { id: 1 },
    })
  })

  test('[IM6] an import holds known and new facts as ranges of neighbours', async () => {
    await importFile(engine, salesFile(engine, [A, B, C]))
    const { attemptId } = await importFile(engine, salesFile(engine, [D, C, A]))
    await engine.call('imports.revert', { id: 1 })
    expect(attemptId).toBe(2)
    expect(await liveSales(engine)).toEqual(['A1 10000 ', 'C3 700 ', 'D4 999 '])
  })

  test('[IM46] undoing an import takes it out whole, redoing brings the same state back', async () => {
    const states: string[] = []
    const note = async (): Promise<void> => void states.push((await engine.call('workspace.digest', {})).digest)
    await note()
    await importFile(engine, salesFile(engine, [A, B]))
    await note()
    await importFile(engine, salesFile(engine, [B, C]), { applyChanged: true })
    await note()
    for (const method of ['history.undo', 'history.undo', 'history.redo', 'history.redo'] as const) {
      await engine.call(method, {})
      await note()
    }
    const [empty, one, two] = states
    expect(states).toEqual([empty, one, two, one, empty, one, two])
  })

  test('[IM46] after an undo the next import does not meet what the undone one held', async () => {
    await importFile(engine, salesFile(engine, [A, B]))
    await engine.call('history.undo', {})
    const { attemptId, kinds } = await importFile(engine, salesFile(engine, [B, C]))
    expect(attemptId).toBe(2)
    expect(kinds.find(({ kind }) => kind === 'conversions')).toMatchObject({ created: 1, restored: 1 })
    expect(await liveSales(engine)).toEqual(['B2 5050 ', 'C3 700 '])
  })

  test('[IM45] a fact keeps its identity whatever partner its text leads to and whoever maps the columns', async () => {
    const partner = { name: 'Acme', startedOn: '2025-01-01' }
    await importFile(engine, salesFile(engine, [A]))
    await engine.call('partners.create', partner)
    const renamed = csvFile(engine, [
      'order_id,order_date,amount,currency,partner,customer_email,note',
      'A1,2025-03-01,100.00,USD,Acme,ann@one.com,anything',
    ])
    expect((await importFile(engine, renamed)).rows).toMatchObject({ new: 0, same: 1 })
  })
})

describe('a large file', { timeout: 60_000 }, () => {
  const rows = Array.from(
    { length: 45_000 },
    (_, i) => `R${i},2025-0${1 + (i % 9)}-1${i % 10},${i % 977}.5,USD,P${i % 40},c${i % 900}@x.com`,
  )

  test('[IM20] the same rows again, shuffled and with one new row, add one', async () => {
    await importFile(engine, salesFile(engine, rows))
    const shuffled = [...rows, 'NEW,2025-05-05,1.00,USD,P1,c1@x.com'].toSorted((a, b) => hash(a) - hash(b))
    const report = await importFile(engine, salesFile(engine, shuffled))
    // One amount in 977 is 0.5 and none is 0, so nothing is refused.
    expect(report.rows).toEqual({ new: 1, same: 45_000, changed: 0, suspect: 0, rejected: 0, total: 45_001 })
    expect(report.kinds.map(({ kind, created }) => [kind, created])).toEqual([
      ['customers', 0],
      ['conversions', 1],
    ])
    expect((await engine.call('workspace.verify', {})).findings).toEqual([])
  })

  test('[IM41] cancelling leaves nothing, and progress counts rows towards the rows the file seems to have', async () => {
    const before = await engine.call('workspace.digest', {})
    const file = salesFile(engine, rows)
    const controller = new AbortController()
    const seen: { done: number; total: number | null }[] = []
    const call = {
      signal: controller.signal,
      progress: ({ done, total }: { done: number; total: number | null }): void => {
        seen.push({ done, total })
        if (done > 20_000) controller.abort()
      },
    }
    await expect(importFile(engine, file, { call })).rejects.toMatchObject({ code: 'engine.cancelled' })
    expect(seen.every(({ done, total }) => total !== null && done <= total * 1.01)).toBe(true)
    expect(seen.at(-1)?.total).toBeGreaterThan(40_000)
    expect(await engine.call('workspace.digest', {})).toEqual(before)
    await importFile(engine, file)
    expect((await engine.call('views.settle', { view: await openConversions() })).totals.count).toBe(45_000)
  })

  async function openConversions(): Promise<number> {
    const spec = { table: 'conversions', filters: [], sort: [], groupBy: null, search: '' } as const
    return (await engine.call('views.open', { ...spec, filters: [], sort: [] })).view
  }
})

/** A number that has nothing to do with the order of the texts. */
function hash(text: string): number {
  let value = 7
  for (let i = 0; i < text.length; i += 1) value = (Math.imul(value, 31) + text.charCodeAt(i)) | 0
  return value
}
