import { missingTexts } from '../../contract/tierTexts.ts'
import type { QueryContext } from '../context.ts'
import { computed, type ViewColumnDefinition, type ViewDefinition } from '../views/viewDefinition.ts'
import { listCertificates } from './certificates.repo.ts'
import { isValidOnSql } from './certificateSql.ts'
import { stateOf } from './certificates.rules.ts'
import { readEndangered } from './endangered.ts'
import { readCalendar, readRoster } from './evaluation.ts'
import { listPromiseRecords } from './promises.repo.ts'
import { listOwed } from './promises.rules.ts'
import { listStandings } from './proposals.ts'
import { standingOn, tierNamed } from './standing.rules.ts'
import { listTierEntries } from './tiers.repo.ts'

const ofPartner: readonly ViewColumnDefinition[] = [
  { key: 'partner', type: 'text', sql: 'partner.name', isGroupable: true },
  { key: 'partnerId', type: 'number', sql: 'partner.id' },
]

/** Everyone that takes part today: tier, what is missing for the next one, what is proposed. */
async function standingRows(context: QueryContext): Promise<object[]> {
  const calendar = readCalendar(context)
  const { baseCurrency } = context.settings()
  const today = context.today()
  const standings = await listStandings(context)
  return standings.map(({ partnerId, standing, evaluation, proposal }) => {
    const tiers = calendar?.inForce.body.tiers ?? []
    const placeOf = (key: string): number => tiers.findIndex((tier) => tier.key === key)
    const nameOf = (key: string): string => tierNamed(calendar?.versions ?? [], key, today)?.name ?? key
    const next = evaluation?.results.find(({ tier }) => placeOf(tier) === placeOf(standing.tier) + 1)
    const missing = next ? missingTexts(next, baseCurrency) : []
    const { length } = next?.requirements ?? []
    return {
      partnerId,
      tier: nameOf(standing.tier),
      place: placeOf(standing.tier),
      since: standing.since,
      next: next?.name ?? '',
      missing: missing.join('; '),
      progress:
        length === 0
          ? null
          : Math.floor(next ? next.requirements.reduce((sum, { progressPpm }) => sum + progressPpm, 0) / length : 0),
      proposal: proposal?.kind ?? null,
      to: proposal ? nameOf(proposal.to) : '',
      evaluatedOn: proposal?.evaluatedOn ?? evaluation?.day ?? null,
      validFrom: proposal?.validFrom ?? null,
      scheduled: standing.scheduled ? nameOf(standing.scheduled.tier) : '',
      scheduledFrom: standing.scheduled?.validFrom ?? null,
      pinnedUntil: standing.pinnedUntil !== null && standing.pinnedUntil >= today ? standing.pinnedUntil : null,
    }
  })
}

export const tierStandingView: ViewDefinition = {
  table: 'tierStanding',
  // The computed rows stay outside: SQLite would otherwise read all of them once for each partner.
  from: `json_each(@rows) AS computed CROSS JOIN partner ON partner.id = ${computed('partnerId')}`,
  id: 'partner.id',
  where: '1',
  currency: null,
  rows: standingRows,
  columns: [
    ...ofPartner,
    { key: 'group', type: 'text', sql: 'partner.group_name', isGroupable: true },
    { key: 'manager', type: 'text', sql: 'partner.manager', isGroupable: true },
    { key: 'country', type: 'text', sql: 'partner.country', isGroupable: true },
    { key: 'tier', type: 'text', sql: computed('tier'), order: computed('place'), isGroupable: true },
    { key: 'since', type: 'day', sql: computed('since') },
    { key: 'next', type: 'text', sql: computed('next'), isGroupable: true },
    { key: 'missing', type: 'text', sql: computed('missing') },
    { key: 'progress', type: 'rate', sql: computed('progress') },
    {
      key: 'proposal',
      type: 'choice',
      sql: computed('proposal'),
      choices: ['promotion', 'demotion', 'requalification'],
      isGroupable: true,
    },
    { key: 'to', type: 'text', sql: computed('to'), isGroupable: true },
    { key: 'evaluatedOn', type: 'day', sql: computed('evaluatedOn') },
    { key: 'validFrom', type: 'day', sql: computed('validFrom') },
    { key: 'scheduled', type: 'text', sql: computed('scheduled') },
    { key: 'scheduledFrom', type: 'day', sql: computed('scheduledFrom') },
    { key: 'pinnedUntil', type: 'day', sql: computed('pinnedUntil') },
  ],
  search: ['partner.name', 'partner.code'],
  defaultOrder: `${computed('proposal')} IS NULL, ${computed('place')} DESC, partner.name COLLATE NOCASE`,
}

/** Promises of one tier that a row of the ledger can hold. */
const MOST_PROMISES = 100

/** What is owed to everyone that takes part today. */
async function promiseRows(context: QueryContext): Promise<object[]> {
  const calendar = readCalendar(context)
  const today = context.today()
  const entries = listTierEntries(context.raw)
  const records = listPromiseRecords(context.raw)
  return readRoster(context.raw)
    .on(today)
    .flatMap(({ partnerId }) => {
      const { tier: key, since } = standingOn(entries.get(partnerId) ?? [], today)
      const tier = tierNamed(calendar?.versions ?? [], key, today)
      return listOwed(tier, since, records.get(partnerId) ?? []).map((promise, place) => ({
        ...promise,
        id: partnerId * MOST_PROMISES + place + 1,
        partnerId,
        tier: tier?.name ?? key,
        isLate: promise.state === 'pending' && promise.dueOn !== null && promise.dueOn < today ? 1 : 0,
      }))
    })
}

export const tierPromisesView: ViewDefinition = {
  table: 'tierPromises',
  from: `json_each(@rows) AS computed CROSS JOIN partner ON partner.id = ${computed('partnerId')}`,
  id: computed('id'),
  where: '1',
  currency: null,
  rows: promiseRows,
  columns: [
    ...ofPartner,
    { key: 'manager', type: 'text', sql: 'partner.manager', isGroupable: true },
    { key: 'tier', type: 'text', sql: computed('tier'), isGroupable: true },
    { key: 'key', type: 'text', sql: computed('key') },
    { key: 'text', type: 'text', sql: computed('text'), isGroupable: true },
    {
      key: 'severity',
      type: 'choice',
      sql: computed('severity'),
      choices: ['blocker', 'warning', 'information'],
      isGroupable: true,
    },
    { key: 'state', type: 'choice', sql: computed('state'), choices: ['pending', 'kept', 'broken'], isGroupable: true },
    { key: 'dueOn', type: 'day', sql: computed('dueOn') },
    { key: 'isLate', type: 'flag', sql: computed('isLate') },
    { key: 'note', type: 'text', sql: computed('note') },
    { key: 'decidedOn', type: 'day', sql: computed('decidedOn') },
  ],
  search: ['partner.name', computed('text')],
  defaultOrder: `${computed('state')} = 'kept', ${computed('dueOn')} IS NULL, ${computed('dueOn')}, partner.name COLLATE NOCASE`,
}

async function certificateRows(context: QueryContext): Promise<object[]> {
  const today = context.today()
  const endangered = await readEndangered(context)
  return [...listCertificates(context.raw).values()].flatMap((own) =>
    own.map((certificate) => ({
      id: certificate.id,
      state: stateOf(certificate, own, today),
      endangers: endangered.get(certificate.id) ?? '',
    })),
  )
}

/** One certificate for each holder with one that is valid on a day. [AN20] */
const holderOnSql = (day: string): string =>
  `${isValidOnSql(day)} AND NOT EXISTS (SELECT 1 FROM certificate AS other
    WHERE other.partner_id = certificate.partner_id AND lower(other.holder) = lower(certificate.holder)
      AND other.id < certificate.id AND ${isValidOnSql(day, 'other')})`

export const certificatesView: ViewDefinition = {
  table: 'certificates',
  from: `json_each(@rows) AS computed CROSS JOIN certificate ON certificate.id = ${computed('id')}
    JOIN partner ON partner.id = certificate.partner_id`,
  id: 'certificate.id',
  where: 'partner.is_live = 1',
  currency: null,
  rows: certificateRows,
  columns: [
    ...ofPartner,
    { key: 'holder', type: 'text', sql: 'certificate.holder', isGroupable: true },
    { key: 'name', type: 'text', sql: 'certificate.name', isGroupable: true },
    { key: 'level', type: 'text', sql: 'certificate.level', isGroupable: true },
    { key: 'issuedOn', type: 'day', sql: 'certificate.issued_on' },
    { key: 'expiresOn', type: 'day', sql: 'certificate.expires_on' },
    {
      key: 'state',
      type: 'choice',
      sql: computed('state'),
      choices: ['valid', 'expiring', 'expired', 'renewed', 'future'],
      isGroupable: true,
    },
    { key: 'endangers', type: 'text', sql: computed('endangers'), isGroupable: true },
    { key: 'evidence', type: 'text', sql: 'certificate.evidence' },
  ],
  conditions: { holderOn: holderOnSql },
  search: ['partner.name', 'certificate.holder', 'certificate.name', 'certificate.level'],
  defaultOrder: 'certificate.expires_on IS NULL, certificate.expires_on',
}

export const declarationsView: ViewDefinition = {
  table: 'declarations',
  from: 'attestation JOIN partner ON partner.id = attestation.partner_id',
  id: 'attestation.id',
  where: 'partner.is_live = 1',
  currency: null,
  columns: [
    ...ofPartner,
    {
      key: 'kind',
      type: 'choice',
      sql: 'attestation.kind',
      choices: ['attestation', 'policy'],
      isGroupable: true,
    },
    { key: 'topic', type: 'text', sql: 'attestation.topic', isGroupable: true },
    { key: 'isMet', type: 'flag', sql: 'attestation.is_met', isGroupable: true },
    { key: 'attestedOn', type: 'day', sql: 'attestation.attested_on' },
    { key: 'validUntil', type: 'day', sql: 'attestation.valid_until' },
    { key: 'attestedBy', type: 'text', sql: 'attestation.attested_by', isGroupable: true },
    { key: 'note', type: 'text', sql: 'attestation.note' },
  ],
  search: ['partner.name', 'attestation.topic', 'attestation.note'],
  defaultOrder: 'attestation.attested_on DESC',
}
