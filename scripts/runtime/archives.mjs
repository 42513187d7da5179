import * as fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'

/** A flat folder as an asar archive. */
export function packAsar(folder) {
  const files = {}
  const bodies = []
  let offset = 0
  for (const name of fs.readdirSync(folder)) {
    const body = fs.readFileSync(path.join(folder, name))
    files[name] = { size: body.length, offset: String(offset) }
    bodies.push(body)
    offset += body.length
  }
  const json = Buffer.from(JSON.stringify({ files }))
  const padded = (json.length + 3) & ~3
  const head = Buffer.alloc(16 + padded)
  head.writeUInt32LE(4, 0)
  head.writeUInt32LE(8 + padded, 4)
  head.writeUInt32LE(4 + padded, 8)
  head.writeUInt32LE(json.length, 12)
  json.copy(head, 16)
  return Buffer.concat([head, ...bodies])
}

/** Unpacks a plain (not zip64) archive; `place` answers the target of an entry, or null to leave it out. */
export function unzip(file, place) {
  const descriptor = fs.openSync(file, 'r')
  const read = (position, length) => {
    const bytes = Buffer.alloc(length)
    fs.readSync(descriptor, bytes, 0, length, position)
    return bytes
  }
  const size = fs.fstatSync(descriptor).size
  const tailLength = Math.min(size, 65_557)
  const tail = read(size - tailLength, tailLength)
  const end = tail.lastIndexOf(Buffer.from('504b0506', 'hex'))
  const directory = read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12))
  for (let at = 0; at < directory.length;) {
    const method = directory.readUInt16LE(at + 10)
    const compressedSize = directory.readUInt32LE(at + 20)
    const nameLength = directory.readUInt16LE(at + 28)
    const mode = (directory.readUInt32LE(at + 38) >>> 16) & 0o777
    const start = directory.readUInt32LE(at + 42)
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength)
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
    const target = place(name)
    if (target === null || name.endsWith('/')) continue
    const head = read(start, 30)
    const data = read(start + 30 + head.readUInt16LE(26) + head.readUInt16LE(28), compressedSize)
    fs.mkdirSync(path.dirname(target), { recursive: true })
    fs.writeFileSync(target, method === 0 ? data : zlib.inflateRawSync(data), { mode })
  }
  fs.closeSync(descriptor)
}
