import type { Day } from '../../contract/dates.ts'
import type { Verdict } from '../../contract/imports.ts'
import type { ConversionColumns, DealColumns, FigureColumns, RateColumns, RowBatch } from './batch.ts'
import type { FactIndex } from './factIndex.ts'
import { byKind, type FactKind, hasParties, versionedKinds } from './factKinds.ts'
import type { IneligibleRows } from './ineligible.ts'
import { toWords } from './knownFacts.ts'
import type { OverlapWatch } from './overlap.ts'
import type { PartnerResolver } from './partnerResolver.ts'
import { contains, createIdSet, type IdRange, type IdSet } from './ranges.rules.ts'
import { createTotals, type Totals } from './totals.ts'

/** The facts of one kind that the workspace has, and how they count now. */
export interface Shelf {
  index: FactIndex
  /** Ids that an unreverted import holds. */
  held: readonly IdRange[]
  nextId: number
}

/** New facts of one batch: their places in the batch's columns, in the order of their ids from `firstId` on. */
export interface NewFacts {
  places: number[]
  firstId: number
  customerIds: (number | null)[]
  partnerIds: (number | null)[]
  partnerTexts: string[]
  /** Refunds only: the sale they take back. */
  originalIds: (number | null)[]
}

/** What a batch brings: its new facts and the verdict of each of its rows. */
export interface ClassifiedBatch extends Record<FactKind, NewFacts> {
  verdicts: Verdict[]
  /** Rows refused because a person said to leave their partner out. */
  ignoredRows: number[]
  /** What the changed and suspect rows differ from. */
  compared: Compared[]
}

/** A record of a changed or suspect row and the one that is here. */
export interface Compared {
  row: number
  kind: 'deals' | 'conversions' | 'partners'
  /** Place in the batch's columns; of a partner, its number. */
  at: number
  /** The fact or partner that is here; 0 for an earlier row of the same file. */
  id: number
}

export interface NewVersion {
  kind: FactKind
  id: number
  /** The first version of the same fact. */
  firstId: number
}

export interface KindCounts {
  created: number
  restored: number
  same: number
  changed: number
}

/** Leads lie among the conversions and are counted by themselves. */
export type CountedKind = FactKind | 'leads'

export interface Classifier {
  take(batch: RowBatch): ClassifiedBatch
  /** Facts the file has, new or known, by kind. */
  readonly found: Readonly<Record<FactKind, IdSet>>
  /** Known facts that no import held. */
  readonly restored: Readonly<Record<FactKind, IdSet>>
  /** Newer versions that this import brings, of known facts or of each other. */
  readonly versions: readonly NewVersion[]
  /** The newest fact with an identity; null when there is none. */
  newest(kind: FactKind, identities: Uint32Array, at: number): number | null
  readonly counts: Readonly<Record<CountedKind, KindCounts>>
  /** Partners with new deals, conversions or leads; 0 stands for none. */
  readonly partnersWithNew: ReadonlySet<number>
  readonly totals: Totals
}

export interface ClassifierOptions {
  shelves: Readonly<Record<FactKind, Shelf>>
  resolver: PartnerResolver
  baseCurrency: string
  /** Rows only list partners: their verdict is that of the partner. */
  listsPartnersOnly: boolean
  applyChanged: boolean
  takeSuspects: boolean
  /** A sale that is here already and may be this one; 0 for none and for rows with an id of their own. */
  twinOf(suspects: Uint32Array, at: number): number
  /** Looks out for rows that may be known ones under other ids; null where there are none. */
  overlap: OverlapWatch | null
  /** Takes down new sales and leads whose partner earns nothing by them. */
  ineligible: IneligibleRows
}

/** The records of one kind in a batch, taken row by row. */
interface Records {
  kind: FactKind
  rows: readonly number[]
  identities: Uint32Array
  contents: Uint32Array
  next: number
}

/** What the workspace knows of one record of the batch. */
interface Lookup {
  records: Records
  /** Place of the record in its columns. */
  at: number
  verdict: 'new' | 'same' | 'restored' | 'changed'
  id: number
  /** Entry of the first version; -1 when there is none. */
  first: number
  /** The newest version that counts. */
  known: number
}

/**
 * Tells what every row of a file means to the workspace, in the order of the file. A row is taken in whole or not at
 * all: a changed one only when asked to, a suspect one likewise. [IM1] [IM3]
 */
export function createClassifier(options: ClassifierOptions): Classifier {
  const { shelves, resolver, overlap } = options
  const found = byKind(createIdSet)
  const restored = byKind(createIdSet)
  const versions: NewVersion[] = []
  const none = (): KindCounts => ({ created: 0, restored: 0, same: 0, changed: 0 })
  const counts: Record<CountedKind, KindCounts> = { ...byKind(none), leads: none() }
  const partnersWithNew = new Set<number>()
  const totals = createTotals()
  const seenPartners = new Set<number>()
  const firstNewId = byKind((kind) => shelves[kind].nextId)

  function lookUp(records: Records, at: number): Lookup {
    const { kind, identities, contents } = records
    const { index, held } = shelves[kind]
    const first = index.find(identities, at)
    if (first < 0) return { records, at, verdict: 'new', id: 0, first, known: 0 }
    let known = 0
    for (let entry = first; entry >= 0; entry = index.next(entry)) {
      const id = index.idOf(entry)
      const isHeld = id >= firstNewId[kind] || contains(held, id)
      if (isHeld || known === 0) known = id
      if (kind !== 'customers' && !index.hasContent(entry, contents, at)) continue
      return { records, at, verdict: isHeld ? 'same' : 'restored', id, first, known }
    }
    return { records, at, verdict: 'changed', id: 0, first, known }
  }

  /** It was here before this file was read. */
  const isKnown = ({ records: { kind }, first }: Lookup): boolean =>
    first >= 0 && shelves[kind].index.idOf(first) < firstNewId[kind]

  /** The other side of a comparison: what was read from this very file is not stored yet. */
  const stored = (kind: FactKind, id: number): number => (id < firstNewId[kind] ? id : 0)

  /** Gives a new fact its id, or holds the known one. @returns its id */
  function settle(look: Lookup, into: NewFacts, count: KindCounts): number {
    const { at } = look
    const { kind, identities, contents } = look.records
    const shelf = shelves[kind]
    let { id } = look
    if (look.verdict === 'new' || look.verdict === 'changed') {
      if (look.verdict === 'changed') {
        versions.push({ kind, id: shelf.nextId, firstId: shelf.index.idOf(look.first) })
        count.changed += 1
      } else count.created += 1
      id = shelf.nextId++
      shelf.index.add(identities, contents, at, id, look.first)
      into.places.push(at)
      found[kind].add(id)
      return id
    }
    if (!found[kind].add(id)) return id
    if (look.verdict === 'restored') restored[kind].add(id)
    count[look.verdict] += 1
    return id
  }

  function take(batch: RowBatch): ClassifiedBatch {
    const customers = recordsOf('customers', batch)
    const kinds = versionedKinds.filter((kind) => batch[kind].row.length > 0).map((kind) => recordsOf(kind, batch))
    const [suspects, originals] = [toWords(batch.conversions.suspect), toWords(batch.conversions.original)]
    const result: ClassifiedBatch = {
      verdicts: [],
      ...byKind((kind) => noFacts(shelves[kind].nextId)),
      ignoredRows: [],
      compared: [],
    }
    const { compared } = result
    for (const reading of batch.newPartners) resolver.add(reading)

    for (let row = 0; row < batch.line.length; row += 1) {
      const customerAt = customers.rows[customers.next] === row ? customers.next++ : -1
      const customer = customerAt < 0 ? null : lookUp(customers, customerAt)
      const looks: Lookup[] = []
      for (const records of kinds)
        while (records.rows[records.next] === row) looks.push(lookUp(records, records.next++))

      const partnerNumber = batch.partner[row] ?? -1
      const partner = partnerNumber < 0 ? null : resolver.get(partnerNumber)
      if (partner?.isIgnored === true) {
        result.verdicts.push('rejected')
        result.ignoredRows.push(row)
        continue
      }

      let suspected = 0
      for (const { records, verdict, at } of looks) {
        const isNewSale = records.kind === 'conversions' && verdict === 'new'
        const twin = isNewSale ? options.twinOf(suspects, at) : 0
        // A twin that this file tells too is another sale.
        if (suspected > 0 || twin === 0 || found.conversions.has(twin)) continue
        suspected = twin
        if (!options.takeSuspects) compared.push({ row, kind: 'conversions', at, id: twin })
      }
      if (overlap?.isOpen === true && (suspected > 0 || looks.some(isKnown))) overlap.close()
      let verdict: Verdict
      if (suspected > 0 && !options.takeSuspects) verdict = 'suspect'
      else if (looks.length > 0) verdict = verdictOf(looks)
      else if (options.listsPartnersOnly && partner !== null && !seenPartners.has(partnerNumber))
        verdict = partner.verdict
      else verdict = customer === null || options.listsPartnersOnly ? 'same' : verdictOf([customer])
      if (verdict === 'changed') {
        for (const { records, verdict: own, at, known } of looks) {
          const { kind } = records
          const isCompared = kind === 'deals' || kind === 'conversions'
          if (own === 'changed' && isCompared) compared.push({ row, kind, at, id: stored(kind, known) })
        }
        if (looks.length === 0) compared.push({ row, kind: 'partners', at: partnerNumber, id: partner?.id ?? 0 })
      }
      if (partnerNumber >= 0) seenPartners.add(partnerNumber)
      result.verdicts.push(verdict)
      if (verdict === 'suspect' || (verdict === 'changed' && !options.applyChanged)) {
        if (verdict === 'changed')
          for (const look of looks) if (look.verdict === 'changed') countOf(batch, look).changed += 1
        continue
      }

      const customerId = customer === null ? null : settle(customer, result.customers, counts.customers)
      const partnerId = partner?.id ?? null
      const days: (Day | null)[] = []
      for (const look of looks) {
        const { kind } = look.records
        const into = result[kind]
        settle(look, into, countOf(batch, look))
        const isNew = look.verdict === 'new' || look.verdict === 'changed'
        if (isNew && hasParties(kind)) {
          into.customerIds.push(customerId)
          into.partnerIds.push(partnerId)
          into.partnerTexts.push(partner?.text ?? '')
          // Clicks change neither revenue nor what anybody earns.
          if (kind !== 'clicks') partnersWithNew.add(partnerId ?? 0)
          if (kind === 'conversions')
            into.originalIds.push(isZero(originals, look.at) ? null : newest('conversions', originals, look.at))
        }
        note(batch, look, days)
      }
      if (partnerNumber >= 0) resolver.countRow(partnerNumber, days)
      if (partnerId !== null) noteEligibility(batch, row, looks, partnerId, customerAt)
      if (partnerId === null && looks.some(({ records }) => hasParties(records.kind))) totals.rowsWithoutPartner += 1
    }
    return result
  }

  /** What an earlier import brought has been told of then; a refund follows its sale. */
  function noteEligibility(
    { line, conversions, customers }: RowBatch,
    row: number,
    looks: readonly Lookup[],
    partnerId: number,
    customerAt: number,
  ): void {
    for (const { records, verdict, at } of looks) {
      if (records.kind !== 'conversions' || verdict === 'same' || conversions.kind[at] === 'refund') continue
      const email = customerAt < 0 ? '' : (customers.email[customerAt] ?? '')
      options.ineligible.note(line[row] ?? 0, partnerId, {
        day: conversions.occurredOn[at] ?? '',
        email,
        country: conversions.country[at] ?? '',
      })
    }
  }

  function newest(kind: FactKind, identities: Uint32Array, at: number): number | null {
    const { index } = shelves[kind]
    let id: number | null = null
    for (let entry = index.find(identities, at); entry >= 0; entry = index.next(entry)) id = index.idOf(entry)
    return id
  }

  function countOf(batch: RowBatch, { records, at }: Lookup): KindCounts {
    const isLead = records.kind === 'conversions' && batch.conversions.kind[at] === 'lead'
    return counts[isLead ? 'leads' : records.kind]
  }

  function note(batch: RowBatch, { records, at }: Lookup, days: (Day | null)[]): void {
    if (records.kind === 'deals') noteDeal(batch.deals, at, days)
    else if (records.kind === 'conversions') noteConversion(batch.conversions, at, days)
    else if (records.kind === 'clicks') noteClick(batch.clicks.occurredOn[at] ?? null, days)
    else if (records.kind === 'rates') noteRate(batch.rates, at)
    else noteFigure(batch.figures, at)
  }

  function noteDeal(deals: DealColumns, at: number, days: (Day | null)[]): void {
    const [openedOn, closedOn] = [deals.openedOn[at] ?? null, deals.closedOn[at] ?? null]
    const currency = deals.currency[at] ?? ''
    const minor = deals.amountMinor[at] ?? null
    totals.add('deals', deals.stage[at] ?? '', currency, minor ?? 0)
    overlap?.note('deal', openedOn ?? closedOn, currency, minor)
    for (const day of [openedOn, closedOn]) {
      days.push(day)
      totals.noteDay('deals', day)
    }
  }

  function noteConversion(conversions: ConversionColumns, at: number, days: (Day | null)[]): void {
    const day = conversions.occurredOn[at] ?? null
    const minor = conversions.amountMinor[at] ?? 0
    const kind = conversions.kind[at] ?? 'sale'
    const currency = conversions.currency[at] ?? ''
    totals.add('conversions', kind, currency, minor)
    if (currency !== options.baseCurrency && kind !== 'lead' && day !== null) totals.noteForeign(currency, day)
    overlap?.note(kind, day, currency, kind === 'lead' ? null : minor)
    days.push(day)
    totals.noteDay('conversions', day)
  }

  function noteClick(day: Day | null, days: (Day | null)[]): void {
    overlap?.note('click', day, '', null)
    days.push(day)
    totals.noteDay('clicks', day)
  }

  function noteRate({ day, base, quote }: RateColumns, at: number): void {
    totals.noteRate(day[at] ?? '', base[at] ?? '', quote[at] ?? '')
  }

  function noteFigure({ month, measure, currency, value }: FigureColumns, at: number): void {
    totals.noteFigure(month[at] ?? '', measure[at] ?? 'bookings', currency[at] ?? '', value[at] ?? 0)
  }

  return { take, newest, found, restored, versions, counts, partnersWithNew, totals }
}

/** A row is as new as its newest fact; a changed fact makes it changed. */
function verdictOf(looks: readonly Lookup[]): Verdict {
  if (looks.some((look) => look.verdict === 'changed')) return 'changed'
  return looks.some((look) => look.verdict === 'new' || look.verdict === 'restored') ? 'new' : 'same'
}

/** No hash was written there. */
export function isZero(words: Uint32Array, at: number): boolean {
  if (words.length === 0) return true
  const from = at * 4
  return words[from] === 0 && words[from + 1] === 0 && words[from + 2] === 0 && words[from + 3] === 0
}

function recordsOf(kind: FactKind, batch: RowBatch): Records {
  const columns = batch[kind]
  const identities = toWords(columns.identity)
  return {
    kind,
    rows: columns.row,
    identities,
    contents: 'content' in columns ? toWords(columns.content) : identities,
    next: 0,
  }
}

function noFacts(firstId: number): NewFacts {
  return { places: [], firstId, customerIds: [], partnerIds: [], partnerTexts: [], originalIds: [] }
}
