import type { ShellFile, Theme } from '../../contract/shell.ts'
import { create } from 'zustand'
import type { PaletteCommand } from '../client/feature.ts'
import { errorText } from '../client/errorTexts.ts'
import { answerByDefault, runMenuCommand } from '../client/menu.ts'
import { navigate } from '../client/navigation.ts'
import { usePast } from '../client/past.ts'
import { recall, remember } from '../client/remember.ts'
import { engine, startTask, isCancelled } from '../client/session.ts'
import { askShell } from '../client/shell.ts'
import { pastTexts } from '../client/texts.ts'
import { say } from '../client/toasts.ts'
import { startTour } from '../tour/tour.store.ts'
import { z } from 'zod'
import { features, pages } from './features.ts'
import { backToToday, refuseInThePast } from './past.ts'
import { appTexts as texts } from './texts.ts'
import { stepHistory } from './undo.ts'

/** Panels of the frame that are open. */
interface FrameState {
  isFolded: boolean
  isSearching: boolean
  /** The days of the history are open to choose from. */
  isChoosingDay: boolean
  dialog: 'shortcuts' | 'about' | null
}

export const useFrame = create<FrameState>(() => ({
  isFolded: recall('sidebar.folded', z.boolean(), false),
  isSearching: false,
  isChoosingDay: false,
  dialog: null,
}))
useFrame.subscribe(({ isFolded }) => remember('sidebar.folded', isFolded))

/** Belongs to the page that is shown; this one has nothing to export, print or find. */
const pageOnly = (): void => undefined
const goTo = (page: string) => (): void => {
  if (pages.some((known) => known.page === page)) navigate({ page })
}

answerByDefault({
  goHome: goTo('home'),
  goPartners: goTo('partners'),
  goDeals: goTo('deals'),
  goRevenue: goTo('revenue'),
  goPayouts: goTo('payouts'),
  goScorecards: goTo('scorecards'),
  goSettings: goTo('settings'),
  undo: () => void stepHistory('undo'),
  redo: () => void stepHistory('redo'),
  import: () => void chooseAndImport(),
  backup: () => void backUp(),
  verify: () => navigate({ page: 'settings', parts: ['backups'], params: { verify: 'now' } }),
  search: () => useFrame.setState({ isSearching: true }),
  asOf: () => useFrame.setState({ isChoosingDay: true }),
  toggleSidebar: () => useFrame.setState(({ isFolded }) => ({ isFolded: !isFolded })),
  startTour,
  showShortcuts: () => useFrame.setState({ dialog: 'shortcuts' }),
  showAbout: () => useFrame.setState({ dialog: 'about' }),
  export: pageOnly,
  print: pageOnly,
  find: pageOnly,
  toggleInspector: pageOnly,
})

function importer(): ((files: readonly ShellFile[]) => unknown) | undefined {
  return features.find((feature) => feature.onFiles)?.onFiles
}

/** Each feature takes out what is its own. */
async function takeOwnFiles(files: readonly ShellFile[]): Promise<readonly ShellFile[]> {
  let left = files
  for (const { takeFiles: take } of features) if (take) left = await take(left)
  return left
}

/** Hands files to the feature that takes them in; a workspace file is opened. */
export async function takeFiles(given: readonly ShellFile[], onTables = importer()): Promise<void> {
  // Only where a programme is open can a feature know its own files.
  const files = onTables === importer() ? await takeOwnFiles(given) : given
  if (files.length === 0) return
  const workspace = files.find((file) => file.name.toLowerCase().endsWith('.tandem'))
  if (workspace) {
    void askShell('openWorkspace', { file: workspace.handle })
    return
  }
  const tables = files.filter((file) => /\.(csv|tsv|txt|tab|xlsx)$/i.test(file.name))
  if (tables.length === 0) say({ text: texts.cannotImport })
  else if (refuseInThePast(texts.past.noImport)) return
  else if (onTables) onTables(tables)
  else say({ text: texts.noImport })
}

async function chooseAndImport(): Promise<void> {
  if (refuseInThePast(texts.past.noImport)) return
  const files = await askShell('chooseFiles', { filter: 'table', isMultiple: true })
  if (files.length > 0) void takeFiles(files)
}

async function backUp(): Promise<void> {
  let name = ''
  const task = startTask(texts.backingUp, async (signal, onProgress) => {
    name = (await engine.call('workspace.backup', {}, { signal, onProgress })).name
  })
  try {
    await task.done
    say({ text: texts.backedUp(name) })
  } catch (error) {
    if (!isCancelled(error)) say({ text: errorText(error).what, isError: true })
  }
}

function themeCommand(theme: Theme): PaletteCommand {
  return {
    id: `theme-${theme}`,
    label: texts.commands[theme],
    words: 'theme',
    run: () => void askShell('setTheme', { theme }),
  }
}

/** What the palette can do now besides going somewhere. */
export function paletteCommands(): PaletteCommand[] {
  const isPast = usePast.getState().day !== null
  const commands: PaletteCommand[] = [
    {
      id: 'import',
      label: texts.commands.import,
      words: 'csv xlsx file',
      keys: 'Ctrl I',
      changes: true,
      run: () => runMenuCommand('import'),
    },
    ...features.flatMap((feature) => feature.commands ?? []).filter(({ isOffered }) => isOffered?.() ?? true),
    { id: 'undo', label: texts.undo, keys: 'Ctrl Z', changes: true, run: () => runMenuCommand('undo') },
    { id: 'redo', label: texts.redo, keys: 'Ctrl Shift Z', changes: true, run: () => runMenuCommand('redo') },
    {
      id: 'asOf',
      label: texts.commands.asOf,
      words: 'as of past history time',
      run: () => runMenuCommand('asOf'),
    },
    ...(!isPast ? [] : [{ id: 'today', label: pastTexts.back, words: 'as of present', run: () => void backToToday() }]),
    { id: 'backup', label: texts.commands.backup, run: () => runMenuCommand('backup') },
    { id: 'verify', label: texts.commands.verify, words: 'check integrity', run: () => runMenuCommand('verify') },
    themeCommand('light'),
    themeCommand('dark'),
    themeCommand('system'),
    { id: 'shortcuts', label: texts.commands.shortcuts, run: () => runMenuCommand('showShortcuts') },
  ]
  return commands.filter(({ changes }) => changes !== true || !isPast)
}
