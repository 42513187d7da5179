import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type PackArguments, writePacks } from '../../src/cli/packs.ts'
import { openSession } from '../../src/cli/session.ts'
import { seedPartner, seedSales } from '../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../support/testEngine.ts'
import { publishTiers } from '../support/tiers.ts'
import { unzip } from '../support/unzip.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

test('[CL13] packs of all partners, of a group, of a tier and of one partner are written into an empty folder', async () => {
  const [acme, bukit] = [await seedPartner(engine, 'Acme'), await seedPartner(engine, 'Bukit Data')]
  await engine.call('partners.update', { id: bukit, changes: { group: 'Gold' } })
  await engine.call('programme.update', { pinnedToday: '2026-01-14' })
  await seedSales(engine, [{ partnerId: acme, on: '2025-12-03', minor: 123_456 }])
  await publishTiers(engine)
  await engine.call('tiers.place', { partnerId: acme, tier: 'gold', validFrom: '2025-12-01', reason: 'agreed' })
  // The engine of the test holds its workspace; a backup is one of its own.
  await engine.call('workspace.backup', {})
  const [backup] = readdirSync(join(engine.folder, 'Test backups'))
  const session = await openSession(join(engine.folder, 'Test backups', backup ?? ''), 'reviews.pack')
  const none = { from: null, to: null, partner: null, group: null, tier: null }
  const written = async (name: string, more: Partial<PackArguments>) => {
    const folder = join(engine.folder, name)
    await writePacks(session, { folder, ...none, ...more })
    return readdirSync(folder).toSorted()
  }
  try {
    expect(await written('all', {})).toEqual([
      'Review 2026-01-14 Acme.html',
      'Review 2026-01-14 Acme.pptx',
      'Review 2026-01-14 Bukit Data.html',
      'Review 2026-01-14 Bukit Data.pptx',
    ])
    expect(readFileSync(join(engine.folder, 'all', 'Review 2026-01-14 Acme.html'), 'utf8')).toContain('1,234.56')
    expect(unzip(readFileSync(join(engine.folder, 'all', 'Review 2026-01-14 Acme.pptx'))).has('ppt/presentation.xml')).toBe(true)
    expect(await written('gold', { group: 'Gold' })).toHaveLength(2)
    expect(await written('of a tier', { tier: 'Gold' })).toEqual([
      'Review 2026-01-14 Acme.html',
      'Review 2026-01-14 Acme.pptx',
    ])
    expect(await written('one', { partner: 'Acme', from: '2025-07-01', to: '2025-09-30' })).toHaveLength(2)
    await expect(written('all', {})).rejects.toMatchObject({ code: 'folder.notEmpty' })
    await expect(written('bad', { from: '2025-07-01' })).rejects.toThrow('--from DAY --to DAY')
  } finally {
    session.close()
  }
}) // prettier-ignore
