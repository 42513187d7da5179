import type { certificateMethods, DeclarationKind } from '../../contract/certificates.ts'
import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { RequirementTest } from '../../contract/tiers.ts'
import type { CommandContext, HandlersOf, QueryContext } from '../context.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { nameSome } from '../text/nameSome.ts'
import {
  declarationsOf,
  getCertificate,
  getDeclaration,
  listCertificates,
  listDeclarations,
} from './certificates.repo.ts'
import { stateOf } from './certificates.rules.ts'
import { readEndangered } from './endangered.ts'
import { findTierTable } from './tiers.repo.ts'

/** @throws AppError date.invalid */
function requireOrder(issuedOn: Day, expiresOn: Day | null): void {
  if (expiresOn !== null && expiresOn < issuedOn) throw new AppError('date.invalid', { date: expiresOn })
}

async function describe(context: CommandContext, partnerIds: Iterable<number>): Promise<void> {
  const names: string[] = []
  for (const id of new Set(partnerIds)) names.push((await getPartnerRow(context.db, id)).name)
  context.describe(nameSome(names))
}

/** What tables, published or drafted, ask for. */
function askedFor({ raw }: QueryContext): RequirementTest[] {
  const table = findTierTable(raw)
  const bodies = [...(table?.draft ? [table.draft] : []), ...(table?.versions.map(({ body }) => body) ?? [])]
  return bodies.flatMap(({ tiers }) => tiers.flatMap(({ requirements }) => requirements.map(({ test }) => test)))
}

const sorted = (texts: Iterable<string>): string[] =>
  [...new Set([...texts].filter((text) => text !== ''))].toSorted((a, b) => a.localeCompare(b, 'en'))

export const certificateHandlers: HandlersOf<typeof certificateMethods> = {
  async 'certificates.ofPartner'(context, { partnerId }) {
    const { raw } = context
    const own = listCertificates(raw).get(partnerId) ?? []
    const endangered = await readEndangered(context)
    return {
      certificates: own.map((certificate) => ({
        ...certificate,
        state: stateOf(certificate, own, context.today()),
        endangers: endangered.get(certificate.id) ?? null,
      })),
      declarations: declarationsOf(raw, partnerId),
    }
  },

  async 'certificates.names'(context) {
    const certificates = [...listCertificates(context.raw).values()].flat()
    const declarations = [...listDeclarations(context.raw).values()].flat()
    const tests = askedFor(context)
    const topics = (kind: DeclarationKind): string[] =>
      sorted([
        ...declarations.filter((declaration) => declaration.kind === kind).map(({ topic }) => topic),
        ...tests.flatMap((test) => (test.kind === kind ? [test.topic] : [])),
      ])
    return {
      certificates: sorted([
        ...certificates.map(({ name }) => name),
        ...tests.flatMap((test) => (test.kind === 'certificates' ? [test.name] : [])),
      ]),
      levels: sorted([
        ...certificates.map(({ level }) => level),
        ...tests.flatMap((test) => (test.kind === 'certificates' ? [test.level] : [])),
      ]),
      attestations: topics('attestation'),
      policies: topics('policy'),
    }
  },

  async 'certificates.create'(context, { partnerId, name, holder, level, issuedOn, expiresOn, evidence }) {
    requireOrder(issuedOn, expiresOn)
    await describe(context, [partnerId])
    const id = context.write.insert('certificate', {
      uid: context.clock.uid(),
      partner_id: partnerId,
      name,
      holder,
      level,
      issued_on: issuedOn,
      expires_on: expiresOn,
      evidence,
    })
    return { id }
  },

  async 'certificates.update'(context, { id, changes }) {
    const row = getCertificate(context.raw, id)
    const { name, holder, level, issuedOn, expiresOn, evidence } = changes
    const changed = {
      ...row,
      ...(name === undefined ? {} : { name }),
      ...(holder === undefined ? {} : { holder }),
      ...(level === undefined ? {} : { level }),
      ...(issuedOn === undefined ? {} : { issued_on: issuedOn }),
      ...(expiresOn === undefined ? {} : { expires_on: expiresOn }),
      ...(evidence === undefined ? {} : { evidence }),
    }
    requireOrder(changed.issued_on, changed.expires_on)
    context.write.update('certificate', id, changed)
    await describe(context, [row.partner_id])
    return {}
  },

  async 'certificates.renew'(context, { id, issuedOn, expiresOn, evidence }) {
    const { partner_id, name, holder, level } = getCertificate(context.raw, id)
    requireOrder(issuedOn, expiresOn)
    const renewed = context.write.insert('certificate', {
      uid: context.clock.uid(),
      partner_id,
      name,
      holder,
      level,
      issued_on: issuedOn,
      expires_on: expiresOn,
      evidence,
    })
    await describe(context, [partner_id])
    return { id: renewed }
  },

  async 'certificates.remove'(context, { ids }) {
    const rows = [...new Set(ids)].map((id) => getCertificate(context.raw, id))
    for (const { id } of rows) context.write.remove('certificate', id)
    await describe(
      context,
      rows.map(({ partner_id }) => partner_id),
    )
    return {}
  },

  async 'attestations.record'(context, { partnerIds, kind, topic, isMet, attestedOn, validUntil, note }) {
    requireOrder(attestedOn, validUntil)
    await describe(context, partnerIds)
    for (const partnerId of new Set(partnerIds))
      context.write.insert('attestation', {
        partner_id: partnerId,
        topic,
        kind,
        is_met: isMet ? 1 : 0,
        attested_on: attestedOn,
        valid_until: validUntil,
        attested_by: context.actor,
        note,
      })
    return {}
  },

  async 'attestations.remove'(context, { id }) {
    const { partner_id } = getDeclaration(context.raw, id)
    context.write.remove('attestation', id)
    await describe(context, [partner_id])
    return {}
  },
}
