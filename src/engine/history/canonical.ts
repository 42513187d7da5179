import { createHash } from 'node:crypto'

/**
 * JSON with sorted keys; equal values give equal text whatever the order they were built in. Blobs become {"$hex"};
 * what JSON leaves out (undefined, functions) is left out, in lists it is null.
 */
export function canonicalJson(value: unknown): string {
  return toText(value) ?? 'null'
}

// Written out by hand: a replacer of JSON.stringify costs five times as much, and sees a Buffer only after its toJSON.
function toText(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (value instanceof Uint8Array) return `{"$hex":"${Buffer.from(value).toString('hex')}"}`
  if (Array.isArray(value)) return `[${value.map((item) => toText(item) ?? 'null').join(',')}]`
  const members: string[] = []
  for (const key of Object.keys(value).sort()) {
    const text = toText((value as Record<string, unknown>)[key])
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`)
  }
  return `{${members.join(',')}}`
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex')
}
