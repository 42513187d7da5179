import { PPM_ONE } from '../../contract/money.ts'
import type { Health, healthWords } from '../../contract/scorecards.ts'
import { recencyScore } from '../metrics/measures.rules.ts'
import { clampReach, composeScore, reachOf } from './score.rules.ts'

type Word = (typeof healthWords)[number]

/** What is known of a partner on a day; amounts in minor units of the base currency. */
export interface HealthFacts {
  /** Null: it never sold anything. */
  daysSinceLast: number | null
  daysSinceStart: number
  /** Of the last whole quarter, and of the one before. */
  revenueMinor: number
  revenueBeforeMinor: number
  openMinor: number
  /** False where the programme keeps no deals: then an empty pipeline says nothing. */
  hasDeals: boolean
  /** Of the last four whole quarters. */
  salesMinor: number
  refundsMinor: number
  /** Amounts wait for an exchange rate. */
  isUnrated: boolean
  /** The gravest open intervention. */
  intervention: Health['limitedBy']
}

const WEIGHTS = { recency: 300_000, revenueTrend: 300_000, pipeline: 200_000, refunds: 200_000 } as const
/** A partner gets so many days to sell something before silence counts against it. */
const GRACE_DAYS = 90
/** So many refunds of all sales leave nothing of the part. */
const WORST_REFUNDS = 10
const HEALTHY_PPM = 750_000
const WATCH_PPM = 500_000

const shareOf = (part: number, whole: number): number => clampReach(reachOf(part, whole, 'higher'), 0, PPM_ONE)

function recencyPart({ daysSinceLast, daysSinceStart }: HealthFacts): number | null {
  if (daysSinceLast !== null) return recencyScore(daysSinceLast) * 10_000
  return daysSinceStart > GRACE_DAYS ? 0 : null
}

function trendPart({ revenueMinor, revenueBeforeMinor }: HealthFacts): number | null {
  if (revenueBeforeMinor > 0) return shareOf(revenueMinor, revenueBeforeMinor)
  return revenueMinor > 0 ? PPM_ONE : null
}

function pipelinePart({ openMinor, revenueMinor, hasDeals }: HealthFacts): number | null {
  if (!hasDeals) return null
  if (revenueMinor > 0) return shareOf(openMinor, revenueMinor)
  return openMinor > 0 ? PPM_ONE : null
}

function refundPart({ salesMinor, refundsMinor }: HealthFacts): number | null {
  if (salesMinor <= 0) return null
  return clampReach(PPM_ONE - reachOf(refundsMinor, salesMinor, 'higher') * WORST_REFUNDS, 0, PPM_ONE)
}

/** The word of a score; an open warning allows no better one than "watch", a proposed termination none but "at risk". */
function wordOf(scorePpm: number, intervention: HealthFacts['intervention']): Word {
  if (scorePpm < WATCH_PPM || intervention === 'termination') return 'atRisk'
  return scorePpm < HEALTHY_PPM || intervention === 'warning' ? 'watch' : 'healthy'
}

/**
 * How a partner does, apart from any target. Four parts, each between 0 and 100 %:
 * - recency, weight 30: the stepped score of the days since the last sale or won deal (100, 85, 70, 55, 40, as Dub's
 *   partner consistency); 0 for who never sold anything in more than 90 days;
 * - revenue trend, 30: revenue of the last whole quarter ÷ that of the quarter before, at most 1;
 * - pipeline, 20: open deals ÷ revenue of the last quarter, at most 1;
 * - refunds, 20: 1 − refunds × 10 ÷ sales of the last four quarters, at least 0.
 *
 * A part that cannot be told gives its weight to the others. From 75 points a partner is healthy, from 50 to be watched,
 * below at risk. [SC7]
 */
export function computeHealth(facts: HealthFacts): Health {
  const { daysSinceLast, revenueMinor, revenueBeforeMinor, openMinor, refundsMinor, salesMinor } = facts
  const parts = [
    { key: 'recency' as const, attainmentPpm: recencyPart(facts), figures: [daysSinceLast] },
    { key: 'revenueTrend' as const, attainmentPpm: trendPart(facts), figures: [revenueMinor, revenueBeforeMinor] },
    { key: 'pipeline' as const, attainmentPpm: pipelinePart(facts), figures: [openMinor, revenueMinor] },
    { key: 'refunds' as const, attainmentPpm: refundPart(facts), figures: [refundsMinor, salesMinor] },
  ].map((part) => ({
    ...part,
    weightPpm: WEIGHTS[part.key],
    attainmentPpm: facts.isUnrated ? null : part.attainmentPpm,
  }))
  const { scorePpm, pointsPpm } = composeScore(parts)
  return {
    scorePpm,
    word: scorePpm === null ? null : wordOf(scorePpm, facts.intervention),
    parts: parts.map((part, i) => ({ ...part, pointsPpm: pointsPpm[i] ?? 0 })),
    limitedBy: facts.intervention,
  }
}
