// The parser thread: reads a file row by row, interprets and hashes every row, and posts typed columns to the writer.
// Plain JavaScript only: native add-ons have a history of crashes in Electron's worker threads.
import { createHash } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../contract/errors.ts'
import type { ParseRequest, ParserMessage } from './batch.ts'
import { type Batcher, createBatcher } from './batcher.ts'
import { compileMapping } from './interpret.rules.ts'
import { type OriginalChunk, pieces, tapOriginal } from './original.ts'
import { packBatch } from './pack.ts'
import { fileChunks, readTextRows, type RowsSummary, type RowVisitor } from './rows.ts'
import { loadWorkbook, readWorkbookRows } from './workbook.ts'

// Headers such as __proto__ must stay plain data.
Object.freeze(Object.prototype)

const request = workerData as ParseRequest // from `parseInThread`, which is ours

function send(message: ParserMessage, transfer: ArrayBuffer[] = []): void {
  // Sleeps while the writer is busy, so that no more batches wait in memory than it allows.
  for (let ahead = Atomics.load(request.ahead, 0); ahead >= Atomics.load(request.ahead, 1);) {
    Atomics.wait(request.ahead, 0, ahead)
    ahead = Atomics.load(request.ahead, 0)
  }
  Atomics.add(request.ahead, 0, 1)
  parentPort?.postMessage(message, transfer)
}

async function parse(): Promise<void> {
  const compiled = compileMapping(request.mapping, request.answers, request.options)
  const digest = createHash('sha256')
  let bytes = 0
  let batcher: Batcher | undefined
  const visitor: RowVisitor = {
    header(cells) {
      batcher = createBatcher(
        compiled.source,
        cells.map((cell) => cell.slice(0, 200)),
        () => bytes,
        (batch) => {
          const { packed, transfer } = packBatch(batch)
          send(packed, transfer)
        },
      )
    },
    row(cells, line) {
      batcher?.add(compiled.read(cells, line))
    },
  }

  function* counted(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
    for (const chunk of chunks) {
      bytes += chunk.length
      digest.update(chunk)
      yield chunk
    }
  }

  const { shape } = request.mapping
  const keep = (chunk: OriginalChunk): void => send({ t: 'chunk', ...chunk }, [chunk.content.buffer])

  function readText(): RowsSummary {
    const chunks = counted(fileChunks(request.path))
    return readTextRows(request.keepsOriginal ? tapOriginal(chunks, shape.encoding, keep) : chunks, shape, visitor)
  }
  function readSheet(): Promise<RowsSummary> {
    const workbook = loadWorkbook(request.path)
    for (const piece of pieces(counted([workbook]))) if (request.keepsOriginal) keep(piece)
    return readWorkbookRows(workbook, shape, visitor)
  }
  const summary = shape.format === 'xlsx' ? await readSheet() : readText()
  batcher?.flush()
  send({ t: 'end', sha256: digest.digest('hex'), ...summary })
}

try {
  await parse()
} catch (error) {
  if (!(error instanceof AppError)) throw error
  send({ t: 'failed', code: error.code, details: error.details })
}
