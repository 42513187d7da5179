/** The sum that stands under a key; a new one where there is none yet. */
export function sumAt<Key, Sum>(sums: Map<Key, Sum>, key: Key, create: () => Sum): Sum {
  let sum = sums.get(key)
  if (sum === undefined) {
    sum = create()
    sums.set(key, sum)
  }
  return sum
}
