import type { Day } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { DUE_SOON_DAYS } from '../../contract/reviews.ts'
import type { QueryContext } from '../context.ts'
import type { Connection } from '../db/open.ts'
import { nameSome } from '../text/nameSome.ts'
import { listDue } from './due.ts'

type Need = Output<'metrics.needs'>['needs'][number]

interface Waiting {
  name: string
  day: Day
}

const lateCommitments = `SELECT partner.name, due_on AS day FROM commitment JOIN partner ON partner.id = partner_id
  WHERE commitment.state = 'open' AND due_on < ? ORDER BY due_on, commitment.id`
const missedReviews = `SELECT partner.name, planned_on AS day FROM qbr JOIN partner ON partner.id = partner_id
  WHERE qbr.state = 'planned' AND planned_on < ? ORDER BY planned_on, qbr.id`

/** Promises that are late, reviews whose day has passed, and partners that are due for one. [ME4] */
export async function listReviewNeeds(context: QueryContext): Promise<Need[]> {
  const { raw } = context
  const today = context.today()
  const list = (sql: string): Waiting[] => raw.prepare(sql).all(today) as Waiting[]
  // Who has never planned one is not urged to.
  const hasReviews = raw.prepare('SELECT 1 FROM qbr LIMIT 1').get() !== undefined
  const due = hasReviews ? await listDue(context, DUE_SOON_DAYS) : []
  return [
    ...toNeed('commitmentsLate', list(lateCommitments)),
    ...toNeed('reviewsMissed', list(missedReviews)),
    ...toNeed(
      'reviewsDue',
      due.map(({ partnerName, plannedOn }) => ({ name: partnerName, day: plannedOn })),
    ),
  ]
}

/** What is late on the page of reviews. */
export function countReviewsWaiting(raw: Connection, today: Day): number {
  return [lateCommitments, missedReviews].reduce(
    (count, sql) => count + (raw.prepare(`SELECT count(*) FROM (${sql})`).pluck().get(today) as number),
    0,
  )
}

function toNeed(kind: Need['kind'], waiting: readonly Waiting[]): Need[] {
  const [first] = waiting
  if (!first) return []
  const label = nameSome([...new Set(waiting.map(({ name }) => name))])
  return [{ kind, count: waiting.length, id: null, label, amounts: [], dueOn: first.day }]
}
