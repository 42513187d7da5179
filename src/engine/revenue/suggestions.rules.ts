import type { SuggestionReason } from '../../contract/revenue.ts'
import { createPartnerMatcher, type KnownPartner, nameKey } from '../imports/matching.rules.ts'
import { normaliseDomain, normaliseEmail } from '../imports/texts.rules.ts'

export interface Suggestion {
  partnerId: number
  name: string
  reason: SuggestionReason
}

/** Most partners that are suggested for one text. */
const MOST = 5
/** Shorter codes are words that stand in any text. */
const SHORTEST_CODE = 3

/**
 * Partners whom a text that names nobody may mean, the likeliest first: their code stands in it as a word, it is an
 * address at their domain, or their name is similar. [RE7]
 *
 * @param text     as the file has it, '' for none
 * @param partners whoever can be credited
 */
export function suggestPartners(text: string, partners: readonly KnownPartner[]): Suggestion[] {
  const words = new Set(nameKey(text).split(/[^\p{L}\p{N}]+/u))
  const domain = domainOf(text)
  const byCode = partners.filter(({ code }) => code.length >= SHORTEST_CODE && words.has(nameKey(code)))
  const byDomain = partners.filter((partner) => domain !== '' && normaliseDomain(partner.domain) === domain)
  const match = createPartnerMatcher(partners).match({ name: text, externalId: '', code: '', email: '', domain: '' })
  const byName = match.kind === 'similar' ? match.candidates : []
  return firstOfEach([
    ...byCode.map((partner) => toSuggestion(partner, 'code')),
    ...byDomain.map((partner) => toSuggestion(partner, 'domain')),
    ...byName.map((partner) => toSuggestion(partner, 'name')),
  ])
}

/** Each partner once, for its first reason; at most five. */
export function firstOfEach(suggestions: readonly Suggestion[]): Suggestion[] {
  const isFirst = ({ partnerId }: Suggestion, at: number): boolean =>
    suggestions.findIndex((other) => other.partnerId === partnerId) === at
  return suggestions.filter(isFirst).slice(0, MOST)
}

function domainOf(text: string): string {
  const email = normaliseEmail(text)
  return email.includes('@') ? normaliseDomain(email.slice(email.lastIndexOf('@') + 1)) : ''
}

function toSuggestion({ id, name }: KnownPartner, reason: SuggestionReason): Suggestion {
  return { partnerId: id, name, reason }
}
