import { expect, test } from 'vitest'
import { tellingRows, type PreviewRow } from '../../../src/renderer/imports/samples.ts'

function row(line: number, ...raw: string[]): PreviewRow {
  return { line, cells: raw.map((text) => ({ raw: text, becomes: text, problem: null })) }
}

test('the fullest row and the one most unlike it stand for the file, in its order', () => {
  const rows = [row(2, 'a', '', ''), row(3, 'a', 'b', ''), row(4, 'x', 'y', 'z'), row(5, 'x', 'y', 'q')]
  expect(tellingRows(rows).map(({ line }) => line)).toEqual([3, 4])
})

test('a file of one row has one sample, an empty preview none', () => {
  expect([tellingRows([row(2, 'a')]).length, tellingRows([]).length]).toEqual([1, 0])
})
