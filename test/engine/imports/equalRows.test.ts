import { expect, test } from 'vitest'
import { createEqualRows } from '../../../src/engine/imports/equalRows.ts'

test('[IM20] equal rows of a file are told apart by their number, however many different rows lie between them', () => {
  const rows = createEqualRows()
  const known = new Map<string, number>()
  const wrong: string[] = []
  for (let i = 0; i < 12_000; i += 1) {
    // Some come again at once, others when thousands lie between.
    const text = `2025-03-01 row ${i % 3 === 0 ? i % 50 : (i * 7919) % 4001}`
    const before = known.get(text) ?? 0
    known.set(text, before + 1)
    const counted = rows.count(text)
    if (counted !== before) wrong.push(`${text}: ${counted} instead of ${before}`)
  }
  expect({ texts: known.size, wrong }).toEqual({ texts: 4001, wrong: [] })
})
