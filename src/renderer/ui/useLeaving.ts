import { useEffect, useRef } from 'react'

/** Does something, as of the last rendering, when the user leaves what called it. */
export function useLeaving(leave: () => void): void {
  const latest = useRef(leave)
  useEffect(() => {
    latest.current = leave
  })
  useEffect(() => () => latest.current(), [])
}
