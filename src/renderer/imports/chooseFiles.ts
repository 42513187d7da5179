import { navigate } from '../client/navigation.ts'
import { askShell } from '../client/shell.ts'
import type { ShellFile } from '../../contract/shell.ts'
import { addFiles } from './queue.ts'

/** Takes files into the assistant and shows it; whatever page the window was on. */
export function importFiles(files: readonly ShellFile[]): void {
  if (files.length === 0) return
  navigate({ page: 'import' })
  void addFiles(files)
}

/** Asks the system for files; nothing happens when the user cancels. */
export async function chooseFiles(): Promise<void> {
  importFiles(await askShell('chooseFiles', { filter: 'table', isMultiple: true }))
}
