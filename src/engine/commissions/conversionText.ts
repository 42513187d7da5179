import { Numbers, RowText } from '../db/rowText.ts'
import type { Dictionary } from '../plans/compile.rules.ts'
import type { ConversionColumns } from './conversionColumns.rules.ts'
import { NOT_YET_DAY } from './due.rules.ts'
import {
  type BlockedPairs,
  type ColumnNeeds,
  type ConversionRow,
  createShelf,
  PartnerRows,
} from './partnerRows.rules.ts'

/** Some conversions as `readConversions` reads them, in id order. */
export interface ConversionRows {
  text: Uint8Array<ArrayBuffer>
  /** JSON array of a product per row, and after it of a country, as far as they are needed. */
  names: readonly string[]
}

export interface PartnerConversions {
  partnerId: number
  conversions: ConversionColumns
}

/** Partners are handed on together until they have so many conversions. */
const LEAST_HANDED = 20_000

const [LETTER_D, LETTER_L, LETTER_Q, LETTER_R] = [100, 108, 113, 114]

/** Turns the text of live conversions that have a partner into the columns of each partner. */
export class ConversionText {
  count = 0
  private readonly needs: ColumnNeeds
  private readonly blockedPairs: BlockedPairs
  private readonly text = new RowText()
  private readonly products = new Numbers()
  private readonly countries = new Numbers()
  private readonly rowsOf = new Map<number, PartnerRows>()

  constructor(needs: ColumnNeeds, blockedPairs: BlockedPairs) {
    this.needs = needs
    this.blockedPairs = blockedPairs
  }

  get dictionary(): Dictionary {
    return {
      currencies: this.text.currencies.names,
      products: this.products.names,
      countries: this.countries.names,
    }
  }

  add({ text: bytes, names }: ConversionRows): void {
    const { needs, text, rowsOf } = this
    const parsed = names.map((name) => JSON.parse(name) as string[])
    const products = needs.product ? parsed.shift() : undefined
    const countries = needs.country ? parsed.shift() : undefined
    // One for all of them: a million would only be garbage.
    const row: ConversionRow = {
      id: 0,
      day: 0,
      currency: 0,
      baseMinor: 0,
      customer: 0,
      product: 0,
      country: 0,
      isLead: false,
      sourceDay: NOT_YET_DAY,
      quantity: 1,
      refundOf: null,
    }
    let place = 0
    for (text.load(bytes); !text.isAtEnd; text.endOfRow()) {
      row.day = text.day()
      row.currency = text.currency()
      row.id = text.number()
      text.comma()
      const partnerId = text.number()
      text.comma()
      row.baseMinor = text.number()
      text.comma()
      if (needs.customer) row.customer = text.number()
      row.isLead = text.skip(LETTER_L)
      row.refundOf = text.skip(LETTER_R) ? text.number() : null
      row.quantity = text.skip(LETTER_Q) ? text.number() : 1
      row.sourceDay = text.skip(LETTER_D) ? text.day() : NOT_YET_DAY
      if (products !== undefined) row.product = this.products.of(products[place] ?? '')
      if (countries !== undefined) row.country = this.countries.of(countries[place] ?? '')
      let rows = rowsOf.get(partnerId)
      if (rows === undefined) {
        rows = new PartnerRows(needs)
        rowsOf.set(partnerId, rows)
      }
      rows.add(row)
      place += 1
    }
    this.count += place
  }

  /** The conversions of each partner, partners by id, conversions by day, ties by id; some partners at once. [CO1] */
  *partners(): Generator<PartnerConversions[]> {
    const ids = [...this.rowsOf.keys()].toSorted((a, b) => a - b)
    for (let from = 0, to = 0; from < ids.length; from = to) {
      let count = 0
      for (; to < ids.length && count < LEAST_HANDED; to += 1) count += this.rowsOf.get(ids[to] ?? 0)?.count ?? 0
      const shelf = createShelf(count, this.needs)
      let place = 0
      yield ids.slice(from, to).flatMap((partnerId) => {
        const rows = this.rowsOf.get(partnerId)
        if (rows === undefined) return []
        this.rowsOf.delete(partnerId)
        place += rows.count
        const blockOf = (customer: number) => this.blockedPairs.get(`${partnerId} ${customer}`)
        return [{ partnerId, conversions: rows.placeOn(shelf, place - rows.count, blockOf) }]
      })
    }
  }
}
