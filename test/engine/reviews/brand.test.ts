import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrastOf, contrastOfWhite, inkOf, inkOn } from '../../../src/contract/brand.ts'
import { readPicture } from '../../../src/engine/reviews/image.rules.ts'
import { startTestEngine } from '../../support/testEngine.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)

test('[QB14] contrast is that of WCAG: 21 for black on white, 4.54 for #767676, 4.48 for #777777', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrastOfWhite('#767676')).toBeCloseTo(4.54, 2)
  expect(contrastOfWhite('#777777')).toBeCloseTo(4.48, 2)
  expect([inkOn('#0f5c63'), inkOn('#ffd400')]).toEqual(['#ffffff', '#15201f'])
  expect(inkOf('#0f5c63')).toBe('#0f5c63')
})

test('[QB14] text in and on any colour can be read', () => {
  fc.assert(
    fc.property(colour, (given) => {
      expect(contrastOfWhite(inkOf(given))).toBeGreaterThanOrEqual(4.5)
      // Where white fails, ink passes what large text needs at least.
      expect(contrastOf(given, inkOn(given))).toBeGreaterThanOrEqual(3)
    }),
  )
})

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAEElEQVR4nGP4z8AARBAKAB34A/27bHj/AAAAAElFTkSuQmCC', 'base64') // prettier-ignore
/** A JPEG's head: start, a comment, start of frame of 300 × 120. */
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2, 0xff, 0xc2, 0, 17, 8, 0, 120, 1, 44, 3, 1, 0x11, 0])

test('[QB14] a picture is told by its bytes, with its size', () => {
  expect(readPicture(png)).toEqual({ type: 'png', width: 3, height: 2 })
  expect(readPicture(jpeg)).toEqual({ type: 'jpeg', width: 300, height: 120 })
  expect(readPicture(Buffer.from('<svg onload="alert(1)"/>'))).toBeNull()
  const huge = Buffer.from(png)
  huge.writeUInt32BE(4001, 16)
  expect(readPicture(huge)).toBeNull()
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readPicture(bytes)))
  fc.assert(fc.property(fc.nat(jpeg.length), (length) => void readPicture(jpeg.subarray(0, length))))
})

test('[QB14] a logo is read from a file whatever its name, and anything else or larger is refused', async () => {
  const engine = await startTestEngine()
  const write = (name: string, bytes: Buffer): string => {
    writeFileSync(join(engine.folder, name), bytes)
    return join(engine.folder, name)
  }
  const { logo } = await engine.call('reviews.readLogo', { file: write('logo.jpg', png) })
  expect(logo).toBe(`data:image/png;base64,${png.toString('base64')}`)
  await engine.call('programme.update', { brand: { colour: '#0f5c63', logo } })
  expect((await engine.call('programme.get', {})).brand.logo).toBe(logo)
  for (const [name, bytes] of [['a.png', Buffer.from('no picture')], ['b.png', Buffer.concat([png, Buffer.alloc(500_000)])]] as const)
    expect((await engine.refused('reviews.readLogo', { file: write(name, bytes) })).code).toBe('image.unusable')
  expect((await engine.refused('reviews.readLogo', { file: join(engine.folder, 'gone.png') })).code).toBe('file.unreadable')
  engine.close()
}) // prettier-ignore
