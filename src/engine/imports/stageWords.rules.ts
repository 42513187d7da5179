import type { ColumnRole, ImportKind, ImportMapping, ImportQuestion } from '../../contract/imports.ts'
import { stageQuestion } from './questions.rules.ts'
import { stageMeaning } from './stages.rules.ts'
import { cleanText } from './texts.rules.ts'

const MOST_WORDS = 500
const LONGEST_WORD = 200

/**
 * The words of the stage and status columns with what the dictionary says of them, and a question for each it does not
 * know. The status decides where it is known; the stage is looked at where it is not. [IM13]
 */
export function proposeStages(
  rows: readonly (readonly string[])[],
  roles: ReadonlyMap<number, { role: ColumnRole }>,
  kinds: readonly ImportKind[],
): { words: ImportMapping['stages']; questions: ImportQuestion[] } {
  if (!kinds.includes('deals') && !kinds.includes('conversions')) return { words: [], questions: [] }
  const at = (wanted: ColumnRole): number => [...roles].find(([, { role }]) => role === wanted)?.[0] ?? -1
  const counts = countWords(rows, at('stage'), at('status'))
  const isPipeline = kinds.includes('deals')
  const hasEnds = [...counts.keys()].some((text) => ['won', 'lost'].includes(stageMeaning(text) ?? ''))
  const questions: ImportQuestion[] = []
  const words = [...counts].map(([text, count]): ImportMapping['stages'][number] => {
    const meaning = stageMeaning(text)
    if (meaning !== undefined) return { text, stage: toStage(meaning, isPipeline) }
    // A number stands for a stage only its own system knows.
    const suggested = isPipeline && hasEnds && !/^\d+$/.test(text) ? 'open' : null
    questions.push(stageQuestion(text, count, suggested))
    return { text, stage: suggested }
  })
  return { words, questions }
}

function countWords(rows: readonly (readonly string[])[], stageAt: number, statusAt: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const status = statusAt < 0 ? '' : cleanText(row[statusAt] ?? '')
    const stage = stageAt < 0 ? '' : cleanText(row[stageAt] ?? '')
    const text = stage !== '' && stageMeaning(status) === undefined ? stage : status
    if (text === '' || text.length > LONGEST_WORD || (counts.size >= MOST_WORDS && !counts.has(text))) continue
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return counts
}

/** A refund's word says that money moved, which among conversions is "won"; a deal that was paid back is lost. */
function toStage(meaning: NonNullable<ReturnType<typeof stageMeaning>>, isPipeline: boolean): 'open' | 'won' | 'lost' {
  if (meaning === 'refund' || meaning === 'refunded') return isPipeline ? 'lost' : 'won'
  return meaning
}
