/** First and last of commission ids that lie 64 apart: one component of consecutive conversions. */
export type IdRange = [from: number, to: number]

/** Commission ids of one component step by this much (see ids.rules.ts of commissions). */
const STEP = 64

/**
 * Writes a list of commission ids as ranges, exactly: an id that appears later between two listed ones (a true-up, a
 * conversion credited anew) is not in them. [PO10]
 *
 * @param ids ascending, without duplicates
 * @returns   ranges by their first id
 */
export function toRanges(ids: readonly number[]): IdRange[] {
  const ranges: IdRange[] = []
  const open = new Map<number, IdRange>()
  for (const id of ids) {
    const component = id % STEP
    const range = open.get(component)
    if (range && range[1] + STEP === id) range[1] = id
    else {
      const started: IdRange = [id, id]
      ranges.push(started)
      open.set(component, started)
    }
  }
  return ranges
}

/**
 * SQL of the ids in a bound JSON list of ranges, for `id IN (…)`; only rows of `commission` that exist. CROSS JOIN keeps
 * the list outside: the other way round every commission would be compared with every range.
 */
export const idsInRanges = (parameter: string): string =>
  `SELECT listed.id FROM json_each(${parameter}) AS range CROSS JOIN commission AS listed
   WHERE listed.id BETWEEN (range.value ->> 0) AND (range.value ->> 1) AND (listed.id - (range.value ->> 0)) % ${STEP} = 0`
