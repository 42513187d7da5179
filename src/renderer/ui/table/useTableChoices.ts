import { useEffect, useState } from 'react'
import type { ViewFilter, ViewSort } from '../../../contract/views.ts'
import type { TableView } from './column.ts'
import { recallTable, rememberTable, type Layout, type SavedView } from './layout.ts'

/** What the user asked this table to show. */
interface Shown {
  filters: readonly ViewFilter[]
  sort: readonly ViewSort[]
  groupBy: string | null
  search: string
  /** The tab it started from. */
  viewKey: string | null
}

/** Kept while the window is open, so that going back to a page finds it as it was left. */
const lastShown = new Map<string, Shown>()

export interface TableChoices extends Shown {
  show: (change: Partial<Shown>) => void
  layout: Layout
  setLayout: (layout: Layout) => void
  savedViews: readonly SavedView[]
  openView: (view: TableView) => void
  saveView: (label: string) => void
  replaceView: (key: string) => void
  removeView: (key: string) => void
}

interface Start {
  name: string
  views: readonly TableView[]
  /** Filters a link brought along; they replace what was shown. */
  filters: readonly ViewFilter[]
  sort: readonly ViewSort[]
}

export function useTableChoices({ name, views, filters, sort }: Start): TableChoices {
  const linked = JSON.stringify(filters)
  const [shown, setShown] = useState<Shown>(() => {
    const last = lastShown.get(name)
    if (filters.length > 0) return { filters, sort: last?.sort ?? sort, groupBy: null, search: '', viewKey: null }
    return last ?? startOf(views[0], sort)
  })
  const [stored, setStored] = useState(() => recallTable(name))

  // The same page can be linked to again with other filters.
  const [seenLink, setSeenLink] = useState(linked)
  if (linked !== seenLink) {
    setSeenLink(linked)
    if (filters.length > 0) setShown({ filters, sort: shown.sort, groupBy: null, search: '', viewKey: null })
  }

  useEffect(() => void lastShown.set(name, shown), [name, shown])
  useEffect(() => rememberTable(name, stored), [name, stored])

  const setViews = (change: (saved: readonly SavedView[]) => SavedView[]): void =>
    setStored((now) => ({ ...now, views: change(now.views) }))
  const current = (key: string, label: string): SavedView => ({
    key,
    label,
    filters: [...shown.filters],
    sort: [...shown.sort],
    groupBy: shown.groupBy,
  })

  return {
    ...shown,
    show: (change) => setShown((now) => ({ ...now, ...change })),
    layout: stored.layout,
    setLayout: (layout) => setStored((now) => ({ ...now, layout })),
    savedViews: stored.views,
    openView: (view) => setShown(startOf(view, sort)),
    saveView: (label) => {
      const key = crypto.randomUUID()
      setViews((saved) => [...saved, current(key, label)])
      setShown((now) => ({ ...now, viewKey: key }))
    },
    replaceView: (key) =>
      setViews((saved) => saved.map((view) => (view.key === key ? current(key, view.label) : view))),
    removeView: (key) => {
      setViews((saved) => saved.filter((view) => view.key !== key))
      setShown(startOf(views[0], sort))
    },
  }
}

function startOf(view: TableView | undefined, sort: readonly ViewSort[]): Shown {
  return {
    filters: view?.filters ?? [],
    sort: view?.sort ?? sort,
    groupBy: view?.groupBy ?? null,
    search: '',
    viewKey: view?.key ?? null,
  }
}
