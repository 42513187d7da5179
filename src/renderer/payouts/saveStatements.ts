import { toFileName, type NamedContent, type ShellFile } from '../../contract/shell.ts'
import { engine, startTask } from '../client/session.ts'
import { askShell } from '../client/shell.ts'
import { statementTexts as texts, type StatementFormat } from './statementTexts.ts'

/** A frozen statement as a file; a PDF is printed from its web page. */
async function render(statementId: number, format: StatementFormat, signal?: AbortSignal): Promise<NamedContent> {
  const source = format === 'csv' ? 'csv' : 'html'
  const options = signal ? { signal } : {}
  const { fileName, text } = await engine.call('payouts.renderStatement', { statementId, format: source }, options)
  if (format !== 'pdf') return { name: toFileName(fileName), content: { kind: 'text', text } }
  return { name: toFileName(fileName.replace(/html$/, 'pdf')), content: { kind: 'pdf', html: text } }
}

/** Asks where and writes one statement; null when the user cancels. */
export async function saveStatement(statementId: number, format: StatementFormat): Promise<ShellFile | null> {
  return askShell('saveFile', await render(statementId, format))
}

/** Asks for a folder and writes all of them into a new one in it; null when the user cancels. Progress stands in the top bar. */
export async function saveStatements(
  statementIds: readonly number[],
  format: StatementFormat,
  runNumber: string,
): Promise<ShellFile | null> {
  const files: NamedContent[] = []
  const task = startTask(texts.saving, async (signal, onProgress) => {
    for (const id of statementIds) {
      files.push(await render(id, format, signal))
      onProgress({ done: files.length, total: statementIds.length, label: texts.savingLabel })
    }
  })
  await task.done
  return askShell('saveFolder', { name: toFileName(texts.folder(runNumber)), files })
}

/** Opens the system's print dialog with the frozen page. */
export async function printStatement(statementId: number): Promise<void> {
  const { text } = await engine.call('payouts.renderStatement', { statementId, format: 'html' })
  await askShell('print', { html: text })
}
