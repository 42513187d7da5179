import { afterEach, beforeEach, expect, test } from 'vitest'
import { suggestPartners } from '../../../src/engine/revenue/suggestions.rules.ts'
import { importFile, liveSales, salesFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const idOf = async (externalId: string): Promise<number> => {
  const filters = [{ column: 'externalId', operator: 'is', value: externalId } as const]
  const { rows } = await engine.call('views.open', viewSpec('conversions', { filters }))
  return rows[0]?.id ?? 0
}
const suggest = async (externalId: string) => engine.call('revenue.suggestions', { id: await idOf(externalId) })

test('[RE7] a text means partners whose code stands in it, whose domain its address has, or whose name is similar, each once', () => {
  const partner = (id: number, name: string, more: Partial<Parameters<typeof suggestPartners>[1][number]> = {}) => ({
    id,
    name,
    externalId: '',
    code: '',
    email: '',
    domain: '',
    ...more,
  })
  const partners = [
    partner(1, 'Kawara Systems', { code: 'KAWARA' }),
    partner(2, 'Selat Digital', { domain: 'www.selat.test' }),
    partner(3, 'Kawara Sistems'),
    partner(4, 'Nova', { code: 'N' }),
  ]
  const found = (text: string) =>
    suggestPartners(text, partners).map(({ partnerId, reason }) => `${partnerId} ${reason}`)
  expect(
    ['Kawara Systms', 'ref-kawara-2025', 'Ann+x@SELAT.test', 'selat.test is ours', 'n', 'Nobody', ''].map(found),
  ).toEqual([['1 code', '3 name'], ['1 code'], ['2 domain'], [], [], [], []])
})

test('[RE7] what is suggested is credited with all rows of the same text and no other, and asked no more', async () => {
  const rows = [
    'B1,2025-04-01,1.00,USD,Selat Digital Partners,c@d.com',
    'B2,2025-04-02,2.00,USD,Selat Digital Partners,e@f.com',
    'B3,2025-04-03,3.00,USD,Nobody else,g@h.com',
    'B4,2025-04-04,4.00,USD,Selat Digital Partners,i@j.com',
  ]
  await importFile(engine, salesFile(engine, rows))
  expect(await suggest('B2')).toEqual({ partners: [], conversionIds: [] })
  const { id } = await engine.call('partners.create', { name: 'Selat Digital', startedOn: '2025-01-01' })
  // Whoever credits a row to nobody has decided.
  await engine.call('revenue.attribute', { conversionIds: [await idOf('B4')], partnerId: null, reason: 'Own sale' })
  const { partners, conversionIds } = await suggest('B2')
  expect(partners).toEqual([{ partnerId: id, name: 'Selat Digital', reason: 'name' }])
  expect(conversionIds).toEqual([await idOf('B2'), await idOf('B1')])
  expect(await suggest('B3')).toEqual({ partners: [], conversionIds: [] })
  expect(await suggest('B4')).toEqual({ partners: [], conversionIds: [] })

  await engine.call('revenue.attribute', { conversionIds, partnerId: id, reason: 'Suggestion taken' })
  expect(await liveSales(engine)).toEqual(['B1 100 Selat Digital', 'B2 200 Selat Digital', 'B3 300 ', 'B4 400 '])
  expect(await suggest('B1')).toEqual({ partners: [], conversionIds: [] })
})

test('[RE7] a row without a text goes by its customer, whose other rows without one are credited with it; archived partners are left out', async () => {
  for (const name of ['Acme', 'Brix', 'Gone']) await engine.call('partners.create', { name, startedOn: '2025-01-01' })
  await importFile(
    engine,
    salesFile(engine, [
      'C1,2025-03-01,1.00,USD,Acme,ann@one.com',
      'C2,2025-03-09,1.00,USD,Brix,ann@one.com',
      'C3,2025-03-10,1.00,USD,Gone,ann@one.com',
      'C4,2025-03-11,1.00,USD,,ann@one.com',
      'C5,2025-03-12,1.00,USD,,ann@one.com',
      'C6,2025-03-12,1.00,USD,,bob@two.com',
    ]),
  )
  await engine.call('partners.archive', { id: 3, isArchived: true })
  expect(await suggest('C4')).toEqual({
    partners: [
      { partnerId: 2, name: 'Brix', reason: 'customer' },
      { partnerId: 1, name: 'Acme', reason: 'customer' },
    ],
    conversionIds: [await idOf('C4'), await idOf('C5')],
  })
  expect(await suggest('C6')).toEqual({ partners: [], conversionIds: [] })
})
