import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../../../src/engine/history/canonical.ts'

test('[HI5] canonical JSON says what JSON says, with its keys in order whatever order they came in', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
  )
  expect(canonicalJson({ b: [undefined, 1], a: undefined, c: { z: '\u2028"', y: null } })).toBe(
    '{"b":[null,1],"c":{"y":null,"z":"\u2028\\""}}',
  )
})

test('[HI5] blobs are hex, as Buffer and as plain bytes', () => {
  const bytes = new Uint8Array([0, 171, 255])
  expect(canonicalJson([bytes, Buffer.from(bytes)])).toBe('[{"$hex":"00abff"},{"$hex":"00abff"}]')
})
