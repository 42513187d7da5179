import { z } from 'zod'
import { daySchema } from './dates.ts'
import { measureKeySchema } from './measures.ts'
import { command, idSchema, nothing, query, task } from './method.ts'
import { currencySchema, minorSchema, ppmSchema } from './money.ts'
import { exchangePolicySchema } from './rates.ts'

/** How amounts of other currencies come into the base currency. */
const policySchema = exchangePolicySchema.shape.mode

/** Stable within a table; what decisions, promises and evidence name a tier, a requirement or a promise by. */
const keySchema = z.string().min(1).max(40)
const nameSchema = z.string().trim().min(1).max(120)

/**
 * The days a requirement looks at; each window ends on the day of the evaluation. `trailing`: so many whole months back
 * to the same day of the month. `fiscal` and `calendar`: since the period that holds the day began.
 */
export const tierWindowSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('trailing'), months: z.int().min(1).max(60) }),
  z.strictObject({ kind: z.literal('fiscal'), unit: z.enum(['quarter', 'year']) }),
  z.strictObject({ kind: z.literal('calendar'), unit: z.enum(['month', 'quarter', 'year']) }),
])
export type TierWindow = z.infer<typeof tierWindowSchema>

/**
 * How a partner had part in revenue; no amount is counted twice. `sourced`: revenue from customers that first bought from
 * it in the window (and without a customer). `managed`: revenue from its customers of before. `assisted`: deals won in the
 * window on which it is named as assisting.
 */
export const motions = ['sourced', 'assisted', 'managed'] as const
export type Motion = (typeof motions)[number]

const pointsSchema = z.int().min(0).max(10_000)

/** What a requirement asks for. */
export const requirementTestSchema = z.discriminatedUnion('kind', [
  /** A measure of the partner against a threshold in the measure's unit; without a value it is not met. */
  z.strictObject({
    kind: z.literal('measure'),
    measure: measureKeySchema,
    comparison: z.enum(['atLeast', 'atMost']),
    target: z.int(),
    window: tierWindowSchema,
  }),
  /** Points for every `perMinor` of the base currency, by motion; the first group that fits multiplies them. */
  z.strictObject({
    kind: z.literal('points'),
    perMinor: minorSchema.min(1),
    rates: z.strictObject({ sourced: pointsSchema, assisted: pointsSchema, managed: pointsSchema }),
    /** Growth markets or products; 200 percent doubles. */
    groups: z
      .array(
        z.strictObject({
          field: z.enum(['product', 'country']),
          in: z.array(z.string().trim().min(1).max(200)).min(1).max(200),
          percent: z.int().min(0).max(10_000),
        }),
      )
      .max(10),
    atLeast: z.int().min(1).max(1_000_000_000),
    /** Second gate: so many of them sourced; 0 is none. */
    sourcedAtLeast: z.int().min(0).max(1_000_000_000),
    window: tierWindowSchema,
  }),
  /** Σ weight × min(1, actual ÷ target): at least `passAt` of 100, and every measure above zero. */
  z.strictObject({
    kind: z.literal('composite'),
    parts: z
      .array(z.strictObject({ measure: measureKeySchema, weight: z.int().min(1).max(100), target: z.int().min(1) }))
      .min(1)
      .max(10),
    passAt: z.int().min(1).max(100),
    window: tierWindowSchema,
  }),
  /** Different people with a certificate that is valid on the day; '' is any name or level. */
  z.strictObject({
    kind: z.literal('certificates'),
    holders: z.int().min(1).max(10_000),
    name: z.string().trim().max(200),
    level: z.string().trim().max(100),
  }),
  /** Somebody has confirmed it, and the confirmation has not expired. */
  z.strictObject({ kind: z.literal('attestation'), topic: nameSchema }),
  /** Holds until a breach is recorded, and again once a later record says so. */
  z.strictObject({ kind: z.literal('policy'), topic: nameSchema }),
])
export type RequirementTest = z.infer<typeof requirementTestSchema>
export type RequirementKind = RequirementTest['kind']

export const requirementSchema = z.strictObject({
  key: keySchema,
  /** What it adds to the tier's score, see `combinationSchema`. */
  weight: z.int().min(1).max(100),
  test: requirementTestSchema,
})
export type Requirement = z.infer<typeof requirementSchema>

/** How many of a tier's requirements must be met: all, so many, or so much of their weights in sum. */
export const combinationSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('some'), count: z.int().min(1).max(20) }),
  z.strictObject({ kind: z.literal('score'), atLeast: z.int().min(1).max(2000) }),
])
export type Combination = z.infer<typeof combinationSchema>

export const severitySchema = z.enum(['blocker', 'warning', 'information'])
export type Severity = z.infer<typeof severitySchema>

/** What we owe a partner at a tier, due so many days after it began; null: no day. */
export const promiseSchema = z.strictObject({
  key: keySchema,
  text: z.string().trim().min(1).max(300),
  severity: severitySchema,
  dueDays: z.int().min(0).max(3660).nullable(),
})
export type TierPromise = z.infer<typeof promiseSchema>

export const tierSchema = z.strictObject({
  key: keySchema,
  name: nameSchema,
  description: z.string().max(500),
  combination: combinationSchema,
  requirements: z.array(requirementSchema).max(20),
  /** On top of every commission on events of days at this tier: a share of its base. */
  upliftPpm: ppmSchema.min(0).max(1_000_000),
  promises: z.array(promiseSchema).max(30),
})
export type Tier = z.infer<typeof tierSchema>

export const tierRulesSchema = z.strictObject({
  /** Partners are evaluated when a month, fiscal quarter or fiscal year has ended. */
  calendar: z.enum(['month', 'quarter', 'year']),
  /** From when on a decision holds, counted from the day it is made. */
  effective: z.enum(['atOnce', 'nextMonth', 'nextYear']),
  /** A demotion holds so many days later. */
  graceDays: z.int().min(0).max(366),
  /** A tier is kept down to this share of its thresholds; 1_000_000 gives no room. */
  keepPpm: ppmSchema.min(100_000).max(1_000_000),
  /** Only after so many failed evaluations in a row. */
  failures: z.int().min(1).max(4),
  /** No demotion so many months after a promotion. */
  floorMonths: z.int().min(0).max(36),
})
export type TierRules = z.infer<typeof tierRulesSchema>

/** Tiers from the lowest to the highest, and the rules by which partners move between them. */
export const tierBodySchema = z.strictObject({ tiers: z.array(tierSchema).min(1).max(10), rules: tierRulesSchema })
export type TierBody = z.infer<typeof tierBodySchema>

export const tierVersionSchema = z.strictObject({
  id: idSchema,
  number: z.int().positive(),
  validFrom: daySchema,
  body: tierBodySchema,
  publishedAt: z.string(),
  publishedBy: z.string(),
})
export type TierVersion = z.infer<typeof tierVersionSchema>

export const tierTableSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  draft: tierBodySchema.nullable(),
  /** Newest first. */
  versions: z.array(tierVersionSchema),
})
export type TierTable = z.infer<typeof tierTableSchema>

/** One requirement against what was found, as it is shown and as it is frozen with a decision. */
export const requirementEvidenceSchema = z.strictObject({
  key: keySchema,
  weight: z.int(),
  test: requirementTestSchema,
  /** In the test's unit (`unitOfTest`); null when it cannot be told. */
  actual: z.int().nullable(),
  target: z.int(),
  isMet: z.boolean(),
  /** By how much it misses, in the same unit; 0 when met, null when it cannot be told. */
  missing: z.int().nullable(),
  /** How far it has come, in millionths of the way. */
  progressPpm: z.int().min(0).max(1_000_000),
  /** Currencies whose amounts were converted into it; decisions of before this was kept have none. [TI18] */
  foreign: z.array(z.string()).default([]),
  /** Motions of points and measures of a composite; `points` in millionths for a composite, whole for points. */
  parts: z.array(
    z.strictObject({ name: z.string(), actual: z.int().nullable(), target: z.int().nullable(), points: z.int() }),
  ),
})
export type RequirementEvidence = z.infer<typeof requirementEvidenceSchema>

export const tierResultSchema = z.strictObject({
  tier: keySchema,
  name: z.string(),
  combination: combinationSchema,
  isReached: z.boolean(),
  /** Reached with the room that the rules give to those who have it. */
  isKept: z.boolean(),
  requirements: z.array(requirementEvidenceSchema),
})
export type TierResult = z.infer<typeof tierResultSchema>

/**
 * A move that the numbers ask for and a person decides. `requalification` takes back a demotion that is not in force yet.
 * `lapse`: a certificate ran out after the last evaluation.
 */
export const proposalSchema = z.strictObject({
  kind: z.enum(['promotion', 'demotion', 'requalification']),
  cause: z.enum(['evaluation', 'lapse']),
  /** Keys; '' is no tier. */
  from: z.string(),
  to: z.string(),
  evaluatedOn: daySchema,
  /** From when on it would hold, decided today. */
  validFrom: daySchema,
  graceUntil: daySchema.nullable(),
})
export type Proposal = z.infer<typeof proposalSchema>

/** What stood when a decision was made; never changes afterwards. */
export const evidenceSchema = z.strictObject({
  evaluatedOn: daySchema,
  versionNumber: z.int(),
  /** The tier that was proposed, its name then, and what it asked for. */
  proposed: z.string(),
  proposedName: z.string(),
  results: z.array(tierResultSchema),
  /** How amounts of other currencies were converted; null where it was not kept yet. [TI18] */
  policy: policySchema.nullable().default(null),
})
export type Evidence = z.infer<typeof evidenceSchema>

export const decisionKindSchema = z.enum(['promoted', 'demoted', 'kept', 'placed'])

export const tierDecisionSchema = z.strictObject({
  id: idSchema,
  kind: decisionKindSchema,
  tier: z.string(),
  tierName: z.string(),
  validFrom: daySchema,
  graceUntil: daySchema.nullable(),
  reason: z.string(),
  decidedOn: daySchema,
  decidedBy: z.string(),
  pin: z.strictObject({ until: daySchema, reason: z.string() }).nullable(),
  /** null: placed by hand, without an evaluation. */
  evidence: evidenceSchema.nullable(),
})
export type TierDecision = z.infer<typeof tierDecisionSchema>

/** What we owe one partner; `pending` until somebody says that it was kept or broken. */
export const owedPromiseSchema = z.strictObject({
  key: keySchema,
  text: z.string(),
  severity: severitySchema,
  state: z.enum(['pending', 'kept', 'broken']),
  dueOn: daySchema.nullable(),
  note: z.string(),
  decidedOn: daySchema.nullable(),
})

const amountSchema = z.strictObject({ currency: currencySchema, minor: minorSchema })

const trialMonthSchema = z.strictObject({
  month: z.string(),
  /** Partners at each tier, in the order of the table; the first entry are those without one. */
  counts: z.array(z.int()),
  /** What the uplifts would have cost on events of the month, in the base currency. */
  upliftMinor: minorSchema,
})

export const tierMethods = {
  /** The programme's tier table, or null before there is one; `inForce` is the version that holds today. */
  'tiers.table': query(
    nothing,
    z.strictObject({
      table: tierTableSchema.nullable(),
      inForce: tierVersionSchema.nullable(),
      /** The day of the last evaluation; null before the first. */
      evaluatedOn: daySchema.nullable(),
      /** Open proposals. */
      proposals: z.int(),
    }),
  ),
  /** One partner against the table in force: standing, evidence, what it was decided, what we owe it. */
  'tiers.partner': query(
    /** `day` null: the last evaluation. */
    z.strictObject({ partnerId: idSchema, day: daySchema.nullable() }),
    z.strictObject({
      currency: currencySchema,
      policy: policySchema,
      /** null: no table is in force, or the partner takes no part. */
      evaluation: z
        .strictObject({ day: daySchema, versionNumber: z.int(), results: z.array(tierResultSchema) })
        .nullable(),
      current: z.strictObject({
        tier: z.string(),
        name: z.string(),
        since: daySchema.nullable(),
        upliftPpm: ppmSchema,
      }),
      /** A decision that is not in force yet. */
      scheduled: z
        .strictObject({ tier: z.string(), name: z.string(), validFrom: daySchema, graceUntil: daySchema.nullable() })
        .nullable(),
      pin: z.strictObject({ until: daySchema, reason: z.string() }).nullable(),
      proposal: proposalSchema.nullable(),
      /** Newest first. */
      decisions: z.array(tierDecisionSchema),
      promises: z.array(owedPromiseSchema),
    }),
  ),
  /** Every open proposal with the evidence that a decision would freeze, by partner. */
  'tiers.proposals': query(
    nothing,
    z.strictObject({
      currency: currencySchema,
      policy: policySchema,
      /** Names of the tiers in force, lowest first. */
      tiers: z.array(z.strictObject({ key: keySchema, name: z.string() })),
      proposals: z.array(
        z.strictObject({
          partnerId: idSchema,
          name: z.string(),
          proposal: proposalSchema,
          /** Of the tier that is gained, or of the one that is lost. */
          result: tierResultSchema.nullable(),
        }),
      ),
    }),
  ),
  /** A table that need not be published, for one partner and day: the live example of the editor. */
  'tiers.preview': query(
    z.strictObject({ body: tierBodySchema, partnerId: idSchema, day: daySchema }),
    z.strictObject({
      currency: currencySchema,
      policy: policySchema,
      results: z.array(tierResultSchema),
      /** What stands in the way of publishing, as sentences. */
      problems: z.array(z.string()),
    }),
  ),
  /**
   * A table tried on history: evaluated when each period of its calendar ended, every proposal taken at once, over the last
   * 12 or 24 whole months. Nothing is stored.
   */
  'tiers.trial': task(
    z.strictObject({ body: tierBodySchema, months: z.union([z.literal(12), z.literal(24)]) }),
    z.strictObject({
      currency: currencySchema,
      policy: policySchema,
      /** Currencies of commissions whose uplift was converted. */
      foreign: z.array(z.string()),
      tiers: z.array(z.strictObject({ key: keySchema, name: z.string() })),
      months: z.array(trialMonthSchema),
      partners: z.array(
        z.strictObject({
          partnerId: idSchema,
          name: z.string(),
          /** Name of its tier today, as decided; '' is none. */
          now: z.string(),
          /** Key at the end of each month; '' is none, null before the partner took part. */
          tiers: z.array(z.string().nullable()),
          upliftMinor: minorSchema,
        }),
      ),
      moves: z.array(
        z.strictObject({ partnerId: idSchema, name: z.string(), month: z.string(), from: z.string(), to: z.string() }),
      ),
      upliftMinor: minorSchema,
      /** Amounts without a rate are left out of the cost. */
      unrated: z.array(amountSchema),
    }),
  ),
  /** @throws tier.tableExists */
  'tiers.create': command(z.strictObject({ name: nameSchema, body: tierBodySchema }), z.strictObject({ id: idSchema })),
  'tiers.rename': command(z.strictObject({ id: idSchema, name: nameSchema }), nothing),
  'tiers.saveDraft': command(z.strictObject({ id: idSchema, body: tierBodySchema }), nothing),
  'tiers.discardDraft': command(z.strictObject({ id: idSchema }), nothing),
  /** Makes the draft an immutable version. @throws tier.noDraft | tier.invalid */
  'tiers.publish': command(
    z.strictObject({ id: idSchema, validFrom: daySchema }),
    z.strictObject({ versionId: idSchema }),
  ),
  /**
   * Approves or declines proposals, exactly those that were shown; the evidence of each is frozen.
   *
   * @throws tier.proposalChanged when one is no longer what it was
   */
  'tiers.decide': command(
    z.strictObject({
      isApproved: z.boolean(),
      proposals: z
        .array(z.strictObject({ partnerId: idSchema, to: z.string(), evaluatedOn: daySchema }))
        .min(1)
        .max(5000),
      reason: z.string().trim().max(500),
    }),
    nothing,
  ),
  /** Puts a partner at a tier by hand, '' at none; what was decided for later days goes. @throws tier.unknown */
  'tiers.place': command(
    z.strictObject({
      partnerId: idSchema,
      tier: z.string().max(40),
      validFrom: daySchema,
      reason: z.string().trim().min(1).max(500),
    }),
    nothing,
  ),
  /** Keeps a partner where it is: no proposals until the day has passed; null lets go. @throws tier.unknown without a tier */
  'tiers.pin': command(
    z.strictObject({
      partnerId: idSchema,
      pin: z.strictObject({ until: daySchema, reason: z.string().trim().min(1).max(500) }).nullable(),
    }),
    nothing,
  ),
  /** @throws tier.unknown when the partner's tier promises no such thing */
  'tiers.setPromise': command(
    z.strictObject({
      partnerId: idSchema,
      promise: keySchema,
      state: z.enum(['pending', 'kept', 'broken']),
      dueOn: daySchema.nullable(),
      note: z.string().trim().max(500),
    }),
    nothing,
  ),
}
