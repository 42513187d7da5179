import type { Output } from '../../contract/methods.ts'
import type { TierResult } from '../../contract/tiers.ts'
import { tierTexts as texts } from './texts.ts'

export type PartnerTierData = Output<'tiers.partner'>

/** The tier after the one that a partner has; undefined at the top. */
export function nextResult({ current, evaluation }: PartnerTierData): TierResult | undefined {
  const results = evaluation?.results ?? []
  return results[results.findIndex(({ tier }) => tier === current.tier) + 1]
}

/** Name of a tier of the evaluation, or what stands for none. */
export function tierName({ evaluation }: PartnerTierData, key: string): string {
  if (key === '') return texts.noTier
  return evaluation?.results.find(({ tier }) => tier === key)?.name ?? key
}

/** What the numbers ask for, in sentences. */
export function proposalSentences(data: PartnerTierData, formatDay: (day: string) => string): string[] {
  const { proposal } = data
  if (proposal === null) return []
  const words = texts.partner.proposal
  const [from, to] = [tierName(data, proposal.from), tierName(data, proposal.to)]
  const asked = {
    promotion: words.promotion(to),
    demotion: words.demotion(from, to),
    requalification: words.requalification(to),
  }[proposal.kind]
  return [
    ...(proposal.cause === 'lapse' && proposal.kind === 'demotion' ? [words.lapse] : []),
    asked,
    ...(proposal.kind === 'requalification' ? [] : [words.holds(formatDay(proposal.validFrom))]),
  ]
}
