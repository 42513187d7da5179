import { type Day, formatDay, toEpochDays } from '../../contract/dates.ts'
import type { CardSection } from '../../contract/scorecards.ts'
import type { Connection } from '../db/open.ts'

interface ActionRow {
  text: string
  owner: string
  dueOn: Day
  doneOn: Day | null
}

/**
 * What was agreed with a partner as it stood on a day: open actions, the most overdue first, then those done since the
 * period began. Null when there is none.
 */
export function readActions(
  raw: Connection,
  partnerId: number,
  { from, until }: { from: Day; until: Day },
): CardSection | null {
  const rows = raw
    .prepare(
      `SELECT text, owner, due_on AS dueOn, iif(closed_on <= @until, closed_on, NULL) AS doneOn FROM commitment
       WHERE partner_id = @partnerId AND made_on <= @until
         AND (closed_on IS NULL OR closed_on > @until OR (state = 'done' AND closed_on >= @from))
       ORDER BY doneOn IS NOT NULL, iif(doneOn IS NULL, due_on, NULL), doneOn DESC, id`,
    )
    .all({ partnerId, from, until }) as ActionRow[]
  if (rows.length === 0) return null
  const done = rows.filter(({ doneOn }) => doneOn !== null).length
  return {
    key: 'actions',
    title: 'Actions',
    note: `${done} of ${rows.length} done`,
    lines: rows.map((row) => toLine(row, until)),
  }
}

function toLine({ text, owner, dueOn, doneOn }: ActionRow, until: Day): CardSection['lines'][number] {
  if (doneOn !== null) return { meaning: 'good', label: text, note: '', value: `done ${formatDay(doneOn)}` }
  const days = toEpochDays(until) - toEpochDays(dueOn)
  const note = owner === '' ? `due ${formatDay(dueOn)}` : `${owner}, due ${formatDay(dueOn)}`
  if (days <= 0) return { meaning: 'mute', label: text, note, value: 'open' }
  return { meaning: 'bad', label: text, note, value: days === 1 ? '1 day late' : `${days} days late` }
}
