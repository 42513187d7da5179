import { useIsFetching } from '@tanstack/react-query'
import { useEffect } from 'react'
import { queryClient } from '../client/session.ts'
import { askShell } from '../client/shell.ts'

let isMarked = false

/** Tells the start-up bench when the first page had all its answers. */
export function UsableMark() {
  const waiting = useIsFetching()
  useEffect(() => {
    if (isMarked || waiting > 0) return undefined
    // Pages ask in the same turn in which they are shown.
    const timer = setTimeout(() => {
      if (queryClient.isFetching() > 0) return
      isMarked = true
      void askShell('mark', { what: 'usable' })
    })
    return () => clearTimeout(timer)
  }, [waiting])
  return null
}
