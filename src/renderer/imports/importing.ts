import { isUnavailable } from '../client/engineClient.ts'
import { engine, startTask } from '../client/session.ts'
import { counted, stopCheck, toRun } from './dryRun.ts'
import { find, toAppError, update } from './import.store.ts'
import { importTexts } from './texts.ts'

/** A try whose answer was lost keeps its id: the second try cannot store anything twice. */
const unanswered = new Map<string, { input: string; commandId: string }>()

/** Stores the file in one transaction. It goes on while the user works elsewhere in the window. */
export async function run(handle: string): Promise<void> {
  stopCheck(handle)
  const now = find(handle)
  if (!now?.reader) return
  const input = toRun(now, now.reader)
  const text = JSON.stringify(input)
  const lost = unanswered.get(handle)
  const commandId = lost?.input === text ? lost.commandId : crypto.randomUUID()
  unanswered.delete(handle)
  const task = startTask(importTexts.importing(now.file.name), async (signal, onProgress) => {
    const report = await engine.call('imports.run', input, {
      commandId,
      signal,
      onProgress: (guessed) => {
        const progress = counted(now, guessed)
        update(handle, { progress })
        onProgress(progress)
      },
    })
    update(handle, { phase: 'done', report, isStale: false })
  })
  update(handle, { phase: 'running', progress: null, error: null, cancel: task.cancel })
  try {
    await task.done
  } catch (error) {
    if (isUnavailable(error)) unanswered.set(handle, { input: text, commandId })
    update(handle, { phase: 'check', error: toAppError(error) })
  } finally {
    update(handle, { cancel: null, progress: null })
  }
}
