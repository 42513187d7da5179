import type { Cell } from '../../contract/views.ts'

/** One column before and after a change; null where the row was not there. */
export interface FieldChange {
  field: string
  before: Cell
  after: Cell
}

const toCell = (value: unknown): Cell => (typeof value === 'string' || typeof value === 'number' ? value : null)

/** The columns of a row, or those that changed, as the log keeps them; none of null. */
export const parseImage = (text: string | null): Record<string, unknown> =>
  text === null ? {} : (JSON.parse(text) as Record<string, unknown>) // written by canonicalJson from a row

/**
 * What the log says of a row, column by column; ids that tell a person nothing are left out. [HI9]
 *
 * @param before JSON of the row, or of its changed columns; null when there was none
 */
export function fieldChanges(before: string | null, after: string | null): FieldChange[] {
  const [old, now] = [parseImage(before), parseImage(after)]
  // Lists are rows that came and went with a fact, not fields of it.
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((field) => field !== 'id' && field !== 'uid' && !Array.isArray(old[field] ?? now[field]))
    .map((field) => ({ field, before: toCell(old[field]), after: toCell(now[field]) }))
}
