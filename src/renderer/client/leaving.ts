type Store = () => Promise<unknown> | undefined

/** What is being typed, and how to store it. */
const typed = new Set<Store>()

/** @returns stores it, unless its workspace was left before: then its engine is gone, and the next one is not its own */
export function keepTyped(store: Store): () => void {
  typed.add(store)
  return () => {
    if (typed.delete(store)) store()?.catch(() => undefined)
  }
}

/** Stores everything that is being typed. @returns false when something could not be stored, which its place says */
export async function storeTyped(): Promise<boolean> {
  try {
    await Promise.all([...typed].map(async (store) => store()))
    return true
  } catch {
    return false
  }
}

/** The workspace was left. */
export function forgetTyped(): void {
  typed.clear()
}
