/** Width and height in pixels. */
export interface Picture {
  type: 'png' | 'jpeg'
  width: number
  height: number
}

/** A logo stands in settings and in every pack. */
export const MOST_LOGO_BYTES = 500_000
const MOST_SIDE = 4000

/**
 * What kind of picture some bytes are and how large, from the header of a PNG (ISO/IEC 15948, IHDR) or JPEG (ITU-T T.81,
 * start of frame). [QB14]
 *
 * @returns null when it is neither, or has a side of no or more than 4,000 pixels
 */
export function readPicture(bytes: Uint8Array): Picture | null {
  const picture = readPng(bytes) ?? readJpeg(bytes)
  if (picture === null) return null
  const { width, height } = picture
  return Math.min(width, height) > 0 && Math.max(width, height) <= MOST_SIDE ? picture : null
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

function readPng(bytes: Uint8Array): Picture | null {
  if (bytes.length < 24 || PNG.some((byte, index) => bytes[index] !== byte)) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return { type: 'png', width: view.getUint32(16), height: view.getUint32(20) }
}

function readJpeg(bytes: Uint8Array): Picture | null {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 2; at + 9 < bytes.length;) {
    const marker = bytes[at + 1] ?? 0
    if (bytes[at] !== 0xff) return null
    // Start of frame, without the tables that share its range of markers.
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc)
      return { type: 'jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

/** The bytes of a data address; null when it is none. */
export function dataOf(address: string): Uint8Array | null {
  const base64 = /^data:image\/(?:png|jpeg);base64,(.+)$/.exec(address)?.[1]
  return base64 === undefined ? null : Buffer.from(base64, 'base64')
}
