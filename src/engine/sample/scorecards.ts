import { addDays, addMonths, type Day, monthOf } from '../../contract/dates.ts'
import type { TemplateBody } from '../../contract/scorecards.ts'
import { newMetric, usualBands } from '../../contract/scorecardStarts.ts'
import type { TaskContext } from '../context.ts'
import { scorecardHandlers } from '../scorecards/scorecards.handlers.ts'
import { SAMPLE_CURRENCY } from './exchange.rules.ts'
import { samplePartners } from './names.ts'
import type { Teller } from './teller.ts'
import { SAMPLE_FROM, SAMPLE_TODAY } from './year.ts'

const PERCENT = 10_000
const POINTS = 1_000_000
/** The strategic partners, which get a card each quarter. */
const SCORED = 6

/** What resellers are asked for in a quarter, of figures that their payments tell. */
const body: TemplateBody = {
  basis: 'quarter',
  currency: SAMPLE_CURRENCY,
  metrics: [
    newMetric('revenue', 'Sales', 30, 8_000_000),
    newMetric('averageSale', 'Sales', 10, 130_000),
    newMetric('newCustomers', 'Sales', 10, 10),
    newMetric('recency', 'Engagement', 10, 85 * POINTS),
    newMetric('sales', 'Engagement', 10, 60),
    newMetric('commissionShare', 'Economy', 10, 13 * PERCENT),
    newMetric('retention', 'Customer success', 10, 90 * PERCENT),
    newMetric('refundRate', 'Customer success', 10, 2 * PERCENT),
  ],
  bands: [...usualBands],
}

function scoredPartners({ raw }: TaskContext): number[] {
  const codes = samplePartners.slice(0, SCORED).map(({ code }) => code)
  return raw
    .prepare('SELECT id FROM partner WHERE code IN (SELECT value FROM json_each(?)) ORDER BY id')
    .pluck()
    .all(JSON.stringify(codes)) as number[]
}

async function publish(task: TaskContext, teller: Teller, templateId: number, from: Day): Promise<void> {
  const to = addDays(addMonths(from, 3), -1)
  const wanted = { templateId, from, to, partnerIds: scoredPartners(task) }
  const context = { ...task, today: () => teller.day() }
  const { cards } = await scorecardHandlers['scorecards.list'](context, wanted)
  // Who has just begun has sold nothing yet.
  const partnerIds = cards.flatMap(({ partnerId, scorePpm }) => (scorePpm > 0 ? [partnerId] : []))
  if (partnerIds.length === 0) return
  const { fingerprint } = await scorecardHandlers['scorecards.list'](context, { ...wanted, partnerIds })
  await teller.step('scorecards.publish', { ...wanted, partnerIds, fingerprint })
}

const findTemplate = ({ raw }: TaskContext): number | undefined =>
  raw.prepare('SELECT id FROM scorecard_template LIMIT 1').pluck().get() as number | undefined

/** Three weeks after the end of a quarter the strategic partners get their cards, by a template made for the first. */
export async function scoreQuarter(task: TaskContext, teller: Teller, lastMonth: Day): Promise<void> {
  const next = addMonths(lastMonth, 1)
  const from = addMonths(lastMonth, -2)
  const day = addDays(next, 20)
  teller.goTo(day < SAMPLE_TODAY ? day : addDays(SAMPLE_TODAY, -2))
  const id = findTemplate(task) ?? (await teller.step('scorecards.createTemplate', { name: 'Reseller', body })).id
  await publish(task, teller, id, from)
}

/** True for the last month of a quarter. */
export function endsQuarter(month: Day): boolean {
  return ['03', '06', '09', '12'].includes(monthOf(month).slice(5))
}

/** All four quarters at once, for a story without months. */
export async function scoreYear(task: TaskContext, teller: Teller): Promise<void> {
  for (const quarter of [2, 5, 8, 11]) await scoreQuarter(task, teller, addMonths(SAMPLE_FROM, quarter))
}
