import { toFileName, type NamedContent, type ShellFile } from '../../contract/shell.ts'
import { errorText } from '../client/errorTexts.ts'
import { engine, isCancelled, startTask } from '../client/session.ts'
import { askShell } from '../client/shell.ts'
import { say } from '../client/toasts.ts'
import { scorecardTexts as texts } from './texts.ts'

export type CardFormat = 'pdf' | 'html'

/** A frozen card as a file; a PDF is printed from its web page. */
async function render(id: number, format: CardFormat, signal?: AbortSignal): Promise<NamedContent> {
  const { fileName, text } = await engine.call('scorecards.render', { id }, signal ? { signal } : {})
  if (format === 'html') return { name: toFileName(fileName), content: { kind: 'text', text } }
  return { name: toFileName(fileName.replace(/html$/, 'pdf')), content: { kind: 'pdf', html: text } }
}

/** Asks where and writes one card; null when the user cancels. */
export async function saveCard(id: number, format: CardFormat): Promise<ShellFile | null> {
  return askShell('saveFile', await render(id, format))
}

/** Asks for a folder and writes a PDF of each card into a new one in it; null when the user cancels. */
export async function saveCards(ids: readonly number[]): Promise<ShellFile | null> {
  const files = new Map<string, NamedContent>()
  const task = startTask(texts.saving, async (signal, onProgress) => {
    for (const [index, id] of ids.entries()) {
      const file = await render(id, 'pdf', signal)
      // Two templates may have scored one partner for one period.
      const name = files.has(file.name.toLowerCase()) ? file.name.replace(/\.pdf$/, ` ${id}.pdf`) : file.name
      files.set(name.toLowerCase(), { ...file, name })
      onProgress({ done: index + 1, total: ids.length, label: texts.savingLabel })
    }
  })
  await task.done
  return askShell('saveFolder', { name: texts.folder, files: [...files.values()] })
}

/** Opens the system's print dialog with the frozen page. */
export async function printCard(id: number): Promise<void> {
  const { text } = await engine.call('scorecards.render', { id })
  await askShell('print', { html: text })
}

/** Says why nothing was written or printed; a cancelled task needs no words. */
export function sayError(error: unknown): void {
  if (isCancelled(error)) return
  const { what, todo } = errorText(error)
  say({ text: `${what} ${todo}`, isError: true })
}
