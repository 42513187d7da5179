import type { Progress } from '../contract/rpc.ts'

/** Where somebody may be watching: `process.stderr`. */
export interface Screen {
  readonly isTTY?: boolean
  write(text: string): unknown
}

export interface Counter {
  show(progress: Progress): void
  /** Takes its line away. */
  close(): void
}

const CLEARED_LINE = '\r\u001b[K'

/**
 * Counts the rows of an import in one line of a terminal; elsewhere it says nothing. No total: before the end of the
 * file it would be a guess.
 */
export function openCounter(screen: Screen): Counter {
  let isShown = false
  const write = (text: string): void => {
    if (screen.isTTY === true) screen.write(text)
  }
  return {
    show({ done, label }) {
      isShown = true
      const rows = `${done.toLocaleString('en-US')} ${done === 1 ? 'row' : 'rows'}`
      write(`${CLEARED_LINE}${rows} ${label === 'rows' ? 'read' : 'read, storing'}`)
    },
    close() {
      if (isShown) write(CLEARED_LINE)
    },
  }
}
