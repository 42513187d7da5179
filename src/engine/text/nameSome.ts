/** Names in few words: "Acme", "Acme, Beta" or "Acme + 3". */
export function nameSome(names: readonly string[]): string {
  return names.length > 2 ? `${names[0]} + ${names.length - 1}` : names.join(', ')
}
