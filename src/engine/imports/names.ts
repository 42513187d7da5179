import { AppError } from '../../contract/errors.ts'
import type { Connection } from '../db/open.ts'
import { listTexts } from '../revenue/attribution.repo.ts'
import { listPartnersToMatch } from './imports.repo.ts'
import { inTurns } from './liveness.ts'
import { createPartnerMatcher } from './matching.rules.ts'
import { PARTNER_QUESTION, partnerQuestionId, toKnown } from './partnerResolver.ts'

/** A remembered answer to the question who a name in a file means. */
export interface RememberedName {
  id: number
  name: string
}

/** @throws AppError entity.notFound for an id that is none of a remembered name */
export function getNames(connection: Connection, ids: readonly number[]): RememberedName[] {
  const find = connection.prepare('SELECT question FROM import_answer WHERE id = ?').pluck()
  return [...new Set(ids)].map((id) => {
    const question = find.get(id) as string | undefined
    if (question?.startsWith(PARTNER_QUESTION) !== true)
      throw new AppError('entity.notFound', { entity: 'import_answer', id })
    return { id, name: question.slice(PARTNER_QUESTION.length) }
  })
}

/**
 * Live facts whose partner would be another one, or nobody, were the names forgotten. Conversions that a person credited
 * stay with whom they were credited to. [IM56]
 */
export async function countUses(
  connection: Connection,
  names: readonly RememberedName[],
): Promise<{ conversions: number; deals: number }> {
  const texts = JSON.stringify(listRedirected(connection, names))
  const counts = { conversions: 0, deals: 0 }
  if (texts === '[]') return counts
  for (const [kind, table, and] of [
    ['conversions', 'conversion', 'AND id NOT IN (SELECT conversion_id FROM attribution)'],
    ['deals', 'deal', ''],
  ] as const) {
    const last = connection.prepare(`SELECT coalesce(max(id), 0) FROM ${table}`).pluck().get() as number
    const count = connection
      .prepare(
        `SELECT count(*) FROM ${table} WHERE id BETWEEN @from AND @to AND is_live = 1
           AND partner_text IN (SELECT value FROM json_each(@texts)) ${and}`,
      )
      .pluck()
    await inTurns([{ from: 1, to: last }], (piece) => void (counts[kind] += count.get({ ...piece, texts }) as number))
  }
  return counts
}

/** Texts of facts that lead elsewhere once nobody remembers who the names mean. */
function listRedirected(connection: Connection, names: readonly RememberedName[]): string[] {
  const questions = new Set(names.map(({ name }) => PARTNER_QUESTION + name))
  const partners = listPartnersToMatch(connection).filter((partner) => partner.is_live === 1)
  const matcher = createPartnerMatcher(partners.map(toKnown))
  return listTexts(connection).flatMap(({ text, partnerId }) =>
    partnerId !== null && questions.has(partnerQuestionId(text)) && matcher.matchText(text) !== partnerId ? [text] : [],
  )
}
