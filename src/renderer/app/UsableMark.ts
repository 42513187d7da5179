import { useIsFetching } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { queryClient } from '../client/session.ts'
import { askShell } from '../client/shell.ts'

/** Tells the shell once when the first page of a workspace has all its answers. */
export function UsableMark() {
  const waiting = useIsFetching()
  const isTold = useRef(false)
  useEffect(() => {
    if (isTold.current || waiting > 0) return undefined
    // Pages ask in the same turn in which they are shown.
    const timer = setTimeout(() => {
      if (queryClient.isFetching() > 0) return
      isTold.current = true
      void askShell('usable')
    })
    return () => clearTimeout(timer)
  }, [waiting])
  return null
}
