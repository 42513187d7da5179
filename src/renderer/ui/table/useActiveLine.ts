import { useEffect, useRef, useState } from 'react'
import type { ViewRow } from '../../../contract/views.ts'
import { engine } from '../../client/session.ts'
import type { Lines } from './rows.ts'
import type { ViewReader, ViewSnapshot } from './viewReader.ts'

interface ActiveLine {
  /** −1: none. */
  active: number
  setActive: (line: number) => void
  /** Undefined on a group's head, and while the row is on its way. */
  rowOf: (line: number) => ViewRow | undefined
}

/**
 * The line that keys act on. Its row stays the active one wherever it goes when the view is read anew. [TA3]
 *
 * @param openId   a row to go to at the start (a search hit)
 * @param onOpened told when that row was found
 */
export function useActiveLine(
  reader: ViewReader,
  view: ViewSnapshot,
  lines: Lines,
  openId: number | null,
  onOpened: () => void,
): ActiveLine {
  const [active, setActive] = useState(-1)
  const [seenFollowed, setSeenFollowed] = useState(view.followed)
  if (view.followed !== seenFollowed) {
    setSeenFollowed(view.followed)
    const offset = view.followed?.offset ?? null
    if (offset !== null) setActive(lines.lineOf(offset))
  }
  const rowOf = (line: number): ViewRow | undefined => {
    if (line < 0 || line >= lines.count) return undefined
    const found = lines.at(line)
    return found.kind === 'row' ? view.rowAt(found.offset) : undefined
  }
  const id = rowOf(active)?.id ?? null
  useEffect(() => reader.follow(id), [reader, id])

  const found = useRef((offset: number): void => setActive(offset))
  useEffect(() => {
    found.current = (offset) => {
      setActive(lines.lineOf(offset))
      onOpened()
    }
  })
  const opened = useRef<number | null>(null)
  useEffect(() => {
    if (openId === null || view.status !== 'settled' || reader.view === null || opened.current === openId) return
    opened.current = openId
    void engine
      .call('views.find', { view: reader.view, id: openId })
      .then(({ offset }) => offset !== null && found.current(offset))
  }, [openId, view.status, reader])
  return { active, setActive, rowOf }
}
