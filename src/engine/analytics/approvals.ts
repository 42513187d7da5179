import { monthOf } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { applyRate } from '../../contract/money.ts'
import type { QueryContext } from '../context.ts'
import { listVersions } from '../plans/plans.repo.ts'
import { sumAt } from '../metrics/sumAt.ts'
import { listCommissionMonths, listPayable, listTakenBack, readReduced } from './approvals.repo.ts'
import { lostToRefunds, rateApprovals, type ReducedSum } from './approvals.rules.ts'

/** What is likely to be paid, by month; asked within `unchanged`. [AN21] */
export async function readExpected(context: QueryContext): Promise<Output<'analytics.expectedLiability'>> {
  const { raw } = context
  const { rounding } = context.settings()
  const today = context.today()
  const rates = rateApprovals(listCommissionMonths(raw, today), await listTakenBack(raw), await sumReduced(context))
  const ppmOf = new Map(rates.map(({ currency, ratePpm }) => [currency, ratePpm]))
  const sums = new Map<string, { month: string; currency: string; minor: number }>()
  for (const { dueOn, currency, minor } of listPayable(raw)) {
    const month = monthOf(dueOn < today ? today : dueOn)
    sumAt(sums, `${month} ${currency}`, () => ({ month, currency, minor: 0 })).minor += minor
  }
  return {
    today,
    months: [...sums.values()]
      .filter(({ minor }) => minor !== 0)
      .map((sum) => {
        const ppm = ppmOf.get(sum.currency) ?? null
        return { ...sum, expectedMinor: ppm === null ? null : applyRate(sum.minor, ppm, rounding) }
      }),
    rates,
  }
}

async function sumReduced({ raw, settings }: QueryContext): Promise<ReducedSum[]> {
  const { rounding, base } = settings()
  const versions = new Map(listVersions(raw).map(({ id, body }) => [id, body.rules]))
  const sums = new Map<string, ReducedSum>()
  await readReduced(raw, base, ({ currency, month, versionId, ruleIndex, ...line }) => {
    const rule = versions.get(versionId)?.[ruleIndex]
    if (rule === undefined) return
    sumAt(sums, `${currency} ${month}`, () => ({ currency, month, minor: 0 })).minor += lostToRefunds(
      line,
      rule,
      rounding,
    )
  })
  return [...sums.values()]
}
