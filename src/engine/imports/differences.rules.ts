import { formatDay } from '../../contract/dates.ts'
import type { ColumnRole, Difference, ImportMapping } from '../../contract/imports.ts'
import { formatMinor } from '../../contract/money.ts'
import { comparable, customerText, partnerText } from './identity.rules.ts'
import type { PartnerChanges, StoredPartner } from './partnerFields.rules.ts'
import type { ConversionReading, DealReading, RowReading } from './reading.ts'

/** Letters of a value that are kept. */
const KEPT_LENGTH = 200

/** Roles that say one thing, the likeliest first: the first that a file has gives the difference its name. */
type Roles = readonly ColumnRole[]

const PARTNER: Roles = ['partnerId', 'partnerCode', 'partnerEmail', 'partnerName', 'partnerDomain']
const CUSTOMER: Roles = ['customerId', 'customerEmail', 'customerDomain', 'customerName']

type Entry = readonly [roles: Roles, before: string, after: string]

/**
 * Compares what rows say with what is here and names each difference by the file's own column, else by what it means.
 * Values are written for people. [IM57]
 */
export interface Differences {
  /** @param isRefunded the refunded part of a row that also tells the sale */
  conversions(
    before: RowReading & { conversion: ConversionReading },
    after: RowReading & { conversion: ConversionReading },
    isRefunded: boolean,
  ): Difference[]
  deals(before: RowReading & { deal: DealReading }, after: RowReading & { deal: DealReading }): Difference[]
  partners(before: StoredPartner, said: PartnerChanges): Difference[]
}

export function compileDifferences(mapping: Pick<ImportMapping, 'columns' | 'kinds'>): Differences {
  const headers = new Map(mapping.columns.map(({ role, header }) => [role, header.trim()]))
  const readsDeals = mapping.kinds.includes('deals')
  const nameOf = (roles: Roles): string => {
    const role = roles.find((candidate) => headers.has(candidate)) ?? roles[0] ?? 'recordId'
    return headers.get(role) || wordsOf(role)
  }
  const differing = (entries: readonly Entry[]): Difference[] =>
    entries.flatMap(([roles, before, after]) =>
      comparable(before) === comparable(after)
        ? []
        : [{ field: nameOf(roles), before: before.slice(0, KEPT_LENGTH), after: after.slice(0, KEPT_LENGTH) }],
    )

  return {
    conversions: (beforeRow, afterRow, isRefunded) => {
      const [before, after] = [beforeRow.conversion, afterRow.conversion]
      const money = (role: ColumnRole, key: 'taxMinor' | 'shippingMinor' | 'discountMinor'): Entry => [
        [role],
        part(before[key], before.currency),
        part(after[key], after.currency),
      ]
      return differing([
        [
          readsDeals ? ['closedOn', 'occurredOn'] : ['occurredOn', 'closedOn'],
          day(before.occurredOn),
          day(after.occurredOn),
        ],
        [
          isRefunded ? ['refunded', 'amount'] : ['amount'],
          amount(before.amountMinor, before.currency),
          amount(after.amountMinor, after.currency),
        ],
        money('tax', 'taxMinor'),
        money('shipping', 'shippingMinor'),
        money('discount', 'discountMinor'),
        [['quantity'], String(before.quantity), String(after.quantity)],
        [['product'], before.product, after.product],
        [['country', 'customerCountry'], before.country, after.country],
        [['originalId'], before.originalId, after.originalId],
        [['approvedOn'], day(before.approvedOn), day(after.approvedOn)],
        [['invoicePaidOn'], day(before.invoicePaidOn), day(after.invoicePaidOn)],
        ...who(beforeRow, afterRow),
      ])
    },
    deals: (beforeRow, afterRow) => {
      const [before, after] = [beforeRow.deal, afterRow.deal]
      return differing([
        [['stage', 'status'], before.stageText || before.stage, after.stageText || after.stage],
        [['recordName'], before.name, after.name],
        [['amount'], amount(before.amountMinor, before.currency), amount(after.amountMinor, after.currency)],
        [['openedOn'], day(before.openedOn), day(after.openedOn)],
        [['closedOn', 'occurredOn'], day(before.closedOn), day(after.closedOn)],
        [['expectedCloseOn'], day(before.expectedCloseOn), day(after.expectedCloseOn)],
        [['product'], before.product, after.product],
        [['country', 'customerCountry'], before.country, after.country],
        [['owner'], before.owner, after.owner],
        ...who(beforeRow, afterRow),
      ])
    },
    partners: (before, said) =>
      differing(
        partnerRoles.flatMap(([column, role]) =>
          column in said ? [[[role], String(before[column] ?? ''), String(said[column] ?? '')] as const] : [],
        ),
      ),
  }
}

const partnerRoles = [
  ['name', 'partnerName'],
  ['external_id', 'partnerId'],
  ['code', 'partnerCode'],
  ['email', 'partnerEmail'],
  ['domain', 'partnerDomain'],
  ['kind', 'partnerKind'],
  ['group_name', 'partnerGroup'],
  ['manager', 'partnerManager'],
  ['region', 'partnerRegion'],
  ['country', 'partnerCountry'],
  ['territory', 'partnerTerritory'],
  ['payee_method', 'payeeMethod'],
  ['payee_account_name', 'payeeAccountName'],
  ['payee_email', 'payeeEmail'],
  ['payee_account', 'payeeAccount'],
  ['payee_currency', 'payeeCurrency'],
] as const satisfies readonly (readonly [keyof StoredPartner, ColumnRole])[]

function who(before: RowReading, after: RowReading): Entry[] {
  return [
    [PARTNER, partnerText(before.partner), partnerText(after.partner)],
    [CUSTOMER, customerText(before.customer), customerText(after.customer)],
  ]
}

const day = (value: string | null): string => (value === null ? '' : formatDay(value))

function amount(minor: number | null, currency: string): string {
  return minor === null ? '' : `${formatMinor(minor, currency)} ${currency}`
}

/** Tax, shipping or discount; none is nothing. */
function part(minor: number, currency: string): string {
  return minor === 0 ? '' : amount(minor, currency)
}

/** "customer email" for `customerEmail`: the name of what a file has no column for. */
function wordsOf(role: ColumnRole): string {
  return role.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
