import { useEffect, useRef } from 'react'

/** Closing again this soon waits for nothing: what takes long or failed must not keep the window open. */
const INSISTS_MS = 10_000

/**
 * Stores something, as of the last rendering, when the user leaves what called it or closes the window, which waits for
 * it. Undefined is nothing to store.
 */
export function useLeaving(store: () => Promise<unknown> | undefined): void {
  const latest = useRef(store)
  useEffect(() => {
    latest.current = store
  })
  useEffect(() => {
    let letGoUntil = 0
    const close = (event: BeforeUnloadEvent): void => {
      if (event.timeStamp < letGoUntil) return
      const stored = latest.current()
      if (!stored) return
      // The engine drops what was asked by a page that is gone.
      event.preventDefault()
      letGoUntil = event.timeStamp + INSISTS_MS
      const go = (): void => {
        letGoUntil = Infinity
        window.close()
      }
      // After a failure the page stays open to say why.
      stored.then(go, () => undefined)
    }
    window.addEventListener('beforeunload', close)
    return () => {
      window.removeEventListener('beforeunload', close)
      latest.current()?.catch(() => undefined)
    }
  }, [])
}
