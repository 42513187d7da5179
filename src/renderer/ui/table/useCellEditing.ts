import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import type { ViewRow } from '../../../contract/views.ts'
import { errorText } from '../../client/errorTexts.ts'
import { say } from '../../client/toasts.ts'
import type { BoundColumn } from './column.ts'
import { isEditable, readEdit, toEditText, type EditableColumn } from './editing.ts'
import type { Lines } from './rows.ts'
import type { ViewReader } from './viewReader.ts'
import { useLeaving } from '../useLeaving.ts'

/** Where the focus goes once a cell is stored: back to the grid, to another cell, or where it went by itself. */
export type Way = 'stay' | 'next' | 'previous' | 'leave'

/** What a cell shows while it is edited. */
export interface Editing {
  row: ViewRow
  column: string
  text: string
  problem: string | null
  isSaving: boolean
}

/** As it was begun: the row may still be on its way, and nothing may have been typed yet. */
type Begun = Omit<Editing, 'row' | 'text'> & { line: number; row: ViewRow | null; text: string | null }

export interface CellEditing {
  /** Cells can be gone to and edited. */
  isOffered: boolean
  /** Column of the cell that keys act on; null: the row as a whole. */
  cursor: string | null
  editing: Editing | null
  /** Line of the row that is edited, in sight or not. */
  line: number | null
  goTo: (column: string) => void
  start: (line: number, column: string) => void
  change: (text: string) => void
  /** Stores what was typed, or `text`; what cannot be stored stays in the editor with the reason. */
  end: (way: Way, text?: string) => void
  cancel: () => void
  /** Returns true when it used the key. */
  onKey: (event: KeyboardEvent) => boolean
}

interface Place {
  /** In sight, in order. */
  columns: readonly BoundColumn[]
  lines: Lines
  reader: ViewReader
  rowOf: (line: number) => ViewRow | undefined
  active: number
  onActive: (line: number) => void
  grid: RefObject<HTMLElement | null>
  /** Enter opens something; else it edits. */
  isEnterTaken: boolean
}

/** A cell cursor, and an editor in one cell at a time; the view stands still while somebody types. [TA1] */
export function useCellEditing(place: Place): CellEditing {
  const { columns, lines, reader, rowOf, active, onActive, grid, isEnterTaken } = place
  const [cursor, setCursor] = useState<string | null>(null)
  const [begun, setBegun] = useState<Begun | null>(null)
  // Keys and a lost focus come faster than renders.
  const now = useRef<Begun | null>(null)
  const set = (next: Begun | null): void => {
    now.current = next
    setBegun(next)
  }
  const editable = columns.filter(isEditable)
  const columnOf = (one: Begun | null): EditableColumn | undefined => editable.find(({ key }) => key === one?.column)
  const isRow = (line: number): boolean => line >= 0 && line < lines.count && lines.at(line).kind === 'row'
  const shown = (one: Begun | null): Editing | null => {
    const column = columnOf(one)
    const row = one ? (one.row ?? rowOf(one.line)) : null
    return one && row && column ? { ...one, row, text: one.text ?? toEditText(column, row) } : null
  }

  const start = (line: number, key: string): void => {
    // What could not be stored is never thrown away by beginning with something else.
    if (!isRow(line) || now.current?.problem != null) return
    reader.hold()
    set({ line, column: key, row: rowOf(line) ?? null, text: null, problem: null, isSaving: false })
    setCursor(key)
    onActive(line)
  }
  const stop = (isReturning: boolean): void => {
    set(null)
    reader.release()
    if (isReturning) grid.current?.focus()
  }
  const goOn = (from: Begun, way: Way): void => {
    if (way === 'stay' || way === 'leave') {
      stop(way === 'stay')
      return
    }
    const step = way === 'next' ? 1 : -1
    const keys = editable.map(({ key }) => key)
    const beside = keys[keys.indexOf(from.column) + step]
    let { line } = from
    if (beside === undefined)
      do line += step
      while (line >= 0 && line < lines.count && !isRow(line))
    const key = beside ?? (way === 'next' ? keys[0] : keys.at(-1))
    if (key === undefined || !isRow(line)) stop(true)
    else start(line, key)
  }
  /** @returns false when something could not be stored, which is shown */
  const end = async (way: Way, given?: string): Promise<boolean> => {
    const typed = now.current
    const column = columnOf(typed)
    const seen = shown(typed)
    if (!typed || !seen || typed.isSaving || !column) return true
    const text = given ?? seen.text
    const read = readEdit(column, seen.row, text)
    if (typeof read === 'string') {
      set({ ...typed, text, problem: read })
      return false
    }
    if (read === null) {
      set({ ...typed, problem: null })
      goOn(typed, way)
      return true
    }
    const saving = { ...typed, text, problem: null, isSaving: true }
    set(saving)
    try {
      await read.store()
      reader.show(seen.row.id, column.key, read.value)
      if (now.current === saving) goOn(typed, way)
      return true
    } catch (error) {
      const { what, todo } = errorText(error)
      const problem = `${what} ${todo}`
      // Somebody went on to another cell meanwhile, or left the page.
      if (now.current === saving && grid.current !== null) set({ ...saving, problem, isSaving: false })
      else say({ text: problem, isError: true })
      return false
    }
  }
  const cancel = (): void => {
    if (now.current?.isSaving === false) stop(true)
  }

  // The window became so narrow that the column left it.
  const isOut = begun !== null && columns.length > 0 && columnOf(begun) === undefined
  useEffect(() => {
    if (isOut) cancel()
  })
  // Leaving the page stores what was typed, as leaving the cell does.
  useLeaving(async () => {
    if (!(await end('leave'))) throw new Error('the cell says why')
  })

  const move = (step: 1 | -1): boolean => {
    if (!isRow(active)) return false
    const at = columns.findIndex(({ key }) => key === cursor)
    setCursor(columns[Math.min(at + step, columns.length - 1)]?.key ?? null)
    return true
  }
  const onKey = (event: KeyboardEvent): boolean => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
    if (!isPlain || event.target !== event.currentTarget) return false
    const at = columns.findIndex(({ key }) => key === cursor)
    switch (event.key) {
      case 'F2': {
        const column = columns.slice(Math.max(0, at)).find(isEditable) ?? editable[0]
        if (column) start(active, column.key)
        return column !== undefined
      }
      case 'ArrowRight':
        return move(1)
      case 'ArrowLeft':
        return move(-1)
      case 'Enter': {
        const column = columns[at]
        if (isEnterTaken || !column || !isEditable(column)) return false
        start(active, column.key)
        return true
      }
      default:
        return false
    }
  }
  return {
    isOffered: editable.length > 0,
    cursor: columns.some(({ key }) => key === cursor) ? cursor : null,
    editing: shown(begun),
    line: begun?.line ?? null,
    goTo: setCursor,
    start,
    change: (text) => {
      const one = now.current
      // What is typed is about the row it was typed into, wherever that goes.
      if (one) set({ ...one, row: one.row ?? rowOf(one.line) ?? null, text, problem: null })
    },
    end: (way, text) => void end(way, text),
    cancel,
    onKey,
  }
}
