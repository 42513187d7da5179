import type { ViewGroup } from '../../../contract/views.ts'

/** A line of the table's body: a row of the view, or the head of a group. */
export type Line = { kind: 'row'; offset: number } | { kind: 'group'; group: ViewGroup; index: number }

/** Which line stands where, with group heads between the rows and folded groups left out. */
export interface Lines {
  count: number
  at: (line: number) => Line
  /** The line of a row; the head of its group while that is folded. */
  lineOf: (offset: number) => number
}

export function toLines(rowCount: number, groups: readonly ViewGroup[], folded: ReadonlySet<number>): Lines {
  if (groups.length === 0)
    return { count: rowCount, at: (line) => ({ kind: 'row', offset: line }), lineOf: (offset) => offset }
  // First line of each group, and one past the last.
  const starts: number[] = [0]
  groups.forEach((group, index) => starts.push((starts.at(-1) ?? 0) + 1 + (folded.has(index) ? 0 : group.totals.count)))
  const groupAt = (line: number): number => lastAtMost(starts, line, groups.length)
  return {
    count: starts.at(-1) ?? 0,
    at: (line) => {
      const index = groupAt(line)
      const group = groups[index]
      if (!group) return { kind: 'row', offset: line }
      const inside = line - (starts[index] ?? 0)
      return inside === 0 ? { kind: 'group', group, index } : { kind: 'row', offset: group.from + inside - 1 }
    },
    lineOf: (offset) => {
      const index = lastAtMost(
        groups.map((group) => group.from),
        offset,
        groups.length,
      )
      const start = starts[index] ?? 0
      return folded.has(index) ? start : start + 1 + offset - (groups[index]?.from ?? 0)
    },
  }
}

/** Index of the last of the first `length` sorted numbers that is not above `value`. */
function lastAtMost(sorted: readonly number[], value: number, length: number): number {
  let low = 0
  let high = length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((sorted[middle] ?? Infinity) <= value) low = middle
    else high = middle - 1
  }
  return low
}
