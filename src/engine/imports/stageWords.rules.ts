import type { ColumnRole, ImportKind, ImportMapping, ImportQuestion } from '../../contract/imports.ts'
import { leadQuestion, stageQuestion } from './questions.rules.ts'
import { leadMeaning, stageMeaning } from './stages.rules.ts'
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
  const isMoney = kinds.includes('deals') || kinds.includes('conversions')
  if (!isMoney && !kinds.includes('leads')) return { words: [], questions: [] }
  const at = (wanted: ColumnRole): number => [...roles].find(([, { role }]) => role === wanted)?.[0] ?? -1
  if (!isMoney) return proposeLeadWords(countWords(rows, at('stage'), at('stage') < 0 ? at('status') : -1))
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

/** Words of files of leads: "open" stands for a lead, "lost" for none. A word nobody knows is taken for a lead. [IM61] */
function proposeLeadWords(counts: ReadonlyMap<string, number>): {
  words: ImportMapping['stages']
  questions: ImportQuestion[]
} {
  const questions: ImportQuestion[] = []
  const words = [...counts].map(([text, count]): ImportMapping['stages'][number] => {
    const meaning = leadMeaning(text)
    if (meaning === undefined) questions.push(leadQuestion(text, count))
    return { text, stage: meaning === 'none' ? 'lost' : 'open' }
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
