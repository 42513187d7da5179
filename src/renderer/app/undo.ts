import { useEffect } from 'react'
import type { MethodName } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { useIsPast, usePast } from '../client/past.ts'
import { engine, storingNothing } from '../client/session.ts'
import { stepDoneText, stepText } from '../client/stepTexts.ts'
import { askShell } from '../client/shell.ts'
import { say, takeTurn } from '../client/toasts.ts'
import { errorText } from '../client/errorTexts.ts'
import { useTour } from '../tour/tour.store.ts'
import { refuseInThePast } from './past.ts'
import { appTexts as texts } from './texts.ts'

/** The step that was on top of the undo list when something was last said about it. */
let announced: string | null | undefined

/** Takes the last step back, or the last undo; in a text field it means the text. */
export async function stepHistory(way: 'undo' | 'redo'): Promise<void> {
  const focused = document.activeElement
  if (focused instanceof HTMLTextAreaElement || (focused instanceof HTMLInputElement && focused.type !== 'checkbox')) {
    // The native menu owns Ctrl+Z, so the field never sees the key; there is no other way to ask it.
    document.execCommand(way)
    return
  }
  if (refuseInThePast(texts.past.noUndo)) return
  const commandId = crypto.randomUUID()
  try {
    if (way === 'undo') {
      const undone = await engine.call('history.undo', {}, { commandId })
      const label = stepText(undone)
      say({
        text: undone.isReversal ? texts.reversed(label) : texts.undone(label),
        action: { label: texts.redo, keys: 'Ctrl Shift Z', run: () => void stepHistory('redo') },
      })
    } else {
      const label = stepText(await engine.call('history.redo', {}, { commandId }))
      say({
        text: texts.redone(label),
        action: { label: texts.undo, keys: 'Ctrl Z', run: () => void stepHistory('undo') },
      })
    }
  } catch (error) {
    say({ text: errorText(error).what })
  }
}

/** Keeps the menu's words and says what each stored step did, with Undo. Rendered once while a workspace is open. */
export function UndoKeeper() {
  const { data } = useEngineQuery('history.peek', {})
  const hasTour = useTour((tour) => tour.stops !== null)
  const isPast = useIsPast()
  useEffect(() => {
    if (!data) return
    void askShell('setMenu', {
      undo: isPast ? null : data.undo && menuText(data.undo),
      redo: isPast ? null : data.redo && menuText(data.redo),
      hasTour,
    })
    if (isPast) return
    if (announced === undefined) announced = data.undo?.commandId ?? null
  }, [data, hasTour, isPast])
  useEffect(
    () =>
      engine.onStored((method) => {
        // The workspace may be left before the answer: then there is nobody to tell.
        announce(method).catch(() => undefined)
      }),
    [],
  )
  return null
}

/** Menus have room for so many letters (contract/shell.ts, setMenu). */
function menuText(step: { method: string; subject: string }): string {
  const text = stepText(step)
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`
}

async function announce(method: MethodName): Promise<void> {
  if (storingNothing.has(method)) return
  const sayInTurn = takeTurn()
  const { undo } = await engine.call('history.peek', {})
  // Asked of now and answered of an earlier day.
  if (usePast.getState().day !== null) return
  const isNew = undo !== null && undo.commandId !== announced
  announced = undo?.commandId ?? null
  // Undo and redo speak for themselves.
  if (!isNew || method.startsWith('history.')) return
  sayInTurn({
    text: undo.leavesTheHouse ? `${stepDoneText(undo)}. ${texts.leaves}` : stepDoneText(undo),
    action: { label: texts.undo, keys: 'Ctrl Z', run: () => void stepHistory('undo') },
  })
}
