import type { Finding, UnderperformerLimits } from '../../contract/analytics.ts'
import type { InterventionKind } from '../../contract/interventions.ts'
import type { MeasureKey } from '../../contract/measures.ts'
import { PPM_ONE, scale } from '../../contract/money.ts'
import { scoreRobustly } from './outliers.rules.ts'

/** What rates are made of. */
interface Rated {
  sales: number
  salesMinor: number | null
  refundsMinor: number | null
  won: number
  lost: number
}

/** What is known of a partner in the period and before. Money that waits for a rate is null, and so is a missing comparison. */
export interface PartnerFigures extends Rated {
  partnerId: number
  name: string
  /** Since its last sale or won deal, or since its start when there is none. */
  idleDays: number
  revenueMinor: number | null
  revenueBeforeMinor: number | null
  salesBefore: number
  /** Refunds and deals of the period before; null without a comparison. */
  before: Rated | null
}

export interface Underperformer {
  partnerId: number
  name: string
  findings: Finding[]
  suggestion: { kind: InterventionKind; measure: MeasureKey }
}

/** A partner that sells nothing for so many times the limit is not coming back by itself. */
const GIVEN_UP_TIMES = 3

/**
 * Partners that need a look, those with the most reasons first: by fixed rules and by how far they lie from the others.
 * Figures of fewer than `leastCount` sales or closed deals count for neither. [AN10] [AN11]
 */
export function findUnderperformers(
  partners: readonly PartnerFigures[],
  limits: UnderperformerLimits,
): Underperformer[] {
  const found = new Map(partners.map((partner) => [partner.partnerId, byRules(partner, limits)]))
  for (const outlier of outliersOf(partners, limits)) found.get(outlier.partnerId)?.push(outlier.finding)
  return partners
    .flatMap(({ partnerId, name }) => {
      const findings = found.get(partnerId) ?? []
      return findings.length === 0 ? [] : [{ partnerId, name, findings, suggestion: suggest(findings) }]
    })
    .toSorted((a, b) => b.findings.length - a.findings.length || (a.name < b.name ? -1 : 1))
}

function byRules(partner: PartnerFigures, limits: UnderperformerLimits): Finding[] {
  const { idleDays, revenueMinor, revenueBeforeMinor, before } = partner
  const findings: Finding[] = []
  const add = (rule: Finding['rule'], value: number, against: number, was: number | null = null): void =>
    void findings.push({ rule, value, against, scoreMilli: null, before: was })
  // Silence has no before: that of the period before is another one, which this partner has ended since.
  if (idleDays > limits.idleDays) add('idle', idleDays, limits.idleDays)
  const change = changeOf(partner, limits)
  if (change !== null && change <= -limits.dropPpm) add('revenueDown', revenueMinor ?? 0, revenueBeforeMinor ?? 0)
  const winRate = winRateOf(partner, limits)
  if (winRate !== null && winRate < limits.winRatePpm)
    add('winRateLow', winRate, limits.winRatePpm, before && winRateOf(before, limits))
  const refundRate = refundRateOf(partner, limits)
  if (refundRate !== null && refundRate > limits.refundPpm)
    add('refundsHigh', refundRate, limits.refundPpm, before && refundRateOf(before, limits))
  return findings
}

/** Revenue against before, as a share of before; null when either is missing or before says nothing. */
function changeOf(
  { revenueMinor, revenueBeforeMinor, salesBefore }: PartnerFigures,
  { leastCount }: UnderperformerLimits,
): number | null {
  if (revenueMinor === null || revenueBeforeMinor === null) return null
  if (revenueBeforeMinor <= 0 || salesBefore < leastCount) return null
  return scale(revenueMinor - revenueBeforeMinor, PPM_ONE, revenueBeforeMinor, 'halfAwayFromZero')
}

function winRateOf({ won, lost }: Rated, { leastCount }: UnderperformerLimits): number | null {
  return won + lost < leastCount ? null : scale(won, PPM_ONE, won + lost, 'halfAwayFromZero')
}

function refundRateOf({ sales, salesMinor, refundsMinor }: Rated, { leastCount }: UnderperformerLimits): number | null {
  if (sales < leastCount || salesMinor === null || refundsMinor === null || salesMinor <= 0) return null
  return scale(refundsMinor, PPM_ONE, salesMinor, 'halfAwayFromZero')
}

/** Those that lie beyond the limit on the bad side. */
function outliersOf(
  partners: readonly PartnerFigures[],
  limits: UnderperformerLimits,
): { partnerId: number; finding: Finding }[] {
  const sides = [
    { rule: 'revenueOutlier', read: changeOf, readBefore: () => null, bad: -1 },
    { rule: 'winRateOutlier', read: winRateOf, readBefore: winRateOf, bad: -1 },
    { rule: 'refundOutlier', read: refundRateOf, readBefore: refundRateOf, bad: 1 },
  ] as const
  return sides.flatMap(({ rule, read, readBefore, bad }) => {
    const known = partners.flatMap((partner) => {
      const value = read(partner, limits)
      const before = partner.before && readBefore(partner.before, limits)
      return value === null ? [] : [{ partnerId: partner.partnerId, value, before }]
    })
    const scores = scoreRobustly(known.map(({ value }) => value))
    if (scores === null) return []
    return known.flatMap(({ partnerId, value, before }, at) => {
      const scoreMilli = scores.scoresMilli[at] ?? 0
      if (scoreMilli * bad <= limits.outlierMilli) return []
      return [{ partnerId, finding: { rule, value, against: Math.round(scores.median), scoreMilli, before } }]
    })
  })
}

/**
 * What usually helps against the most serious reason: a partner that sold nothing for three times the limit is proposed
 * for termination, refunds ask for a warning, lost deals and silence for coaching, falling revenue for an incentive. [AN12]
 */
export function suggest(findings: readonly Finding[]): Underperformer['suggestion'] {
  const has = (...rules: readonly Finding['rule'][]): boolean => findings.some(({ rule }) => rules.includes(rule))
  const isGivenUp = findings.some(({ rule, value, against }) => rule === 'idle' && value > against * GIVEN_UP_TIMES)
  if (isGivenUp) return { kind: 'termination', measure: 'sales' }
  if (has('refundsHigh', 'refundOutlier')) return { kind: 'warning', measure: 'refundRate' }
  if (has('winRateLow', 'winRateOutlier')) return { kind: 'coaching', measure: 'winRate' }
  if (has('idle')) return { kind: 'coaching', measure: 'sales' }
  return { kind: 'incentive', measure: 'revenue' }
}
