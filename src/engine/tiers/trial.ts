import { addDays, addMonths, type Day, endOfMonth, type Month, monthOf, toEpochDays } from '../../contract/dates.ts'
import type { Input, Output } from '../../contract/methods.ts'
import { applyRates } from '../../contract/money.ts'
import type { TierBody } from '../../contract/tiers.ts'
import type { QueryContext, TaskContext } from '../context.ts'
import { pauseOf } from '../pause.ts'
import type { Exchange } from '../rates/exchange.rules.ts'
import { readExchange } from '../rates/rates.repo.ts'
import { evaluateOn, type Participant, readRoster } from './evaluation.ts'
import { entryOn, tierNamed, type UpliftSegment, upliftsOf } from './standing.rules.ts'
import { listTierEntries, listTierVersions } from './tiers.repo.ts'
import { movesOf, TrialPartner } from './trial.rules.ts'
import { listPaidBases } from './upliftBase.repo.ts'
import { evaluationDays } from './windows.rules.ts'

type Trial = Output<'tiers.trial'>

/** The last whole months before today, oldest first. */
function wholeMonths(today: Day, count: number): Month[] {
  const first = addMonths(`${monthOf(today)}-01`, -count)
  return Array.from({ length: count }, (_, place) => monthOf(addMonths(first, place)))
}

const daysOf = (month: Month): { from: Day; to: Day } => ({ from: `${month}-01`, to: endOfMonth(`${month}-01`) })

/** Tries a table on history; reads only. [TI15] */
export async function runTrial(context: TaskContext, { body, months: count }: Input<'tiers.trial'>): Promise<Trial> {
  const pause = pauseOf(context)
  const { fiscalYearStartMonth, baseCurrency, exchange } = context.settings()
  const today = context.today()
  const months = wholeMonths(today, count)
  const firstDay = `${months[0] ?? monthOf(today)}-01`
  const days = trialDays(body, firstDay, `${monthOf(today)}-01`, fiscalYearStartMonth)
  const total = days.length + months.length
  const roster = readRoster(context.raw)
  const trials = new Map<number, TrialPartner>()

  for (const [done, day] of days.entries()) {
    context.progress({ done, total, label: monthOf(day) })
    for (const [partnerId, results] of await evaluateOn(context, body, day, roster.on(day))) {
      const trial = trials.get(partnerId) ?? new TrialPartner()
      trials.set(partnerId, trial)
      if (done === 0) trial.place(day, results)
      else trial.evaluate(body, day, results, fiscalYearStartMonth)
    }
    await pause()
  }

  const partners = roster.on(today).filter(({ partnerId }) => trials.has(partnerId))
  const rows = partners.map((partner) => {
    const tiers = months.map((month) => trials.get(partner.partnerId)?.tierOn(daysOf(month).to) ?? null)
    return { ...partner, tiers, moves: movesOf(months, tiers) }
  })
  const costs = new CostBook(context, body, partners, trials)
  for (const [place, month] of months.entries()) {
    context.progress({ done: days.length + place, total, label: month })
    costs.add(month)
    await pause()
  }
  const nowOf = currentNames(context)
  const keys = body.tiers.map(({ key }) => key)
  return {
    currency: baseCurrency,
    policy: exchange.mode,
    foreign: costs.foreign(),
    tiers: body.tiers.map(({ key, name }) => ({ key, name })),
    months: months.map((month, place) => ({
      month,
      counts: ['', ...keys].map((key) => rows.filter(({ tiers }) => tiers[place] === key).length),
      upliftMinor: costs.ofMonth(month),
    })),
    partners: rows.map(({ partnerId, name, tiers }) => ({
      partnerId,
      name,
      now: nowOf(partnerId),
      tiers,
      upliftMinor: costs.ofPartner(partnerId),
    })),
    moves: rows
      .flatMap(({ partnerId, name, moves }) => moves.map((move) => ({ partnerId, name, ...move })))
      .toSorted((a, b) => (a.month === b.month ? 0 : a.month < b.month ? -1 : 1)),
    upliftMinor: months.reduce((sum, month) => sum + costs.ofMonth(month), 0),
    unrated: costs.unrated(),
  }
}

/** Earlier than anything that is evaluated. */
const LONG_AGO: Day = '1000-01-01'

/** The last evaluation before the first day, then all that are over before `until`, oldest first. */
function trialDays(body: TierBody, firstDay: Day, until: Day, fiscalYearStartMonth: number): Day[] {
  const before = addDays(firstDay, -1)
  const { calendar } = body.rules
  const opening = evaluationDays(calendar, LONG_AGO, firstDay, fiscalYearStartMonth, 1)
  const later = evaluationDays(calendar, before, until, fiscalYearStartMonth, Infinity)
  return [...opening, ...later.filter((day) => day > before).toReversed()]
}

function currentNames(context: QueryContext): (partnerId: number) => string {
  const today = context.today()
  const versions = listTierVersions(context.raw)
  const entries = listTierEntries(context.raw)
  return (partnerId) => {
    const key = entryOn(entries.get(partnerId) ?? [], today)?.tier ?? ''
    return tierNamed(versions, key, today)?.name ?? key
  }
}

/** What the uplifts of a trial would have cost, in the base currency. */
class CostBook {
  private readonly context: QueryContext
  private readonly exchange: Exchange
  private readonly uplifts = new Map<number, UpliftSegment[]>()
  private readonly months = new Map<Month, number>()
  private readonly partners = new Map<number, number>()
  private readonly missing = new Map<string, number>()
  private readonly converted = new Set<string>()

  constructor(
    context: QueryContext,
    body: TierBody,
    partners: readonly Participant[],
    trials: ReadonlyMap<number, TrialPartner>,
  ) {
    this.context = context
    this.exchange = readExchange(context.raw, context.settings())
    for (const { partnerId } of partners) {
      const entries = trials.get(partnerId)?.entries ?? []
      const segments = upliftsOf(entries, [{ number: 1, validFrom: LONG_AGO, body }])
      if (segments.some(({ ppm }) => ppm > 0)) this.uplifts.set(partnerId, segments)
    }
  }

  /** Each partner's uplift of the month, rounded once for each currency. */
  add(month: Month): void {
    if (this.uplifts.size === 0) return
    const terms = new Map<
      string,
      { partnerId: number; currency: string; parts: { minor: number; ratePpm: number }[] }
    >()
    for (const { partnerId, currency, day, minor } of listPaidBases(this.context.raw, daysOf(month))) {
      const segments = this.uplifts.get(partnerId)
      if (!segments) continue
      const epochDay = toEpochDays(day)
      const ratePpm = segments.findLast(({ fromDay }) => fromDay <= epochDay)?.ppm ?? 0
      if (ratePpm === 0) continue
      const key = `${partnerId} ${currency}`
      const known = terms.get(key) ?? { partnerId, currency, parts: [] }
      known.parts.push({ minor, ratePpm })
      terms.set(key, known)
    }
    for (const { partnerId, currency, parts } of terms.values()) {
      const own = applyRates(parts, this.context.settings().rounding)
      const minor = this.exchange.convertMonth(own, currency, month)
      if (minor === null) addTo(this.missing, currency, own)
      else {
        if (currency !== this.exchange.into) this.converted.add(currency)
        addTo(this.months, month, minor)
        addTo(this.partners, partnerId, minor)
      }
    }
  }

  ofMonth(month: Month): number {
    return this.months.get(month) ?? 0
  }

  ofPartner(partnerId: number): number {
    return this.partners.get(partnerId) ?? 0
  }

  /** Currencies that were converted, in order. */
  foreign(): string[] {
    return [...this.converted].toSorted()
  }

  unrated(): { currency: string; minor: number }[] {
    return [...this.missing]
      .map(([currency, minor]) => ({ currency, minor }))
      .toSorted((a, b) => (a.currency < b.currency ? -1 : 1))
  }
}

function addTo<Key>(sums: Map<Key, number>, key: Key, minor: number): void {
  sums.set(key, (sums.get(key) ?? 0) + minor)
}
