import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, toEpochDays } from '../../../src/contract/dates.ts'
import type { InputKey } from '../../../src/contract/measures.ts'
import { applyMigrations } from '../../../src/engine/db/migrate.ts'
import { Book } from '../../../src/engine/metrics/book.ts'
import { addDeals } from '../../../src/engine/metrics/dealInputs.repo.ts'
import type { Exchange } from '../../../src/engine/rates/exchange.rules.ts'

interface Deal {
  partnerId: number
  stage: 'open' | 'won' | 'lost'
  minor: number | null
  currency: string
  openedOn: Day | null
  closedOn: Day | null
}

const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays('2025-01-01', days))
const deal: fc.Arbitrary<Deal> = fc.record({
  partnerId: fc.constantFrom(1, 2),
  stage: fc.constantFrom('open', 'won', 'lost'),
  minor: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { freq: 5 }),
  currency: fc.constantFrom('USD', 'EUR', 'GBP'),
  openedOn: fc.option(day, { freq: 5 }),
  closedOn: fc.option(day, { freq: 2 }),
})

/** A euro is worth more each day, so that the day an amount is converted on shows; pounds have no rate. */
const euro = (minor: number, epochDay: number): number => minor * (epochDay - 20_000)
const exchange: Exchange = {
  into: 'USD',
  convert: (minor, currency, epochDay) =>
    currency === 'USD' ? minor : currency === 'EUR' ? euro(minor, epochDay) : null,
  convertMonth: () => null,
  ratioOn: () => null,
}

/** The rule read aloud, one deal after the other. */
function countByHand(deals: readonly Deal[], from: Day, to: Day): Book {
  const book = new Book()
  const isWithin = (on: Day | null): on is Day => on !== null && from <= on && on <= to
  for (const { partnerId, stage, minor, currency, openedOn, closedOn } of deals) {
    const amount = (key: InputKey, on: Day): void => {
      if (minor === null || minor === 0) return
      if (currency !== 'USD') book.foreign.add(currency)
      book.addConverted(partnerId, key, currency, exchange.convert(minor, currency, toEpochDays(on)))
    }
    // Over before the period, or not begun by its end.
    if ((closedOn !== null && closedOn < from) || (openedOn !== null && openedOn > to)) continue
    if (isWithin(openedOn)) {
      book.add(partnerId, 'dealsOpened', 1)
      amount('openedMinor', openedOn)
    }
    if (stage !== 'open' && isWithin(closedOn)) {
      book.add(partnerId, stage === 'won' ? 'dealsWon' : 'dealsLost', 1)
      if (stage === 'lost') continue
      amount('wonMinor', closedOn)
      if (openedOn === null || openedOn > closedOn) continue
      book.add(partnerId, 'cycleDays', toEpochDays(closedOn) - toEpochDays(openedOn))
      book.add(partnerId, 'cycleCount', 1)
    } else if (stage === 'open' || (closedOn !== null && closedOn > to)) {
      book.add(partnerId, 'dealsOpen', 1)
      amount('openMinor', to)
    }
  }
  return book
}

const contents = ({ partners, total, missing, foreign }: Book) => ({
  partners: [...partners].toSorted(([a], [b]) => a - b).map(([id, { inputs, unrated }]) => ({ id, inputs, unrated })),
  total: total.inputs,
  missing,
  foreign,
})

test('[ME8] deals of a period are opened, won, lost and still open as one counts them one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(deal, { maxLength: 40 }),
      day,
      fc.integer({ min: 0, max: 30 }),
      async (deals, from, days) => {
        const connection = new Database(':memory:')
        applyMigrations(connection)
        connection.exec('PRAGMA foreign_keys = OFF; UPDATE write_gate SET is_open = 1')
        const insert = connection.prepare(
          `INSERT INTO deal VALUES (@id, x'01', x'01', 1, 1, '', '', '', @stage, '', @minor, @currency, @openedOn, @closedOn,
           NULL, '', '', '', '', NULL, @partnerId, 1)`,
        )
        deals.forEach((row, index) => insert.run({ id: index + 1, ...row }))
        const book = new Book()
        const to = addDays(from, days)
        await addDeals(connection, book, exchange, { from, to })
        connection.close()
        expect(contents(book)).toEqual(contents(countByHand(deals, from, to)))
      },
    ),
    { numRuns: 200 },
  )
})
