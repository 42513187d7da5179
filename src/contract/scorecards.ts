import { z } from 'zod'
import { daySchema } from './dates.ts'
import { measureKeySchema, type MeasureUnit, measureValueSchema, missingRateSchema, periodSchema } from './measures.ts'
import { command, idSchema, nothing, query } from './method.ts'
import { currencySchema, minorSchema } from './money.ts'
import { partnerKindSchema } from './partners.ts'
import { exchangePolicySchema } from './rates.ts'

/** A share or a score in millionths: 1_000_000 is 100 %, or 100 points. */
const shareSchema = z.int().min(0).max(1_000_000)

/** How many months of an amount a target is for; the target of a longer or shorter period is in proportion. */
export const basisMonths = { month: 1, quarter: 3, year: 12 } as const
export const targetBasisSchema = z.enum(['month', 'quarter', 'year'])
export type TargetBasis = z.infer<typeof targetBasisSchema>

/** More do not fit on one page. */
export const MOST_METRICS = 12

export const templateMetricSchema = z.strictObject({
  measure: measureKeySchema,
  /** Metrics of one category stand together: "Sales". */
  category: z.string().trim().min(1).max(40),
  weightPpm: shareSchema.min(1),
  /** In the measure's unit, see `MeasureUnit`; for measures that grow with time for one `basis`. */
  target: z.int().positive(),
  /** Attainment counts from here ... */
  floorPpm: shareSchema,
  /** ... to here. */
  capPpm: z.int().min(1).max(2_000_000),
  /** What a metric counts that cannot be measured: its weight goes to the others, or it has no points. */
  missing: z.enum(['reweight', 'zero']),
})
export type TemplateMetric = z.infer<typeof templateMetricSchema>

export const bandSchema = z.strictObject({ name: z.string().trim().min(1).max(30), fromPpm: shareSchema })
export type Band = z.infer<typeof bandSchema>

export const templateBodySchema = z.strictObject({
  basis: targetBasisSchema,
  /** Of the money in targets: the programme's base currency when they were set. */
  currency: currencySchema,
  metrics: z.array(templateMetricSchema).min(1).max(MOST_METRICS),
  /** Best first; each holds from its lower bound up to the band before it, the last from 0. */
  bands: z.array(bandSchema).min(2).max(6),
})
export type TemplateBody = z.infer<typeof templateBodySchema>

const nameSchema = z.string().trim().min(1).max(80)

export const scorecardTemplateSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  /** Rises when a template changes after cards were published by it. */
  version: z.int().positive(),
  body: templateBodySchema,
  isArchived: z.boolean(),
  /** Published cards, of every version. */
  cards: z.int(),
})
export type ScorecardTemplate = z.infer<typeof scorecardTemplateSchema>

const units = ['money', 'count', 'rate', 'days', 'months', 'index', 'score'] as const satisfies readonly MeasureUnit[]

export const cardMetricSchema = z.strictObject({
  measure: measureKeySchema,
  label: z.string(),
  formula: z.string(),
  unit: z.enum(units),
  better: z.enum(['higher', 'lower']),
  category: z.string(),
  weightPpm: z.int(),
  floorPpm: z.int(),
  capPpm: z.int(),
  missing: templateMetricSchema.shape.missing,
  /** As the template says it, and for the card's period. */
  basisTarget: z.int(),
  target: z.int(),
  actual: z.int().nullable(),
  problem: measureValueSchema.shape.problem,
  inputs: z.array(measureValueSchema.shape.inputs.element.extend({ label: z.string() })),
  /** Actual ÷ target, or mirrored where less is better; null when it cannot be told. */
  reachedPpm: z.int().nullable(),
  /** What counts: between floor and cap; null when its weight goes to the others. */
  attainmentPpm: z.int().nullable(),
  /** Share of the score after weights were spread; they add up to 1_000_000, or are all 0. */
  countedPpm: z.int(),
  /** Whole tenths of a point that add up to the score. */
  pointsPpm: z.int(),
  /** Value in each quarter of the trend; null when it cannot be told. */
  quarters: z.array(z.int().nullable()),
})
export type CardMetric = z.infer<typeof cardMetricSchema>

/** Where a score of an earlier quarter comes from: a card published for it, or computed when this card was. */
export const trendSourceSchema = z.enum(['published', 'computed', 'own'])

export const healthWords = ['healthy', 'watch', 'atRisk'] as const
export const healthSchema = z.strictObject({
  /** Null: nothing can be told. */
  scorePpm: z.int().nullable(),
  word: z.enum(healthWords).nullable(),
  parts: z.array(
    z.strictObject({
      key: z.enum(['recency', 'revenueTrend', 'pipeline', 'refunds']),
      weightPpm: z.int(),
      /** Null: left out, its weight goes to the others. */
      attainmentPpm: z.int().nullable(),
      pointsPpm: z.int(),
      /** The two figures it compares, in the order the text names them: days; minor units; millionths. */
      figures: z.array(z.int().nullable()),
    }),
  ),
  /** An open intervention that keeps the word from being better. */
  limitedBy: z.enum(['warning', 'termination']).nullable(),
})
export type Health = z.infer<typeof healthSchema>

/** A part of a card that another feature writes: a title, a note, and lines in words and figures. */
export const cardSectionSchema = z.strictObject({
  key: z.string(),
  title: z.string(),
  note: z.string(),
  lines: z.array(
    z.strictObject({
      meaning: z.enum(['good', 'warn', 'bad', 'mute']),
      label: z.string(),
      note: z.string(),
      value: z.string(),
    }),
  ),
})
export type CardSection = z.infer<typeof cardSectionSchema>

/** Everything a card says; frozen when it is published, and rendered from nothing else. [SC8] */
export const scorecardSchema = z.strictObject({
  programme: z.strictObject({
    name: z.string(),
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
    fiscalYearStartMonth: z.int(),
  }),
  partner: z.strictObject({ name: z.string(), kind: partnerKindSchema, country: z.string(), group: z.string() }),
  template: z.strictObject({ name: z.string(), version: z.int(), body: templateBodySchema }),
  from: daySchema,
  to: daySchema,
  /** The day up to which figures go: the last of the period, or today when that comes first. */
  until: daySchema,
  currency: currencySchema,
  issuedOn: daySchema,
  /** Whole tenths of a point; null when nothing could be measured, or amounts wait for a rate. */
  scorePpm: z.int().nullable(),
  /** '' without a score. */
  band: z.string(),
  problem: z.enum(['nothing', 'rateMissing']).nullable(),
  metrics: z.array(cardMetricSchema),
  /** The other partners scored by the same template over the same period. */
  peers: z.strictObject({
    count: z.int(),
    /** Share of them with a lower score, equal ones half; null: too few to compare. */
    percentilePpm: z.int().nullable(),
    /** 1: nobody has a higher score. Null with the percentile. */
    rank: z.int().nullable(),
  }),
  /** The last four whole quarters, oldest first. */
  trend: z.array(
    z.strictObject({ from: daySchema, to: daySchema, scorePpm: z.int().nullable(), source: trendSourceSchema }),
  ),
  /** Revenue in these quarters, in the base currency. */
  revenueMinor: z.array(minorSchema.nullable()),
  health: healthSchema,
  deals: z.strictObject({
    count: z.int(),
    /** The largest. */
    listed: z.array(
      z.strictObject({
        name: z.string(),
        stage: z.string(),
        expectedOn: daySchema.nullable(),
        minor: minorSchema.nullable(),
        currency: currencySchema,
      }),
    ),
  }),
  sections: z.array(cardSectionSchema),
  /** Currencies of the partner's amounts other than the base, and how they were converted. */
  exchange: z.strictObject({ currencies: z.array(z.string()), mode: exchangePolicySchema.shape.mode }),
})
export type Scorecard = z.infer<typeof scorecardSchema>

const templateAndPeriod = periodSchema.extend({ templateId: idSchema })
const frozenListSchema = templateAndPeriod.extend({ partnerIds: z.array(idSchema).min(1).max(5000) })

/** Why a partner of the list gets no card. */
export const skippedBecauseSchema = z.enum(['published', 'notThen', 'nothing', 'rateMissing'])

export const scorecardMethods = {
  'scorecards.templates': query(nothing, z.strictObject({ templates: z.array(scorecardTemplateSchema) })),
  'scorecards.template': query(z.strictObject({ id: idSchema }), scorecardTemplateSchema),
  /** Scores of every partner by a template that need not be stored yet: how many get which band, and the median of each metric. */
  'scorecards.try': query(
    periodSchema.extend({ body: templateBodySchema }),
    z.strictObject({
      bands: z.array(z.strictObject({ name: z.string(), count: z.int() })),
      unscored: z.int(),
      metrics: z.array(z.strictObject({ measure: measureKeySchema, median: z.int().nullable(), measured: z.int() })),
    }),
  ),
  /** @throws scorecard.weights | scorecard.invalid */
  'scorecards.createTemplate': command(
    z.strictObject({ name: nameSchema, body: templateBodySchema }),
    z.strictObject({ id: idSchema }),
  ),
  /** Cards that were published stay as they are. @throws scorecard.weights | scorecard.invalid */
  'scorecards.updateTemplate': command(
    z.strictObject({ id: idSchema, name: nameSchema, body: templateBodySchema }),
    nothing,
  ),
  'scorecards.archiveTemplate': command(z.strictObject({ id: idSchema, isArchived: z.boolean() }), nothing),

  /** Every partner by name with its score and metrics, computed now. @throws scorecard.otherCurrency */
  'scorecards.matrix': query(
    templateAndPeriod,
    z.strictObject({
      currency: currencySchema,
      metrics: z.array(
        cardMetricSchema
          .pick({ measure: true, label: true, formula: true, unit: true, better: true, weightPpm: true, target: true })
          .extend({ median: z.int().nullable() }),
      ),
      partners: z.array(
        z.strictObject({
          partnerId: idSchema,
          name: z.string(),
          group: z.string(),
          scorePpm: z.int().nullable(),
          band: z.string(),
          problem: scorecardSchema.shape.problem,
          percentilePpm: z.int().nullable(),
          health: healthSchema.shape.word,
          /** In the order of `metrics`. */
          values: z.array(cardMetricSchema.pick({ actual: true, attainmentPpm: true, problem: true })),
          /** The card published for this very period; it may differ from what is computed now. */
          cardId: idSchema.nullable(),
        }),
      ),
      missing: z.array(missingRateSchema),
    }),
  ),
  /**
   * The score of every partner over a period that another is compared with: that of the card published for it, else as it
   * is computed now. @throws scorecard.otherCurrency [SC18]
   */
  'scorecards.scores': query(
    templateAndPeriod,
    z.strictObject({
      partners: z.array(
        z.strictObject({
          partnerId: idSchema,
          scorePpm: z.int().nullable(),
          /** The published card; null: computed. */
          cardId: idSchema.nullable(),
        }),
      ),
    }),
  ),
  /**
   * One partner's card as publishing would freeze it now; null when it was no partner then. `cardId`: the card that was
   * published for this very period. @throws scorecard.otherCurrency
   */
  'scorecards.preview': query(
    templateAndPeriod.extend({ partnerId: idSchema }),
    z.strictObject({ card: scorecardSchema.nullable(), cardId: idSchema.nullable() }),
  ),
  /** What publishing these partners would do; `fingerprint` stands for every figure of the list. [SC9] */
  'scorecards.list': query(
    frozenListSchema,
    z.strictObject({
      fingerprint: z.string(),
      cards: z.array(z.strictObject({ partnerId: idSchema, name: z.string(), scorePpm: z.int(), band: z.string() })),
      skipped: z.array(z.strictObject({ partnerId: idSchema, name: z.string(), because: skippedBecauseSchema })),
      /** Whether the period is over; before that nothing is published. */
      isOver: z.boolean(),
    }),
  ),
  /**
   * Freezes one card per partner of the list.
   *
   * @throws scorecard.listChanged when the figures are no longer those of the fingerprint
   * @throws scorecard.periodOpen | scorecard.nothingToPublish | scorecard.otherCurrency | entity.archived
   */
  'scorecards.publish': command(
    frozenListSchema.extend({ fingerprint: z.string().max(64) }),
    z.strictObject({ ids: z.array(idSchema) }),
  ),
  /** Takes a published card back; its period can then be published anew. */
  'scorecards.withdraw': command(z.strictObject({ id: idSchema }), nothing),

  /** A published card from its frozen content alone. @throws entity.notFound */
  'scorecards.get': query(
    z.strictObject({ id: idSchema }),
    z.strictObject({
      id: idSchema,
      partnerId: idSchema,
      templateId: idSchema,
      card: scorecardSchema,
      hash: z.string(),
      publishedAt: z.string(),
      publishedBy: z.string(),
    }),
  ),
  /** Published cards of a partner, the latest period first. */
  'scorecards.ofPartner': query(
    z.strictObject({ partnerId: idSchema }),
    z.strictObject({
      cards: z.array(
        z.strictObject({
          id: idSchema,
          templateId: idSchema,
          template: z.string(),
          from: daySchema,
          to: daySchema,
          scorePpm: z.int(),
          band: z.string(),
        }),
      ),
    }),
  ),
  /** One page of A4 as self-contained HTML, from the frozen content alone. [SC8] */
  'scorecards.render': query(
    z.strictObject({ id: idSchema }),
    z.strictObject({ fileName: z.string(), text: z.string() }),
  ),
}
