import { useLayoutEffect, useState, type RefObject } from 'react'
import type { Density } from './layout.ts'

/** Heights are tokens; the virtual list needs them as numbers. */
const rowTokens: Readonly<Record<Density, { token: string; rem: number }>> = {
  compact: { token: '--row-compact', rem: 1.75 },
  usual: { token: '--row', rem: 2 },
  roomy: { token: '--row-roomy', rem: 2.5 },
}

export function rowHeight(density: Density): number {
  const { token, rem } = rowTokens[density]
  const root = getComputedStyle(document.documentElement)
  const size = Number.parseFloat(root.fontSize) || 16
  return (Number.parseFloat(root.getPropertyValue(token)) || rem) * size
}

/** Chrome lays out no element higher than 33,554,428 px. */
const MAX_HEIGHT = 33_000_000

/**
 * A list that is higher than a browser can lay out is drawn lower, and its scroll position is stretched.
 *
 * @param total  height of all lines in px
 * @param window height of the scrolling element in px
 */
export function scrollScale(total: number, window: number): { height: number; factor: number } {
  if (total <= MAX_HEIGHT) return { height: total, factor: 1 }
  return { height: MAX_HEIGHT, factor: (total - window) / (MAX_HEIGHT - window) }
}

/** Width of an element in px, 0 before it is laid out. */
export function useElementWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const watched = element.current
    if (!watched) return undefined
    const measure = (): void => setWidth(watched.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(watched)
    return () => observer.disconnect()
  }, [element])
  return width
}
