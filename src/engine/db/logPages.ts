import { closeSync, openSync, readSync } from 'node:fs'

const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const PAGE_SIZE_AT = 8
/** Of the header; a frame that belongs to it repeats them. */
const SALTS_AT = 16
const SALTS_AT_FRAME = 8
const SALTS_BYTES = 8

/**
 * Pages that the write-ahead log beside a file holds; none where there is no log. Whether they are whole is for SQLite
 * to check. (SQLite file format 4.1)
 */
export function pagesInLog(file: string): ReadonlySet<number> {
  const pages = new Set<number>()
  let handle: number
  try {
    handle = openSync(`${file}-wal`, 'r')
  } catch {
    return pages
  }
  try {
    const header = Buffer.alloc(HEADER_BYTES)
    if (readSync(handle, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return pages
    const salts = header.subarray(SALTS_AT, SALTS_AT + SALTS_BYTES)
    const frame = Buffer.alloc(FRAME_HEADER_BYTES)
    const step = FRAME_HEADER_BYTES + header.readUInt32BE(PAGE_SIZE_AT)
    for (let at = HEADER_BYTES; readSync(handle, frame, 0, FRAME_HEADER_BYTES, at) === FRAME_HEADER_BYTES; at += step) {
      // What an earlier log left behind it.
      if (!frame.subarray(SALTS_AT_FRAME, SALTS_AT_FRAME + SALTS_BYTES).equals(salts)) break
      pages.add(frame.readUInt32BE(0))
    }
    return pages
  } finally {
    closeSync(handle)
  }
}
