import type { MeasureKey, MeasureValue } from '../../contract/measures.ts'
import type { Output } from '../../contract/methods.ts'
import type { Objective } from '../../contract/objectives.ts'
import { useEngineAnswers, useEngineQuery } from '../client/hooks.ts'
import type { Span } from '../../contract/periods.ts'
import type { HomeQuestions } from '../../contract/homeQuestions.ts'

/** Measures of the programme in the period and in the one it is compared with. */
export interface Standing {
  currency: string
  /** How foreign amounts were converted, and which were. */
  policy: Output<'measures.read'>['policy']
  foreign: readonly string[]
  missing: Output<'measures.read'>['missing']
  /** Of the period before this one was chosen: the answers are on their way. */
  isOld: boolean
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
export function useStanding(asked: HomeQuestions): Standing | undefined {
  const ofNow = useEngineQuery('measures.read', asked.now, { keepLast: true })
  const ofBefore = useEngineQuery('measures.read', asked.before ?? asked.now, {
    enabled: asked.before !== null,
    keepLast: true,
  })
  const tiles = useEngineQuery('objectives.tiles', asked.within, { keepLast: true })
  const [now, before, objectives] = [ofNow.data, ofBefore.data, tiles.data?.objectives]
  if (now === undefined) return undefined
  const { currency, policy, foreign, missing } = now
  return {
    currency,
    policy,
    foreign,
    missing,
    isOld: [ofNow, ofBefore, tiles].some(({ isPlaceholderData }) => isPlaceholderData),
    now: find(now),
    before: find(asked.before === null ? undefined : before),
    objective: (key) => objectives?.find(({ measure }) => measure === key),
  }
}

/** A measure over pieces of time; undefined while it is not here, or was not asked for. */
export type Trends = (key: MeasureKey) => readonly MeasureValue[] | undefined

/** Pieces of time, oldest first, and measures over them. */
export interface Pieces {
  spans: readonly Span[]
  trends: Trends
}

/** What is drawn over pieces of time. */
export interface Drawn {
  monthly: Pieces
  quarterly: Pieces
  /** The same quarters of what the period is compared with. */
  quarterlyBefore: Pieces
}

/** Drawn when all of it is here; until then what was drawn before stays, with its own months and quarters. */
export function useDrawn({ byMonth, byQuarter, byQuarterBefore }: HomeQuestions): Drawn {
  const answered = useEngineAnswers('measures.trend', [byMonth, byQuarter, byQuarterBefore])
  const pieces = (at: number): Pieces => {
    const input = answered?.inputs[at]
    const trends = answered?.answers[at]?.trends
    return { spans: input?.periods ?? [], trends: (key) => trends?.[input?.keys.indexOf(key) ?? -1] }
  }
  return { monthly: pieces(0), quarterly: pieces(1), quarterlyBefore: pieces(2) }
}
