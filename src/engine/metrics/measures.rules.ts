import { type InputKey, type MeasureKey, measureDefinitions } from '../../contract/measures.ts'

/** Sums of one partner or of all over a period; what is missing is not known or none. */
export type Inputs = Readonly<Partial<Record<InputKey, number>>>

/**
 * A measure from its inputs, in its unit (contract/measures.ts); null where there is nothing to divide by. Exact
 * fractions of integers, rounded once, half away from zero. [ME7]
 *
 * Formulas: rules.md's sources are named in measureTexts; pipeline velocity is open deals × average deal × win rate ÷
 * cycle days (40 × 12,000 × 25 % ÷ 60 = 2,000 a day); recency is the stepped score of Dub's partner consistency.
 */
export function computeMeasure(key: MeasureKey, inputs: Inputs): number | null {
  const of = (input: InputKey): number => inputs[input] ?? 0
  const cost = (): number => of('commissionsMinor') + of('directCostMinor') + of('sharedCostMinor')
  switch (key) {
    case 'revenue':
      return of('revenueMinor')
    case 'sales':
      return of('saleCount')
    case 'averageSale':
      return divide(of('salesMinor'), of('saleCount'))
    case 'refundRate':
      return share(of('refundsMinor'), of('salesMinor'))
    case 'newCustomers':
      return of('newCustomers')
    case 'retention':
      return share(of('customersKept'), of('customersBefore'))
    case 'lifetimeValue':
      return divide(of('revenueEverMinor'), of('customersEver'))
    case 'sourcedPipeline':
      return of('openedMinor')
    case 'openPipeline':
      return of('openMinor')
    case 'dealsWon':
      return of('dealsWon')
    case 'averageDeal':
      return divide(of('wonMinor'), of('dealsWon'))
    case 'winRate':
      return share(of('dealsWon'), of('dealsWon') + of('dealsLost'))
    case 'salesCycle':
      return share(of('cycleDays'), of('cycleCount'))
    case 'pipelineVelocity':
      return fraction(
        [of('dealsOpen'), of('wonMinor'), of('cycleCount')],
        [of('dealsWon') + of('dealsLost'), of('cycleDays')],
      )
    case 'influencedPipeline':
      return of('influencedMinor')
    case 'assistedPipeline':
      return of('assistedMinor')
    case 'leads':
      return of('leadCount')
    case 'clicks':
      return of('clickCount')
    case 'clickToLead':
      return share(of('leadCount'), of('clickCount'))
    case 'leadToSale':
      return share(of('saleCount'), of('leadCount'))
    case 'clickToSale':
      return share(of('saleCount'), of('clickCount'))
    case 'earningsPerClick':
      return divide(of('commissionsMinor'), of('clickCount'))
    case 'commissions':
      return of('commissionsMinor')
    case 'commissionShare':
      return of('revenueMinor') > 0 ? share(of('commissionsMinor'), of('revenueMinor')) : null
    case 'costPerSale':
      return divide(of('commissionsMinor'), of('saleCount'))
    case 'programmeCost':
      return cost()
    case 'acquisitionCost':
      return divide(cost(), of('newCustomers'))
    case 'returnOnInvestment':
      return cost() > 0 ? share(of('marginMinor') - cost(), cost()) : null
    case 'returnOnCommissions':
      return of('commissionsMinor') > 0 ? share(of('revenueMinor'), of('commissionsMinor')) : null
    case 'payback': {
      const kept = of('marginMinor') - of('commissionsMinor')
      if (kept <= 0) return null
      return fraction([cost(), of('customerMonths'), 1_000_000], [of('newCustomers'), kept])
    }
    case 'recency':
      return inputs.daysSinceLast === undefined ? null : recencyScore(inputs.daysSinceLast) * 1_000_000
    case 'certificates':
      return of('certificates')
    case 'promoterScore':
      return fraction([of('promoters') - of('detractors'), 100_000_000], [of('answers')])
    case 'bookingsShare':
      return share(of('revenueMinor'), of('companyBookingsMinor'))
    case 'effectiveAcquisitionCost':
      return divide(cost() + of('marketingMinor'), of('companyNewCustomers'))
    case 'activePartners':
      return of('activePartners')
    case 'activationRate':
      return share(of('activatedPartners'), of('startedPartners'))
    case 'timeToFirstSale':
      return inputs.firstSaleDays ?? null
    case 'largestShare':
      return share(of('largestMinor'), of('revenueMinor'))
    case 'largestShareOfAll':
      return share(of('largestMinor'), of('companyBookingsMinor'))
    case 'largestThreeShare':
      return share(of('largestThreeMinor'), of('revenueMinor'))
    case 'concentration':
      return inputs.concentrationIndex ?? null
    case 'effectivePartners':
      return fraction([1_000_000, 1_000_000], [of('concentrationIndex')])
    case 'owed':
      return of('owedMinor')
  }
}

/** Score of the days since the last event: at most 7 days 100, 30 85, 90 70, 180 55, else 40 (Dub, "consistency"). [ME8] */
export function recencyScore(days: number): number {
  if (days <= 7) return 100
  if (days <= 30) return 85
  if (days <= 90) return 70
  return days <= 180 ? 55 : 40
}

/** True when any of the measures is computed from the input. */
export function needsInput(keys: readonly MeasureKey[], ...inputs: readonly InputKey[]): boolean {
  return keys.some((key) => measureDefinitions[key].inputs.some((input) => inputs.includes(input)))
}

function divide(value: number, by: number): number | null {
  return fraction([value], [by])
}

/** In millionths. */
function share(value: number, of: number): number | null {
  return fraction([value, 1_000_000], [of])
}

/** The product of `factors` over the product of `divisors`; null when that is not positive. */
function fraction(factors: readonly number[], divisors: readonly number[]): number | null {
  const product = (numbers: readonly number[]): bigint => numbers.reduce((all, one) => all * BigInt(one), 1n)
  const divisor = product(divisors)
  if (divisor <= 0n) return null
  const value = product(factors)
  const magnitude = value < 0n ? -value : value
  const rounded = Number((magnitude * 2n + divisor) / (divisor * 2n))
  return value < 0n && rounded !== 0 ? -rounded : rounded
}
