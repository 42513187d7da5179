/** The sum that stands under a key; a new one where there is none yet. */
export function sumAt<Sum>(sums: Map<string, Sum>, key: string, create: () => Sum): Sum {
  let sum = sums.get(key)
  if (sum === undefined) {
    sum = create()
    sums.set(key, sum)
  }
  return sum
}
