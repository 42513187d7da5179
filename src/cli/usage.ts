/** The command line itself is wrong: exit code 2. */
export class UsageError extends Error {}

export interface Parsed {
  positional: string[]
  options: Map<string, string>
  flags: Set<string>
}

/**
 * Splits arguments into positional ones, `--name value` options and `--flag`s.
 *
 * @throws UsageError for an unknown option or one without its value
 */
export function parseArguments(
  words: readonly string[],
  known: { options: readonly string[]; flags: readonly string[] },
): Parsed {
  const parsed: Parsed = { positional: [], options: new Map(), flags: new Set() }
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (!word.startsWith('--')) {
      parsed.positional.push(word)
      continue
    }
    const [name = '', inline] = word.slice(2).split(/=(.*)/s)
    if (known.flags.includes(name)) parsed.flags.add(name)
    else if (known.options.includes(name)) {
      const value = inline ?? words[++i]
      if (value === undefined) throw new UsageError(`--${name} needs a value`)
      parsed.options.set(name, value)
    } else throw new UsageError(`unknown option --${name}`)
  }
  return parsed
}

export function requireOption(parsed: Parsed, name: string): string {
  const value = parsed.options.get(name)
  if (value === undefined) throw new UsageError(`--${name} is missing`)
  return value
}
