import { addDays, endOfMonth } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { type Cadence, coveredPeriod } from '../../contract/reviews.ts'
import type { QueryContext } from '../context.ts'
import { openBook } from '../metrics/openBook.ts'
import { cadenceOf, proposeDay } from './cadence.rules.ts'
import { yearUntil } from './period.rules.ts'
import { listCandidates } from './reviews.repo.ts'

type Due = Output<'reviews.due'>['partners'][number]

/** Places by revenue of this month and the eleven before: whole months, which are summed already. */
async function ranksOf(context: QueryContext): Promise<ReadonlyMap<number, number>> {
  const book = await openBook(context, ['revenue'], yearUntil(endOfMonth(context.today())))
  const revenue = [...book.partners].flatMap(([partnerId, { inputs }]) =>
    (inputs.revenueMinor ?? 0) > 0 ? [{ partnerId, minor: inputs.revenueMinor ?? 0 }] : [],
  )
  revenue.sort((a, b) => b.minor - a.minor || a.partnerId - b.partnerId)
  return new Map(revenue.map(({ partnerId }, index) => [partnerId, index + 1]))
}

/** Active partners whose cadence asks for a review within `days` and who have none planned, the most urgent first. [QB1] */
export async function listDue(context: QueryContext, days: number): Promise<Due[]> {
  const { reviews, fiscalYearStartMonth } = context.settings()
  const today = context.today()
  const ranks = await ranksOf(context)
  const limit = addDays(today, days)
  const partners = listCandidates(context.raw, today).flatMap((partner) => {
    const rank = ranks.get(partner.partnerId) ?? null
    const cadence: Cadence | undefined = cadenceOf({ ...partner, rank }, reviews.cadences)
    if (cadence === undefined || partner.isPlanned) return []
    const plannedOn = proposeDay(partner.lastOn, cadence.months, today)
    if (plannedOn > limit) return []
    const { partnerId, name, lastOn } = partner
    const period = coveredPeriod(plannedOn, cadence.months, fiscalYearStartMonth)
    return [{ partnerId, partnerName: name, plannedOn, ...period, cadence, rank, lastOn }]
  })
  return partners.toSorted((a, b) => (a.plannedOn < b.plannedOn ? -1 : a.plannedOn > b.plannedOn ? 1 : 0))
}
