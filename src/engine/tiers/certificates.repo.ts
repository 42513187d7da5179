import type { Declaration } from '../../contract/certificates.ts'
import { AppError } from '../../contract/errors.ts'
import type { Connection } from '../db/open.ts'
import type { AttestationTable, CertificateTable } from '../db/schema.ts'
import { byPartner } from './byPartner.ts'
import type { HeldCertificate } from './certificates.rules.ts'

export type StoredCertificate = HeldCertificate & { evidence: string }

const toCertificate = (row: CertificateTable): StoredCertificate => ({
  id: row.id,
  partnerId: row.partner_id,
  name: row.name,
  holder: row.holder,
  level: row.level,
  issuedOn: row.issued_on,
  expiresOn: row.expires_on,
  evidence: row.evidence,
})

/** Certificates by partner, each partner's by their end, those without one last. */
export function listCertificates(raw: Connection): ReadonlyMap<number, StoredCertificate[]> {
  const rows = raw
    .prepare('SELECT * FROM certificate ORDER BY partner_id, expires_on IS NULL, expires_on, id')
    .all() as CertificateTable[]
  return byPartner(rows.map(toCertificate))
}

/** The stored row. @throws AppError entity.notFound */
export function getCertificate(raw: Connection, id: number): CertificateTable {
  const row = raw.prepare('SELECT * FROM certificate WHERE id = ?').get(id) as CertificateTable | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'certificate', id })
  return row
}

const toDeclaration = (row: AttestationTable): Declaration => ({
  id: row.id,
  kind: row.kind,
  topic: row.topic,
  isMet: row.is_met === 1,
  attestedOn: row.attested_on,
  validUntil: row.valid_until,
  attestedBy: row.attested_by,
  note: row.note,
})

/** What was confirmed about partners, newest first. */
export function listDeclarations(raw: Connection): ReadonlyMap<number, Declaration[]> {
  const rows = raw
    .prepare('SELECT * FROM attestation ORDER BY partner_id, attested_on DESC, id DESC')
    .all() as AttestationTable[]
  return byPartner(rows.map((row) => ({ ...toDeclaration(row), partnerId: row.partner_id })))
}

/** What was confirmed about one partner, newest first. */
export function declarationsOf(raw: Connection, partnerId: number): Declaration[] {
  const rows = raw
    .prepare('SELECT * FROM attestation WHERE partner_id = ? ORDER BY attested_on DESC, id DESC')
    .all(partnerId) as AttestationTable[]
  return rows.map(toDeclaration)
}

/** The stored row. @throws AppError entity.notFound */
export function getDeclaration(raw: Connection, id: number): AttestationTable {
  const row = raw.prepare('SELECT * FROM attestation WHERE id = ?').get(id) as AttestationTable | undefined
  if (!row) throw new AppError('entity.notFound', { entity: 'attestation', id })
  return row
}
