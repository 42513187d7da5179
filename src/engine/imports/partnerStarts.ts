import { type Day, isDay } from '../../contract/dates.ts'
import type { ImportAnswers, ImportQuestion } from '../../contract/imports.ts'
import type { Connection } from '../db/open.ts'
import type { PartnerTable } from '../db/schema.ts'
import { PARTNER_START, partnerStartQuestion, type PartnerResolver } from './partnerResolver.ts'

/** On which days partners start because of this import. */
export interface PartnerStarts {
  /** Start of each new partner. */
  created: ReadonlyMap<number, Day>
  /** New, earlier start of partners that are here already. */
  moved: ReadonlyMap<PartnerTable, Day>
  questions: ImportQuestion[]
}

/**
 * A new partner starts on the day the file says, else with its first event, else today. One that an earlier import made
 * moves back to an event before its start; one whose start a person chose does so only when asked to. [IM9]
 */
export function planPartnerStarts(
  connection: Connection,
  {
    resolver,
    known,
    answers,
    today,
  }: { resolver: PartnerResolver; known: readonly PartnerTable[]; answers: ImportAnswers; today: Day },
): PartnerStarts {
  const answer = answers[PARTNER_START]
  const earlier = firstEvents(
    connection,
    resolver.created.map((partner) => partner.text),
  )
  const byEvent: { name: string; day: Day }[] = []
  const created = new Map<number, Day>()
  for (const partner of resolver.created) {
    const first = least(resolver.earliestOf(partner.id), earlier.get(partner.text) ?? null)
    if (partner.startedOn === null && first !== null) byEvent.push({ name: partner.fields.name, day: first })
    created.set(partner.id, partner.startedOn ?? chosenDay(answer, first, today))
  }

  const moved = new Map<PartnerTable, Day>()
  if (answer === undefined || answer === 'earliest')
    for (const partner of known) {
      const first = resolver.earliestOf(partner.id)
      if (first === null || first >= partner.started_on) continue
      if (answer === undefined && isStartChosen(connection, partner)) continue
      byEvent.push({ name: partner.name, day: first })
      moved.set(partner, first)
    }

  const [earliest] = byEvent.map(({ day }) => day).toSorted()
  const names = byEvent.map(({ name }) => name)
  const isOpen = answer === undefined && earliest !== undefined
  return {
    created,
    moved,
    questions: isOpen ? [partnerStartQuestion(names, earliest, today)] : [],
  }
}

/** The day on which new partners start at the latest where the file does not say when; '' when that is their first event. */
export function latestStart(answers: ImportAnswers, today: Day): Day {
  return chosenDay(answers[PARTNER_START], '', today)
}

function chosenDay(answer: string | undefined, first: Day | null, today: Day): Day {
  if (answer !== undefined && isDay(answer)) return answer
  return answer === 'today' ? today : (first ?? today)
}

function least(left: Day | null, right: Day | null): Day | null {
  if (left === null || right === null) return left ?? right
  return left < right ? left : right
}

/** First event of the facts that are here already under texts which lead to no partner yet. */
function firstEvents(connection: Connection, texts: readonly string[]): Map<string, Day> {
  const open = connection
    .prepare('SELECT text FROM partner_text WHERE partner_id IS NULL AND text IN (SELECT value FROM json_each(?))')
    .pluck()
    .all(JSON.stringify(texts)) as string[]
  if (open.length === 0) return new Map()
  const rows = connection
    .prepare(
      `SELECT text, min(day) AS day FROM (
         SELECT partner_text AS text, occurred_on AS day FROM conversion WHERE is_live = 1
         UNION ALL SELECT partner_text, occurred_on FROM click WHERE is_live = 1
         UNION ALL
         SELECT partner_text, min(coalesce(opened_on, closed_on), coalesce(closed_on, opened_on)) FROM deal WHERE is_live = 1
       ) WHERE day IS NOT NULL AND text IN (SELECT value FROM json_each(?)) GROUP BY text`,
    )
    .all(JSON.stringify(open)) as { text: string; day: Day }[]
  return new Map(rows.map(({ text, day }) => [text, day]))
}

/** A person made the partner, or has set its start since. */
function isStartChosen(connection: Connection, partner: PartnerTable): boolean {
  if (partner.created_by_attempt === null) return true
  return (
    connection
      .prepare(
        `SELECT 1 FROM operation JOIN command ON command.seq = command_seq
         WHERE entity = 'partner' AND entity_id = ? AND kind = 'update'
           AND method NOT IN ('imports.run', 'history.undo', 'history.redo')
           AND json_extract(after, '$.started_on') IS NOT NULL LIMIT 1`,
      )
      .get(partner.id) !== undefined
  )
}
