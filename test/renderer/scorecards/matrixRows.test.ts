import { expect, test } from 'vitest'
import {
  arrangeRows,
  changeOf,
  type MatrixFilter,
  nextSort,
  type MatrixRow,
  type MatrixSort,
  withBefore,
} from '../../../src/renderer/scorecards/matrixRows.ts'
import { toneOf } from '../../../src/renderer/scorecards/meanings.ts'

const row = (name: string, scorePpm: number | null, change: Partial<MatrixRow> = {}): MatrixRow => ({
  partnerId: 1,
  name,
  group: 'Gold',
  scorePpm,
  band: 'Good',
  problem: null,
  percentilePpm: null,
  health: 'healthy',
  values: [{ actual: scorePpm, attainmentPpm: scorePpm, problem: null }],
  cardId: null,
  ...change,
})

const rows = [
  row('Acme', 700_000),
  row('Bukit', null, { band: '', health: null }),
  row('Chao', 900_000, { group: 'Silver', health: 'atRisk' }),
  row('Åland', 700_000, { band: 'Fair', health: 'watch' }),
]
const all: MatrixFilter = { text: '', group: null, band: null }
const names = (sort: MatrixSort, filter = all): string[] => arrangeRows(rows, filter, sort).map(({ name }) => name)

test('[SC14] the matrix is sorted by any column, what has no value last, and equal ones keep their order', () => {
  expect(names({ column: 'score', isDescending: true })).toEqual(['Chao', 'Acme', 'Åland', 'Bukit'])
  expect(names({ column: 'score', isDescending: false })).toEqual(['Acme', 'Åland', 'Chao', 'Bukit'])
  expect(names({ column: 0, isDescending: true })).toEqual(['Chao', 'Acme', 'Åland', 'Bukit'])
  expect(names({ column: 'health', isDescending: false })).toEqual(['Chao', 'Åland', 'Acme', 'Bukit'])
  expect(names({ column: 'name', isDescending: true })[3]).toBe('Acme')
})

test('[SC18] the matrix is sorted by how far scores are from before, and what has no score in one of both stands last', () => {
  const numbered = rows.map((found, at) => ({ ...found, partnerId: at + 1 }))
  const before = [750_000, 500_000, 905_000, null].map((scorePpm, at) => ({
    partnerId: at + 1,
    scorePpm,
    cardId: null,
  }))
  const compared = withBefore(numbered, before)
  expect(compared.map(changeOf)).toEqual([-50_000, null, -5_000, null])
  const sorted = (isDescending: boolean) => arrangeRows(compared, all, { column: 'change', isDescending })
  expect([true, false].map((way) => sorted(way).map(({ name }) => name))).toEqual([
    ['Chao', 'Acme', 'Bukit', 'Åland'],
    ['Acme', 'Chao', 'Bukit', 'Åland'],
  ])
})

test('[SC14] name, group and band narrow the matrix together', () => {
  const sort = { column: 'name', isDescending: false } as const
  expect(names(sort, { ...all, text: ' aC' })).toEqual(['Acme'])
  expect(names(sort, { ...all, group: 'Gold', band: 'Good' })).toEqual(['Acme'])
  expect(names(sort, { ...all, group: 'Bronze' })).toEqual([])
})

test('[SC14] a first click on a figure puts the best on top, on a name the first letter', () => {
  const byScore: MatrixSort = { column: 'score', isDescending: true }
  expect(nextSort(byScore, 'score')).toEqual({ column: 'score', isDescending: false })
  expect(nextSort(byScore, 2)).toEqual({ column: 2, isDescending: true })
  expect(nextSort(byScore, 'name')).toEqual({ column: 'name', isDescending: false })
})

test('[SC14] under 80 % of its target a figure needs a look, under half of it it is far off', () => {
  expect([0, 499_999, 500_000, 799_999, 800_000, 1_200_000].map(toneOf)).toEqual([
    'off', 'off', 'look', 'look', 'plain', 'plain',
  ]) // prettier-ignore
})
