import { askShell } from '../../client/shell.ts'
import { engine, startTask } from '../../client/session.ts'
import { say } from '../../client/toasts.ts'
import { toFileName } from '../../../contract/shell.ts'
import { toClipboardCell } from '../../../contract/spreadsheet.ts'
import type { ViewRow } from '../../../contract/views.ts'
import { formatCount } from '../figures.tsx'
import { clipboardText, type BoundColumn } from './column.ts'
import { isSelected, type Selection } from './selection.ts'
import { tableTexts as texts } from './texts.ts'

const CHUNK = 20_000
/** Rows that can be copied at once; more is a file. */
const COPY_LIMIT = 50_000
const PAGE = 1000

const columnsOf = (columns: readonly BoundColumn[]) => columns.map(({ key, label }) => ({ key, label }))

/** The chosen rows of a view in its order, wherever they are; at most `COPY_LIMIT`. */
export async function selectedRows(view: number, selection: Selection, count: number): Promise<ViewRow[]> {
  const { ids } = await engine.call('views.ids', { view, offset: 0, limit: Math.max(1, Math.min(count, 1_000_000)) })
  const offsets = ids.flatMap((id, offset) => (isSelected(selection, id) ? [offset] : [])).slice(0, COPY_LIMIT)
  const pages = [...new Set(offsets.map((offset) => Math.floor(offset / PAGE)))]
  const rows: ViewRow[] = []
  for (const page of pages) {
    const found = await engine.call('views.rows', { view, offset: page * PAGE, limit: PAGE })
    rows.push(...found.rows.filter((row) => isSelected(selection, row.id)))
  }
  return rows.slice(0, COPY_LIMIT)
}

/** Ids of the chosen rows, in the order of the view. */
export async function selectedIds(view: number, selection: Selection, count: number): Promise<number[]> {
  if (!selection.isAll) return [...selection.ids]
  const { ids } = await engine.call('views.ids', { view, offset: 0, limit: Math.max(1, Math.min(count, 1_000_000)) })
  return ids.filter((id) => isSelected(selection, id))
}

/** Copies rows that are here as a table that Excel and mail understand. */
export async function copyRows(columns: readonly BoundColumn[], rows: readonly ViewRow[]): Promise<void> {
  const lines = rows.map((row) => columns.map((column) => clipboardText(column, row)).join('\t'))
  const text = [columns.map((column) => toClipboardCell(column.label)).join('\t'), ...lines].join('\n')
  await askShell('copyText', { text })
  say({ text: texts.copied(formatCount(rows.length)) })
}

/** Writes the whole view with the columns in sight; asks where. Progress and cancel stand in the activity of the top bar. */
export async function exportView(
  view: number,
  columns: readonly BoundColumn[],
  count: number,
  name: string,
): Promise<void> {
  const parts: string[] = []
  const task = startTask(texts.exporting, async (signal, onProgress) => {
    for (let offset = 0; ; offset += CHUNK) {
      const input = { view, columns: columnsOf(columns), format: 'csv' as const, offset, limit: CHUNK }
      const chunk = await engine.call('views.text', input, { signal })
      parts.push(chunk.text)
      onProgress({ done: Math.min(offset + CHUNK, count), total: count, label: 'rows' })
      if (chunk.isLast) return
    }
  })
  await task.done
  const file = await askShell('saveFile', {
    name: toFileName(`${name}.csv`),
    content: { kind: 'text', text: parts.join('') },
  })
  if (!file) return
  say({
    text: texts.exported(file.name),
    action: { label: texts.show, run: () => void askShell('reveal', { file: file.handle }) },
  })
}
