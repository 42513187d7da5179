/** Row ids `from` to `to`, both included. */
export interface IdRange {
  from: number
  to: number
}

/** A set of row ids that grows in any order; one bit per id. */
export interface IdSet {
  /** @returns true when the id was not there before */
  add(id: number): boolean
  has(id: number): boolean
  /** The ids as ranges, ascending, neighbours joined. [IM6] */
  ranges(): IdRange[]
  readonly size: number
}

export function createIdSet(): IdSet {
  let bits = new Uint32Array(1024)
  let size = 0
  return {
    get size() {
      return size
    },
    add(id) {
      const word = id >>> 5
      if (word >= bits.length) {
        const grown = new Uint32Array(Math.max(bits.length * 2, word + 1))
        grown.set(bits)
        bits = grown
      }
      const mask = 1 << (id & 31)
      const before = bits[word] ?? 0
      if ((before & mask) !== 0) return false
      bits[word] = before | mask
      size += 1
      return true
    },
    has: (id) => ((bits[id >>> 5] ?? 0) & (1 << (id & 31))) !== 0,
    ranges() {
      const ranges: IdRange[] = []
      let from = -1
      const close = (to: number): void => {
        if (from >= 0) ranges.push({ from, to })
        from = -1
      }
      for (let word = 0; word < bits.length; word += 1) {
        const value = bits[word] ?? 0
        if (value === 0) close(word * 32 - 1)
        else if (value === 0xffffffff) {
          if (from < 0) from = word * 32
        } else
          for (let bit = 0; bit < 32; bit += 1) {
            const id = word * 32 + bit
            if ((value & (1 << bit)) === 0) close(id - 1)
            else if (from < 0) from = id
          }
      }
      close(bits.length * 32 - 1)
      return ranges
    },
  }
}

/** Ranges in any order, overlapping or not, as ascending disjoint ones. */
export function unite(ranges: readonly IdRange[]): IdRange[] {
  const united: IdRange[] = []
  for (const range of ranges.toSorted((a, b) => a.from - b.from)) {
    const last = united.at(-1)
    if (last !== undefined && range.from <= last.to + 1) last.to = Math.max(last.to, range.to)
    else united.push({ ...range })
  }
  return united
}

/** What two lists of ascending disjoint ranges have in common. */
export function intersect(left: readonly IdRange[], right: readonly IdRange[]): IdRange[] {
  const common: IdRange[] = []
  for (let l = 0, r = 0; l < left.length && r < right.length;) {
    const [a, b] = [left[l], right[r]]
    if (a === undefined || b === undefined) break
    const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)]
    if (from <= to) common.push({ from, to })
    if (a.to < b.to) l += 1
    else r += 1
  }
  return common
}

/** `left` without `right`; both ascending and disjoint. */
export function subtract(left: readonly IdRange[], right: readonly IdRange[]): IdRange[] {
  const rest: IdRange[] = []
  let at = 0
  for (const range of left) {
    let { from } = range
    while ((right[at]?.to ?? Infinity) < from) at += 1
    for (let next = at; from <= range.to; next += 1) {
      const hole = right[next]
      if (hole === undefined || hole.from > range.to) {
        rest.push({ from, to: range.to })
        break
      }
      if (hole.from > from) rest.push({ from, to: hole.from - 1 })
      from = hole.to + 1
    }
  }
  return rest
}

/** True when one of the ascending disjoint ranges has the id. */
export function contains(ranges: readonly IdRange[], id: number): boolean {
  let [low, high] = [0, ranges.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (range === undefined || id < range.from) high = middle - 1
    else if (id > range.to) low = middle + 1
    else return true
  }
  return false
}

/** How many ids the disjoint ranges have. */
export function countIds(ranges: readonly IdRange[]): number {
  return ranges.reduce((all, { from, to }) => all + to - from + 1, 0)
}
