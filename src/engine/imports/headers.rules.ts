import type { Concept } from './vocabulary.ts'
import { vocabulary } from './vocabulary.ts'

/**
 * A header or word without what exports vary in: case, accents, spaces, punctuation. Letters of other scripts stay, so
 * "Händler-Nr." is "haendlernr"-free "handlernr" wherever it is met. [IM10]
 */
export function headerToken(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}#]/gu, '')
}

/** Lower case without accents; ß, ø, æ, œ, ł, đ become their usual plain letters. */
export function fold(text: string): string {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return folded.replace(/[ßøæœłđ]/g, (letter) => PLAIN_LETTERS[letter] ?? letter)
}

const PLAIN_LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd' }

/** A header read word by word. `unknown` counts the words the vocabulary does not have. */
export interface HeaderReading {
  concepts: ReadonlySet<Concept>
  unknown: number
}

/** Fillers last: a word that also means something keeps its meaning. */
const CONCEPT_BY_WORD: ReadonlyMap<string, Concept> = indexWords()

function indexWords(): Map<string, Concept> {
  const words = new Map<string, Concept>()
  for (const concept of Object.keys(vocabulary) as Concept[]) {
    for (const word of vocabulary[concept].split(/\s+/)) if (!words.has(word)) words.set(word, concept)
  }
  return words
}

const LONGEST_WORD = 26
const LONGEST_HEADER = 80
/** Short words that may end a compound ("orderid", "createdat"); other parts of compounds have four letters or more. */
const SHORT_ENDS: ReadonlySet<string> = new Set(['id', 'ids', 'nr', 'no', 'at', 'on', 'ts', 'ref', 'key', 'num', 'typ'])
const LINKS = ['s', 'n', 'en', 'e', 'es'] as const

interface Path {
  cost: number
  concepts: readonly Concept[]
  unknown: number
}

/**
 * What a header speaks of: its words looked up in the vocabulary, compounds cut into words ("Kundennummer",
 * "customeremail"), several words taken together where the vocabulary has them so ("Ragione sociale"). The reading
 * with the fewest and longest known parts wins. [IM10] [IM11]
 */
export function readHeader(header: string): HeaderReading {
  const words = headerWords(header)
  const text = words.join('')
  const starts = new Set<number>()
  const ends = new Map<number, number>()
  let at = 0
  for (const word of words) {
    starts.add(at)
    ends.set(at, at + word.length)
    at += word.length
  }
  starts.add(at)
  const best: (Path | undefined)[] = [{ cost: 0, concepts: [], unknown: 0 }]

  function offer(to: number, path: Path, cost: number, concept: Concept | null, unknown: number): void {
    const total = path.cost + cost
    if ((best[to]?.cost ?? Number.POSITIVE_INFINITY) <= total) return
    const concepts = concept === null ? path.concepts : [...path.concepts, concept]
    best[to] = { cost: total, concepts, unknown: path.unknown + unknown }
  }

  for (let from = 0; from < text.length; from += 1) {
    const path = best[from]
    if (path === undefined) continue
    for (let to = Math.min(text.length, from + LONGEST_WORD); to > from; to -= 1) {
      const word = text.slice(from, to)
      const concept = CONCEPT_BY_WORD.get(word)
      if (concept === undefined) continue
      const isWhole = starts.has(from) && starts.has(to)
      const isPart = word.length >= 4 || (starts.has(to) && SHORT_ENDS.has(word))
      if (isWhole) offer(to, path, concept === 'filler' ? 0.2 : 1, concept, 0)
      else if (isPart && concept !== 'filler') offer(to, path, 1.2, concept, 0)
    }
    if (starts.has(from)) offer(ends.get(from) ?? text.length, path, 3, null, 1)
    else {
      for (const link of LINKS) {
        const to = from + link.length
        if (text.startsWith(link, from) && !starts.has(to) && to < text.length) offer(to, path, 0.3, null, 0)
      }
    }
  }
  const path = best[text.length] ?? { concepts: [], unknown: words.length, cost: 0 }
  return { concepts: new Set(path.concepts.filter((concept) => concept !== 'filler')), unknown: path.unknown }
}

/** The words of a header: cut at spaces, punctuation and camelCase humps; "#" is a word. */
function headerWords(header: string): string[] {
  const spaced = header
    .slice(0, LONGEST_HEADER)
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replaceAll('#', ' # ')
  return fold(spaced)
    .split(/[^\p{L}\p{N}#]+/u)
    .filter((word) => word !== '')
}
