import {
  type PartnerFields,
  type PartnerStatus,
  type Payee,
  partnerKindSchema,
  partnerStatusSchema,
} from '../../contract/partners.ts'
import { toTerritory } from '../commissions/territory.rules.ts'
import type { PartnerTable } from '../db/schema.ts'
import { partnerText } from './identity.rules.ts'
import { nameKey } from './matching.rules.ts'
import type { PartnerReading, PayeeReading } from './reading.ts'
import { isSameTerritory, readTerritory } from './territories.rules.ts'

export type StoredPartner = PartnerTable
/** Columns of a partner that an import sets. */
export type PartnerChanges = Partial<PartnerTable>

const cut = (text: string, length: number): string => text.slice(0, length)

/** A partner as a file describes it; what the file leaves open gets the usual: a reseller, active. [IM9] */
export function newPartnerFields(reading: PartnerReading): {
  fields: Omit<PartnerFields, 'startedOn'>
  payee: Payee | null
  status: PartnerStatus
} {
  const { details } = reading
  return {
    fields: {
      name: cut(reading.name || partnerText(reading), 200),
      legalName: '',
      kind: partnerKindSchema.safeParse(nameKey(details?.kind ?? '')).data ?? 'reseller',
      externalId: cut(reading.externalId, 100),
      code: cut(reading.code, 100),
      email: cut(reading.email, 200),
      domain: cut(reading.domain, 200),
      country: cut(details?.country ?? '', 100),
      territory: readTerritory(details?.territory ?? ''),
      group: cut(details?.group ?? '', 100),
      manager: cut(details?.manager ?? '', 200),
      region: cut(details?.region ?? '', 100),
      taxId: '',
      address: '',
      notes: '',
    },
    payee: toPayee(details?.payee ?? null),
    status: partnerStatusSchema.safeParse(nameKey(details?.status ?? '')).data ?? 'active',
  }
}

function toPayee(reading: PayeeReading | null): Payee | null {
  if (reading === null || reading.method === '') return null
  return {
    method: reading.method,
    accountName: cut(reading.accountName, 200),
    email: cut(reading.email, 200),
    account: cut(reading.account, 64),
    currency: reading.currency === '' ? null : reading.currency,
  }
}

/**
 * What a file says beyond what is stored: `blanks` where nothing stood, `conflicts` where something else stands.
 * Blanks are filled; conflicts wait for a person's word. Status and start stay: they have histories of their own. [IM9]
 */
export function fillBlanks(
  partner: StoredPartner,
  reading: PartnerReading,
): { blanks: PartnerChanges; conflicts: PartnerChanges } {
  const { fields, payee } = newPartnerFields(reading)
  const blanks: PartnerChanges = {}
  const conflicts: PartnerChanges = {}
  const say = <Column extends keyof PartnerTable>(column: Column, value: PartnerTable[Column]): void => {
    if (value === '' || value === null || value === partner[column]) return
    const target = partner[column] === '' || partner[column] === null ? blanks : conflicts
    target[column] = value
  }
  if (nameKey(reading.name) !== nameKey(partner.name)) say('name', cut(reading.name, 200))
  say('external_id', fields.externalId)
  say('code', fields.code)
  say('email', fields.email)
  say('domain', fields.domain)
  say('country', fields.country)
  if (!isSameTerritory(partner.territory, fields.territory)) say('territory', toTerritory(fields.territory))
  say('group_name', fields.group)
  say('manager', fields.manager)
  say('region', fields.region)
  if (reading.details?.kind !== undefined && partnerKindSchema.safeParse(nameKey(reading.details.kind)).success)
    say('kind', fields.kind)
  if (payee !== null) {
    say('payee_method', payee.method)
    say('payee_account_name', payee.accountName)
    say('payee_email', payee.email)
    say('payee_account', payee.account)
    say('payee_currency', payee.currency)
  }
  return { blanks, conflicts }
}
