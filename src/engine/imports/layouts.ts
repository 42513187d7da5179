import type { ColumnRole } from '../../contract/imports.ts'
import { eventLayouts } from './eventLayouts.ts'
import { headerToken } from './headers.rules.ts'
import type { Layout } from './layout.ts'
import { moneyLayouts } from './moneyLayouts.ts'

/** The layouts Tandem knows; of two that fit a file equally well the first is taken. */
export const layouts: readonly Layout[] = [...moneyLayouts, ...eventLayouts]

/** A layout found in a file; `confidencePpm` is the share of its signature that the file has. */
export interface LayoutMatch {
  layout: Layout
  confidencePpm: number
  /** Index of the column of each role the layout knows and the file has. */
  columns: ReadonlyMap<ColumnRole, number>
}

const LEAST_SHARE = 0.6

/**
 * The layout of which a file has the most, whatever the order, case and punctuation of its headers; undefined when it
 * has enough of none. [IM38]
 *
 * @param only id of the layout to try, when a person has named it: then a single known column is enough
 */
export function findLayout(headers: readonly string[], only: string | null = null): LayoutMatch | undefined {
  const tokens = new Map<string, number>()
  headers.forEach((header, index) => {
    const token = headerToken(header.slice(0, 200))
    if (token !== '' && !tokens.has(token)) tokens.set(token, index)
  })
  const has = (header: string): boolean => tokens.has(headerToken(header))
  let best: LayoutMatch | undefined
  for (const layout of layouts) {
    if (only !== null && layout.id !== only) continue
    const share = layout.signature.filter(has).length / layout.signature.length
    if (only === null && (share < LEAST_SHARE || !layout.required.every(has))) continue
    const confidencePpm = Math.round(share * 1_000_000)
    if (best !== undefined && best.confidencePpm >= confidencePpm) continue
    best = { layout, confidencePpm, columns: layoutColumns(layout, tokens) }
  }
  return best === undefined || best.confidencePpm === 0 ? undefined : best
}

function layoutColumns(layout: Layout, tokens: ReadonlyMap<string, number>): Map<ColumnRole, number> {
  const columns = new Map<ColumnRole, number>()
  for (const role of Object.keys(layout.columns) as ColumnRole[]) {
    for (const header of layout.columns[role] ?? []) {
      const index = tokens.get(headerToken(header))
      if (index === undefined) continue
      columns.set(role, index)
      break
    }
  }
  return columns
}
