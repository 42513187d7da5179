import type {
  ClickTable,
  CompanyFigureTable,
  ConversionTable,
  CustomerTable,
  DealTable,
  FxRateTable,
} from '../../db/schema.ts'
import { writeHash } from '../../imports/batcher.ts'
import { HASH_BYTES } from '../../imports/factIndex.ts'
import type { VersionedKind } from '../../imports/factKinds.ts'
import {
  clickContent,
  conversionContent,
  customerContent,
  dealContent,
  figureContent,
  figureIdentity,
  ownIdentities,
  rateContent,
  rateIdentity,
} from '../../imports/identity.rules.ts'
import {
  clickReadingOf,
  dealReadingOf,
  rateReadingOf,
  readingOf,
  selectWithCustomer,
  type StoredCustomer,
} from '../../imports/storedFacts.ts'

/** What rows of every imported table have. */
export interface ImportedFact {
  id: number
  identity: Uint8Array
  attempt_id: number
  line: number
  is_live: number
}

/** What `verify` needs to know of a kind of facts. */
interface FactReader {
  /** Rows after an id, a number of them, in the order of ids. */
  select: string
  /** The text whose hash stands in the row, made of what the row says now. */
  content(row: ImportedFact): string
  /** Texts of which one must be the identity's; null where the row no longer tells them. */
  identities(row: ImportedFact): Iterable<string> | null
  /** How people know the row; '' when only its id does. */
  name(row: ImportedFact): string
}

const withCustomer = (table: 'deal' | 'conversion'): string =>
  `${selectWithCustomer(table)} WHERE ${table}.id > ? ORDER BY ${table}.id LIMIT ?`

// A reader gets rows of its own select only.
const as = <Row>(row: ImportedFact): Row => row as unknown as Row

function ownIdentitiesOf(
  kind: Parameters<typeof ownIdentities>[0],
  { source, external_id }: Pick<ConversionTable, 'source' | 'external_id'>,
): Iterable<string> | null {
  return external_id === '' ? null : ownIdentities(kind, source, external_id)
}

/** One reader for each kind of facts with versions. */
export const factReaders: Readonly<Record<VersionedKind, FactReader>> = {
  deals: {
    select: withCustomer('deal'),
    content(row) {
      const reading = dealReadingOf(as<DealTable>(row), as<StoredCustomer>(row))
      return dealContent(reading, reading.deal)
    },
    identities: (row) => ownIdentitiesOf('deals', as<DealTable>(row)),
    name: (row) => as<DealTable>(row).external_id,
  },
  conversions: {
    select: withCustomer('conversion'),
    content(row) {
      const reading = readingOf(as<ConversionTable>(row), as<StoredCustomer>(row))
      return conversionContent(reading, reading.conversion)
    },
    identities(row) {
      const conversion = as<ConversionTable>(row)
      return ownIdentitiesOf(conversion.kind === 'lead' ? 'leads' : 'conversions', conversion)
    },
    name: (row) => as<ConversionTable>(row).external_id,
  },
  clicks: {
    select: 'SELECT * FROM click WHERE id > ? ORDER BY id LIMIT ?',
    content(row) {
      const reading = clickReadingOf(as<ClickTable>(row))
      return clickContent(reading, reading.click)
    },
    identities: (row) => ownIdentitiesOf('clicks', as<ClickTable>(row)),
    name: (row) => as<ClickTable>(row).external_id,
  },
  figures: {
    select: 'SELECT * FROM company_figure WHERE id > ? ORDER BY id LIMIT ?',
    content: (row) => figureContent(as<CompanyFigureTable>(row)),
    identities: (row) => [figureIdentity(as<CompanyFigureTable>(row).source, as<CompanyFigureTable>(row))],
    name: (row) => `${as<CompanyFigureTable>(row).measure} of ${as<CompanyFigureTable>(row).month}`,
  },
  rates: {
    select: 'SELECT * FROM fx_rate WHERE id > ? ORDER BY id LIMIT ?',
    content: (row) => rateContent(rateReadingOf(as<FxRateTable>(row))),
    identities: (row) => [rateIdentity(as<FxRateTable>(row).source, rateReadingOf(as<FxRateTable>(row)))],
    name(row) {
      const { base_currency: base, quote_currency: quote, day } = as<FxRateTable>(row)
      return `${base}/${quote} of ${day}`
    },
  },
}

const hash = new Uint8Array(HASH_BYTES)

function isHashOf(text: string, stored: Uint8Array): boolean {
  writeHash(hash, 0, text)
  return Buffer.compare(hash, stored) === 0
}

/** False when a fact says something else than when it was imported, or is not the one its identity names. */
export function isAsImported(kind: VersionedKind, row: ImportedFact & { content_hash: Uint8Array }): boolean {
  const reader = factReaders[kind]
  if (!isHashOf(reader.content(row), row.content_hash)) return false
  const identities = reader.identities(row)
  return identities === null || [...identities].some((text) => isHashOf(text, row.identity))
}

/** A customer as the digest of its import takes it. */
export function customerLine({ name, external_id: externalId, email, domain, country }: CustomerTable): string {
  return `${customerContent({ name, externalId, email, domain, country })}\n`
}
