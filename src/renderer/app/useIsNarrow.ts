import { useSyncExternalStore } from 'react'

/** Under 1280 px the sidebar folds and panels lie over the page; the same limit stands in the style sheets. */
const narrow = window.matchMedia('(max-width: 1279px)')

export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    (onChange) => {
      narrow.addEventListener('change', onChange)
      return () => narrow.removeEventListener('change', onChange)
    },
    () => narrow.matches,
  )
}
