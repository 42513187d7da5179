import { addDays, addMonths, type Day } from '../../contract/dates.ts'
import type { TaskContext } from '../context.ts'
import { tierHandlers } from '../tiers/tiers.handlers.ts'
import { samplePartners } from './names.ts'
import type { Teller } from './teller.ts'
import { brokenPolicy, firstTable, type SampleCertificate, secondTable } from './tiers.rules.ts'
import { SAMPLE_FROM, SAMPLE_TODAY } from './year.ts'

const SECOND_TABLE: Day = '2026-01-01'
const LAST_QUARTER: Day = '2025-12-01'
/** Place, in the list of names, of the partner that broke a policy. */
const BREAKER = 1

/** A partner of the sample by its code. */
const idOf = ({ raw }: TaskContext, code: string): number =>
  raw.prepare('SELECT id FROM partner WHERE code = ?').pluck().get(code) as number // every code was imported

/** The table of the first year. */
export async function agreeOnTiers(teller: Teller): Promise<void> {
  const { id } = await teller.step('tiers.create', { name: 'Reseller tiers', body: firstTable })
  await teller.step('tiers.publish', { id, validFrom: SAMPLE_FROM })
}

/** The table of the second year, and what one partner did shortly before. */
async function changeTiers(task: TaskContext, teller: Teller): Promise<void> {
  const id = task.raw.prepare('SELECT id FROM tier_table').pluck().get() as number // made by the story
  await teller.step('tiers.saveDraft', { id, body: secondTable })
  await teller.step('tiers.publish', { id, validFrom: SECOND_TABLE })
  const partnerIds = [idOf(task, samplePartners[BREAKER]?.code ?? '')]
  await teller.step('attestations.record', { partnerIds, ...brokenPolicy })
}

/** Enters the certificates of exams passed from one day on, before another. */
export async function enterCertificates(
  task: TaskContext,
  teller: Teller,
  certificates: readonly SampleCertificate[],
  from: Day,
  until: Day,
): Promise<void> {
  for (const { code, ...certificate } of certificates)
    if (certificate.issuedOn >= from && certificate.issuedOn < until)
      await teller.step('certificates.create', { partnerId: idOf(task, code), ...certificate, evidence: '' })
}

/**
 * Three weeks after the end of a quarter the promotions it brought are approved, in one list. The demotion that the last
 * quarter brings is left to whoever opens the programme.
 */
export async function decideTiers(task: TaskContext, teller: Teller, lastMonth: Day): Promise<void> {
  const day = addDays(addMonths(lastMonth, 1), 21)
  teller.goTo(day < SAMPLE_TODAY ? day : addDays(SAMPLE_TODAY, -2))
  if (lastMonth === LAST_QUARTER) await changeTiers(task, teller)
  const { proposals } = await tierHandlers['tiers.proposals']({ ...task, today: () => teller.day() }, {})
  const promoted = proposals.filter(({ proposal }) => proposal.kind === 'promotion')
  if (promoted.length > 0)
    await teller.step('tiers.decide', {
      isApproved: true,
      proposals: promoted.map(({ partnerId, proposal: { to, evaluatedOn } }) => ({ partnerId, to, evaluatedOn })),
      reason: '',
    })
  if (lastMonth === LAST_QUARTER) await notePromises(task, teller)
}

/** What was kept for the largest partner, and what was not. */
async function notePromises(task: TaskContext, teller: Teller): Promise<void> {
  const partnerId = idOf(task, samplePartners[0]?.code ?? '')
  const context = { ...task, today: () => teller.day() }
  const { promises } = await tierHandlers['tiers.partner'](context, { partnerId, day: null })
  const notes = { manager: 'Maya Lindqvist since the first day', review: 'Held in April, July and October' }
  for (const { key } of promises)
    if (key === 'manager' || key === 'review')
      await teller.step('tiers.setPromise', { partnerId, promise: key, state: 'kept', dueOn: null, note: notes[key] })
}
