import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Output } from '../../../src/contract/methods.ts'
import { toPackModel } from '../../../src/engine/reviews/pack.rules.ts'
import { aCommitment, aGoal, anAnswer, fourthQuarter, planReview } from '../../support/reviewSamples.ts'
import { importRows, seedPartner, seedSales } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { unzip, xmlProblem } from '../../support/unzip.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

type Pack = Output<'reviews.pack'> & { html: string; pptx: Uint8Array }
const packOf = async (of: { reviewId: number } | { partnerId: number; from: string; to: string }): Promise<Pack> =>
  (await engine.call('reviews.pack', { of, html: true, pptx: true, isOneOfMany: false })) as Pack // both were asked for

let deals = 0

/** A review with something in every section of its pack; names and texts are `text`. */
async function fullReview(text: string): Promise<number> {
  const { id, partnerId } = await planReview(engine, text)
  await importRows(
    engine,
    ['Deal ID', 'Deal name', 'Partner', 'Customer', 'Stage', 'Created', 'Amount', 'Currency'],
    [[`D-${++deals}`, text, text, text, 'Negotiation', '2025-12-12', '900.00', 'USD']],
  )
  const before = { plannedOn: '2025-10-14', from: '2025-07-01', to: '2025-09-30' }
  const { ids } = await engine.call('reviews.plan', { reviews: [{ partnerId, ...before }] })
  await engine.call('reviews.commit', { partnerId, reviewId: ids[0] ?? 0, ...aCommitment, text, owner: text })
  await engine.call('reviews.commit', { partnerId, reviewId: id, ...aCommitment, text: `New ${text}` })
  await engine.call('reviews.keepPoint', { id, key: null, text })
  await engine.call('reviews.savePlan', { id: null, partnerId, plan: { ...aGoal, title: text } })
  const campaign = { kind: 'campaign', title: text, owner: text, from: '2025-11-01', to: '2025-12-15', state: 'done', result: text, currency: 'USD', budgetMinor: 800_000, spentMinor: 600_000 } as const
  await engine.call('reviews.savePlan', { id: null, partnerId, plan: campaign })
  await engine.call('reviews.addFeedback', { partnerId, ...anAnswer, comment: text, respondent: text, themes: [text.slice(0, 60)] })
  return id
} // prettier-ignore

const slidesOf = (pptx: Uint8Array): string[] => {
  const parts = unzip(pptx)
  const names = [...parts.keys()].filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
  return names.map((name) => parts.get(name)?.toString() ?? '')
}
const unescape = (xml: string): string =>
  xml
    .replaceAll('&apos;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
const textsOf = (xml: string): string[] =>
  [...xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map(([, text = '']) => unescape(text))
/** Rows of the first table of a slide. */
const cellsOf = (xml: string): string[][] =>
  [...xml.matchAll(/<a:tr [\s\S]*?<\/a:tr>/g)].map(([row]) =>
    [...row.matchAll(/<a:tc>[\s\S]*?<\/a:tc>/g)].map(([cell]) => textsOf(cell).join('\n')),
  )

test('[QB11] the page of a pack has every section, takes nothing from elsewhere and runs nothing', async () => {
  await engine.call('programme.update', { brand: { colour: '#b06a12', logo: pixel } })
  const { html, name } = await packOf({ reviewId: await fullReview('Acme') })
  expect(name).toBe('Review 2026-01-20 Acme')
  const headings = [...html.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, heading]) => heading)
  expect(headings).toEqual(['Agenda', 'At a glance', 'The period', 'Trend', 'Pipeline', 'Customers', 'What the numbers say', 'Last actions', 'New commitments', 'Joint business plan', 'Co-marketing plan', 'Feedback'])
  expect(html).not.toMatch(/<script|https?:|url\(|@import|<link|<iframe|\son\w+=|style="/)
  expect(html.match(/src="[^"]{0,30}/g)).toEqual(['src="data:image/png;base64,iVBORw0K'])
  expect(html).toMatch(/content="default-src 'none'; style-src 'sha256-[^']+'; img-src data:"/)
  expect(html.match(/<svg viewBox="0 0 640/g)).toHaveLength(3)
  expect(html).toContain('background: #b06a12; color: #15201f')
  expect(html).toContain('Partner revenue rose by 69.6% to USD 1,696.00')
  expect(html).toContain('Partner revenue, USD: 1,696.00 (before 1,000.00) · Sales: 2 (before 1)')
}) // prettier-ignore

test('[QB12] the slides have native charts with their own workbooks, native tables and the same texts', async () => {
  await engine.call('programme.update', { brand: { colour: '#b06a12', logo: pixel } })
  const { pptx } = await packOf({ reviewId: await fullReview('Acme') })
  const parts = unzip(pptx)
  for (const [name, bytes] of parts)
    if (/\.(xml|rels)$/.test(name)) expect({ name, problem: xmlProblem(bytes.toString()) }).toEqual({ name, problem: null })
  const charts = [...parts.keys()].filter((name) => /^ppt\/charts\/chart\d+\.xml$/.test(name)).map((name) => parts.get(name)?.toString() ?? '')
  expect(charts).toHaveLength(3)
  const revenue = charts.find((xml) => xml.includes('Partner revenue by quarter, USD')) ?? ''
  expect(revenue).toContain('<c:barChart>')
  expect([...revenue.matchAll(/<c:val>[\s\S]*?<\/c:val>/g)].map(([values]) => [...values.matchAll(/<c:v>([^<]*)<\/c:v>/g)].map(([, value]) => value))).toEqual([
    ['0', '0', '0', '0', '0', '0', '1000', '1696'],
  ])
  expect([...parts.keys()].filter((name) => /^ppt\/embeddings\/.*\.xlsx$/.test(name))).toHaveLength(3)
  expect([...parts.keys()].some((name) => /^ppt\/media\/.*\.png$/.test(name))).toBe(true)

  const slides = slidesOf(pptx)
  expect(slides).toHaveLength(13)
  expect(textsOf(slides[0] ?? '')).toEqual(expect.arrayContaining(['Acme', 'Business review, 01 Oct 2025 – 31 Dec 2025', 'Planned for 20 Jan 2026']))
  const slide = (heading: string): string => slides.find((xml) => textsOf(xml)[0] === heading) ?? ''
  expect(cellsOf(slide('Agenda'))[1]).toEqual(['Last actions', '5 min'])
  expect(cellsOf(slide('Agenda')).at(-1)).toEqual(['In all', '75 min'])
  expect(cellsOf(slide('The period')).slice(0, 3)).toEqual([
    ['Figure', 'Now', 'Before'],
    ['Partner revenue, USD', '1,696.00', '1,000.00'],
    ['Sales', '2', '1'],
  ])
  expect(cellsOf(slide('Last actions'))[1]).toEqual(['Acme', 'Acme', 'Partner', '27 Feb 2026', '1 ×', 'Open'])
  expect(cellsOf(slide('New commitments'))[1]?.[0]).toBe('New Acme')
  expect(cellsOf(slide('Pipeline'))[1]).toEqual(['Acme', 'Acme', 'Negotiation', '12 Dec 2025', '', '900.00'])
  expect(cellsOf(slide('Joint business plan'))[1]).toEqual(['Acme', 'Partner revenue, USD', '5,000.00', '2,696.00', '30 Jun 2026', 'Running'])
  expect(textsOf(slide('What the numbers say'))).toContain('Partner revenue, USD: 1,696.00 (before 1,000.00) · Sales: 2 (before 1)')
  expect(textsOf(slide('At a glance'))).toEqual(expect.arrayContaining(['Open pipeline, USD', '900.00', '1 deal on 31 Dec 2025']))
}) // prettier-ignore

const hostile = [
  '<script>alert(1)</script>', '"><svg onload=alert(1)>', '</style><h2>x</h2>', '&lt;b&gt;', ']]><x>', '=HYPERLINK("http://x.test","y")', '<a:t>x</a:t></a:r>',
  '\u0001\u0002 control', '\u202etxet desrever\u202c', 'مرحبا بالعالم', '👩‍👩‍👧‍👦 family', `${'very '.repeat(39)}long`, 'javascript:alert(1)', '{{7*7}} ${7*7}', '--><x>',
] // prettier-ignore

test('[QB11] [QB12] hostile texts stay texts in the page and on the slides, letter by letter but for what XML has not', async () => {
  for (const given of hostile) {
    const text = given.trim()
    const reviewId = await fullReview(text)
    const { html, pptx } = await packOf({ reviewId })
    const tags = (page: string) => page.match(/<\/?[a-z][^\s>]*/gi)?.length
    const plain = html.replaceAll(/&[#a-z0-9]+;/gi, '_')
    expect({ text, isEscaped: !plain.includes('<script') && !/<[^>]*\son\w+=/.test(plain) && !plain.includes('<x>') }).toEqual({ text, isEscaped: true })
    expect(html.match(/<h2>/g)).toHaveLength(12)
    expect(tags(html)).toBeGreaterThan(100)
    const parts = unzip(pptx)
    for (const [name, bytes] of parts)
      if (/\.(xml|rels)$/.test(name)) expect({ text, name, problem: xmlProblem(bytes.toString()) }).toEqual({ text, name, problem: null })
    const shown = text.replaceAll(/[\u0000-\u001f]/g, '') // eslint-disable-line no-control-regex -- what XML has not
    const slides = slidesOf(pptx).flatMap(textsOf)
    expect({ text, isShown: slides.includes(shown) }).toEqual({ text, isShown: true })
  }
}, 120_000) // prettier-ignore

test('[QB11] a partner with nothing has a pack that says so, without empty sections', async () => {
  const partnerId = await seedPartner(engine, 'Quiet Ltd')
  const { from, to } = fourthQuarter
  const { html, pptx, name } = await packOf({ partnerId, from, to })
  expect(name).toBe('Review 2026-01-14 Quiet Ltd')
  expect([...html.matchAll(/<h2>([^<]*)<\/h2>/g)].map(([, heading]) => heading)).toEqual(['At a glance', 'The period', 'Trend'])
  expect(html).toContain('none')
  expect(slidesOf(pptx)).toHaveLength(4)
}) // prettier-ignore

test('[QB13] the pack made as one of many is the pack made alone, also after something changed between two', async () => {
  const partners = [await seedPartner(engine, 'Acme'), await seedPartner(engine, 'Bukit Data')]
  await seedSales(engine, partners.map((partnerId, i) => ({ partnerId, on: '2025-12-03', minor: 1000 * (i + 1), customer: `C${i}` })))
  const { from, to } = fourthQuarter
  const html = async (partnerId: number, isOneOfMany: boolean) =>
    (await engine.call('reviews.pack', { of: { partnerId, from, to }, html: true, pptx: false, isOneOfMany })).html
  for (const partnerId of partners) expect(await html(partnerId, true)).toBe(await html(partnerId, false))
  await seedSales(engine, [{ partnerId: partners[1] ?? 0, on: '2025-12-04', minor: 77_700, customer: 'C9' }])
  const changed = await html(partners[1] ?? 0, true)
  expect(changed).toContain('777.00')
  expect(changed).toBe(await html(partners[1] ?? 0, false))
}) // prettier-ignore

test('[QB11] the glance shows tier, next tier and the last scorecard, and none of them where there is none', async () => {
  const { id } = await planReview(engine)
  const content = await engine.call('reviews.content', { of: { reviewId: id } })
  const labels = (given: typeof content) =>
    toPackModel(given, 1)
      .sections.find(({ title }) => title === 'At a glance')
      ?.tiles?.slice(content.dashboard.length)
      .map(({ label, value, before, fact }) => [label, value, before, fact])
  expect(labels(content)).toEqual([])
  const partner = { ...content.partner, tier: 'Gold', nextTier: 'Platinum' }
  const scorecard = { scorePpm: 838_000, band: 'Strong', from: '2025-10-01', to: '2025-12-31' }
  expect(labels({ ...content, partner, scorecard })).toEqual([
    ['Tier', 'Gold', '', 'next is Platinum'],
    ['Scorecard', '83.8', 'Strong', '01 Oct 2025 – 31 Dec 2025'],
  ])
})

test('[QB11] the quarters of a trend are named as the fiscal year counts them', async () => {
  const { id } = await planReview(engine)
  const labels = async (startMonth: number) => {
    await engine.call('programme.update', { fiscalYearStartMonth: startMonth })
    const content = await engine.call('reviews.content', { of: { reviewId: id } })
    const trend = toPackModel(content, startMonth).sections.find(({ title }) => title === 'Trend')
    return trend?.charts?.[0]?.labels.slice(-2)
  }
  expect([await labels(1), await labels(4)]).toEqual([
    ['Q3 ’25', 'Q4 ’25'],
    ['Q2 FY26', 'Q3 FY26'],
  ])
})
