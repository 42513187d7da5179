import type { Explanation } from '../../contract/commissions.ts'
import type { Minor, Rounding } from '../../contract/money.ts'
import type { PlanRule } from '../../contract/plans.ts'
import { calculate, totalEarned } from '../commissions/calculate.rules.ts'
import { findMiss, specificity } from './conditions.rules.ts'
import type { ConversionFacts } from './conditions.rules.ts'

export type Competitor = Explanation['competing'][number]

export interface SelectionContext {
  quantity: number
  rounding: Rounding
  /** Counter of the rule's window before this conversion; asked only for rules with a counter. */
  counterBefore: (rule: PlanRule) => number
}

export interface Selection {
  winner: PlanRule | null
  /** Every rule of the version, the winner first, each with its reason. */
  competing: Competitor[]
}

interface Candidate {
  rule: PlanRule
  earnedMinor: Minor
}

/**
 * Which rule of a version pays a conversion: the highest priority number, then the most specific, then the one that
 * earns most money on this very conversion (never the larger raw number), then the first in the plan. [PL4]
 *
 * Losers are kept: `wouldEarnMinor` is what they would have paid, `shortBy` the missing amount (`amountTooSmall`,
 * `amountTooLarge`, `earnsLess`). A fully refunded conversion is judged as it was before the refund.
 */
export function selectRule(rules: readonly PlanRule[], facts: ConversionFacts, context: SelectionContext): Selection {
  const candidates: Candidate[] = []
  const missed: Competitor[] = []
  for (const rule of rules) {
    const miss = findMiss(rule, facts)
    if (miss) missed.push({ key: rule.key, name: rule.name, isWinner: false, wouldEarnMinor: null, ...miss })
    else candidates.push(toCandidate(rule, facts, context))
  }
  // The sort is stable: equal candidates stay in the plan's order.
  candidates.sort((a, b) => compareRank(a.rule, b.rule) || b.earnedMinor - a.earnedMinor)
  const winner = candidates[0]
  if (winner === undefined) return { winner: null, competing: missed }
  return {
    winner: winner.rule,
    competing: [...candidates.map((candidate) => toCompetitor(candidate, winner)), ...missed],
  }
}

/** Negative when `a` goes before `b` whatever they earn: by priority, then specificity. */
export function compareRank(a: PlanRule, b: PlanRule): number {
  return b.priority - a.priority || specificity(b.conditions) - specificity(a.conditions)
}

function toCandidate(rule: PlanRule, facts: ConversionFacts, context: SelectionContext): Candidate {
  const hasCounter = rule.payment.kind === 'marginal' || rule.payment.kind === 'whole'
  const components = calculate(
    rule.payment,
    {
      baseMinor: facts.baseMinor,
      wholeMinor: facts.baseMinor,
      quantity: context.quantity,
      isFirst: facts.isFirst,
      isReversed: false,
      counterBefore: hasCounter ? context.counterBefore(rule) : 0,
    },
    context.rounding,
  )
  return { rule, earnedMinor: totalEarned(components) }
}

function toCompetitor({ rule, earnedMinor }: Candidate, winner: Candidate): Competitor {
  const competitor = { key: rule.key, name: rule.name, isWinner: false, wouldEarnMinor: earnedMinor, shortBy: null }
  if (rule === winner.rule) return { ...competitor, isWinner: true, reason: 'won' }
  if (rule.priority < winner.rule.priority) return { ...competitor, reason: 'lowerPriority' }
  if (compareRank(rule, winner.rule) > 0) return { ...competitor, reason: 'lessSpecific' }
  return { ...competitor, reason: 'earnsLess', shortBy: winner.earnedMinor - earnedMinor }
}
