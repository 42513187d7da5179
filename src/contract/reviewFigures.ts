import { z } from 'zod'
import { measureDefinitions, measureKeys, type MeasureKey, measureKeySchema, type MeasureUnit } from './measures.ts'
import { formatMeasure, measureTexts } from './measureTexts.ts'

/** Figures of a review that are no measures of the catalogue. */
export const ownFigureKeys = [
  'largestCustomer',
  'customers',
  'daysWithoutDeal',
  'weightedPipeline',
  'budgetUsed',
] as const
export type OwnFigureKey = (typeof ownFigureKeys)[number]

export const figureKeySchema = z.enum([...measureKeys, ...ownFigureKeys])
export type FigureKey = z.infer<typeof figureKeySchema>

/** A figure with what it was in the period before; null where it cannot be told. In its unit, see `figureUnit`. */
export const figureSchema = z.strictObject({
  key: figureKeySchema,
  value: z.int().nullable(),
  before: z.int().nullable(),
  problem: z.enum(['nothing', 'rateMissing', 'figureMissing']).nullable(),
  /** A short fact beside it: "in 6 deals"; '' when there is none. */
  fact: z.string(),
})
export type Figure = z.infer<typeof figureSchema>

interface OwnFigure {
  unit: MeasureUnit
  label: string
  formula: string
  source: string
}

const own: Readonly<Record<OwnFigureKey, OwnFigure>> = {
  largestCustomer: {
    unit: 'rate',
    label: 'Largest customer',
    formula: 'revenue of the largest customer ÷ revenue of all customers of the partner',
    source: 'Imported sales and refunds that name a customer',
  },
  customers: {
    unit: 'count',
    label: 'Customers',
    formula: 'customers with revenue in the period',
    source: 'Imported sales and refunds that name a customer',
  },
  daysWithoutDeal: {
    unit: 'count',
    label: 'Days without a new deal',
    formula: 'days since the last deal of the partner was opened',
    source: 'Imported deals of partners',
  },
  weightedPipeline: {
    unit: 'money',
    label: 'Weighted pipeline',
    formula: 'open pipeline × win rate of the twelve months',
    source: 'Imported deals of partners',
  },
  budgetUsed: {
    unit: 'rate',
    label: 'Campaign budget used',
    formula: 'spent ÷ budget of the campaigns that run in the twelve months',
    source: 'Co-marketing plans',
  },
}

const isOwn = (key: FigureKey): key is OwnFigureKey => !measureKeySchema.safeParse(key).success

export function figureUnit(key: FigureKey): MeasureUnit {
  return isOwn(key) ? own[key].unit : measureDefinitions[key].unit
}

/** What a figure is called, how it is made and from which rows. */
export function figureText(key: FigureKey): { label: string; formula: string; source: string } {
  if (isOwn(key)) return own[key]
  const text = measureTexts[key satisfies MeasureKey]
  return { ...text, source: text.note === '' ? text.source : `${text.source}. ${text.note}` }
}

/** A figure for people, with the word that its unit needs: "12,340.00", "37.5%", "41.0 days". */
export function formatFigure(key: FigureKey, value: number, currency: string): string {
  const unit = figureUnit(key)
  const text = formatMeasure(value, unit, currency)
  return unit === 'days' || unit === 'months' ? `${text} ${unit}` : text
}

/** The rules that propose points of the narrative, in the order in which points stand. [QB5] */
export const pointRules = [
  'revenue',
  'newCustomers',
  'retention',
  'concentration',
  'refundRate',
  'pipeline',
  'winRate',
  'salesCycle',
  'noDeal',
  'feedback',
] as const
export const pointRuleSchema = z.enum(pointRules)
export type PointRule = z.infer<typeof pointRuleSchema>

/** A figure that a point stands on; a point without its value does not exist. */
export const pointFigureSchema = z.strictObject({
  key: figureKeySchema,
  value: z.int(),
  before: z.int().nullable(),
})
export type PointFigure = z.infer<typeof pointFigureSchema>

export const toneSchema = z.enum(['good', 'bad', 'note'])

/** What a rule found. */
export const proposedPointSchema = z.strictObject({
  key: pointRuleSchema,
  text: z.string(),
  tone: toneSchema,
  figures: z.array(pointFigureSchema).min(1),
})
export type ProposedPoint = z.infer<typeof proposedPointSchema>

/** A point that somebody decided about: kept in these words with the figures of that moment, or taken out. */
export const storedPointSchema = z.strictObject({
  /** The rule, or an id of its own for a point of the user's. */
  key: z.string(),
  text: z.string(),
  tone: toneSchema,
  figures: z.array(pointFigureSchema),
  isRemoved: z.boolean(),
})
export type StoredPoint = z.infer<typeof storedPointSchema>
