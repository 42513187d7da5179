import type { ShellFile } from '../../contract/shell.ts'
import { askShell } from '../client/shell.ts'
import { say } from '../client/toasts.ts'
import { uiTexts } from './texts.ts'

/** What was written, and the way to it. */
export function saySaved(text: string, file: ShellFile): void {
  say({ text, action: { label: uiTexts.show, run: () => void askShell('reveal', { file: file.handle }) } })
}
