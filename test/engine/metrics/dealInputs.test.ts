import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day, toEpochDays } from '../../../src/contract/dates.ts'
import type { InputKey } from '../../../src/contract/measures.ts'
import { applyMigrations } from '../../../src/engine/db/migrate.ts'
import { Book } from '../../../src/engine/metrics/book.ts'
import { addDealRoles, addDeals } from '../../../src/engine/metrics/dealInputs.repo.ts'
import { rebuildDeals, rebuildHelp } from '../../../src/engine/metrics/dealRollups.repo.ts'
import type { Exchange } from '../../../src/engine/rates/exchange.rules.ts'

type Role = 'influenced' | 'assisted'
interface Deal {
  partnerId: number | null
  stage: 'open' | 'won' | 'lost'
  minor: number | null
  currency: string
  openedOn: Day | null
  closedOn: Day | null
  /** Not that of an import that was reverted. */
  isLive: boolean
  /** A newer version of a deal that said something else. */
  isCorrected: boolean
  /** Part of each partner, in the order in which they were named. */
  roles: (Role | null)[]
}

const day = fc.integer({ min: 0, max: 130 }).map((days) => addDays('2024-11-10', days))
const deal: fc.Arbitrary<Deal> = fc.record({
  partnerId: fc.option(fc.constantFrom(1, 2, 3), { freq: 5 }),
  stage: fc.constantFrom('open', 'won', 'lost'),
  minor: fc.option(fc.integer({ min: -1000, max: 1_000_000 }), { freq: 5 }),
  currency: fc.constantFrom('USD', 'EUR', 'GBP'),
  openedOn: fc.option(day, { freq: 5 }),
  closedOn: fc.option(day, { freq: 2 }),
  isLive: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
  isCorrected: fc.integer({ min: 0, max: 4 }).map((number) => number === 0),
  roles: fc.array(fc.option(fc.constantFrom<Role>('influenced', 'assisted')), { minLength: 3, maxLength: 3 }),
})

/** A euro is worth more each day, and is rounded, so that day and number of conversions show; pounds have no rate. */
const euro = (minor: number, epochDay: number): number => Math.floor((minor * (epochDay - 20_000)) / 7)
const exchange: Exchange = {
  into: 'USD',
  convert: (minor, currency, epochDay) =>
    currency === 'USD' ? minor : currency === 'EUR' ? euro(minor, epochDay) : null,
  convertMonth: () => null,
  ratioOn: () => null,
}

function store(connection: Database.Database, deals: readonly Deal[]): void {
  connection.exec('PRAGMA foreign_keys = OFF; UPDATE write_gate SET is_open = 1')
  const insert = connection.prepare(
    `INSERT INTO deal VALUES (@id, x'01', x'01', 1, 1, '', '', '', @stage, '', @minor, @currency, @openedOn, @closedOn,
     NULL, '', '', '', '', NULL, @partnerId, @live)`,
  )
  const version = connection.prepare(`INSERT INTO fact_version VALUES ('deals', ?, ?)`)
  const role = connection.prepare(`INSERT INTO deal_role (deal_id, partner_id, role, note) VALUES (?, ?, ?, '')`)
  deals.forEach(({ isLive, isCorrected, roles, ...row }, index) => {
    const first = index + 1
    const live = isLive ? 1 : 0
    if (isCorrected) {
      insert.run({ ...row, id: first, minor: 77, live: 0 })
      insert.run({ ...row, id: 1000 + first, live })
      version.run(1000 + first, first)
    } else insert.run({ ...row, id: first, live })
    roles.forEach((name, at) => name !== null && role.run(first, at + 1, name))
  })
}

/** The rule read aloud, one deal after the other. */
function countByHand(deals: readonly Deal[], from: Day, to: Day): Book {
  const book = new Book()
  const isWithin = (on: Day | null): on is Day => on !== null && from <= on && on <= to
  const open = new Map<string, { partnerId: number; currency: string; deals: number; minor: number }>()
  for (const { partnerId, stage, minor, currency, openedOn, closedOn, isLive } of deals) {
    if (partnerId === null || !isLive) continue
    const amount = (key: InputKey, on: Day): void => {
      if (minor === null || minor === 0) return
      if (currency !== 'USD') book.addForeign(partnerId, 'deals', currency)
      book.addConverted(partnerId, key, currency, exchange.convert(minor, currency, toEpochDays(on)))
    }
    if (isWithin(openedOn)) {
      book.add(partnerId, 'dealsOpened', 1)
      amount('openedMinor', openedOn)
    }
    if (stage !== 'open' && isWithin(closedOn)) {
      book.add(partnerId, stage === 'won' ? 'dealsWon' : 'dealsLost', 1)
      if (stage === 'won') amount('wonMinor', closedOn)
      if (stage === 'won' && openedOn !== null && openedOn <= closedOn) {
        book.add(partnerId, 'cycleDays', toEpochDays(closedOn) - toEpochDays(openedOn))
        book.add(partnerId, 'cycleCount', 1)
      }
    }
    // As the list of deals open on a day has it.
    if ((openedOn !== null && openedOn > to) || (stage !== 'open' && (closedOn === null || closedOn <= to))) continue
    book.add(partnerId, 'dealsOpen', 1)
    if (minor === null || minor === 0) continue
    const sum = open.get(`${partnerId} ${currency}`) ?? { partnerId, currency, deals: 0, minor: 0 }
    open.set(`${partnerId} ${currency}`, { ...sum, deals: sum.deals + 1, minor: sum.minor + minor })
  }
  // What is open is converted in one sum.
  for (const { partnerId, currency, deals: rows, minor } of open.values()) {
    if (currency !== 'USD') book.addForeign(partnerId, 'deals', currency)
    book.addConverted(partnerId, 'openMinor', currency, exchange.convert(minor, currency, toEpochDays(to)), rows)
  }
  return book
}

function countHelpByHand(deals: readonly Deal[], from: Day, to: Day): Book {
  const book = new Book()
  for (const { partnerId: broughtBy, minor, currency, openedOn, closedOn, isLive, roles } of deals) {
    const on = openedOn ?? closedOn
    if (!isLive || minor === null || minor === 0 || on === null || on < from || on > to) continue
    const counted = new Set<Role>()
    for (const [at, role] of roles.entries()) {
      const partnerId = at + 1
      if (role === null || partnerId === broughtBy) continue
      if (currency !== 'USD') book.addForeign(partnerId, 'deals', currency)
      const base = exchange.convert(minor, currency, toEpochDays(on))
      if (base === null) book.addUnrated(partnerId, 'deals', currency, 1)
      else if (counted.has(role)) book.of(partnerId).add(`${role}Minor`, base)
      else book.add(partnerId, `${role}Minor`, base)
      counted.add(role)
    }
  }
  return book
}

/** Sums of nothing are told as 0, whether they stand there or not. */
const told = (inputs: Partial<Record<InputKey, number>>) =>
  Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== 0))
const contents = ({ partners, total, missing, foreign }: Book) => ({
  partners: [...partners]
    .toSorted(([a], [b]) => a - b)
    .map(([id, entry]) => ({ id, inputs: told(entry.inputs), unrated: entry.unrated, foreign: entry.foreign })),
  total: { inputs: told(total.inputs), unrated: total.unrated },
  missing,
  foreign,
})

const periods = fc.array(fc.tuple(day, fc.integer({ min: 0, max: 100 })), { minLength: 1, maxLength: 4 })

test('[ME17] deals of any period are opened, won, lost, open and helped with as one counts them one by one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deal, { maxLength: 40 }), periods, async (deals, spans) => {
      const connection = new Database(':memory:')
      applyMigrations(connection)
      store(connection, deals)
      await rebuildDeals(connection, exchange, async () => undefined)
      await rebuildHelp(connection, 'everyone', exchange, async () => undefined)
      for (const [from, days] of spans) {
        const to = addDays(from, days)
        const [brought, helped] = [new Book(), new Book()]
        await addDeals(connection, brought, exchange, { from, to })
        expect(contents(brought)).toEqual(contents(countByHand(deals, from, to)))
        await addDealRoles(connection, helped, exchange, { from, to })
        expect(contents(helped)).toEqual(contents(countHelpByHand(deals, from, to)))
      }
      connection.close()
    }),
    { numRuns: 150 },
  )
})
