import type { ShellFile } from '../../contract/shell.ts'
import { errorText } from '../client/errorTexts.ts'
import { navigate } from '../client/navigation.ts'
import { engine } from '../client/session.ts'
import { say } from '../client/toasts.ts'

/** Larger files are no answers, and need not be looked at. */
const MOST_BYTES = 100_000

/** Takes the answers to surveys out of dropped files and stores them; answers the files that are something else. */
export async function takeAnswers(files: readonly ShellFile[]): Promise<readonly ShellFile[]> {
  const others: ShellFile[] = []
  for (const file of files) {
    const isSmallText = file.size <= MOST_BYTES && /\.(txt|eml)$/i.test(file.name)
    try {
      const answer = isSmallText ? await engine.call('reviews.readAnswer', { file: file.handle }) : null
      if (answer === null) {
        others.push(file)
        continue
      }
      const { partnerId } = await engine.call(
        'reviews.takeAnswer',
        { text: answer.text },
        { commandId: crypto.randomUUID() },
      )
      navigate({ page: 'partners', parts: [partnerId, 'feedback'] })
    } catch (error) {
      const { what, todo } = errorText(error)
      say({ text: `${what} ${todo}`, isError: true })
    }
  }
  return others
}
