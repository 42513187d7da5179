import { create } from 'zustand'

export interface Crumb {
  label: string
  href: string
}

/** What the top bar says about the page that is shown. */
export interface PageHead {
  title: string
  crumbs: readonly Crumb[]
  hasPeriod: boolean
}

export const usePageHead = create<PageHead>(() => ({ title: '', crumbs: [], hasPeriod: false }))

/** Where a page's own buttons of the top bar are drawn; null while there is no top bar. */
export const usePageActions = create<{ slot: HTMLElement | null }>(() => ({ slot: null }))
