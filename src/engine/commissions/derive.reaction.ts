import type { DueRule } from '../../contract/programme.ts'
import type { CommandContext } from '../context.ts'
import { withLargeCache } from '../db/largeCache.ts'
import type { Reaction } from '../history/reactions.ts'
import { storeOpenSums } from '../metrics/rollups.repo.ts'
import type { Scope } from '../metrics/scope.ts'
import { readTerritories } from '../partners/partners.repo.ts'
import { pauseOf } from '../pause.ts'
import { compilePlans } from '../plans/compile.rules.ts'
import { listAssignments, listVersions, type PlanVersion } from '../plans/plans.repo.ts'
import { cutToBudgets } from './budgets.rules.ts'
import { withBudgets } from './caps.rules.ts'
import { CommissionColumns } from './commissionColumns.rules.ts'
import type { Records } from './commissionRecords.rules.ts'
import { type DerivedCommissions, writeCommissions } from './commissionRows.repo.ts'
import { type ConversionColumns, NO_CONVERSIONS } from './conversionColumns.rules.ts'
import { countConversionIds, findFrauds, findSelfReferrals, readConversions } from './conversions.repo.ts'
import { sourceDayColumn } from './due.rules.ts'
import { type ColumnNeeds, toBlockedPairs } from './partnerRows.rules.ts'
import { PartnerRuns } from './partnerRuns.ts'
import { listBudgetLines, listSettled } from './settled.repo.ts'
import { markStale, staleAfter, staleCommissions } from './stale.ts'
import { sumCommissions } from './sums.rules.ts'
import { translateBeside, translateHere, type Translation, type TranslationOptions } from './translation.ts'

/** Commissions are what plans make of live conversions: derived anew for whoever a change concerns. [CO15] */
export const commissionsReaction: Reaction = {
  name: 'commissions',
  after: staleAfter,
  async run(context) {
    markStale(context)
    const scope = staleCommissions(context)
    if (scope !== null) await deriveCommissions(context, scope)
  },
}

/** Fewer commissions are written one by one. */
const LEAST_COPIED = 1_000

/** Derives and stores the commissions of the partners in scope. */
export async function deriveCommissions(context: CommandContext, scope: Scope): Promise<void> {
  const { raw, signal, threads } = context
  const conversions = countConversionIds(raw)
  const isCopied = scope === 'everyone' && conversions >= LEAST_COPIED
  await withLargeCache(raw, async () => {
    const store = async (derived: DerivedCommissions, records: AsyncIterable<Records> | null): Promise<void> => {
      storeOpenSums(raw, scope, sumCommissions(derived.columns, derived.partner, derived.currencies))
      await writeCommissions(raw, scope, derived, records, pauseOf(context))
    }
    const inputs = readInputs(context, scope)
    if (inputs === null) return store(nothing(), null)
    const options: TranslationOptions = [inputs.needs, inputs.blockedPairs]
    // What a budget cuts is known when all partners have been rated, and so is written after that.
    const isStreamed = isCopied && inputs.budgeted.length === 0
    const isBeside = isStreamed && conversions >= threads.leastTranslated
    const translation = isBeside ? translateBeside(threads.translator, signal, ...options) : translateHere(...options)
    try {
      const derived = await compute(context, scope, inputs, translation, isStreamed)
      await store(derived, isStreamed ? translation.records() : null)
    } finally {
      await translation.close()
    }
  })
}

/** What deriving needs: it only reads. */
type DerivationContext = Pick<CommandContext, 'raw' | 'settings' | 'signal'>

/**
 * The open commissions of the partners in scope as they follow from plans and conversions now; nothing is stored. With
 * budgets that is only right for everyone.
 */
export async function computeCommissions(context: DerivationContext, scope: Scope): Promise<DerivedCommissions> {
  const inputs = readInputs(context, scope)
  if (inputs === null) return nothing()
  return compute(context, scope, inputs, translateHere(inputs.needs, inputs.blockedPairs), false)
}

const nothing = (): DerivedCommissions => ({
  columns: new CommissionColumns(),
  partner: new Int32Array(),
  currencies: [],
})

type Inputs = NonNullable<ReturnType<typeof readInputs>>

/** Null without a plan: then there is nothing to read a million conversions for. */
function readInputs({ raw, settings }: DerivationContext, scope: Scope) {
  const versions = listVersions(raw)
  const assignments = listAssignments(raw)
  const settled = listSettled(raw, scope, settings().clawbackDays !== null)
  if ((versions.length === 0 || assignments.length === 0) && settled.size === 0) return null
  const blockedPairs = toBlockedPairs(findSelfReferrals(raw), findFrauds(raw))
  const territories = readTerritories(raw, scope)
  const needs = needsOf(versions, settings().due, {
    customer: blockedPairs.size > 0,
    country: territories.size > 0,
  })
  const budgeted = withBudgets(versions).map(({ id }) => id)
  return { versions, assignments, settled, blockedPairs, territories, needs, budgeted }
}

/** @param isCopied the translation is to make records of the commissions, too */
async function compute(
  context: DerivationContext,
  scope: Scope,
  inputs: Inputs,
  translation: Translation,
  isCopied: boolean,
): Promise<DerivedCommissions> {
  const { raw } = context
  const pause = pauseOf(context)
  const settings = context.settings()
  await readConversions(raw, scope, settings.base, inputs.needs, translation.read, pause)
  const { count, dictionary } = await translation.endReading()

  const runs = new PartnerRuns(context, scope, inputs, dictionary, count)
  const { columns, currencies } = runs
  const ends: { partnerId: number; until: number }[] = []
  async function run(partnerId: number, conversions: ConversionColumns): Promise<void> {
    runs.run(partnerId, conversions)
    ends.push({ partnerId, until: columns.count })
    await pause()
  }

  let written = 0
  const write = (): void => {
    if (isCopied) translation.write(columns, written)
    written = columns.count
  }
  const seen = new Set<number>()
  for await (const partners of translation.partners()) {
    for (const { partnerId, conversions } of partners) {
      seen.add(partnerId)
      await run(partnerId, conversions)
    }
    write()
  }
  // Whoever was paid and has no conversion left still owes what was paid for the last one.
  for (const partnerId of inputs.settled.keys()) if (!seen.has(partnerId)) await run(partnerId, NO_CONVERSIONS)
  write()
  if (inputs.budgeted.length > 0)
    cutToBudgets(columns, runs.plans, listBudgetLines(raw, inputs.budgeted), runs, settings)
  return { columns, partner: spread(ends, columns.count), currencies }
}

/** The partner of each commission, from where each partner's commissions end. */
function spread(ends: readonly { partnerId: number; until: number }[], total: number): Int32Array {
  const partner = new Int32Array(total)
  let from = 0
  for (const { partnerId, until } of ends) {
    partner.fill(partnerId, from, until)
    from = until
  }
  return partner
}

/** Compiled without names, the versions tell which columns they look at; `gates` what is looked at before any plan. */
function needsOf(
  versions: readonly PlanVersion[],
  due: DueRule,
  gates: Pick<ColumnNeeds, 'customer' | 'country'>,
): ColumnNeeds {
  const plans = [...compilePlans(versions, { currencies: [], products: [], countries: [] }).values()]
  return {
    product: plans.some(({ needsProduct }) => needsProduct),
    country: gates.country || plans.some(({ needsCountry }) => needsCountry),
    lead: plans.some(({ needsLeads }) => needsLeads),
    sourceDay: sourceDayColumn(due),
    customer:
      gates.customer ||
      plans.some(({ needsCustomer }) => needsCustomer) ||
      versions.some(({ changeMode }) => changeMode === 'newCustomersOnly'),
  }
}
