import { afterEach, beforeEach, expect, test } from 'vitest'
import { callReversibly } from '../../support/reversible.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const acme = { name: 'Acme', startedOn: '2025-06-01' }

test('[PA1] a partner is created active from its start on and every command on it can be undone', async () => {
  const { id } = await callReversibly(engine, 'partners.create', { ...acme, code: 'ACME', group: 'Gold' })
  await callReversibly(engine, 'partners.update', { id, changes: { name: 'Acme Ltd', notes: 'x' } })
  await callReversibly(engine, 'partners.updateMany', { ids: [id], changes: { region: 'Asia', manager: 'Maya' } })
  await callReversibly(engine, 'partners.setStatus', { id, status: 'paused', validFrom: '2026-02-01' })
  const payee = {
    method: 'paypal',
    accountName: 'Acme',
    email: 'pay@acme.example',
    account: '',
    currency: 'USD',
  } as const
  await callReversibly(engine, 'partners.setPayee', { id, payee })
  await callReversibly(engine, 'partners.archive', { id, isArchived: true })
  const partner = await engine.call('partners.get', { id })
  expect(partner).toMatchObject({
    name: 'Acme Ltd',
    code: 'ACME',
    group: 'Gold',
    region: 'Asia',
    kind: 'reseller',
    status: 'active',
    payee,
    isArchived: true,
  })
  expect(partner.statuses.map(({ status, validFrom }) => [status, validFrom])).toEqual([
    ['active', '2025-06-01'],
    ['paused', '2026-02-01'],
  ])
})

test('[PA11] a territory is a list of countries, each spelling once, and stands in the directory and the history', async () => {
  const { id } = await engine.call('partners.create', { ...acme, territory: [' India', 'Nepal', 'INDIA'] })
  expect((await engine.call('partners.get', { id })).territory).toEqual(['India', 'Nepal'])
  const directory = async () => (await engine.call('views.open', viewSpec('partners'))).rows[0]?.cells['territory']
  expect(await directory()).toBe('India; Nepal')
  const changes = { territory: ['Korea, Republic of'] }
  await callReversibly(engine, 'partners.updateMany', { ids: [id], changes })
  expect((await engine.call('partners.get', { id })).territory).toEqual(changes.territory)
  const { steps } = await engine.call('history.partner', { id })
  expect(steps[0]?.changes.map(({ fields }) => fields)).toEqual([
    [{ field: 'territory', before: 'India; Nepal', after: 'Korea, Republic of' }],
  ])
  await engine.call('partners.update', { id, changes: { territory: [] } })
  expect([(await engine.call('partners.get', { id })).territory, await directory()]).toEqual([[], ''])
  expect((await engine.refused('partners.update', { id, changes: { territory: ['A; B'] } })).code).toBe('call.badInput')
})

test('[PA1] name, code and external id of another partner are refused whatever their case', async () => {
  await engine.call('partners.create', { ...acme, code: 'A1', externalId: 'x-9' })
  const other = { name: 'Beta', startedOn: '2025-06-01' }
  await engine.call('partners.create', { name: 'Ökonom', startedOn: '2025-06-01' })
  expect((await engine.refused('partners.create', { ...other, name: 'ökonom' })).code).toBe('partner.duplicate')
  expect(await engine.refused('partners.create', { ...other, name: 'ACME' })).toEqual({
    code: 'partner.duplicate',
    details: { field: 'name', value: 'ACME' },
  })
  expect((await engine.refused('partners.create', { ...other, code: 'a1' })).details).toEqual({
    field: 'code',
    value: 'a1',
  })
  const { id } = await engine.call('partners.create', other)
  expect((await engine.refused('partners.update', { id, changes: { externalId: 'X-9' } })).details).toEqual({
    field: 'externalId',
    value: 'X-9',
  })
  await engine.call('partners.update', { id, changes: { name: 'BETA' } })
})

test('[PA3] a status holds from its day on; one of the same day is replaced, a first one moves with the start', async () => {
  const { id } = await engine.call('partners.create', acme)
  await engine.call('partners.setStatus', { id, status: 'paused', validFrom: '2026-01-14' })
  expect((await engine.call('partners.get', { id })).status).toBe('paused')
  await engine.call('partners.setStatus', { id, status: 'terminated', validFrom: '2026-01-14' })
  await engine.call('partners.update', { id, changes: { startedOn: '2025-01-01' } })
  const { statuses } = await engine.call('partners.get', { id })
  expect(statuses.map(({ status, validFrom }) => [status, validFrom])).toEqual([
    ['active', '2025-01-01'],
    ['terminated', '2026-01-14'],
  ])
})

test('[PA4] pickers find partners in use by the best match first', async () => {
  for (const name of ['Northern Acme', 'Acme', 'Acme Trading', 'Macmeister'])
    await engine.call('partners.create', { name, startedOn: '2025-06-01' })
  const { id } = await engine.call('partners.create', { name: 'Acme Old', startedOn: '2025-06-01' })
  await engine.call('partners.archive', { id, isArchived: true })
  const { partners } = await engine.call('partners.find', { search: ' acme' })
  expect(partners.map(({ name }) => name)).toEqual(['Acme', 'Acme Trading', 'Northern Acme', 'Macmeister'])
  for (const search of ['%', '_', 'a%e'])
    expect(await engine.call('partners.find', { search })).toEqual({ partners: [] })
})

test('[PA4] groups in use are listed once, in order', async () => {
  await engine.call('partners.create', { ...acme, group: 'Silver' })
  await engine.call('partners.create', { name: 'B', startedOn: '2025-06-01', group: 'Gold' })
  await engine.call('partners.create', { name: 'C', startedOn: '2025-06-01', group: 'Silver' })
  expect(await engine.call('partners.groups', {})).toEqual({ groups: ['Gold', 'Silver'] })
})
