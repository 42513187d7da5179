import type { PlanBody, PlanRule } from '../../contract/plans.ts'

/** The base per new customer in each currency that partners are paid in, minor units: about 40.00 US dollars. */
const BASE_MINOR: Readonly<Record<string, number>> = { USD: 4000, SGD: 5400, JPY: 6000 }
/** The same for a customer that starts with the largest product, since the second version. */
const ENTERPRISE_MINOR: Readonly<Record<string, number>> = { USD: 12_000, SGD: 16_200, JPY: 18_000 }
const SHARE_PPM = 100_000

function toHybrid(key: string, name: string, currency: string, fixedMinor: number): PlanRule {
  return {
    key: `${key}-${currency.toLowerCase()}`,
    name: `${name} ${currency}`,
    priority: 0,
    conditions: [],
    payment: { kind: 'hybrid', fixedMinor, currency, ratePpm: SHARE_PPM, firstEarnsBoth: true },
    limitMonths: null,
  }
}

/** A small fixed base per new customer plus 10 % of everything, in the partner's own currency. */
export function firstVersion(): PlanBody {
  const rules = Object.entries(BASE_MINOR).map(([currency, minor]) =>
    toHybrid('base', 'Base and share', currency, minor),
  )
  return { rules }
}

/** The first version, and a larger base for a customer that starts with the largest product. */
export function secondVersion(): PlanBody {
  const added = Object.entries(ENTERPRISE_MINOR).map(([currency, minor]): PlanRule => ({
    ...toHybrid('enterprise', 'Enterprise start', currency, minor),
    conditions: [
      { field: 'product', in: ['Plan Enterprise'] },
      { field: 'customer', is: 'new' },
    ],
  }))
  return { rules: [...firstVersion().rules, ...added] }
}
