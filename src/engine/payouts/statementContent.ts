import type { Trace } from '../../contract/commissions.ts'
import { formatDay } from '../../contract/dates.ts'
import { addMinor } from '../../contract/money.ts'
import { type Statement, statementSchema } from '../../contract/payouts.ts'
import { leastCap, type PlanRule } from '../../contract/plans.ts'
import type { CustomerProfile, ProgrammeSettings } from '../../contract/programme.ts'
import { contentTexts } from '../../contract/statementTexts.ts'
import { upliftText } from '../../contract/tierTexts.ts'
import type { QueryContext } from '../context.ts'
import type { CommissionTable, PartnerTable, PayoutRunTable, PayoutTable } from '../db/schema.ts'
import { computeBase } from '../commissions/base.rules.ts'
import {
  atTurn,
  clawedComponent,
  componentKind,
  componentOf,
  conversionIdOf,
  isTakingBack,
  kindOf,
  RATE,
  toCommissionId,
  turnOf,
} from '../commissions/ids.rules.ts'
import { asPaid } from '../commissions/settled.rules.ts'
import { buildClawbackTrace, buildTakenBackTrace, buildTrace, type TraceSource } from '../commissions/trace.rules.ts'
import { isExchange } from '../commissions/turns.rules.ts'
import { findTierOn } from '../tiers/tiers.repo.ts'
import { closingOf } from './identity.rules.ts'
import { redact } from './redaction.rules.ts'
import { describeMethod, type PayoutMethod } from './payee.rules.ts'
import {
  earlierClawbacks, findCommission, findConversion, findEarned, findLine, findStatementOfPayout, type HoldRow, type LineRow, listAdjustments,
  listHolds, listLines, listVersionsById, type NamedVersion, readContent,
} from './statementLines.repo.ts' // prettier-ignore
import { findStatementBefore, readUnlisted, reversedSince, sumRejected } from './unlisted.repo.ts'

function baseText({ base, timeZone }: ProgrammeSettings): string {
  const without = [
    ...(base.excludeTax ? (['tax'] as const) : []),
    ...(base.excludeShipping ? (['shipping'] as const) : []),
    ...(base.excludeDiscount ? (['discounts'] as const) : []),
    'refunds' as const,
  ]
  return contentTexts.base(without, timeZone)
}

/** Builds statement lines; keeps plan versions and the lines of earlier statements it has looked up. */
export class LineBuilder {
  private readonly context: QueryContext
  private readonly versions: ReadonlyMap<number, NamedVersion>
  private readonly settings: ProgrammeSettings
  private readonly numbers = new Map<number, { number: string; lines: ReadonlyMap<number, number> }>()

  constructor(context: QueryContext) {
    this.context = context
    this.versions = listVersionsById(context.raw)
    this.settings = context.settings()
  }

  build(row: LineRow): Statement['lines'][number] {
    const source = this.sourceOf(row)
    const trace = this.traceOf(row, source)
    if (trace.earnedMinor !== row.earned_minor)
      throw new Error(`commission ${row.id} earns ${row.earned_minor}, its arithmetic says ${trace.earnedMinor}`)
    return {
      day: row.occurred_on,
      ...redact(this.settings.customersOnStatements, { customer: row.customer_name, externalId: row.external_id }),
      product: row.product,
      what: this.describe(row, trace),
      trace,
    }
  }

  /** What a commission would earn had nothing of its sale been refunded, under caps of which nothing is used, minor units. */
  beforeRefunds(id: number): number {
    const row = findLine(this.context.raw, id)
    if (!row) throw new Error(`there is no commission ${id}`)
    const source = this.sourceOf(row)
    const amounts = { ...source.amounts, refundedMinor: 0 }
    const { baseMinor } = computeBase(amounts, this.settings.base)
    return Math.min(buildTrace({ ...source, amounts, baseMinor }).earnedMinor, leastCap(source.rule))
  }

  private traceOf(row: LineRow, source: TraceSource): Trace {
    if (isTakingBack(row.id))
      return buildTakenBackTrace(
        source,
        this.originalOf(row).earned_minor,
        this.isRatedAnew(row) ? 'ratedAnew' : 'notCounted',
      )
    return kindOf(row.id) === 'clawback' ? this.clawback(row, source) : buildTrace(source)
  }

  /** Whether what a line undoes is earned anew; what a clawback took is given back then, though refund and sale count. */
  private isRatedAnew(row: LineRow): boolean {
    if (componentKind(componentOf(row.id)) !== 'clawback') return isExchange(row)
    const both = [conversionIdOf(row.id), row.trigger_id ?? 0]
    return both.every((id) => findConversion(this.context.raw, id)?.is_live === 1)
  }

  private ruleOf(versionId: number, index: number): { plan: NamedVersion['plan']; rule: PlanRule } {
    const version = this.versions.get(versionId)
    const rule = version?.rules[index]
    if (!version || !rule) throw new Error(`plan version ${versionId} has no rule ${index}`)
    return { plan: version.plan, rule }
  }

  private sourceOf(row: LineRow): TraceSource {
    const amounts = {
      chargedMinor: row.amount_minor,
      taxMinor: row.tax_minor,
      shippingMinor: row.shipping_minor,
      discountMinor: row.discount_minor,
    }
    const { plan, rule } = this.ruleOf(row.plan_version_id, row.rule_index)
    const whole = computeBase({ ...amounts, refundedMinor: 0 }, this.settings.base).baseMinor
    return {
      commissionId: row.id,
      currency: row.currency,
      occurredOn: row.occurred_on,
      plan,
      rule,
      // What the stored base lacks was refunded before it was settled.
      amounts: { ...amounts, refundedMinor: Math.max(0, whole - row.base_minor) },
      quantity: row.quantity,
      baseMinor: row.base_minor,
      counterBefore: row.counter_before,
      counterStep: this.counterStep(row, rule),
      ...this.tierOf(row),
      capped:
        row.capped_by === null ? null : { kind: row.capped_by, earnedMinor: row.earned_minor, soldOn: row.sold_on },
      settings: this.settings,
    }
  }

  private tierOf(row: LineRow): { tier?: string } {
    if (componentKind(componentOf(row.id)) !== 'uplift') return {}
    return { tier: findTierOn(this.context.raw, row.partner_id, row.occurred_on)?.name ?? '' }
  }

  /** What moved the counter from before to after: this conversion, or the one that crossed the step. */
  private counterStep(row: LineRow, { payment }: PlanRule): number {
    if (payment.kind !== 'marginal' && payment.kind !== 'whole') return 0
    if (payment.counter.unit === 'count') return 1
    if (componentKind(componentOf(row.id)) !== 'trueUp' || row.trigger_id === null) return row.base_minor
    const { raw } = this.context
    const crossing = findEarned(raw, toCommissionId(row.trigger_id, RATE))
    if (crossing) return crossing.base_minor
    const conversion = findConversion(raw, row.trigger_id)
    if (!conversion) return 0
    const { amount_minor, tax_minor, shipping_minor, discount_minor } = conversion
    const amounts = {
      chargedMinor: amount_minor,
      taxMinor: tax_minor,
      shippingMinor: shipping_minor,
      discountMinor: discount_minor,
      refundedMinor: 0,
    }
    return computeBase(amounts, this.settings.base).baseMinor
  }

  /** The settled line that a clawback takes back, or that no longer counts. */
  private originalOf(row: LineRow): CommissionTable {
    const { raw } = this.context
    const component = clawedComponent(componentOf(row.id))
    const original = isTakingBack(row.id)
      ? findCommission(raw, atTurn(row.id, turnOf(row.id) - 1))
      : findEarned(raw, toCommissionId(row.trigger_id ?? 0, component))
    if (!original) throw new Error(`commission ${row.id} takes back a line that is not there`)
    return original
  }

  private clawback(row: LineRow, source: TraceSource): Trace {
    const original = this.originalOf(row)
    const component = componentOf(original.id)
    const { rule } = this.ruleOf(original.plan_version_id, original.rule_index)
    // Nobody asks for the whole sale where no cap cut its line.
    const sold = original.capped_by === null ? undefined : findLine(this.context.raw, original.id)
    const amounts = sold && this.sourceOf(sold).amounts
    const line = {
      versionId: original.plan_version_id,
      ruleIndex: original.rule_index,
      baseMinor: original.base_minor,
      earnedMinor: original.earned_minor,
      paidDay: null,
      isCapped: original.capped_by !== null,
      quantity: sold?.quantity ?? 1,
      soldMinor: amounts ? computeBase({ ...amounts, refundedMinor: 0 }, this.settings.base).baseMinor : 0,
      ...asPaid(rule.payment, component, original.base_minor, original.counter_before),
    }
    const before = { baseMinor: row.counter_before, earnedMinor: 0 - earlierClawbacks(this.context.raw, row) }
    return buildClawbackTrace(source, line, before, row.is_reversed === 1)
  }

  private describe(row: LineRow, trace: Trace): string {
    switch (trace.component) {
      case 'rate':
        return trace.rule.name
      case 'fixed':
        return row.event === 'lead' ? contentTexts.lead(trace.rule.name) : contentTexts.fixed(trace.rule.name)
      case 'trueUp':
        return contentTexts.trueUp(trace.rule.name, formatDay(row.occurred_on))
      case 'uplift':
        return upliftText(trace.tier ?? '', row.occurred_on, row.counter_before)
      case 'clawback':
      case 'restored': {
        const original = this.originalOf(row)
        const place = original.payout_id === null ? undefined : this.placeOf(original.payout_id, original.id)
        if (isTakingBack(row.id)) {
          const { whole, line } = this.isRatedAnew(row) ? contentTexts.ratedAnew : contentTexts.gone
          return place === undefined ? whole(trace.rule.name) : line(place)
        }
        return place === undefined ? contentTexts.refund(trace.rule.name) : contentTexts.refundOf(place)
      }
    }
  }

  /** "14 on statement 2025-11-003". */
  private placeOf(payoutId: number, commissionId: number): string | undefined {
    let known = this.numbers.get(payoutId)
    if (!known) {
      const row = findStatementOfPayout(this.context.raw, payoutId)
      if (!row) return undefined
      const { lines } = statementSchema.parse(JSON.parse(readContent(row)))
      known = { number: row.number, lines: new Map(lines.map(({ trace }, i) => [trace.commissionId, i + 1])) }
      this.numbers.set(payoutId, known)
    }
    const line = known.lines.get(commissionId)
    return line === undefined ? undefined : contentTexts.place(line, known.number)
  }
}

function redactHold(profile: CustomerProfile, { customer, externalId, ...hold }: HoldRow): Statement['holds'][number] {
  const left = redact(profile, { customer, externalId })
  return profile === 'record' ? { ...hold, ...left } : { ...hold, customer: left.customer }
}

/**
 * Builds the statements of one run from what stands in the workspace now; approval freezes what it answers.
 *
 * @param only the one payout that is asked about, if it is one
 */
export async function createStatementBuilder(
  context: QueryContext,
  run: PayoutRunTable,
  only: PayoutTable | null,
): Promise<(payout: PayoutTable, number: string) => Statement> {
  const { raw } = context
  const settings = context.settings()
  const profile = settings.customersOnStatements
  const builder = new LineBuilder(context)
  const unlistedOf = await readUnlisted(raw, run, only)
  const issuedOn = context.today()
  const snapshotHash =
    (raw.prepare('SELECT hash FROM command ORDER BY seq DESC LIMIT 1').pluck().get() as string | undefined) ?? ''

  const toUnlisted = (payout: PayoutTable): Statement['unlisted'] => {
    const before = findStatementBefore(raw, payout)
    const { pending, reversed } = unlistedOf(payout)
    const lost = reversedSince(raw, reversed, before)
    return {
      pending,
      since: before.number,
      reversed: {
        count: lost.length,
        minor: lost.reduce((sum, { id }) => addMinor(sum, builder.beforeRefunds(id)), 0),
      },
      rejected: sumRejected(raw, payout, run.to_on, before),
    }
  }

  return (payout, number) => {
    const partner = raw.prepare('SELECT * FROM partner WHERE id = ?').get(payout.partner_id) as PartnerTable
    const lines = listLines(raw, payout).map((row) => builder.build(row))
    const plans = new Set(lines.map(({ trace: { plan } }) => contentTexts.plan(plan)))
    const sums = {
      openingMinor: payout.opening_minor,
      earnedMinor: payout.earned_minor,
      adjustedMinor: payout.adjusted_minor,
      paidMinor: payout.payout_minor,
    }
    return {
      number,
      programme: { name: settings.name, contactEmail: settings.contactEmail, disputeDays: settings.disputeDays },
      partner: { name: partner.name, legalName: partner.legal_name, address: partner.address, taxId: partner.tax_id },
      from: run.from_on,
      to: run.to_on,
      currency: payout.currency,
      issuedOn,
      plans: [...plans].toSorted(),
      rounding: contentTexts.rounding[settings.rounding],
      baseRule: baseText(settings),
      ...sums,
      closingMinor: closingOf(sums),
      lines,
      adjustments: listAdjustments(raw, payout),
      holds: listHolds(raw, payout, run.to_on).map((hold) => redactHold(profile, hold)),
      unlisted: toUnlisted(payout),
      customers: profile,
      method: describeMethod(payout.method as PayoutMethod, partner), // written by `toPayout` only
      snapshotHash,
    }
  }
}
