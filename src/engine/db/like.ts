/** Follows every LIKE whose pattern is made of what a person typed. */
export const LIKE_ESCAPE = `ESCAPE '\\'`

/**
 * Pattern of a LIKE that finds a text anywhere: %, _ and \ stand for themselves. SQLite ends a pattern at NUL, which
 * would then match everything; no stored text has one. [VI4]
 */
export function containsPattern(text: string): string {
  return `%${text.replaceAll('\0', '\uFFFD').replace(/[\\%_]/g, '\\$&')}%`
}
