import type { FileShape, ImportMapping } from '../../contract/imports.ts'
import type { Connection } from '../db/open.ts'
import { readChunks } from './imports.repo.ts'
import { readTextRows, type RowVisitor } from './rows.ts'
import { readWorkbookRows } from './workbook.ts'

/** Longest text of a line that is shown. */
const SHOWN_LENGTH = 4000

class Enough extends Error {}

/** The text of the record that begins on a line of a kept file, as it stood there; '' for a workbook, whose rows are no text. */
export function readRawLine(connection: Connection, fileId: number, shape: FileShape, line: number): string {
  if (shape.format === 'xlsx') return ''
  const lines: string[] = []
  let first = 0
  for (const { firstLine, content } of readChunks(connection, fileId, line)) {
    if (first === 0) first = firstLine
    lines.push(...toLines(content, shape))
    const rest = lines.slice(line - first)
    const length = recordLines(rest, shape)
    // A record that its piece cuts goes on in the next one.
    if (length < rest.length) return rest.slice(0, length).join('\n').slice(0, SHOWN_LENGTH)
  }
  return lines
    .slice(line - first)
    .join('\n')
    .slice(0, SHOWN_LENGTH)
}

function toLines(content: Uint8Array, shape: FileShape): string[] {
  const text = new TextDecoder(shape.encoding).decode(content).replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  const lines = text.split('\n')
  // A piece ends at a line end; what follows it is the next piece's.
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** How many lines the first record takes: one, and one more for each line end inside quotes. */
function recordLines(lines: readonly string[], shape: FileShape): number {
  const text = new TextEncoder().encode(`${lines.slice(0, 1000).join('\n')}\n`)
  let second = 0
  try {
    readTextRows(
      [text],
      { ...shape, encoding: 'utf-8', headerLine: 1 },
      {
        header: () => undefined,
        row(_cells, line) {
          second = line
          throw new Enough()
        },
      },
    )
  } catch (error) {
    if (!(error instanceof Enough)) return lines.length
  }
  return second === 0 ? lines.length : second - 1
}

/** The cells of the rows of a kept file that begin on the given lines. */
export async function readRows(
  connection: Connection,
  fileId: number,
  { shape }: Pick<ImportMapping, 'shape'>,
  wanted: ReadonlySet<number>,
): Promise<Map<number, readonly string[]>> {
  const rows = new Map<number, readonly string[]>()
  if (wanted.size === 0) return rows
  function* contents(): Generator<Uint8Array> {
    for (const { content } of readChunks(connection, fileId, 1)) yield content
  }
  const visitor: RowVisitor = {
    header: () => undefined,
    row(cells, line) {
      if (wanted.has(line)) rows.set(line, [...cells])
    },
  }
  if (shape.format === 'xlsx') await readWorkbookRows(Buffer.concat([...contents()]), shape, visitor)
  else readTextRows(contents(), shape, visitor)
  return rows
}
