import { hash } from 'node:crypto'
import { HASH_BYTES } from './factIndex.ts'

/** Counts the rows of one file that say the same, so that each of them keeps an identity of its own. [IM20] */
export interface EqualRows {
  /** How often the text was counted before. */
  count(text: string): number
}

const WORDS = HASH_BYTES / 4
/** Full to this share, look-ups stay short. */
const FULLEST = 0.6

/** A hash table in typed arrays: a log of a million rows without ids takes 40 MB, as texts in a map it would take 150. */
export function createEqualRows(): EqualRows {
  let places = 1024
  let words = new Uint32Array(places * WORDS)
  let counts = new Uint32Array(places)
  let used = 0
  const bytes = Buffer.alloc(HASH_BYTES)
  const wanted = new Uint32Array(bytes.buffer, bytes.byteOffset, WORDS)

  /** The place of a hash, or the free one where it belongs. */
  function placeOf(hashes: Uint32Array, at: number): number {
    const mask = places - 1
    let place = (hashes[at] ?? 0) & mask
    while ((counts[place] ?? 0) > 0) {
      const own = place * WORDS
      let same = 0
      while (same < WORDS && words[own + same] === hashes[at + same]) same += 1
      if (same === WORDS) return place
      place = (place + 1) & mask
    }
    return place
  }

  function grow(): void {
    const [oldWords, oldCounts] = [words, counts]
    places *= 2
    words = new Uint32Array(places * WORDS)
    counts = new Uint32Array(places)
    for (let old = 0; old < oldCounts.length; old += 1) {
      const count = oldCounts[old] ?? 0
      if (count === 0) continue
      const place = placeOf(oldWords, old * WORDS)
      words.set(oldWords.subarray(old * WORDS, (old + 1) * WORDS), place * WORDS)
      counts[place] = count
    }
  }

  return {
    count(text) {
      bytes.write(hash('sha256', text, 'binary'), 0, HASH_BYTES, 'latin1')
      const place = placeOf(wanted, 0)
      const before = counts[place] ?? 0
      counts[place] = before + 1
      if (before > 0) return before
      words.set(wanted, place * WORDS)
      used += 1
      if (used > places * FULLEST) grow()
      return 0
    },
  }
}
