import { listPartnersWithSettled } from '../commissions/settled.repo.ts'
import type { CommandContext } from '../context.ts'
import type { Reaction } from '../history/reactions.ts'
import { holdingOf, listPartnersToMatch, listVersions, readAnswers, rememberAnswers } from '../imports/imports.repo.ts'
import { unsettledImports } from '../imports/liveness.reaction.ts'
import { inTurns } from '../imports/liveness.ts'
import { createPartnerMatcher } from '../imports/matching.rules.ts'
import { answerForPartner, partnerOfAnswer, partnerQuestionId, toKnown } from '../imports/partnerResolver.ts'
import { contains, type IdRange, unite } from '../imports/ranges.rules.ts'
import {
  attributeVersions,
  deriveFromTexts,
  deriveVersions,
  followOriginals,
  listTexts,
  type NamingTable,
  partnersOf,
  partnersOfIds,
  redirectTexts,
} from './attribution.repo.ts'

/**
 * Derives the partner of deals, conversions and clicks: credited by hand, else by what was remembered of the file's text, else
 * by the partner that the text names exactly. [RE1] [RE2]
 */
export const attributionReaction: Reaction = {
  name: 'attribution',
  after: ['import_attempt', 'import_answer', 'partner', 'attribution'],
  async run(context) {
    const { touched } = context.write
    const credited = creditedConversions(context)
    // Whom they belong to until now; what follows may move them before it is their turn.
    markPartnersOf(context, credited)
    if (touched.has('partner') || touched.has('import_answer') || touched.has('import_attempt')) redirect(context)
    await deriveRestored(context)
    credit(context, credited)
  },
}

/** Texts whose partner came, went, changed its name or was chosen anew. */
function redirect(context: CommandContext): void {
  const { raw, affected } = context
  const answers = readAnswers(raw)
  const partners = listPartnersToMatch(raw).filter((partner) => partner.is_live === 1)
  const live = new Set(partners.map((partner) => partner.id))
  const matcher = createPartnerMatcher(partners.map(toKnown))
  const changed = new Map<string, number | null>()
  const memory = new Map<string, string>()
  for (const { text, partnerId } of listTexts(raw)) {
    const answered = partnerOfAnswer(answers.get(partnerQuestionId(text)))
    const found = answered !== null && live.has(answered) ? answered : (matcher.matchText(text) ?? null)
    if (found === partnerId) continue
    changed.set(text, found)
    affected.partners.add(partnerId ?? 0)
    affected.partners.add(found ?? 0)
    if (found !== null) memory.set(partnerQuestionId(text), answerForPartner(found))
  }
  if (changed.size === 0) return
  // What a text meant once it means whatever the partner is called later.
  if (!context.isReplay) rememberAnswers(raw, context.write, memory)
  const moved = redirectTexts(raw, changed)
  touchAny(context, moved)
}

/** Facts that undo, redo or a revert made count or stop counting. */
async function deriveRestored(context: CommandContext): Promise<void> {
  const { raw, affected } = context
  const attempts = unsettledImports(context)
  if (attempts.length === 0) return
  for (const [kind, table] of [
    ['deals', 'deal'],
    ['conversions', 'conversion'],
    ['clicks', 'click'],
  ] as const) {
    const ranges = unite(attempts.flatMap((attempt) => holdingOf(raw, attempt, kind)))
    await inTurns(ranges, (piece) => {
      // Both the partners the facts had and those they have now.
      if (kind === 'conversions') for (const id of partnersOf(raw, piece)) affected.partners.add(id)
      deriveFromTexts(raw, table, piece)
      if (kind === 'conversions') for (const id of partnersOf(raw, piece)) affected.partners.add(id)
    })
    if (kind === 'conversions') markVersions(context, ranges)
  }
  affected.partners.add(0)
  for (const id of listPartnersWithSettled(raw)) affected.partners.add(id)
  attributeVersions(raw)
  for (const id of followOriginals(raw)) affected.partners.add(id)
}

/** Another version counts now, which may be another partner's and is held by another import. */
function markVersions(context: CommandContext, ranges: readonly IdRange[]): void {
  const firsts = listVersions(context.raw, 'conversions')
    .filter((versions) => versions.some((id) => contains(ranges, id)))
    .map(([first = 0]) => first)
  markPartnersOf(context, firsts)
}

/** Conversions credited, or no longer credited, by hand. */
function creditedConversions(context: CommandContext): number[] {
  const ids = context.write.operations.flatMap(({ entity, before, after }) => {
    if (entity !== 'attribution') return []
    const id = (after ?? before)?.['conversion_id'] ?? before?.['conversion_id']
    return typeof id === 'number' ? [id] : []
  })
  return [...new Set([...ids, ...editedAttributions(context)])]
}

function markPartnersOf({ raw, affected }: CommandContext, conversions: readonly number[]): void {
  for (const id of partnersOfIds(raw, conversions)) affected.partners.add(id)
}

function credit(context: CommandContext, credited: readonly number[]): void {
  const { raw, write, affected } = context
  if (credited.length === 0) return
  deriveVersions(raw, credited)
  attributeVersions(raw)
  for (const id of followOriginals(raw)) affected.partners.add(id)
  markPartnersOf(context, credited)
  for (const id of credited) write.touch('conversion', id)
}

/** An edited row logs the changed columns only, not which conversion it is about. */
function editedAttributions({ raw, write }: CommandContext): number[] {
  const ids = write.operations.flatMap(({ entity, entityId, kind }) =>
    entity === 'attribution' && kind === 'update' ? [entityId] : [],
  )
  return raw
    .prepare('SELECT conversion_id FROM attribution WHERE id IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(ids)) as number[]
}

/** Something changed in bulk: one row stands for all. */
function touchAny({ raw, write }: CommandContext, tables: readonly NamingTable[]): void {
  for (const table of tables) {
    const id = raw.prepare(`SELECT min(id) FROM ${table}`).pluck().get() as number | null
    if (id !== null) write.touch(table, id)
  }
}
