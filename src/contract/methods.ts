import { z } from 'zod'
import { certificateMethods } from './certificates.ts'
import { commissionMethods } from './commissions.ts'
import { figureMethods } from './figures.ts'
import { analyticsMethods } from './analytics.ts'
import { costMethods } from './costs.ts'
import { dealMethods } from './deals.ts'
import { historyMethods } from './history.ts'
import { importMethods } from './imports.ts'
import { interventionMethods } from './interventions.ts'
import { measureMethods } from './measures.ts'
import { metricsMethods } from './metrics.ts'
import { objectiveMethods } from './objectives.ts'
import { partnerMethods } from './partners.ts'
import { payoutMethods } from './payouts.ts'
import { planMethods } from './plans.ts'
import { programmeMethods } from './programme.ts'
import { ratesMethods } from './rates.ts'
import { revenueMethods } from './revenue.ts'
import { reviewContentMethods } from './reviewContent.ts'
import { reviewPlanMethods } from './reviewPlans.ts'
import { reviewMethods } from './reviews.ts'
import { sampleMethods } from './sample.ts'
import { scorecardMethods } from './scorecards.ts'
import { tierMethods } from './tiers.ts'
import { viewMethods } from './views.ts'
import { workspaceMethods } from './workspace.ts'

/** Everything the engine can be asked; handlers, client, CLI and documentation derive from this table. */
export const methods = {
  ...workspaceMethods,
  ...historyMethods,
  ...programmeMethods,
  ...partnerMethods,
  ...importMethods,
  ...revenueMethods,
  ...dealMethods,
  ...planMethods,
  ...commissionMethods,
  ...payoutMethods,
  ...metricsMethods,
  ...measureMethods,
  ...figureMethods,
  ...ratesMethods,
  ...scorecardMethods,
  ...tierMethods,
  ...certificateMethods,
  ...objectiveMethods,
  ...costMethods,
  ...analyticsMethods,
  ...reviewMethods,
  ...reviewContentMethods,
  ...reviewPlanMethods,
  ...interventionMethods,
  ...sampleMethods,
  ...viewMethods,
}

export type Methods = typeof methods
export type MethodName = keyof Methods
export type Input<M extends MethodName> = z.input<Methods[M]['input']>
export type Output<M extends MethodName> = z.output<Methods[M]['output']>
/** Names of one kind, for example `NamesOf<'query'>`. */
export type NamesOf<Kind extends 'query' | 'command' | 'task'> = {
  [M in MethodName]: Methods[M]['kind'] extends Kind ? M : never
}[MethodName]

/** Method table as JSON Schemas, for `tandem methods`. */
export function describeMethods(): { method: string; kind: string; input: unknown; output: unknown }[] {
  return Object.entries(methods).map(([method, spec]) => ({
    method,
    kind: spec.kind,
    input: z.toJSONSchema(spec.input, { io: 'input', unrepresentable: 'any' }),
    output: z.toJSONSchema(spec.output, { unrepresentable: 'any' }),
  }))
}
