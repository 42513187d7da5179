import { useEffect } from 'react'
import type { MenuCommand } from '../../contract/shell.ts'
import { runMenuCommand } from '../client/menu.ts'

/** Keys the page takes itself: the native menu shows the same ones, and where a window has no menu they still hold. */
const keys: Readonly<Record<string, MenuCommand>> = {
  k: 'search',
  i: 'import',
  b: 'toggleSidebar',
  f: 'find',
  e: 'export',
  p: 'print',
  ',': 'goSettings',
  '/': 'showShortcuts',
  '1': 'goHome',
  '2': 'goPartners',
  '3': 'goDeals',
  '4': 'goRevenue',
  '5': 'goPayouts',
  '6': 'goScorecards',
}

export function useKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.altKey && event.key === 'ArrowLeft') history.back()
      if (event.altKey && event.key === 'ArrowRight') history.forward()
      const command = commandOf(event)
      if (!command) return
      event.preventDefault()
      runMenuCommand(command)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function commandOf(event: KeyboardEvent): MenuCommand | undefined {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return undefined
  const key = event.key.toLowerCase()
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo'
  if (key === 'y') return 'redo'
  return event.shiftKey ? undefined : keys[key]
}
