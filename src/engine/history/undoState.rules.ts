export type UndoState = 'done' | 'undone' | 'lost'

interface Stored {
  seq: number
  method: string
}

/**
 * Which commands count after these, oldest first: undo takes back the newest that counts, redo brings back what was
 * taken back last, and any other command ends what could be brought back. [HI3]
 *
 * @param isStep commands that people can undo
 */
export function undoStatesAfter(
  commands: Iterable<Stored>,
  isStep: (method: string) => boolean,
): ReadonlyMap<number, UndoState> {
  const states = new Map<number, UndoState>()
  const done: number[] = []
  let undone: number[] = []
  const move = (from: number[], to: number[], state: UndoState): void => {
    const seq = from.pop()
    if (seq === undefined) return
    to.push(seq)
    states.set(seq, state)
  }
  for (const { seq, method } of commands) {
    if (method === 'history.undo') move(done, undone, 'undone')
    else if (method === 'history.redo') move(undone, done, 'done')
    else if (isStep(method)) {
      for (const lost of undone) states.set(lost, 'lost')
      undone = []
      done.push(seq)
      states.set(seq, 'done')
    }
  }
  return states
}
