import type { Day } from '../../contract/dates.ts'
import type { MeasureKey, MeasureValue } from '../../contract/measures.ts'
import type { Output } from '../../contract/methods.ts'
import type { Objective } from '../../contract/objectives.ts'
import { useEngineAnswers, useEngineQuery } from '../client/hooks.ts'
import type { Period, Span } from '../client/period.ts'
import { homeQuestions } from './questions.ts'

/** Measures of the programme in the period and in the one it is compared with. */
export interface Standing {
  currency: string
  /** How foreign amounts were converted, and which were. */
  policy: Output<'measures.read'>['policy']
  foreign: readonly string[]
  missing: Output<'measures.read'>['missing']
  now: (key: MeasureKey) => MeasureValue | undefined
  before: (key: MeasureKey) => MeasureValue | undefined
  /** The programme's target for a measure that fits the period best. */
  objective: (key: MeasureKey) => Objective | undefined
}

const find =
  (answer: Output<'measures.read'> | undefined) =>
  (key: MeasureKey): MeasureValue | undefined =>
    answer?.values.find((value) => value.key === key)

/** Undefined until the first answer is here. */
export function useStanding(period: Period, today: Day): Standing | undefined {
  const asked = homeQuestions(period, today)
  const now = useEngineQuery('measures.read', asked.now, { keepLast: true }).data
  const before = useEngineQuery('measures.read', asked.before ?? asked.now, {
    enabled: asked.before !== null,
    keepLast: true,
  }).data
  const objectives = useEngineQuery('objectives.tiles', asked.within, { keepLast: true }).data?.objectives
  if (now === undefined) return undefined
  const { currency, policy, foreign, missing } = now
  return {
    currency,
    policy,
    foreign,
    missing,
    now: find(now),
    before: find(asked.before === null ? undefined : before),
    objective: (key) => objectives?.find(({ measure }) => measure === key),
  }
}

/** A measure over pieces of time; undefined while it is not here, or was not asked for. */
export type Trends = (key: MeasureKey) => readonly MeasureValue[] | undefined

/** What is drawn over pieces of time. */
export interface Drawn {
  months: Span[]
  monthly: Trends
  quarters: Span[]
  quarterly: Trends
  /** The same quarters of what the period is compared with. */
  quarterlyBefore: Trends
}

/** Drawn when all of it is here, so that the page is drawn once. */
export function useDrawn(period: Period, today: Day): Drawn {
  const { byMonth, byQuarter, byQuarterBefore } = homeQuestions(period, today)
  const asked = [byMonth, byQuarter, byQuarterBefore].filter((input) => input !== null)
  const answers = useEngineAnswers('measures.trend', asked)
  const answerTo =
    (input: (typeof asked)[number] | null): Trends =>
    (key) =>
      input === null ? undefined : answers?.[asked.indexOf(input)]?.trends[input.keys.indexOf(key)]
  return {
    months: byMonth?.periods ?? [],
    monthly: answerTo(byMonth),
    quarters: byQuarter?.periods ?? [],
    quarterly: answerTo(byQuarter),
    quarterlyBefore: answerTo(byQuarterBefore),
  }
}
