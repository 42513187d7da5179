import { AppError } from '../../contract/errors.ts'
import type { ShellAnswer, TandemShell } from '../../contract/shell.ts'

declare global {
  interface Window {
    readonly tandem: TandemShell
  }
}

type AskName = Exclude<keyof TandemShell, 'onEvent'>
type Value<M extends AskName> = ReturnType<TandemShell[M]> extends Promise<ShellAnswer<infer T>> ? T : never

/** Asks the shell (windows, dialogs, files) and answers the bare value. @throws AppError what the shell answered instead */
export async function askShell<M extends AskName>(method: M, ...input: Parameters<TandemShell[M]>): Promise<Value<M>> {
  // A union of functions cannot be called with a generic tuple; each member is exactly this shape (contract/shell.ts).
  const ask = window.tandem[method] as (...args: Parameters<TandemShell[M]>) => Promise<ShellAnswer<Value<M>>>
  const answer = await ask(...input)
  if (answer.ok) return answer.value
  throw new AppError(answer.error.code, answer.error.details)
}
