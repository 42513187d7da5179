import { create } from 'zustand'
import type { ShellState } from '../../contract/shell.ts'

/** What the shell last said about workspace, engine and appearance; null before its first answer. */
export const useShell = create<{ state: ShellState | null }>(() => ({ state: null }))
