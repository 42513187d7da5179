/** What is left: the open workspace, by the menu or for another one, or the window. */
export type Left = 'workspace' | 'window'

/** Leaving again this soon waits for nothing: what takes long or failed must not hold anybody back. */
const insistsMs = 10_000

export interface LeavingOptions {
  /** Long work that would end; null when nothing runs. */
  work(): string | null
  confirmStop(work: string, left: Left): Promise<boolean>
  /** Asks the page to store what was typed and is not stored; false when there is none that could. */
  askPage(): boolean
  now(): number
}

export interface Leaving {
  /** Asks whether running work may end and has the page store what was typed. @returns whether it may be left now */
  leave(left: Left): Promise<boolean>
  /** The page's answer; false when it could not store everything, which it shows. */
  answer(isStored: boolean): void
}

/** The one way out of a workspace, whether the window closes or another workspace comes. */
export function createLeaving({ work, confirmStop, askPage, now }: LeavingOptions): Leaving {
  let isAsking = false
  let waiting: ((mayLeave: boolean) => void) | undefined
  let letGoUntil = -Infinity

  async function mayStop(left: Left): Promise<boolean> {
    const running = work()
    if (running === null) return true
    isAsking = true
    try {
      return await confirmStop(running, left)
    } finally {
      isAsking = false
    }
  }

  function pageHasStored(): Promise<boolean> {
    if (waiting !== undefined || now() < letGoUntil) {
      waiting?.(false)
      waiting = undefined
      letGoUntil = -Infinity
      return Promise.resolve(true)
    }
    if (!askPage()) return Promise.resolve(true)
    letGoUntil = now() + insistsMs
    return new Promise((resolve) => (waiting = resolve))
  }

  return {
    leave: async (left) => !isAsking && (await mayStop(left)) && pageHasStored(),
    answer(isStored) {
      if (isStored) letGoUntil = -Infinity
      waiting?.(isStored)
      waiting = undefined
    },
  }
}
