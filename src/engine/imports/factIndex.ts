/** Bytes of SHA-256 that a fact's identity and content hash keep. */
export const HASH_BYTES = 16
const WORDS = HASH_BYTES / 4

/**
 * Every fact of one kind by its identity, in typed arrays: a million take 36 MB, and a look-up costs no allocation.
 * Identities and contents are read from arrays of 32-bit words, four to a hash.
 */
export interface FactIndex {
  readonly size: number
  /** Entry of the first version with this identity; -1 when there is none. */
  find(identities: Uint32Array, at: number): number
  /** Entry of the next version of the same identity; -1 after the last. */
  next(entry: number): number
  idOf(entry: number): number
  hasContent(entry: number, contents: Uint32Array, at: number): boolean
  /** @param first what `find` has just said about this identity */
  add(identities: Uint32Array, contents: Uint32Array, at: number, id: number, first: number): void
}

/** A power of two, so that a mask finds the place. */
function placesFor(capacity: number): number {
  let places = 2048
  while (places < capacity * 1.5) places *= 2
  return places
}

/**
 * @param expected    entries to make room for at once; the index grows beyond them by itself
 * @param hasContents false where facts have no versions
 */
export function createFactIndex(expected = 0, hasContents = true): FactIndex {
  let capacity = Math.max(1024, expected)
  let identityWords = new Uint32Array(capacity * WORDS)
  let contentWords = new Uint32Array(hasContents ? capacity * WORDS : 0)
  let ids = new Uint32Array(capacity)
  // Entry + 1 by the first word of the identity, which is as good as random; a third of the places stays free at least.
  let places = new Uint32Array(placesFor(capacity))
  const nextVersions = new Map<number, number>()
  let size = 0

  const isSame = (words: Uint32Array, entry: number, others: Uint32Array, at: number): boolean => {
    const [mine, theirs] = [entry * WORDS, at * WORDS]
    return (
      words[mine] === others[theirs] &&
      words[mine + 1] === others[theirs + 1] &&
      words[mine + 2] === others[theirs + 2] &&
      words[mine + 3] === others[theirs + 3]
    )
  }

  function grow(): void {
    capacity *= 2
    const larger = (words: Uint32Array): Uint32Array<ArrayBuffer> => {
      const copy = new Uint32Array(words.length * 2)
      copy.set(words)
      return copy
    }
    identityWords = larger(identityWords)
    contentWords = larger(contentWords)
    ids = larger(ids)
    const isLaterVersion = new Set(nextVersions.values())
    places = new Uint32Array(placesFor(capacity))
    for (let entry = 0; entry < size; entry += 1) if (!isLaterVersion.has(entry)) place(entry)
  }

  function place(entry: number): void {
    const mask = places.length - 1
    let slot = (identityWords[entry * WORDS] ?? 0) & mask
    while (places[slot] !== 0) slot = (slot + 1) & mask
    places[slot] = entry + 1
  }

  function find(identities: Uint32Array, at: number): number {
    const mask = places.length - 1
    let slot = (identities[at * WORDS] ?? 0) & mask
    for (;;) {
      const entry = (places[slot] ?? 0) - 1
      if (entry < 0 || isSame(identityWords, entry, identities, at)) return entry
      slot = (slot + 1) & mask
    }
  }

  return {
    get size() {
      return size
    },
    find,
    next: (entry) => nextVersions.get(entry) ?? -1,
    idOf: (entry) => ids[entry] ?? 0,
    hasContent: (entry, contents, at) => isSame(contentWords, entry, contents, at),
    add(identities, contents, at, id, first) {
      if (size === capacity) grow()
      const entry = size++
      for (let word = 0; word < WORDS; word += 1) {
        identityWords[entry * WORDS + word] = identities[at * WORDS + word] ?? 0
        if (hasContents) contentWords[entry * WORDS + word] = contents[at * WORDS + word] ?? 0
      }
      ids[entry] = id
      if (first < 0) {
        place(entry)
        return
      }
      let last = first
      for (let version = nextVersions.get(last); version !== undefined; version = nextVersions.get(last)) last = version
      nextVersions.set(last, entry)
    },
  }
}
