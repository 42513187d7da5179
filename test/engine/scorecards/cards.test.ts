import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Scorecard } from '../../../src/contract/scorecards.ts'
import type { RequirementTest } from '../../../src/contract/tiers.ts'
import { aTier, lastYear, revenueTable } from '../../support/builders/tiers.ts'
import { askTandem } from '../../support/commandLine.ts'
import { aBody, aMetric, makeTemplate, PERCENT, plainBody, publishCards, quarter4 } from '../../support/scorecards.ts'
import { seedPartner, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { publishTiers } from '../../support/tiers.ts'

const quarter3 = { from: '2025-07-01', to: '2025-09-30' }
const year = { from: '2025-01-01', to: '2025-12-31' }

let engine: TestEngine
let acme: number
beforeEach(async () => {
  engine = await startTestEngine()
  acme = await seedPartner(engine, 'Acme')
})
afterEach(() => engine.close())

const sell = (partnerId: number, on: string, minor: number, currency = 'USD') =>
  seedSales(engine, [{ partnerId, on, minor, currency }])

async function preview(templateId: number, partnerId = acme, period = quarter4): Promise<Scorecard> {
  const { card } = await engine.call('scorecards.preview', { templateId, partnerId, ...period })
  if (!card) throw new Error('no card')
  return card
}

/** Writes rows of features that have no commands yet, as their commands would. */
function insertRows(sql: string): void {
  const connection = new Database(engine.file)
  connection.exec(`UPDATE write_gate SET is_open = 1; ${sql}; UPDATE write_gate SET is_open = 0;`)
  connection.close()
}

test('[SC4] a card counted from the rows: 800.00 of 1,000.00 at 60 % and 5 of 4 sales at 40 % are 48 + 40 points', async () => {
  for (const [on, minor] of [
    ['2025-09-30', 99_900],
    ['2025-10-01', 20_000],
    ['2025-11-05', 20_000],
    ['2025-11-06', 20_000],
    ['2025-12-30', 10_000],
    ['2025-12-31', 10_000],
    ['2026-01-01', 99_900],
  ] as const)
    // prettier-ignore
    await sell(acme, on, minor)
  const card = await preview(await makeTemplate(engine))
  expect(card).toMatchObject({
    scorePpm: 880_000,
    band: 'Good',
    metrics: [
      { label: 'Partner revenue', actual: 80_000, target: 100_000, reachedPpm: 800_000, pointsPpm: 480_000 },
      { label: 'Sales', actual: 5, target: 4, reachedPpm: 1_250_000, attainmentPpm: 1_000_000, pointsPpm: 400_000 },
    ],
  })
  expect(card.metrics[0]?.inputs).toEqual([
    { key: 'salesMinor', label: 'Sales', value: 80_000 },
    { key: 'refundsMinor', label: 'Refunds', value: 0 },
    { key: 'revenueMinor', label: 'Revenue', value: 80_000 },
  ])
})

test('[AN20] a quarter computed along with a card of now is what its own card of now says', async () => {
  await sell(acme, '2025-08-08', 60_000)
  await sell(acme, '2025-10-08', 80_000)
  const templateId = await makeTemplate(engine)
  const { trend } = await preview(templateId)
  const third = trend.find(({ from }) => from === quarter3.from)
  // 600.00 of 1,000.00 at 60 % and 1 of 4 sales at 40 %.
  expect(third).toEqual({ ...quarter3, scorePpm: 460_000, source: 'computed' })
  expect((await preview(templateId, acme, quarter3)).scorePpm).toBe(third?.scorePpm)
})

test('[SC2] the same template scores a year against four times its targets', async () => {
  await sell(acme, '2025-02-10', 100_000)
  const card = await preview(await makeTemplate(engine), acme, year)
  // 1,000.00 of 4,000.00 and 1 of 16 sales: 60 × 0.25 + 40 × 0.0625.
  expect(card.metrics.map(({ basisTarget, target }) => [basisTarget, target])).toEqual([
    [100_000, 400_000],
    [4, 16],
  ])
  expect(card.scorePpm).toBe(175_000)
})

test('[SC8] a published card renders to the same bytes in a new process with another time zone and language, after later sales, a new name, another template and other settings', async () => {
  await sell(acme, '2025-10-08', 80_000)
  const templateId = await makeTemplate(engine)
  const [id = 0] = await publishCards(engine, templateId, [acme])
  const before = await engine.call('scorecards.render', { id })
  const content = await engine.call('scorecards.get', { id })

  await sell(acme, '2025-10-09', 99_900)
  await sell(acme, '2025-03-09', 99_900)
  await engine.call('partners.update', { id: acme, changes: { name: 'Renamed', kind: 'agency', country: 'Chile' } })
  const body = aBody([aMetric('sales', 100, 900)], { bands: [{ name: 'Any', fromPpm: 1 }, { name: 'None', fromPpm: 0 }] }) // prettier-ignore
  await engine.call('scorecards.updateTemplate', { id: templateId, name: 'Other', body })
  await engine.call('scorecards.archiveTemplate', { id: templateId, isArchived: true })
  await engine.call('programme.update', {
    name: 'Other programme',
    timeZone: 'America/New_York',
    fiscalYearStartMonth: 4,
    baseCurrency: 'EUR',
    brand: { colour: '#aa0000', logo: '' },
  })

  expect(await engine.call('scorecards.get', { id })).toEqual(content)
  const environment = { TZ: 'America/St_Johns', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' }
  const words = ['call', 'scorecards.render', JSON.stringify({ id }), '--workspace', engine.file]
  expect(await askTandem(words, environment)).toEqual(before)
  expect(before.fileName).toBe('Scorecard Acme Q4 2025.html')
  expect(before.text).toContain(content.hash)
})

test('[SC8] the row of a published card refuses every change', async () => {
  await sell(acme, '2025-10-08', 80_000)
  await publishCards(engine, await makeTemplate(engine), [acme])
  const connection = new Database(engine.file)
  connection.pragma('recursive_triggers = ON')
  expect(() => connection.exec('UPDATE scorecard SET score_ppm = 1')).toThrow('guard: scorecard')
  expect(() => connection.exec(`UPDATE scorecard SET content = x'00'`)).toThrow('guard: scorecard')
  expect(() => connection.exec('DELETE FROM scorecard')).toThrow('guard: scorecard')
  connection.close()
})

test('[SC8] what a preview shows is what publishing freezes', async () => {
  await sell(acme, '2025-10-08', 80_000)
  const templateId = await makeTemplate(engine)
  const shown = await preview(templateId)
  const [id = 0] = await publishCards(engine, templateId, [acme])
  expect((await engine.call('scorecards.get', { id })).card).toEqual(shown)
})

test('[SC9] publishing acts on the list that was seen, and says who gets no card and why', async () => {
  const [bukit, chao] = [await seedPartner(engine, 'Bukit'), await seedPartner(engine, 'Chao')]
  const later = await engine.call('partners.create', { name: 'Later', startedOn: '2026-01-05' })
  for (const partnerId of [acme, bukit, chao]) await sell(partnerId, '2025-10-08', 40_000)
  await sell(chao, '2025-10-09', 500, 'JPY')
  const templateId = await makeTemplate(engine)
  await publishCards(engine, templateId, [bukit])

  const wanted = { templateId, ...quarter4, partnerIds: [acme, bukit, chao, later.id, acme] }
  const list = await engine.call('scorecards.list', wanted)
  expect(list).toMatchObject({
    cards: [{ partnerId: acme, name: 'Acme', scorePpm: 340_000, band: 'Poor' }],
    skipped: [
      { partnerId: bukit, name: 'Bukit', because: 'published' },
      { partnerId: chao, name: 'Chao', because: 'rateMissing' },
      { partnerId: later.id, name: 'Later', because: 'notThen' },
    ],
    isOver: true,
  })
  await sell(acme, '2025-10-10', 1)
  const publish = { ...wanted, fingerprint: list.fingerprint }
  expect((await engine.refused('scorecards.publish', publish)).code).toBe('scorecard.listChanged')
  const { fingerprint } = await engine.call('scorecards.list', wanted)
  expect((await engine.call('scorecards.publish', { ...wanted, fingerprint })).ids).toHaveLength(1)
  const again = await engine.call('scorecards.list', wanted)
  expect(again.cards).toEqual([])
  expect((await engine.refused('scorecards.publish', { ...wanted, fingerprint: again.fingerprint })).code).toBe(
    'scorecard.nothingToPublish',
  )
})

test('[SC9] nothing is published for a period that is not over, or by an archived template', async () => {
  await sell(acme, '2026-01-05', 40_000)
  const templateId = await makeTemplate(engine)
  const wanted = { templateId, from: '2026-01-01', to: '2026-03-31', partnerIds: [acme] }
  const { fingerprint, isOver } = await engine.call('scorecards.list', wanted)
  expect(isOver).toBe(false)
  expect(await engine.refused('scorecards.publish', { ...wanted, fingerprint })).toEqual({
    code: 'scorecard.periodOpen',
    details: { to: '2026-03-31' },
  })
  await engine.call('scorecards.archiveTemplate', { id: templateId, isArchived: true })
  expect((await engine.refused('scorecards.publish', { ...wanted, ...quarter4, fingerprint })).code).toBe(
    'entity.archived',
  )
})

test('[SC6] the trend takes a quarter as it was published, else as it is now, and says which', async () => {
  await sell(acme, '2025-05-05', 50_000)
  await sell(acme, '2025-08-05', 50_000)
  await sell(acme, '2025-11-05', 100_000)
  const templateId = await makeTemplate(engine)
  await publishCards(engine, templateId, [acme], quarter3)
  await sell(acme, '2025-08-06', 50_000)
  const { trend, metrics, revenueMinor } = await preview(templateId)
  // A quarter with one sale of 500.00: 60 × 0.5 + 40 × 0.25.
  expect(trend.map(({ scorePpm, source }) => [scorePpm, source])).toEqual([
    [0, 'computed'],
    [400_000, 'computed'],
    [400_000, 'published'],
    [700_000, 'own'],
  ])
  expect(metrics[0]?.quarters).toEqual([0, 50_000, 50_000, 100_000])
  expect(revenueMinor).toEqual([0, 50_000, 100_000, 100_000])
})

test('[SC18] the scores that another period is compared with are those of published cards, else as they are now', async () => {
  const other = await seedPartner(engine, 'Bukit Data')
  await engine.call('partners.create', { name: 'Young', startedOn: '2025-10-01' })
  await sell(acme, '2025-08-05', 50_000)
  await sell(other, '2025-08-05', 50_000)
  const templateId = await makeTemplate(engine)
  await publishCards(engine, templateId, [acme], quarter3)
  await sell(acme, '2025-08-06', 50_000)
  await sell(other, '2025-08-06', 50_000)
  const asked = { templateId, ...quarter3 }
  const cardIds = async () => (await engine.call('scorecards.ofPartner', { partnerId: acme })).cards.map(({ id }) => id)
  const [cardId = 0] = await cardIds()
  // One sale of 500.00: 60 × 0.5 + 40 × 0.25; two: all 60 and half of 40. Who began later has none.
  expect((await engine.call('scorecards.scores', asked)).partners).toEqual([
    { partnerId: acme, scorePpm: 400_000, cardId },
    { partnerId: other, scorePpm: 800_000, cardId: null },
  ])
  await engine.call('scorecards.withdraw', { id: cardId })
  expect((await engine.call('scorecards.scores', asked)).partners[0]).toEqual({
    partnerId: acme,
    scorePpm: 800_000,
    cardId: null,
  })
})

test('[SC6] a quarter before a partner began has no score', async () => {
  const { id } = await engine.call('partners.create', { name: 'Young', startedOn: '2025-08-15' })
  await sell(id, '2025-11-05', 100_000)
  const { trend } = await preview(await makeTemplate(engine), id)
  expect(trend.map(({ scorePpm }) => scorePpm)).toEqual([null, null, 0, 700_000])
})

test('[SC10] amounts that wait for an exchange rate leave no score, and with the rate there is one', async () => {
  await sell(acme, '2025-10-08', 80_000)
  await sell(acme, '2025-10-09', 150_000, 'JPY')
  const templateId = await makeTemplate(engine)
  expect(await preview(templateId)).toMatchObject({ scorePpm: null, band: '', problem: 'rateMissing' })
  expect((await preview(templateId)).health.scorePpm).toBeNull()
  await engine.call('programme.update', {
    exchange: { mode: 'fixed', fixed: [{ currency: 'JPY', perBasePpm: 150_000_000 }] },
  })
  // 150,000 yen are 1,000.00.
  const card = await preview(templateId)
  expect(card).toMatchObject({ scorePpm: 800_000, exchange: { currencies: ['JPY'], mode: 'fixed' } })
  expect(card.metrics[0]?.actual).toBe(180_000)
})

test('[SC4] a metric that cannot be measured gives its weight away or has no points, as the template says', async () => {
  await sell(acme, '2025-10-08', 80_000)
  const metric = (missing: 'reweight' | 'zero') =>
    aBody([aMetric('revenue', 50, 100_000), aMetric('winRate', 50, 40 * PERCENT, { missing })])
  const spread = await preview(await makeTemplate(engine, metric('reweight'), 'Spread'))
  expect(spread).toMatchObject({
    scorePpm: 800_000,
    metrics: [{ countedPpm: 1_000_000 }, { attainmentPpm: null, countedPpm: 0, problem: 'nothing' }],
  })
  const zero = await preview(await makeTemplate(engine, metric('zero'), 'Zero'))
  expect(zero).toMatchObject({ scorePpm: 400_000, metrics: [{ countedPpm: 500_000 }, { attainmentPpm: 0 }] })
  const nothing = aBody([aMetric('winRate', 100, 40 * PERCENT)])
  expect(await preview(await makeTemplate(engine, nothing, 'Nothing'))).toMatchObject({
    scorePpm: null,
    problem: 'nothing',
  })
})

test('[SC11] a template rises by a version once cards were published by it, and its cards keep theirs', async () => {
  await sell(acme, '2025-10-08', 80_000)
  const id = await makeTemplate(engine)
  const change = (name: string, body = plainBody) => engine.call('scorecards.updateTemplate', { id, name, body })
  const version = async () => (await engine.call('scorecards.template', { id })).version
  await change('Resellers', { ...plainBody, basis: 'month' })
  expect(await version()).toBe(1)
  const [cardId = 0] = await publishCards(engine, id, [acme])
  await change('Renamed', { ...plainBody, basis: 'month' })
  expect(await version()).toBe(1)
  await change('Renamed', { ...plainBody, basis: 'year' })
  expect(await version()).toBe(2)
  const { card } = await engine.call('scorecards.get', { id: cardId })
  expect(card.template).toEqual({ name: 'Resellers', version: 1, body: { ...plainBody, basis: 'month' } })
})

test('[SC11] targets of money hold in the currency they were set in', async () => {
  const templateId = await makeTemplate(engine)
  const counts = await makeTemplate(engine, aBody([aMetric('sales', 100, 4)]), 'Counts')
  await engine.call('programme.update', { baseCurrency: 'EUR' })
  const wanted = { partnerId: acme, ...quarter4 }
  expect(await engine.refused('scorecards.preview', { templateId, ...wanted })).toEqual({
    code: 'scorecard.otherCurrency',
    details: { currency: 'USD', baseCurrency: 'EUR' },
  })
  expect((await preview(counts)).scorePpm).toBe(0)
})

test('[SC12] a withdrawn card stops counting, and its period can be published anew', async () => {
  await sell(acme, '2025-10-08', 80_000)
  const templateId = await makeTemplate(engine)
  const [first = 0] = await publishCards(engine, templateId, [acme])
  await engine.call('scorecards.withdraw', { id: first })
  expect((await engine.refused('scorecards.get', { id: first })).code).toBe('entity.notFound')
  expect((await engine.refused('scorecards.withdraw', { id: first })).code).toBe('entity.notFound')
  await sell(acme, '2025-10-09', 20_000)
  const [second = 0] = await publishCards(engine, templateId, [acme])
  const { cards } = await engine.call('scorecards.ofPartner', { partnerId: acme })
  expect(cards).toEqual([
    { id: second, templateId, template: 'Resellers', ...quarter4, scorePpm: 800_000, band: 'Good' },
  ])
})

test('[SC14] the matrix has every partner that was one, each with the score of its card, and the middle of each metric', async () => {
  const others = []
  for (let i = 1; i <= 6; i++) others.push(await seedPartner(engine, `Partner ${i}`))
  await seedSales(engine, [acme, ...others].map((partnerId, i) => ({ partnerId, on: '2025-10-08', minor: (i + 1) * 12_500 }))) // prettier-ignore
  const [first = 0, second = 0, third = 0] = others
  await engine.call('partners.setStatus', { id: first, status: 'terminated', validFrom: '2025-12-31' })
  await engine.call('partners.setStatus', { id: second, status: 'terminated', validFrom: '2026-01-01' })
  await engine.call('partners.archive', { id: third, isArchived: true })
  await engine.call('partners.create', { name: 'Later', startedOn: '2026-01-05' })
  const templateId = await makeTemplate(engine)
  const { partners, metrics } = await engine.call('scorecards.matrix', { templateId, ...quarter4 })
  expect(partners.map(({ name, scorePpm, band }) => [name, scorePpm, band])).toEqual([
    // Revenue 125, 375, 625, 750 and 875.00 of 1,000.00 at 60 %, one sale of four at 40 %.
    ['Acme', 175_000, 'Poor'],
    ['Partner 2', 325_000, 'Poor'],
    ['Partner 4', 475_000, 'Weak'],
    ['Partner 5', 550_000, 'Weak'],
    ['Partner 6', 625_000, 'Fair'],
  ])
  expect(metrics.map(({ label, median }) => [label, median])).toEqual([
    ['Partner revenue', 62_500],
    ['Sales', 1],
  ])
  for (const { partnerId, scorePpm, health } of partners) {
    const card = await preview(templateId, partnerId)
    expect([card.scorePpm, card.health.word, card.peers.count]).toEqual([scorePpm, health, 4])
  }
  const tried = await engine.call('scorecards.try', { body: plainBody, ...quarter4 })
  expect(tried.bands.map(({ count }) => count)).toEqual([0, 0, 1, 2, 2])
  expect(tried.metrics).toEqual([
    { measure: 'revenue', median: 62_500, measured: 5 },
    { measure: 'sales', median: 1, measured: 5 },
  ])
})

test('[SC5] a card stands among the other partners of its period, without itself', async () => {
  const partnerIds = [acme]
  for (let i = 1; i <= 5; i++) partnerIds.push(await seedPartner(engine, `Partner ${i}`))
  const amounts = [50_000, 25_000, 50_000, 50_000, 75_000, 100_000]
  await seedSales(engine, partnerIds.map((partnerId, i) => ({ partnerId, on: '2025-10-08', minor: amounts[i] ?? 0 }))) // prettier-ignore
  // One below, two equal, two above: (1 + 2 ÷ 2) ÷ 5.
  const { peers } = await preview(await makeTemplate(engine))
  expect(peers).toEqual({ count: 5, percentilePpm: 400_000, rank: 3 })
})

test('[SC7] health looks at whole quarters, deals and open interventions up to the end of the period', async () => {
  await sell(acme, '2025-08-05', 100_000)
  await sell(acme, '2025-11-15', 50_000)
  const templateId = await makeTemplate(engine)
  // 46 days: 70 points of 30; half the revenue: 15 of 30; no deals kept; no refunds: 20 of 20. 56 ÷ 80 = 70.
  expect((await preview(templateId)).health).toMatchObject({ scorePpm: 700_000, word: 'watch', limitedBy: null })
  insertRows(`INSERT INTO intervention (id, uid, partner_id, kind, title, owner, opened_on, due_on, measure, expected, window_days, state, closed_on, outcome, currency) VALUES (1, 'i1', ${acme}, 'termination', 'End', '', '2025-12-01', '2026-02-01', 'revenue', NULL, 90, 'open', NULL, '', ''),
    (2, 'i2', ${acme}, 'warning', 'Warn', '', '2025-12-01', '2026-02-01', 'revenue', NULL, 90, 'open', NULL, '', '')`)
  expect((await preview(templateId)).health).toMatchObject({ word: 'atRisk', limitedBy: 'termination' })
  expect((await preview(templateId, acme, quarter3)).health.limitedBy).toBeNull()
})

test('[SC15] actions stand on the card as they were at the end of the period: late ones first, then those done', async () => {
  const row = (
    id: number,
    text: string,
    due: string,
    state: string,
    closed: string | null,
    made = '2025-07-01',
  ): string =>
    `(${id}, 'c${id}', ${acme}, NULL, '${text}', 'Arjun', 'ours', '${due}', '${state}', ${closed === null ? 'NULL' : `'${closed}'`}, '', '${made}')`
  insertRows(
    `INSERT INTO commitment (id, uid, partner_id, qbr_id, text, owner, side, due_on, state, closed_on, closing_note, made_on) VALUES ${[
      row(1, 'Done before', '2025-08-01', 'done', '2025-09-15'),
      row(2, 'Done in time', '2025-11-01', 'done', '2025-11-03'),
      row(3, 'Late', '2025-12-30', 'open', null),
      row(4, 'Done later', '2025-12-01', 'done', '2026-01-05'),
      row(5, 'Still time', '2026-02-01', 'open', null),
      row(6, 'Dropped', '2025-12-01', 'dropped', '2025-12-02'),
      row(7, 'Agreed later', '2026-02-01', 'open', null, '2026-01-02'),
    ].join(', ')}`,
  )
  const { sections } = await preview(await makeTemplate(engine))
  expect(sections).toEqual([
    {
      key: 'actions',
      title: 'Actions',
      note: '1 of 4 done',
      lines: [
        { meaning: 'bad', label: 'Done later', note: 'Arjun, due 01 Dec 2025', value: '30 days late' },
        { meaning: 'bad', label: 'Late', note: 'Arjun, due 30 Dec 2025', value: '1 day late' },
        { meaning: 'mute', label: 'Still time', note: 'Arjun, due 01 Feb 2026', value: 'open' },
        { meaning: 'good', label: 'Done in time', note: '', value: 'done 03 Nov 2025' },
      ],
    },
  ])
})

test('[SC17] a card shows what the partner had at the end of its period towards the next tier of the table in force then', async () => {
  await sell(acme, '2025-11-05', 120_000)
  await sell(acme, '2026-01-05', 900_000)
  const templateId = await makeTemplate(engine)
  expect((await preview(templateId)).sections).toEqual([])
  await publishTiers(engine, revenueTable(), '2025-07-01')
  const section = async (period = quarter4) => (await preview(templateId, acme, period)).sections[0]
  const line = { label: 'Partner revenue', note: 'USD 1,200.00 of USD 1,000.00', meaning: 'good', value: 'met' }
  const place = (tier: string, validFrom: string) =>
    engine.call('tiers.place', { partnerId: acme, tier, validFrom, reason: 'agreed' })

  await place('registered', '2025-08-01')
  expect(await section()).toEqual({
    key: 'tier',
    title: 'Silver is reached',
    note: 'Registered since 01 Aug 2025',
    lines: [line],
  })
  await place('silver', '2025-12-01')
  expect(await section()).toEqual({
    key: 'tier',
    title: 'One step from Gold',
    note: 'Silver since 01 Dec 2025',
    lines: [{ ...line, note: 'USD 1,200.00 of USD 5,000.00', meaning: 'warn', value: 'USD 3,800.00 short' }],
  })
  expect((await section(quarter3))?.note).toBe('Registered since 01 Aug 2025')
  await place('gold', '2025-12-15')
  expect(await section()).toMatchObject({ title: 'Gold is the highest tier', lines: [] })
  expect(await section({ from: '2025-04-01', to: '2025-06-30' })).toBeUndefined()
})

test('[SC17] requirements of which some are enough are named, and what is over or not confirmed says so', async () => {
  await sell(acme, '2025-11-05', 120_000)
  const tests: RequirementTest[] = [
    { kind: 'measure', measure: 'averageSale', comparison: 'atMost', target: 100_000, window: lastYear },
    { kind: 'certificates', name: '', level: '', holders: 2 },
    { kind: 'attestation', topic: 'Data protection' },
  ]
  const tiers = [aTier('Registered'), aTier('Silver', tests, { combination: { kind: 'some', count: 2 } })]
  await publishTiers(engine, { ...revenueTable(), tiers }, '2025-07-01')
  await engine.call('tiers.place', { partnerId: acme, tier: 'registered', validFrom: '2025-08-01', reason: 'agreed' })
  const [section] = (await preview(await makeTemplate(engine))).sections
  expect(section).toMatchObject({
    title: 'On the way to Silver',
    note: 'Registered since 01 Aug 2025; Silver asks for 2 of these 3',
    lines: [
      { meaning: 'warn', note: 'USD 1,200.00 of USD 1,000.00', value: 'USD 200.00 over' },
      { meaning: 'warn', label: 'Certified people', note: '0 of 2', value: '2 short' },
      { meaning: 'warn', label: 'Data protection', note: '', value: 'not confirmed' },
    ],
  })
})
