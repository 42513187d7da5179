import { create } from 'zustand'
import type { ShellFile } from '../../contract/shell.ts'
import { askShell } from '../client/shell.ts'
import { useShell } from '../client/shellState.ts'

export const doors = ['sample', 'import', 'empty'] as const
export type Door = (typeof doors)[number]

interface FirstRunState {
  /** The way in that was chosen; null while nobody has. */
  door: Door | null
  /** To be imported once the programme is set up. */
  files: readonly ShellFile[]
  /** The sample is being made: its programme is there long before its year is, and until then the doors stay. */
  isGenerating: boolean
  problem: unknown
}

const untouched: FirstRunState = { door: null, files: [], isGenerating: false, problem: null }

export const useFirstRun = create<FirstRunState>(() => untouched)

export function resetFirstRun(): void {
  useFirstRun.setState(untouched)
}

/** Goes through a door; where there is no workspace yet it asks first where to keep one. */
export async function enter(door: Door): Promise<void> {
  try {
    useFirstRun.setState({ problem: null })
    const files = door === 'import' ? await askShell('chooseFiles', { filter: 'table', isMultiple: true }) : []
    if (door !== 'import' || files.length > 0) await enterWith(door, files)
  } catch (problem) {
    useFirstRun.setState({ problem })
  }
}

/** Files that were dropped on the doors go through the second one. */
export async function enterWithFiles(files: readonly ShellFile[]): Promise<void> {
  try {
    await enterWith('import', files)
  } catch (problem) {
    useFirstRun.setState({ problem })
  }
}

async function enterWith(door: Door, files: readonly ShellFile[]): Promise<void> {
  const hasWorkspace = useShell.getState().state?.workspace.status === 'open'
  if (hasWorkspace || (await askShell('newWorkspace'))) useFirstRun.setState({ door, files, problem: null })
}
