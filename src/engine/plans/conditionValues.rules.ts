import { toComparable } from './conditions.rules.ts'

/** A name that conversions carry, and how many carry it. */
export interface ConditionValue {
  value: string
  count: number
}

/** Offered at most; of more, those that are met most often. */
const MOST_VALUES = 1000

/**
 * Names that a condition takes for the same become one, in the spelling that is met most often; the most frequent first,
 * equally frequent ones by name. Blank names are left out. [PL13]
 *
 * @param counts conversions by name as it is spelled
 */
export function toConditionValues(counts: ReadonlyMap<string, number>): ConditionValue[] {
  const known = new Map<string, ConditionValue & { most: number }>()
  for (const [name, count] of counts) {
    const key = toComparable(name)
    if (key === '') continue
    const same = known.get(key) ?? { value: '', count: 0, most: 0 }
    const isUsual = count > same.most || (count === same.most && name < same.value)
    known.set(key, {
      value: isUsual ? name.trim() : same.value,
      count: same.count + count,
      most: Math.max(same.most, count),
    })
  }
  return [...known.values()]
    .toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value, 'en'))
    .slice(0, MOST_VALUES)
    .map(({ value, count }) => ({ value, count }))
}
