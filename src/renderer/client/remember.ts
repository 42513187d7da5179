import type { z } from 'zod'

/** What this window remembers on this computer (layouts, folded panels). The only place that touches localStorage. */
export function recall<T>(key: string, schema: z.ZodType<T>, otherwise: T): T {
  try {
    const text = localStorage.getItem(`tandem.${key}`)
    if (text === null) return otherwise
    const parsed = schema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : otherwise
  } catch {
    return otherwise
  }
}

export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(`tandem.${key}`, JSON.stringify(value))
  } catch {
    // A full or forbidden store costs a remembered layout, never work.
  }
}
