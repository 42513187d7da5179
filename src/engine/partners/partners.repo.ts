import type { Kysely } from 'kysely'
import type { Day } from '../../contract/dates.ts'
import { AppError } from '../../contract/errors.ts'
import type { Partner, PartnerFields, PartnerStatus, Payee } from '../../contract/partners.ts'
import { partnerKindSchema, partnerStatusSchema, payeeSchema } from '../../contract/partners.ts'
import { parseTerritory } from '../../contract/territory.ts'
import { toTerritory } from '../commissions/territory.rules.ts'
import type { Connection } from '../db/open.ts'
import type { PartnerTable, Schema } from '../db/schema.ts'
import type { Clock } from '../history/clock.ts'
import type { Write } from '../history/write.ts'
import { inScopeSql, type Scope, scopeParameters } from '../metrics/scope.ts'
import { firstStatusMoving, statusOn } from '../plans/timeline.rules.ts'

const columns = {
  name: 'name',
  legalName: 'legal_name',
  kind: 'kind',
  externalId: 'external_id',
  code: 'code',
  email: 'email',
  domain: 'domain',
  country: 'country',
  group: 'group_name',
  manager: 'manager',
  region: 'region',
  taxId: 'tax_id',
  address: 'address',
  notes: 'notes',
  territory: 'territory',
  startedOn: 'started_on',
} as const satisfies Record<keyof PartnerFields, keyof PartnerTable>

/** What a partner has when nobody says otherwise. */
export const defaultFields: Omit<PartnerFields, 'name' | 'startedOn'> = {
  legalName: '',
  kind: 'reseller',
  externalId: '',
  code: '',
  email: '',
  domain: '',
  country: '',
  group: '',
  manager: '',
  region: '',
  taxId: '',
  address: '',
  notes: '',
  territory: [],
}

type Changes = { [Field in keyof PartnerFields]?: PartnerFields[Field] | undefined }

function toColumns(changes: Changes): Partial<PartnerTable> {
  const { territory, ...words } = changes
  const given = { ...words, territory: territory && toTerritory(territory) }
  const fields = Object.entries(given).filter(([, value]) => value !== undefined)
  return Object.fromEntries(fields.map(([field, value]) => [columns[field as keyof PartnerFields], value]))
}

const noPayee = {
  payee_method: null,
  payee_account_name: '',
  payee_email: '',
  payee_account: '',
  payee_currency: null,
} satisfies Partial<PartnerTable>

function toPayee(row: PartnerTable): Payee | null {
  if (row.payee_method === null) return null
  return payeeSchema.parse({
    method: row.payee_method,
    accountName: row.payee_account_name,
    email: row.payee_email,
    account: row.payee_account,
    currency: row.payee_currency,
  })
}

async function listStatuses(db: Kysely<Schema>, partnerId: number): Promise<Partner['statuses']> {
  const rows = await db
    .selectFrom('partner_status')
    .select(['id', 'status', 'valid_from'])
    .where('partner_id', '=', partnerId)
    .orderBy('valid_from')
    .execute()
  return rows.map(({ id, status, valid_from }) => ({
    id,
    status: partnerStatusSchema.parse(status),
    validFrom: valid_from,
  }))
}

export interface StatusEntry {
  status: PartnerStatus
  validFrom: Day
}

/** The statuses of all partners, each partner's in the order of their days. */
export function readStatuses(raw: Connection): ReadonlyMap<number, StatusEntry[]> {
  const rows = raw
    .prepare('SELECT partner_id, status, valid_from FROM partner_status ORDER BY valid_from, id')
    .all() as {
    partner_id: number
    status: string
    valid_from: Day
  }[]
  const byPartner = new Map<number, StatusEntry[]>()
  for (const { partner_id, status, valid_from } of rows) {
    const entry = { status: partnerStatusSchema.parse(status), validFrom: valid_from }
    const known = byPartner.get(partner_id)
    if (known) known.push(entry)
    else byPartner.set(partner_id, [entry])
  }
  return byPartner
}

/** Territories as they are stored, of partners in scope that have one. */
export function readTerritories(raw: Connection, scope: Scope): ReadonlyMap<number, string> {
  const rows = raw
    .prepare(`SELECT id, territory FROM partner WHERE territory <> '' AND ${inScopeSql(scope, 'id')}`)
    .raw()
    .all(scopeParameters(scope)) as [number, string][]
  return new Map(rows)
}

/** The stored row. @throws AppError entity.notFound */
export async function getPartnerRow(db: Kysely<Schema>, id: number): Promise<PartnerTable> {
  const row = await db
    .selectFrom('partner')
    .selectAll()
    .where('id', '=', id)
    .where('is_live', '=', 1)
    .executeTakeFirst()
  if (!row) throw new AppError('entity.notFound', { entity: 'partner', id })
  return row
}

/** @throws AppError entity.notFound */
export async function getPartner(db: Kysely<Schema>, id: number, today: Day): Promise<Partner> {
  const row = await getPartnerRow(db, id)
  const statuses = await listStatuses(db, id)
  return {
    id,
    name: row.name,
    legalName: row.legal_name,
    kind: partnerKindSchema.parse(row.kind),
    externalId: row.external_id,
    code: row.code,
    email: row.email,
    domain: row.domain,
    country: row.country,
    group: row.group_name,
    manager: row.manager,
    region: row.region,
    taxId: row.tax_id,
    address: row.address,
    notes: row.notes,
    territory: parseTerritory(row.territory),
    startedOn: row.started_on,
    status: statusOn(statuses, today),
    statuses,
    payee: toPayee(row),
    isArchived: row.is_archived === 1,
  }
}

/** At most 50 partners in use whose name or code contains the text; best match first. */
export async function findPartners(
  db: Kysely<Schema>,
  search: string,
): Promise<{ id: number; name: string; code: string }[]> {
  const text = search.trim().toLowerCase()
  const partners = await db
    .selectFrom('partner')
    .select(['id', 'name', 'code'])
    .where('is_live', '=', 1)
    .where('is_archived', '=', 0)
    .execute()
  const distance = ({ name, code }: { name: string; code: string }): number => {
    const [lowerName, lowerCode] = [name.toLowerCase(), code.toLowerCase()]
    if (lowerCode === text || lowerName === text) return 0
    if (lowerName.startsWith(text)) return 1
    if (lowerName.includes(` ${text}`)) return 2
    if (lowerCode.startsWith(text)) return 3
    return lowerName.includes(text) || lowerCode.includes(text) ? 4 : Infinity
  }
  return partners
    .map((partner) => ({ partner, distance: distance(partner) }))
    .filter(({ distance }) => distance < Infinity)
    .toSorted((a, b) => a.distance - b.distance || a.partner.name.localeCompare(b.partner.name, 'en'))
    .slice(0, 50)
    .map(({ partner }) => partner)
}

export async function listGroups(db: Kysely<Schema>): Promise<string[]> {
  const rows = await db
    .selectFrom('partner')
    .select('group_name')
    .distinct()
    .where('is_live', '=', 1)
    .where('group_name', '<>', '')
    .orderBy('group_name')
    .execute()
  return rows.map((row) => row.group_name)
}

const identifying = ['name', 'code', 'externalId'] as const

/** Name, code and external id tell partners apart, whatever their case. [PA1] @throws AppError partner.duplicate */
export async function refuseDuplicate(db: Kysely<Schema>, changes: Changes, id: number | null): Promise<void> {
  const given = identifying.filter((field) => (changes[field] ?? '') !== '')
  if (given.length === 0) return
  const others = await db.selectFrom('partner').selectAll().where('is_live', '=', 1).execute()
  for (const field of given) {
    const value = changes[field] ?? ''
    // Compared here, because SQLite's lower() knows ASCII only.
    const isTwin = (other: PartnerTable): boolean =>
      other.id !== id && other[columns[field]].toLowerCase() === value.toLowerCase()
    if (others.some(isTwin)) throw new AppError('partner.duplicate', { field, value })
  }
}

/** A new partner with its first status; `birth.id` when the id was promised before. @returns its id */
export function insertPartner(
  write: Write,
  clock: Clock,
  fields: PartnerFields,
  birth: { status: PartnerStatus; attemptId: number | null; id?: number },
): number {
  const id = write.insert('partner', {
    ...(birth.id === undefined ? {} : { id: birth.id }),
    uid: clock.uid(),
    ...(toColumns(fields) as Record<(typeof columns)[keyof typeof columns], string>), // all fields are given
    ...noPayee,
    is_archived: 0,
    created_by_attempt: birth.attemptId,
    is_live: 1,
  })
  write.insert('partner_status', { partner_id: id, status: birth.status, valid_from: fields.startedOn })
  return id
}

export async function updatePartner(
  db: Kysely<Schema>,
  write: Write,
  row: PartnerTable,
  changes: Changes,
): Promise<void> {
  write.update('partner', row.id, toColumns(changes))
  const { startedOn } = changes
  if (startedOn === undefined || startedOn === row.started_on) return
  const moving = firstStatusMoving(await listStatuses(db, row.id), row.started_on, startedOn)
  if (moving) write.update('partner_status', moving.id, { valid_from: startedOn })
}

export async function putStatus(
  db: Kysely<Schema>,
  write: Write,
  partnerId: number,
  status: PartnerStatus,
  validFrom: Day,
): Promise<void> {
  const same = (await listStatuses(db, partnerId)).find((known) => known.validFrom === validFrom)
  if (same) write.update('partner_status', same.id, { status })
  else write.insert('partner_status', { partner_id: partnerId, status, valid_from: validFrom })
}

export function putPayee(write: Write, partnerId: number, payee: Payee | null): void {
  write.update(
    'partner',
    partnerId,
    payee === null
      ? noPayee
      : {
          payee_method: payee.method,
          payee_account_name: payee.accountName,
          payee_email: payee.email,
          payee_account: payee.account,
          payee_currency: payee.currency,
        },
  )
}
