import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatStamp, type HybridTime, tick } from '../../../src/engine/history/clock.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine } from '../../support/testEngine.ts'

test('[HI7] stamps rise whatever the wall clock does, and carry into the milliseconds instead of failing', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 4_102_444_800_000 }), { minLength: 2, maxLength: 50 }), (walls) => {
      let last: HybridTime = { ms: 0, counter: 0 }
      const stamps = walls.map((wall) => formatStamp((last = tick(last, wall)), 'device'))
      expect(stamps).toEqual([...new Set(stamps)].toSorted())
    }),
  )
  expect(tick({ ms: 5, counter: 0xffff }, 1)).toEqual({ ms: 6, counter: 0 })
})

test('[HI5] two workspaces that went the same way have the same digest, another step makes another one', async () => {
  const walk = async (name: string): Promise<string> => {
    const engine = await startTestEngine()
    await seedPartner(engine, name)
    const { digest } = await engine.call('workspace.digest', {})
    engine.close()
    return digest
  }
  expect(await walk('Acme')).toBe(await walk('Acme'))
  expect(await walk('Acme')).not.toBe(await walk('Bukit Data'))
})
