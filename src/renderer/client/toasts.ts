import { create } from 'zustand'

export interface Toast {
  id: number
  text: string
  /** At most one thing to do about it. */
  action?: { label: string; keys?: string; run: () => void }
  /** An error stays until it is closed. */
  isError?: boolean
}

export const useToasts = create<{ toast: Toast | null }>(() => ({ toast: null }))

let next = 1

/** Says what happened at the foot of the sidebar; the newest replaces the one before. */
export function say(toast: Omit<Toast, 'id'>): void {
  takeTurn()(toast)
}

/** The place in order of something whose words are not known yet: it stays unsaid once something newer has been said. */
export function takeTurn(): (toast: Omit<Toast, 'id'>) => void {
  const id = next++
  return (toast) =>
    useToasts.setState(({ toast: shown }) => (shown !== null && shown.id > id ? {} : { toast: { ...toast, id } }))
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toast }) => (toast?.id === id ? { toast: null } : { toast }))
}
