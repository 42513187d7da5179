import { fold } from './headers.rules.ts'
import type { PartnerReading } from './reading.ts'
import { normaliseDomain, normaliseEmail } from './texts.rules.ts'

/** What tells a partner of the workspace from the others. */
export interface KnownPartner {
  id: number
  name: string
  externalId: string
  code: string
  email: string
  domain: string
}

export type PartnerMatch =
  | { kind: 'exact'; id: number }
  /** Names that look like the one in the file, likeliest first: only a person can tell. */
  | { kind: 'similar'; candidates: readonly KnownPartner[] }
  | { kind: 'unknown' }

export interface PartnerMatcher {
  /** By external id, e-mail, code, domain, then name; an exact one is a match, anything fuzzier a question. [IM8] */
  match(reading: Pick<PartnerReading, 'name' | 'externalId' | 'code' | 'email' | 'domain'>): PartnerMatch
  /** The partner a bare text names exactly, whichever of the five it is. [IM8] */
  matchText(text: string): number | undefined
  /** @param isCandidate false for one that must not be offered as similar yet, such as one of the same file */
  add(partner: KnownPartner, isCandidate: boolean): void
}

/** Most candidates a question lists. */
const MAX_CANDIDATES = 5

/** Words that say what kind of company it is, not which. */
const LEGAL_FORMS: ReadonlySet<string> = new Set(
  'inc incorporated llc llp lp ltd limited plc corp corporation co company gmbh mbh ag kg ohg ug se sarl sas sa srl spa sl slu bv nv oy oyj ab as aps pty pte pvt sdn bhd pt cv tbk kk lda ltda eireli group holding holdings international intl the and und et y'.split(
    ' ',
  ),
)

/** A name as names are compared: without case, accents and doubled or surrounding spaces. [IM8] */
export function nameKey(name: string): string {
  return fold(name).replace(/\s+/g, ' ').trim()
}

/** The words of a name that say which company it is; all words where every one is a legal form. */
function tellingWords(name: string): string[] {
  const words = fold(name)
    .replace(/[.'’]/g, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
  const telling = words.filter((word) => !LEGAL_FORMS.has(word))
  return telling.length > 0 ? telling : words
}

interface Comparable {
  partner: KnownPartner
  words: readonly string[]
  joined: string
}

export function createPartnerMatcher(partners: Iterable<KnownPartner>): PartnerMatcher {
  const byExternalId = new Map<string, number>()
  const byEmail = new Map<string, number>()
  const byCode = new Map<string, number>()
  const byDomain = new Map<string, number>()
  const byName = new Map<string, number>()
  const comparables: Comparable[] = []

  // The first claim keeps a text that two partners share.
  const claim = (map: Map<string, number>, key: string, id: number): void => {
    if (key !== '' && !map.has(key)) map.set(key, id)
  }
  const add = (partner: KnownPartner, isCandidate: boolean): void => {
    claim(byExternalId, nameKey(partner.externalId), partner.id)
    claim(byEmail, normaliseEmail(partner.email), partner.id)
    claim(byCode, nameKey(partner.code), partner.id)
    claim(byDomain, normaliseDomain(partner.domain), partner.id)
    claim(byName, nameKey(partner.name), partner.id)
    if (!isCandidate) return
    const words = tellingWords(partner.name)
    comparables.push({ partner, words, joined: words.join('') })
  }
  for (const partner of partners) add(partner, true)

  const exact = (reading: Parameters<PartnerMatcher['match']>[0]): number | undefined =>
    byExternalId.get(nameKey(reading.externalId)) ??
    byEmail.get(normaliseEmail(reading.email)) ??
    byCode.get(nameKey(reading.code)) ??
    byDomain.get(normaliseDomain(reading.domain)) ??
    byName.get(nameKey(reading.name))

  return {
    add,
    match(reading) {
      const id = exact(reading)
      if (id !== undefined) return { kind: 'exact', id }
      if (reading.name === '') return { kind: 'unknown' }
      const words = tellingWords(reading.name)
      const joined = words.join('')
      const candidates = comparables
        .map((other) => ({ partner: other.partner, likeness: likeness(words, joined, other) }))
        .filter((candidate) => candidate.likeness > 0)
        .toSorted((a, b) => b.likeness - a.likeness || a.partner.id - b.partner.id)
        .slice(0, MAX_CANDIDATES)
        .map((candidate) => candidate.partner)
      return candidates.length === 0 ? { kind: 'unknown' } : { kind: 'similar', candidates }
    },
    matchText: (text) => exact({ name: text, externalId: text, code: text, email: text, domain: text }),
  }
}

/**
 * How alike two names are, 0 (not at all) to 1 (the same but for legal form, punctuation and order). Alike are names
 * with the same telling words, one whose words are all in the other, and names a slip of the pen apart: one letter from
 * five letters on, two from ten. Names that differ in a number ("Branch 1", "Branch 2") are never alike.
 */
function likeness(words: readonly string[], joined: string, other: Comparable): number {
  if (joined === '' || other.joined === '') return 0
  if (joined === other.joined || sameWords(words, other.words)) return 1
  if (joined.replace(/\D/g, '') !== other.joined.replace(/\D/g, '')) return 0
  const shorter = Math.min(joined.length, other.joined.length)
  const allowed = shorter >= 10 ? 2 : shorter >= 5 ? 1 : 0
  const distance = allowed === 0 ? Infinity : editDistance(joined, other.joined, allowed)
  if (distance <= allowed) return 1 - distance / 10
  const [few, many] = words.length < other.words.length ? [words, other.words] : [other.words, words]
  const isPart = few.every((word) => many.includes(word)) && few.some((word) => word.length >= 4)
  return isPart ? 0.5 * (few.length / many.length) : 0
}

function sameWords(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.toSorted().join(' ') === right.toSorted().join(' ')
}

/**
 * Letters to insert, delete, replace or swap with their neighbour; anything above `limit` is Infinity
 * (optimal string alignment, Damerau 1964).
 */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return Infinity
  let beforeLast: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i]
    let least = i
    for (let j = 1; j <= right.length; j += 1) {
      const cost = left[i - 1] === right[j - 1] ? 0 : 1
      let value = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        value = Math.min(value, (beforeLast[j - 2] ?? 0) + 1)
      row.push(value)
      least = Math.min(least, value)
    }
    if (least > limit) return Infinity
    beforeLast = last
    last = row
  }
  const distance = last[right.length] ?? Infinity
  return distance > limit ? Infinity : distance
}
