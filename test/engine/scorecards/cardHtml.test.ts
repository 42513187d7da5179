import { expect, test } from 'vitest'
import {
  describeBasis, describeHealthPart, describePeers, describeTrend, describeTrendSource, explainMetric, periodName, summarise,
} from '../../../src/contract/scorecardText.ts' // prettier-ignore
import { toCardHtml } from '../../../src/engine/scorecards/cardHtml.ts'
import { fullCard } from '../../support/scorecards.ts'

const hash = 'ab'.repeat(32)

test('[SC13] the page holds no script, no inline style and nothing from elsewhere, whatever things are called', () => {
  const html = toCardHtml(fullCard('<script>alert("x")</script><img src=x onerror=y>'), hash)
  expect(html).not.toMatch(/<script|<img|onerror=y>/)
  expect(html).toContain('&lt;script&gt;')
  expect(html.match(/ style="|(?:src|href|url)\s*[=(]\s*["']/gi)).toBeNull()
  expect(html).toContain(`default-src 'none'`)
  expect(html).toContain(hash)
})

test('[SC13] headings, tables, header cells and figures are marked up for readers of the tagged PDF', () => {
  const html = toCardHtml(fullCard(), hash)
  const tags = (pattern: RegExp): number => html.match(pattern)?.length ?? 0
  expect({
    language: tags(/<html lang="en">/g),
    title: tags(/<title>Scorecard Cửu Long Seafood &amp; Sons, Q4 2025<\/title>/g),
    headings: [tags(/<h1>/g), tags(/<h2>/g)],
    captions: tags(/<caption>/g),
    cellsWithoutScope: tags(/<th(?! scope)[ >]/g),
    figuresWithoutText: tags(/<svg(?![^>]* (?:aria-label="[^"]+"|aria-hidden="true"))/g),
    metricRows: tags(/<tbody>[\s\S]*?<\/tbody>/g) && (/<tbody>([\s\S]*?)<\/tbody>/.exec(html)?.[1]?.match(/<tr/g)?.length ?? 0), // prettier-ignore
  }).toEqual({
    language: 1,
    title: 1,
    headings: [1, 6],
    captions: 3,
    cellsWithoutScope: 0,
    figuresWithoutText: 0,
    // Twelve metrics under four categories.
    metricRows: 16,
  })
})

test('[SC13] every metric explains itself like a receipt', () => {
  const card = fullCard()
  const [revenue, sales] = card.metrics
  if (!revenue || !sales) throw new Error('no metrics')
  const scaled = { ...revenue, basisTarget: 1_000_000, target: 4_000_000 }
  expect(explainMetric(scaled, { ...card, from: '2025-01-01' })).toEqual([
    ['Actual', '1,234,567.89'],
    ['Target', '10,000.00 a quarter, 40,000.00 for 2025'],
    ['Reached', 'actual ÷ target = 70.0%'],
    ['Counts', 'from 0% to 100%: 70.0%'],
    ['Points', '8.0% (12% before weights were spread) × 70.0% = 5.6'],
  ])
  expect(explainMetric(sales, card)).toEqual([
    ['Actual', 'nothing to measure'],
    ['Target', '1,000,000'],
    ['Points', 'left out, its 8% went to the other metrics'],
  ])
})

test('[SC13] the sentences name what costs most, what reaches its target and where the card stands', () => {
  const card = fullCard()
  const metrics = card.metrics.map((metric, i) =>
    i < 2
      ? { ...metric, actual: [640_000, 999_999][i] ?? null, attainmentPpm: 640_000, reachedPpm: 640_000, pointsPpm: 10_000, countedPpm: 90_000 - i * 20_000 } // prettier-ignore
      : { ...metric, attainmentPpm: 1_000_000, reachedPpm: 1_000_000, pointsPpm: metric.countedPpm },
  )
  expect(summarise({ ...card, metrics })).toEqual([
    'Held back by partner revenue (USD 3,600.00 under target) and sales (1 under target).',
    '10 of 12 metrics reach their targets.',
    'Higher than 63.3% of 15 other partners, place 6.',
  ])
  expect(summarise({ ...card, problem: 'rateMissing', scorePpm: null })).toEqual([
    'Amounts wait for an exchange rate. Without it there is no score.',
  ])
  expect([
    describePeers({ count: 15, percentilePpm: 1_000_000, rank: 1 }),
    describePeers({ count: 4, percentilePpm: null, rank: null }),
    describePeers({ count: 0, percentilePpm: null, rank: null }),
  ]).toEqual([
    'Highest score of 16 partners.',
    'Too few to compare with: 4 other partners.',
    'No other partner to compare with.',
  ])
})

test('[SC6] the trend says its change and which quarters were not published', () => {
  const card = fullCard()
  expect(describeTrend(card)).toBe('plus 9.0 since Q1 2025')
  expect(describeTrendSource(card)).toBe('Q1 2025, Q2 2025, Q3 2025: no card was published, computed with this one.')
  expect(describeBasis(card)).toBe(
    'Points are weight × attainment. The weight of what could not be measured went to the others. Amounts in USD. JPY, SGD converted at the average rate of each month.',
  )
  expect(describeBasis({ ...card, until: '2025-11-30', exchange: { currencies: [], mode: 'fixed' } })).toContain(
    'The period is not over: figures go up to 30 Nov 2025.',
  )
})

test('[SC7] every part of health says what it saw', () => {
  const { health, currency } = fullCard()
  expect(health.parts.map((part) => describeHealthPart(part, currency))).toEqual([
    'sold 12 days ago',
    '1,234,567 after 9,234,567',
    '1,234,567 open',
    '1.3% of sales',
  ])
})

test('[SC13] a period is called what people call it', () => {
  expect([
    periodName('2025-10-01', '2025-12-31', 1),
    periodName('2025-01-01', '2025-12-31', 1),
    periodName('2025-04-01', '2026-03-31', 4),
    periodName('2026-01-01', '2026-03-31', 4),
    periodName('2025-12-01', '2025-12-31', 1),
    periodName('2025-12-03', '2025-12-09', 1),
  ]).toEqual(['Q4 2025', '2025', 'FY2026', 'Q4 FY2026', 'Dec 2025', '03 Dec 2025 – 09 Dec 2025'])
})
