import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { importFile, salesFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const acme = { name: 'Acme', startedOn: '2024-01-01' }
const status = async () => (await engine.call('workspace.status', {})).commands

test('[HI1] the same command id again answers the stored result and runs nothing, also after reopening', async () => {
  const commandId = 'b0d6c9f4-0000-7000-8000-000000000001'
  const answer = await engine.call('partners.create', acme, { commandId })
  const commands = await status()
  expect(await engine.call('partners.create', acme, { commandId })).toEqual(answer)
  await engine.reopen()
  expect(await engine.call('partners.create', acme, { commandId })).toEqual(answer)
  expect(await status()).toBe(commands)
})

test('[HI1] the same command id with other input is refused', async () => {
  const commandId = 'b0d6c9f4-0000-7000-8000-000000000002'
  await engine.call('partners.create', acme, { commandId })
  await expect(engine.call('partners.create', { ...acme, name: 'Other' }, { commandId })).rejects.toMatchObject({
    code: 'history.sameIdOtherInput',
  })
})

test('[HI1] a command that fails leaves neither rows nor a trace in the log', async () => {
  await engine.call('partners.create', acme)
  const before = { commands: await status(), digest: await engine.call('workspace.digest', {}) }
  expect(await engine.refused('partners.create', acme)).toMatchObject({ code: 'partner.duplicate' })
  expect({ commands: await status(), digest: await engine.call('workspace.digest', {}) }).toEqual(before)
})

test('[HI1] the log and what can be undone survive reopening', async () => {
  const { id } = await engine.call('partners.create', acme)
  await engine.call('partners.update', { id, changes: { country: 'DE' } })
  const before = await engine.call('history.peek', {})
  await engine.reopen()
  expect(await engine.call('history.peek', {})).toEqual(before)
  await engine.call('history.undo', {})
  expect((await engine.call('partners.get', { id })).country).toBe('')
})

test('[HI9] the history of an entity names who changed which field from what to what', async () => {
  const { id } = await engine.call('partners.create', acme)
  await engine.call('partners.update', { id, changes: { country: 'DE', name: 'Acme' } })
  const { changes } = await engine.call('history.entity', { entity: 'partner', id })
  expect(changes.map(({ actor, method, kind }) => [actor, method, kind])).toEqual([
    ['Maya Lindqvist', 'partners.update', 'update'],
    ['Maya Lindqvist', 'partners.create', 'insert'],
  ])
  expect(changes[0]?.fields).toEqual([{ field: 'country', before: '', after: 'DE' }])
})

test('[EN4] a large command is answered before its log is copied into the file, which then happens by itself', async () => {
  const rows = Array.from({ length: 40_000 }, (_, i) => `s${i},2025-01-15,${i}.00,USD,Acme,c${i}@x.test`)
  await importFile(engine, salesFile(engine, rows))
  const other = new Database(engine.file)
  const log = () => other.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
  const [answered] = log()
  await new Promise((resolve) => setImmediate(resolve))
  const [later] = log()
  other.close()
  expect(answered?.log).toBeGreaterThan(1000)
  expect(answered?.checkpointed).toBeLessThan(answered?.log ?? 0)
  expect(later).toMatchObject({ log: answered?.log, checkpointed: answered?.log })
})
