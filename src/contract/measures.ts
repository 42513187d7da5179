import { z } from 'zod'
import { daySchema } from './dates.ts'
import { idSchema, query } from './method.ts'
import { currencySchema } from './money.ts'

/**
 * What measures are computed from: sums over a period, of one partner or of all. Money is minor units of the base
 * currency, each amount converted by itself; everything else is a count.
 */
export const inputKeys = [
  'salesMinor',
  'refundsMinor',
  'revenueMinor',
  'saleCount',
  'refundCount',
  'leadCount',
  'clickCount',
  'newCustomers',
  'customersBefore',
  'customersKept',
  'customerMonths',
  'customersEver',
  'revenueEverMinor',
  'dealsOpened',
  'openedMinor',
  'dealsWon',
  'wonMinor',
  'dealsLost',
  'dealsOpen',
  'openMinor',
  'cycleDays',
  'cycleCount',
  'influencedMinor',
  'assistedMinor',
  'commissionsMinor',
  'directCostMinor',
  'sharedCostMinor',
  'marginMinor',
  'marketingMinor',
  'companyBookingsMinor',
  'companyNewCustomers',
  'daysSinceLast',
  'certificates',
  'promoters',
  'detractors',
  'answers',
  'partners',
  'activePartners',
  'startedPartners',
  'activatedPartners',
  'firstSaleDays',
  'largestMinor',
  'largestThreeMinor',
  'concentrationIndex',
  'owedMinor',
] as const
export const inputKeySchema = z.enum(inputKeys)
export type InputKey = z.infer<typeof inputKeySchema>

export const measureKeys = [
  'revenue',
  'sales',
  'averageSale',
  'refundRate',
  'newCustomers',
  'retention',
  'lifetimeValue',
  'sourcedPipeline',
  'openPipeline',
  'dealsWon',
  'averageDeal',
  'winRate',
  'salesCycle',
  'pipelineVelocity',
  'influencedPipeline',
  'assistedPipeline',
  'leads',
  'clicks',
  'clickToLead',
  'leadToSale',
  'clickToSale',
  'earningsPerClick',
  'commissions',
  'commissionShare',
  'costPerSale',
  'programmeCost',
  'acquisitionCost',
  'returnOnInvestment',
  'returnOnCommissions',
  'payback',
  'recency',
  'certificates',
  'promoterScore',
  'bookingsShare',
  'effectiveAcquisitionCost',
  'activePartners',
  'activationRate',
  'timeToFirstSale',
  'largestShare',
  'largestShareOfAll',
  'largestThreeShare',
  'concentration',
  'effectivePartners',
  'owed',
] as const
export const measureKeySchema = z.enum(measureKeys)
export type MeasureKey = z.infer<typeof measureKeySchema>

/**
 * `money` minor units of the base currency, `count` whole things; the others are millionths: `rate` of one, `days`,
 * `months`, `index` (no unit), `score` of a hundred.
 */
export type MeasureUnit = 'money' | 'count' | 'rate' | 'days' | 'months' | 'index' | 'score'

export interface MeasureDefinition {
  unit: MeasureUnit
  better: 'higher' | 'lower'
  /** `flow`: grows through its period, so half-way half of the target is on track; `level`: compared as it stands. */
  nature: 'flow' | 'level'
  /** Of partners too, or of the programme only. */
  scope: 'both' | 'programme'
  inputs: readonly InputKey[]
}

const define = (
  unit: MeasureUnit,
  better: MeasureDefinition['better'],
  nature: MeasureDefinition['nature'],
  inputs: readonly InputKey[],
  scope: MeasureDefinition['scope'] = 'both',
): MeasureDefinition => ({ unit, better, nature, inputs, scope })

/** Unit, direction and inputs of every measure; its words stand in measureTexts.ts, its formula in measures.rules.ts. */
export const measureDefinitions: Readonly<Record<MeasureKey, MeasureDefinition>> = {
  revenue: define('money', 'higher', 'flow', ['salesMinor', 'refundsMinor', 'revenueMinor']),
  sales: define('count', 'higher', 'flow', ['saleCount']),
  averageSale: define('money', 'higher', 'level', ['salesMinor', 'saleCount']),
  refundRate: define('rate', 'lower', 'level', ['refundsMinor', 'salesMinor']),
  newCustomers: define('count', 'higher', 'flow', ['newCustomers']),
  retention: define('rate', 'higher', 'level', ['customersKept', 'customersBefore']),
  lifetimeValue: define('money', 'higher', 'level', ['revenueEverMinor', 'customersEver']),
  sourcedPipeline: define('money', 'higher', 'flow', ['openedMinor', 'dealsOpened']),
  openPipeline: define('money', 'higher', 'level', ['openMinor', 'dealsOpen']),
  dealsWon: define('count', 'higher', 'flow', ['dealsWon']),
  averageDeal: define('money', 'higher', 'level', ['wonMinor', 'dealsWon']),
  winRate: define('rate', 'higher', 'level', ['dealsWon', 'dealsLost']),
  salesCycle: define('days', 'lower', 'level', ['cycleDays', 'cycleCount']),
  pipelineVelocity: define('money', 'higher', 'level', [
    'dealsOpen',
    'wonMinor',
    'dealsWon',
    'dealsLost',
    'cycleDays',
    'cycleCount',
  ]),
  influencedPipeline: define('money', 'higher', 'flow', ['influencedMinor']),
  assistedPipeline: define('money', 'higher', 'flow', ['assistedMinor']),
  leads: define('count', 'higher', 'flow', ['leadCount']),
  clicks: define('count', 'higher', 'flow', ['clickCount']),
  clickToLead: define('rate', 'higher', 'level', ['leadCount', 'clickCount']),
  leadToSale: define('rate', 'higher', 'level', ['saleCount', 'leadCount']),
  clickToSale: define('rate', 'higher', 'level', ['saleCount', 'clickCount']),
  earningsPerClick: define('money', 'higher', 'level', ['commissionsMinor', 'clickCount']),
  commissions: define('money', 'lower', 'flow', ['commissionsMinor']),
  commissionShare: define('rate', 'lower', 'level', ['commissionsMinor', 'revenueMinor']),
  costPerSale: define('money', 'lower', 'level', ['commissionsMinor', 'saleCount']),
  programmeCost: define('money', 'lower', 'flow', ['commissionsMinor', 'directCostMinor', 'sharedCostMinor']),
  acquisitionCost: define('money', 'lower', 'level', [
    'commissionsMinor',
    'directCostMinor',
    'sharedCostMinor',
    'newCustomers',
  ]),
  returnOnInvestment: define('rate', 'higher', 'level', [
    'marginMinor',
    'commissionsMinor',
    'directCostMinor',
    'sharedCostMinor',
  ]),
  returnOnCommissions: define('rate', 'higher', 'level', ['revenueMinor', 'commissionsMinor']),
  payback: define('months', 'lower', 'level', [
    'commissionsMinor',
    'directCostMinor',
    'sharedCostMinor',
    'newCustomers',
    'marginMinor',
    'customerMonths',
  ]),
  recency: define('score', 'higher', 'level', ['daysSinceLast']),
  certificates: define('count', 'higher', 'level', ['certificates']),
  promoterScore: define('score', 'higher', 'level', ['promoters', 'detractors', 'answers']),
  bookingsShare: define('rate', 'higher', 'level', ['revenueMinor', 'companyBookingsMinor'], 'programme'),
  effectiveAcquisitionCost: define(
    'money',
    'lower',
    'level',
    ['marketingMinor', 'commissionsMinor', 'directCostMinor', 'sharedCostMinor', 'companyNewCustomers'],
    'programme',
  ),
  activePartners: define('count', 'higher', 'level', ['activePartners', 'partners'], 'programme'),
  activationRate: define('rate', 'higher', 'level', ['activatedPartners', 'startedPartners'], 'programme'),
  timeToFirstSale: define('days', 'lower', 'level', ['firstSaleDays', 'startedPartners'], 'programme'),
  largestShare: define('rate', 'lower', 'level', ['largestMinor', 'revenueMinor'], 'programme'),
  largestShareOfAll: define('rate', 'lower', 'level', ['largestMinor', 'companyBookingsMinor'], 'programme'),
  largestThreeShare: define('rate', 'lower', 'level', ['largestThreeMinor', 'revenueMinor'], 'programme'),
  concentration: define('index', 'lower', 'level', ['concentrationIndex'], 'programme'),
  effectivePartners: define('index', 'higher', 'level', ['concentrationIndex'], 'programme'),
  owed: define('money', 'lower', 'level', ['owedMinor'], 'programme'),
}

export const measureValueSchema = z.strictObject({
  key: measureKeySchema,
  /** In the measure's unit, see `MeasureUnit`; null when it cannot be told. */
  value: z.int().nullable(),
  /** Why there is no value: nothing to measure, amounts that wait for an exchange rate, or months without company figures. */
  problem: z.enum(['nothing', 'rateMissing', 'figureMissing']).nullable(),
  /** What the value was computed from, in the order of the definition; null where nothing is known. */
  inputs: z.array(z.strictObject({ key: inputKeySchema, value: z.int().nullable() })),
})
export type MeasureValue = z.infer<typeof measureValueSchema>

export const periodSchema = z.strictObject({ from: daySchema, to: daySchema })
const keysSchema = z.array(measureKeySchema).min(1).max(measureKeys.length)

/** Amounts of a currency that a figure has to leave out until there is a rate. */
export const missingRateSchema = z.strictObject({ currency: currencySchema, rows: z.int() })

export const measureMethods = {
  /**
   * Measures of the programme or of one partner over a period, with the numbers they were computed from. What is owed is
   * that of now, or with `owedAtEnd` that of the end of the period as known today. [ME7] [ME15]
   */
  'measures.read': query(
    periodSchema.extend({ keys: keysSchema, partnerId: idSchema.nullable(), owedAtEnd: z.boolean().optional() }),
    z.strictObject({
      currency: currencySchema,
      values: z.array(measureValueSchema),
      missing: z.array(missingRateSchema),
      /** Currencies other than the base that are in the figures, and how they were converted. */
      foreign: z.array(z.string()),
      policy: z.enum(['eventDay', 'monthAverage', 'fixed']),
    }),
  ),
  /** The same measures of every partner, by name. */
  'measures.byPartner': query(
    periodSchema.extend({ keys: keysSchema }),
    z.strictObject({
      currency: currencySchema,
      partners: z.array(z.strictObject({ partnerId: idSchema, name: z.string(), values: z.array(z.int().nullable()) })),
      missing: z.array(missingRateSchema),
    }),
  ),
  /** Measures over several periods: a list for each key, in the order of the periods; owed at the end of each. [ME15] */
  'measures.trend': query(
    z.strictObject({
      keys: keysSchema,
      partnerId: idSchema.nullable(),
      periods: z.array(periodSchema).min(1).max(36),
    }),
    z.strictObject({ currency: currencySchema, trends: z.array(z.array(measureValueSchema)) }),
  ),
}
