import { useEffect, useState } from 'react'
import type { TourMark } from '../client/tourMark.ts'

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** Between the ring and what it surrounds, in px. */
const GAP = 4

/** Where the marked part of the page is drawn, as far as it is in sight; null while it is not there. Follows every layout. */
export function useTargetBox(mark: TourMark): Box | null {
  const [box, setBox] = useState<Box | null>(null)
  useEffect(() => {
    let seen: Element | null = null
    let frame = 0
    const look = (): void => {
      const found = document.querySelector(`[data-tour="${mark}"]`)
      if (found !== null && found !== seen) found.scrollIntoView({ block: 'nearest' })
      seen = found
      const next = found && boxOf(found)
      setBox((now) => (JSON.stringify(now) === JSON.stringify(next) ? now : next))
      frame = requestAnimationFrame(look)
    }
    look()
    return () => cancelAnimationFrame(frame)
  }, [mark])
  return box
}

function boxOf(element: Element): Box | null {
  const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
  if (width === 0 || height === 0) return null
  const [from, until] = [Math.max(2, left - GAP), Math.min(innerWidth - 2, right + GAP)]
  const [above, below] = [Math.max(2, top - GAP), Math.min(innerHeight - 2, bottom + GAP)]
  return until <= from || below <= above ? null : { left: from, top: above, width: until - from, height: below - above }
}
