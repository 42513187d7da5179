import { addMonths, endOfMonth } from '../../contract/dates.ts'
import type { TaskContext } from '../context.ts'
import { openBook } from '../metrics/openBook.ts'
import { inTurn } from '../pause.ts'
import { createCompanyFigures, type PartnerMonth } from './companyFigures.rules.ts'
import type { Teller } from './teller.ts'
import { SAMPLE_FROM } from './year.ts'

/** What partners brought and cost in each month of the year, as the stored rows say. */
async function readPartnerMonths(task: TaskContext): Promise<PartnerMonth[]> {
  const months = Array.from({ length: 12 }, (_, at) => addMonths(SAMPLE_FROM, at))
  return inTurn(months, async (from) => {
    const { total } = await openBook(task, ['revenue', 'newCustomers', 'programmeCost'], { from, to: endOfMonth(from) })
    const {
      revenueMinor = 0,
      newCustomers = 0,
      commissionsMinor = 0,
      directCostMinor = 0,
      sharedCostMinor = 0,
    } = total.inputs
    return { revenueMinor, newCustomers, costMinor: commissionsMinor + directCostMinor + sharedCostMinor }
  })
}

/** Types the figures of the whole company for the year and the one before. [SA8] */
export async function typeCompanyFigures(task: TaskContext, teller: Teller): Promise<void> {
  const entries = createCompanyFigures(await readPartnerMonths(task)).flatMap(
    ({ month, bookingsMinor, newCustomers, marketingMinor }) => [
      { month, measure: 'bookings' as const, value: bookingsMinor },
      { month, measure: 'newCustomers' as const, value: newCustomers },
      { month, measure: 'marketingSpend' as const, value: marketingMinor },
    ],
  )
  await teller.step('figures.set', { entries })
}
