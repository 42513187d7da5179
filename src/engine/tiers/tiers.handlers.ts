import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { Evidence, Proposal, TierBody, tierMethods } from '../../contract/tiers.ts'
import type { CommandContext, HandlersOf, QueryContext } from '../context.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { nameSome } from '../text/nameSome.ts'
import { evaluateOn, readCalendar } from './evaluation.ts'
import { describePartner } from './partnerTier.ts'
import { findProblems } from './problems.rules.ts'
import { listPromiseRecords } from './promises.repo.ts'
import { listOwed } from './promises.rules.ts'
import { listProposals, type PartnerStanding } from './proposals.ts'
import { entryOn, standingOn, tierNamed, versionOn } from './standing.rules.ts'
import { findTierTable, getTierTable, listTierVersions, removeScheduled, tierEntriesOf } from './tiers.repo.ts'
import { runTrial } from './trial.ts'

/** What amounts are in, and how others were converted. */
function basisOf(context: QueryContext) {
  const { baseCurrency, exchange } = context.settings()
  return { currency: baseCurrency, policy: exchange.mode }
}

/** Everything a decision on the proposal freezes. */
function freeze(context: CommandContext, { evaluation }: PartnerStanding, { from, to, evaluatedOn }: Proposal): string {
  const { version, results } = evaluation ?? {}
  if (!version || !results) throw new Error('a proposal without an evaluation')
  const evidence: Evidence = {
    evaluatedOn,
    versionNumber: version.number,
    proposed: to,
    proposedName: version.body.tiers.find(({ key }) => key === to)?.name ?? '',
    results: results.filter(({ tier }) => tier === from || tier === to),
    policy: context.settings().exchange.mode,
  }
  return JSON.stringify(evidence)
}

const decisionOf = { promotion: 'promoted', demotion: 'demoted', requalification: 'kept' } as const

/** What every decision of today has in common. */
function decidedNow(context: CommandContext) {
  return { decided_on: context.today(), decided_by: context.actor, pinned_until: null, pin_reason: '' }
}

function decide(
  context: CommandContext,
  standing: PartnerStanding,
  proposal: Proposal,
  isApproved: boolean,
  reason: string,
): void {
  const { raw, write } = context
  const { partnerId } = standing
  const evidence = { reason, evaluated_on: proposal.evaluatedOn, evidence: freeze(context, standing, proposal) }
  if (!isApproved) {
    // What stays as it is needs no decision.
    if (proposal.kind === 'requalification') throw new AppError('tier.proposalChanged', { partner: standing.name })
    write.insert('partner_tier', {
      partner_id: partnerId, tier: proposal.from, kind: 'kept', valid_from: context.today(), grace_until: null,
      ...evidence, ...decidedNow(context),
    }) // prettier-ignore
    return
  }
  removeScheduled(raw, write, partnerId, context.today())
  write.insert('partner_tier', {
    partner_id: partnerId, tier: proposal.to, kind: decisionOf[proposal.kind], valid_from: proposal.validFrom,
    grace_until: proposal.graceUntil, ...evidence, ...decidedNow(context),
  }) // prettier-ignore
}

/** @throws AppError tier.unknown */
function requireTier(context: QueryContext, key: string, day: Day): void {
  if (key === '') return
  const version = versionOn(listTierVersions(context.raw), day)
  if (version?.body.tiers.some((tier) => tier.key === key) !== true)
    throw new AppError('tier.unknown', { tier: key, day })
}

/** @throws AppError tier.invalid */
function requireSound(body: TierBody): void {
  const problems = findProblems(body)
  if (problems.length > 0) throw new AppError('tier.invalid', { problems })
}

export const tierHandlers: HandlersOf<typeof tierMethods> = {
  async 'tiers.table'(context) {
    const calendar = readCalendar(context)
    return {
      table: findTierTable(context.raw) ?? null,
      inForce: calendar?.inForce ?? null,
      evaluatedOn: calendar?.days[0] ?? null,
      proposals: (await listProposals(context)).length,
    }
  },

  async 'tiers.partner'(context, { partnerId, day }) {
    await getPartnerRow(context.db, partnerId)
    return describePartner(context, partnerId, day)
  },

  async 'tiers.proposals'(context) {
    return {
      ...basisOf(context),
      tiers: readCalendar(context)?.inForce.body.tiers.map(({ key, name }) => ({ key, name })) ?? [],
      proposals: (await listProposals(context)).map(({ partnerId, name, proposal, evaluation }) => ({
        partnerId,
        name,
        proposal,
        result:
          evaluation?.results.find(
            ({ tier }) => tier === (proposal.kind === 'demotion' ? proposal.from : proposal.to),
          ) ?? null,
      })),
    }
  },

  async 'tiers.preview'(context, { body, partnerId, day }) {
    const { name } = await getPartnerRow(context.db, partnerId)
    const results = await evaluateOn(context, body, day, [{ partnerId, name }])
    return {
      ...basisOf(context),
      results: results.get(partnerId) ?? [],
      problems: findProblems(body),
    }
  },

  'tiers.trial': runTrial,

  async 'tiers.create'(context, { name, body }) {
    if (findTierTable(context.raw)) throw new AppError('tier.tableExists')
    const id = context.write.insert('tier_table', {
      uid: context.clock.uid(),
      name,
      draft: JSON.stringify(body),
      is_archived: 0,
    })
    context.describe(name)
    return { id }
  },

  async 'tiers.rename'(context, { id, name }) {
    getTierTable(context.raw, id)
    context.write.update('tier_table', id, { name })
    context.describe(name)
    return {}
  },

  async 'tiers.saveDraft'(context, { id, body }) {
    const { name } = getTierTable(context.raw, id)
    context.write.update('tier_table', id, { draft: JSON.stringify(body) })
    context.describe(name)
    return {}
  },

  async 'tiers.discardDraft'(context, { id }) {
    const { name, draft, versions } = getTierTable(context.raw, id)
    if (draft === null || versions.length === 0) throw new AppError('tier.noDraft', { id })
    context.write.update('tier_table', id, { draft: null })
    context.describe(name)
    return {}
  },

  async 'tiers.publish'(context, { id, validFrom }) {
    const { name, draft, versions } = getTierTable(context.raw, id)
    if (draft === null) throw new AppError('tier.noDraft', { id })
    requireSound(draft)
    const [newest] = versions
    if (newest && validFrom <= newest.validFrom)
      throw new AppError('tier.invalid', { problems: [`version ${newest.number} begins on ${newest.validFrom}`] })
    const versionId = context.write.insert('tier_version', {
      uid: context.clock.uid(),
      table_id: id,
      number: (newest?.number ?? 0) + 1,
      valid_from: validFrom,
      body: JSON.stringify(draft),
      published_at: context.at,
      published_by: context.actor,
      is_live: 1,
    })
    context.write.update('tier_table', id, { draft: null })
    context.describe(name)
    return { versionId }
  },

  async 'tiers.decide'(context, { isApproved, proposals, reason }) {
    const open = new Map((await listProposals(context)).map((standing) => [standing.partnerId, standing]))
    const names: string[] = []
    for (const { partnerId, to, evaluatedOn } of proposals) {
      const standing = open.get(partnerId)
      if (standing?.proposal.to !== to || standing.proposal.evaluatedOn !== evaluatedOn) {
        const { name } = await getPartnerRow(context.db, partnerId)
        throw new AppError('tier.proposalChanged', { partner: name })
      }
      decide(context, standing, standing.proposal, isApproved, reason)
      open.delete(partnerId)
      names.push(standing.name)
    }
    context.describe(nameSome(names))
    return {}
  },

  async 'tiers.place'(context, { partnerId, tier, validFrom, reason }) {
    const { name } = await getPartnerRow(context.db, partnerId)
    requireTier(context, tier, validFrom)
    removeScheduled(context.raw, context.write, partnerId, context.today())
    context.write.insert('partner_tier', {
      partner_id: partnerId, tier, kind: 'placed', valid_from: validFrom, grace_until: null, reason, evaluated_on: null,
      evidence: null, ...decidedNow(context),
    }) // prettier-ignore
    context.describe(name)
    return {}
  },

  async 'tiers.pin'(context, { partnerId, pin }) {
    const { name } = await getPartnerRow(context.db, partnerId)
    const inForce = entryOn(tierEntriesOf(context.raw, partnerId), context.today())
    if (!inForce) throw new AppError('tier.unknown', { partner: name })
    context.write.update('partner_tier', inForce.id, {
      pinned_until: pin?.until ?? null,
      pin_reason: pin?.reason ?? '',
    })
    context.describe(name)
    return {}
  },

  async 'tiers.setPromise'(context, { partnerId, promise, state, dueOn, note }) {
    const { raw, write } = context
    const { name } = await getPartnerRow(context.db, partnerId)
    const today = context.today()
    const standing = standingOn(tierEntriesOf(raw, partnerId), today)
    const tier = tierNamed(listTierVersions(raw), standing.tier, today)
    const owed = listOwed(tier, standing.since, []).find(({ key }) => key === promise)
    if (!owed) throw new AppError('tier.unknown', { partner: name, promise })
    const known = listPromiseRecords(raw)
      .get(partnerId)
      ?.find((record) => record.promise === promise)
    const row = { state, severity: owed.severity, due_on: dueOn, note, decided_on: today }
    if (known) write.update('tier_promise', known.id, row)
    else write.insert('tier_promise', { partner_id: partnerId, promise, ...row })
    context.describe(name)
    return {}
  },
}
