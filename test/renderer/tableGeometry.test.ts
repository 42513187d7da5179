import { describe, expect, test } from 'vitest'
import type { ViewGroup } from '../../src/contract/views.ts'
import type { BoundColumn } from '../../src/renderer/ui/table/column.ts'
import { scrollScale } from '../../src/renderer/ui/table/geometry.ts'
import { emptyLayout, fitting } from '../../src/renderer/ui/table/layout.ts'
import { toLines } from '../../src/renderer/ui/table/rows.ts'

describe('a list higher than a browser can lay out', () => {
  test('[VI3] the end of the scroll bar is the last of two million rows', () => {
    const total = 2_000_000 * 32
    const { height, factor } = scrollScale(total, 600)
    expect(height).toBeLessThan(33_554_428)
    expect(Math.round((height - 600) * factor)).toBe(total - 600)
  })

  test('[VI3] a million rows of normal height scroll pixel by pixel', () => {
    expect(scrollScale(1_000_000 * 32, 600)).toEqual({ height: 32_000_000, factor: 1 })
  })
})

describe('lines with groups', () => {
  const group = (value: string, from: number, count: number): ViewGroup => ({
    value,
    from,
    totals: { count, sums: [] },
  })
  const groups = [group('Gold', 0, 2), group('Silver', 2, 3)]

  test('[VI2] each group has its head before its rows', () => {
    const lines = toLines(5, groups, new Set())
    const shown = Array.from({ length: lines.count }, (_, line) => lines.at(line))
    expect(shown.map((line) => (line.kind === 'group' ? line.group.value : line.offset))).toEqual([
      'Gold', 0, 1, 'Silver', 2, 3, 4,
    ]) // prettier-ignore
    expect([0, 1, 2, 3, 4].map(lines.lineOf)).toEqual([1, 2, 4, 5, 6])
  })

  test('[VI2] a folded group keeps its head only', () => {
    const lines = toLines(5, groups, new Set([0]))
    const shown = Array.from({ length: lines.count }, (_, line) => lines.at(line))
    expect(shown.map((line) => (line.kind === 'group' ? line.group.value : line.offset))).toEqual([
      'Gold', 'Silver', 2, 3, 4,
    ]) // prettier-ignore
    expect([0, 1, 2].map(lines.lineOf)).toEqual([0, 0, 2])
  })
})

describe('columns that do not fit', () => {
  const column = (key: string, need: 1 | 2 | 3 | 4, type: 'text' | 'money' = 'text'): BoundColumn => ({
    key,
    label: key,
    width: 100,
    need,
    view: { key, type, isSortable: true, isGroupable: false, isSummed: false },
  })
  const columns = [column('name', 1), column('country', 4), column('status', 2), column('owed', 1, 'money')]
  const keys = (width: number, layout = emptyLayout): string[] => fitting(columns, layout, width).map(({ key }) => key)

  test('[VI3] leave in order of need; the name and money stay', () => {
    expect([400, 350, 250, 50].map((width) => keys(width))).toEqual([
      ['name', 'country', 'status', 'owed'],
      ['name', 'status', 'owed'],
      ['name', 'owed'],
      ['name', 'owed'],
    ])
  })

  test('[VI3] the one a person asked for stays, a pinned one stands first', () => {
    expect(keys(350, { ...emptyLayout, visible: { country: true } })).toEqual(['name', 'country', 'owed'])
    expect(keys(400, { ...emptyLayout, pinned: ['owed'] })).toEqual(['owed', 'name', 'country', 'status'])
  })
})
