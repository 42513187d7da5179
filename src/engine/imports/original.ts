import type { FileShape } from '../../contract/imports.ts'

/** A piece of the original file that ends at a line end, and the 1-based line it begins with (its own number in a workbook). */
export interface OriginalChunk {
  number: number
  firstLine: number
  content: Uint8Array<ArrayBuffer>
}

const CHUNK_BYTES = 256 * 1024
const LINE_FEED = 10
const CARRIAGE_RETURN = 13

/** The bytes of a file without lines, a workbook, in pieces. */
export function* pieces(chunks: Iterable<Uint8Array>): Generator<OriginalChunk> {
  let number = 0
  for (const chunk of chunks)
    for (let at = 0; at < chunk.length; at += CHUNK_BYTES) {
      yield { number, firstLine: number + 1, content: new Uint8Array(chunk.subarray(at, at + CHUNK_BYTES)) }
      number += 1
    }
}

/** Passes the bytes of a file on and hands them over in pieces that end at line ends. Lines are counted as the row reader counts them. */
export function* tapOriginal(
  chunks: Iterable<Uint8Array>,
  encoding: FileShape['encoding'],
  keep: (chunk: OriginalChunk) => void,
): Generator<Uint8Array> {
  const step = encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1
  // The byte of a code unit that holds the character's number, and the one that must be 0 beside it.
  const low = encoding === 'utf-16be' ? 1 : 0
  let pending = new Uint8Array(2 * CHUNK_BYTES)
  let length = 0
  let number = 0
  let line = 1

  const unitAt = (at: number): number => {
    if (step === 1) return pending[at] ?? 0
    return pending[at + 1 - low] === 0 ? (pending[at + low] ?? 0) : -1
  }
  const countUnits = (end: number): number => {
    let lines = 0
    for (let at = 0; at < end; at += step) {
      const unit = unitAt(at)
      if (unit === LINE_FEED) lines += 1
      else if (unit === CARRIAGE_RETURN && (at + step >= end || unitAt(at + step) !== LINE_FEED)) lines += 1
    }
    return lines
  }
  const cut = (end: number): void => {
    const firstLine = line
    line += step === 1 ? countLineEnds(pending.subarray(0, end)) : countUnits(end)
    keep({ number: number++, firstLine, content: pending.slice(0, end) })
    pending.copyWithin(0, end, length)
    length -= end
  }
  /** Where the last line that is surely complete ends; 0 when none is. */
  const lastLineEnd = (): number => {
    const last = length - (length % step) - step
    for (let at = last; at >= 0; at -= step) if (unitAt(at) === LINE_FEED) return at + step
    // A CR at the very end may be the first half of CR LF.
    for (let at = last - step; at >= 0; at -= step) if (unitAt(at) === CARRIAGE_RETURN) return at + step
    return 0
  }

  for (const chunk of chunks) {
    if (length + chunk.length > pending.length) {
      const grown = new Uint8Array(Math.max(pending.length * 2, length + chunk.length))
      grown.set(pending)
      pending = grown
    }
    pending.set(chunk, length)
    length += chunk.length
    if (length >= CHUNK_BYTES) {
      const end = lastLineEnd()
      if (end > 0) cut(end)
    }
    yield chunk
  }
  if (length > 0) cut(length)
}

/** LF, CR LF and lone CR each end a line. Searching is native and costs a tenth of looking at every byte. */
function countLineEnds(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines += 1
  for (let at = bytes.indexOf(CARRIAGE_RETURN); at >= 0; at = bytes.indexOf(CARRIAGE_RETURN, at + 1))
    if (bytes[at + 1] !== LINE_FEED) lines += 1
  return lines
}
