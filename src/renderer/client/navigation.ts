import { create } from 'zustand'
import { z } from 'zod'
import { viewFilterSchema, type ViewFilter } from '../../contract/views.ts'

/** Where the window is: `#/partners/12/deals?filters=…` is page `partners`, parts `['12', 'deals']`. */
export interface Route {
  page: string
  parts: readonly string[]
  /** Filters a link brings to the table of the page, so that a number opens to its rows. */
  filters: readonly ViewFilter[]
  /** Any other word the link carries (`?open=…`). */
  params: Readonly<Record<string, string>>
}

interface Target {
  page: string
  parts?: readonly (string | number)[]
  filters?: readonly ViewFilter[]
  params?: Readonly<Record<string, string>>
}

const filtersSchema = z.array(viewFilterSchema)

export function parseRoute(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#?\/?/, '').split('?')
  const [page = '', ...parts] = path.split('/').filter(Boolean).map(decodeURIComponent)
  const params = Object.fromEntries(new URLSearchParams(search))
  const { filters: text, ...rest } = params
  return { page: page || 'home', parts, filters: readFilters(text), params: rest }
}

function readFilters(text: string | undefined): ViewFilter[] {
  if (text === undefined) return []
  try {
    const parsed = filtersSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : []
  } catch {
    return []
  }
}

/** The address of a page, for `href`. */
export function linkTo({ page, parts = [], filters = [], params = {} }: Target): string {
  const search = new URLSearchParams(params)
  if (filters.length > 0) search.set('filters', JSON.stringify(filters))
  const path = [page, ...parts.map((part) => encodeURIComponent(String(part)))].join('/')
  return `#/${path}${search.size > 0 ? `?${search.toString()}` : ''}`
}

/** Goes to a page; `replace` leaves no step behind for Back. */
export function navigate(target: Target, { replace = false } = {}): void {
  const address = linkTo(target)
  if (address === location.hash) return
  if (replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  useRoute.setState(parseRoute(address), true)
}

/** The route as state: `const { parts } = useRoute()`. */
export const useRoute = create<Route>(() => parseRoute(location.hash))

for (const event of ['hashchange', 'popstate'] as const)
  window.addEventListener(event, () => useRoute.setState(parseRoute(location.hash), true))
