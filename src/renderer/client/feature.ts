import type { LucideIcon } from 'lucide-react'
import type { ComponentType } from 'react'
import type { Output } from '../../contract/methods.ts'
import type { ShellFile } from '../../contract/shell.ts'
import type { Calendar } from '../../contract/periods.ts'

export type Counts = Output<'metrics.counts'>

/** A page of the sidebar, or (without `icon`) one that is only reached by links. */
export interface PageDefinition {
  /** First part of the address. */
  page: string
  label: string
  icon?: LucideIcon
  /** How many things wait for the user; 0 shows nothing. */
  waiting?: (counts: Counts) => number
  /** Whether the period picker of the top bar means something here. */
  hasPeriod?: boolean
  /** The page of the sidebar that this one belongs to; with an icon it stands under it while that is open. */
  under?: string
  /** Asks the engine what the page shows first; called at a start, before anything is drawn. */
  askAhead?: (calendar: Calendar) => void
  Page: ComponentType
}

/** A tab that a feature adds to the page of a partner. */
export interface PartnerTab {
  /** Part of the address. */
  key: string
  label: string
  Tab: ComponentType<{ partnerId: number }>
}

/** A tab that a feature adds to the settings. */
export interface SettingsTab {
  key: string
  label: string
  /** A table takes all the room there is; anything else scrolls within the gutter of the page. */
  fillsRoom?: boolean
  Tab: ComponentType
}

/** Something the command palette and the menu can do. */
export interface PaletteCommand {
  id: string
  label: string
  /** Other words people may type. */
  words?: string
  keys?: string
  /** Asked each time the palette opens; without it always. */
  isOffered?: () => boolean
  /** It changes the workspace: not offered while an earlier day is shown. */
  changes?: boolean
  run: () => void
}

/** What a hit of the search opens. */
export type SearchHit = Output<'metrics.search'>['hits'][number]

/** All that a feature gives to the frame; listed in app/features.ts and nowhere else. */
export interface Feature {
  name: string
  pages: readonly PageDefinition[]
  commands?: readonly PaletteCommand[]
  partnerTabs?: readonly PartnerTab[]
  settingsTabs?: readonly SettingsTab[]
  /** Takes what is its own out of dropped files; the others go on to `onFiles`. */
  takeFiles?: (files: readonly ShellFile[]) => Promise<readonly ShellFile[]>
  /** Takes files that were dropped on the window or chosen by File › Import. */
  onFiles?: (files: readonly ShellFile[]) => void
  /** Opens a hit of the search; undefined when the kind is another feature's. */
  openHit?: (hit: SearchHit) => (() => void) | undefined
}
