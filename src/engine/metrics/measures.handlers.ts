import type { measureMethods } from '../../contract/measures.ts'
import { measureDefinitions } from '../../contract/measures.ts'
import type { HandlersOf } from '../context.ts'
import { unchanged } from '../db/slices.ts'
import { inTurn } from '../pause.ts'
import { foreignOf, measureOf, missingOf, openBook } from './openBook.ts'

export const measureHandlers: HandlersOf<typeof measureMethods> = {
  async 'measures.read'(context, { keys, from, to, partnerId, owedAtEnd }) {
    const book = await openBook(context, keys, { from, to }, owedAtEnd)
    const entry = partnerId === null ? book.total : book.of(partnerId)
    const { baseCurrency, exchange } = context.settings()
    return {
      currency: baseCurrency,
      values: keys.map((key) => measureOf(book, key, entry)),
      missing: missingOf(book),
      foreign: partnerId === null ? [...book.foreign].toSorted() : foreignOf(book, keys, partnerId),
      policy: exchange.mode,
    }
  },

  async 'measures.byPartner'(context, { keys, from, to }) {
    const book = await openBook(context, keys, { from, to })
    const partners = context.raw
      .prepare(
        'SELECT id AS partnerId, name FROM partner WHERE is_live = 1 AND is_archived = 0 ORDER BY name COLLATE NOCASE, id',
      )
      .all() as { partnerId: number; name: string }[]
    return {
      currency: context.settings().baseCurrency,
      partners: partners.map((partner) => {
        const entry = book.of(partner.partnerId)
        const values = keys.map((key) =>
          measureDefinitions[key].scope === 'programme' ? null : measureOf(book, key, entry).value,
        )
        return { ...partner, values }
      }),
      missing: missingOf(book),
    }
  },

  async 'measures.trend'(context, { keys, partnerId, periods }) {
    const books = await unchanged(context.raw, () => inTurn(periods, (period) => openBook(context, keys, period, true)))
    return {
      currency: context.settings().baseCurrency,
      trends: keys.map((key) =>
        books.map((book) => measureOf(book, key, partnerId === null ? book.total : book.of(partnerId))),
      ),
    }
  },
}
