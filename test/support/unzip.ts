import { inflateRawSync } from 'node:zlib'

/** Every file of a ZIP archive as text, by its path (PKWARE APPNOTE 4.3). */
export function unzip(archive: Uint8Array): ReadonlyMap<string, Buffer> {
  const bytes = Buffer.from(archive)
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  const found = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    const method = bytes.readUInt16LE(at + 10)
    const [size, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)]
    const local = bytes.readUInt32LE(at + 42)
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString()
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const packed = bytes.subarray(start, start + size)
    found.set(name, method === 0 ? packed : inflateRawSync(packed))
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return found
}

/** What keeps a text from being a well-formed XML document: a character XML 1.0 has not, a bare `&` or `<`, an element that is not closed. */
export function xmlProblem(xml: string): string | null {
  const illegal = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(xml)
  if (illegal) return `character ${illegal[0].codePointAt(0)} at ${illegal.index}`
  const open: string[] = []
  const tag = /<(?:\?[^>]*\?|(\/?)([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?))>/y
  for (let at = 0; at < xml.length;) {
    if (xml[at] !== '<') {
      const next = xml.indexOf('<', at)
      const text = xml.slice(at, next === -1 ? undefined : next)
      if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(text)) return `bare & at ${at}`
      at += text.length
      continue
    }
    tag.lastIndex = at
    const found = tag.exec(xml)
    if (!found) return `no tag at ${at}: ${xml.slice(at, at + 60)}`
    const [whole, closes, name, attributes = '', isEmpty] = found
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);)/i.test(attributes)) return `bare & in ${whole}`
    if (name !== undefined && closes === '/') {
      if (open.pop() !== name) return `</${name}> closes nothing at ${at}`
    } else if (name !== undefined && isEmpty === '') open.push(name)
    at += whole.length
  }
  return open.length === 0 ? null : `<${open.at(-1)}> is not closed`
}
