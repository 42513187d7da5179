import { type Scorecard, scorecardSchema } from '../../../contract/scorecards.ts'
import { periodName } from '../../../contract/scorecardText.ts'
import type { ScorecardTable } from '../../db/schema.ts'
import { canonicalJson, sha256 } from '../../history/canonical.ts'
import { readCardText } from '../../scorecards/cards.repo.ts'
import { bandOf, clampReach, composeScore, reachOf } from '../../scorecards/score.rules.ts'
import type { Check } from '../verify.ts'

/** The content as it was frozen, or what is wrong with it. */
function readFrozen(row: ScorecardTable): Scorecard | string {
  let json: string
  try {
    json = readCardText(row)
  } catch {
    return 'its content cannot be unpacked'
  }
  if (sha256(json) !== row.content_hash) return 'its content is not what was published'
  const parsed = scorecardSchema.safeParse(JSON.parse(json))
  return parsed.success ? parsed.data : 'its content is no scorecard'
}

const COLUMNS = { from_on: 'from', to_on: 'to', score_ppm: 'scorePpm', band: 'band' } as const satisfies Partial<
  Record<keyof ScorecardTable, keyof Scorecard>
>

function* problemsOf(row: ScorecardTable, card: Scorecard): Generator<string> {
  for (const [column, field] of Object.entries(COLUMNS) as [
    keyof typeof COLUMNS,
    (typeof COLUMNS)[keyof typeof COLUMNS],
  ][])
    if (row[column] !== card[field])
      yield `${column} is ${canonicalJson(row[column])}, published was ${canonicalJson(card[field])}`
  for (const metric of card.metrics) {
    const { actual, target, better, floorPpm, capPpm, missing } = metric
    const reachedPpm = actual === null ? null : reachOf(actual, target, better)
    const left = missing === 'zero' ? 0 : null
    const attainmentPpm = reachedPpm === null ? left : clampReach(reachedPpm, floorPpm, capPpm)
    if (metric.reachedPpm !== reachedPpm || metric.attainmentPpm !== attainmentPpm)
      yield `“${metric.label}” does not follow from its actual and its target`
  }
  const { scorePpm, pointsPpm } = composeScore(card.metrics)
  if (card.scorePpm !== scorePpm || card.metrics.some((metric, i) => metric.pointsPpm !== pointsPpm[i]))
    yield 'its score does not follow from its metrics'
  else if (scorePpm !== null && card.band !== bandOf(card.template.body.bands, scorePpm))
    yield 'its band does not follow from its score'
}

/** Every published card is what was published, and its score follows from its metrics. [VE11] */
export const checkScorecards: Check = {
  check: 'scorecards',
  async run({ raw }) {
    const findings: { entity: string; entityId: number; message: string }[] = []
    let examined = 0
    for (const row of raw.prepare('SELECT * FROM scorecard ORDER BY id').iterate() as Iterable<ScorecardTable>) {
      examined += 1
      const card = readFrozen(row)
      const problems = typeof card === 'string' ? [card] : [...problemsOf(row, card)]
      const name =
        typeof card === 'string'
          ? `Scorecard ${row.id}`
          : `Scorecard of ${card.partner.name}, ${periodName(card.from, card.to, card.programme.fiscalYearStartMonth)}`
      for (const problem of problems)
        findings.push({ entity: 'scorecard', entityId: row.id, message: `${name}: ${problem}` })
    }
    return { examined, findings }
  },
}
