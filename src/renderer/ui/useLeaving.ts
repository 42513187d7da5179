import { useEffect, useRef } from 'react'
import { keepTyped } from '../client/leaving.ts'

/**
 * Stores something, as of the last rendering, when the user leaves what called it, the workspace or the window, which
 * wait for it. Undefined is nothing to store.
 */
export function useLeaving(store: () => Promise<unknown> | undefined): void {
  const latest = useRef(store)
  useEffect(() => {
    latest.current = store
  })
  useEffect(() => keepTyped(() => latest.current()), [])
}
