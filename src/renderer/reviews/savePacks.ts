import { AppError } from '../../contract/errors.ts'
import type { NamedContent, ShellFile } from '../../contract/shell.ts'
import { engine, startTask } from '../client/session.ts'
import { askShell } from '../client/shell.ts'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.pack

export const packFormats = ['pdf', 'pptx', 'html'] as const
export type PackFormat = (typeof packFormats)[number]

/** The files of one pack; the PDF is printed from the page. */
async function filesOf(reviewId: number, formats: ReadonlySet<PackFormat>, isOneOfMany: boolean, signal: AbortSignal) {
  const input = {
    of: { reviewId },
    html: formats.has('html') || formats.has('pdf'),
    pptx: formats.has('pptx'),
    isOneOfMany,
  }
  const { name, html, pptx } = await engine.call('reviews.pack', input, { signal })
  const files: NamedContent[] = []
  if (html !== null && formats.has('pdf')) files.push({ name: `${name}.pdf`, content: { kind: 'pdf', html } })
  if (pptx !== null) files.push({ name: `${name}.pptx`, content: { kind: 'bytes', bytes: pptx } })
  if (html !== null && formats.has('html')) files.push({ name: `${name}.html`, content: { kind: 'text', text: html } })
  return files
}

/** A name that no file of the folder has; two partners may be called the same. */
function freeName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf('.')
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name.slice(0, dot)} (${number})${name.slice(dot)}`
    if (taken.has(tried.toLowerCase())) continue
    taken.add(tried.toLowerCase())
    return tried
  }
}

/**
 * Asks for a folder and writes the packs of all reviews into a new one in it, one pack at a time; null when the user
 * cancels the question. Progress and cancel stand in the top bar; a folder that is not whole never appears.
 */
export async function savePacks(
  reviewIds: readonly number[],
  formats: ReadonlySet<PackFormat>,
  day: string,
): Promise<ShellFile | null> {
  const opened = await askShell('openFolder', { name: texts.folder(day) })
  if (opened === null) return null
  const { folder } = opened
  const taken = new Set<string>()
  const task = startTask(texts.running, async (signal, onProgress) => {
    for (const [index, id] of reviewIds.entries()) {
      onProgress({ done: index, total: reviewIds.length, label: texts.progress })
      for (const file of await filesOf(id, formats, reviewIds.length > 1, signal)) {
        if (signal.aborted) throw new AppError('engine.cancelled')
        await askShell('addToFolder', { folder, file: { ...file, name: freeName(file.name, taken) } })
      }
    }
  })
  try {
    await task.done
  } catch (error) {
    await askShell('closeFolder', { folder, isKept: false })
    throw error
  }
  return askShell('closeFolder', { folder, isKept: true })
}
