import type { Day } from '../../contract/dates.ts'
import type { ImportMapping, ImportOverlap } from '../../contract/imports.ts'
import type { Connection } from '../db/open.ts'
import { factTables } from './factKinds.ts'
import { listEarlierSpans, nextFactId } from './imports.repo.ts'
import { headerFingerprint } from './inspect.ts'
import { inTurns } from './liveness.ts'
import { OVERLAP_QUESTION } from './questions.rules.ts'

/** What a record is; sales are compared with sales alone. */
type Word = 'deal' | 'sale' | 'refund' | 'lead' | 'click'

/** Kinds whose facts count twice when they come again under other ids; of several in one file, the first are its rows. */
const watchedKinds = ['deals', 'conversions', 'leads', 'clicks'] as const
type WatchedKind = (typeof watchedKinds)[number]
const WORDS: Readonly<Record<WatchedKind, readonly Word[]>> = {
  deals: ['deal'],
  conversions: ['sale', 'refund'],
  leads: ['lead'],
  clicks: ['click'],
}

/** Fewer rows, none of them with the day and amount of an earlier one, are some forgotten sales typed by hand. */
const FEW = 10

const DEAL_DAY = 'coalesce(opened_on, closed_on)'
const NO_MONEY = `'' AS currency, NULL AS minor`
/** Where the facts of a kind lie, in SQL; leads and clicks have no amount. */
const STORED: Readonly<
  Record<WatchedKind, { facts: 'deals' | 'conversions' | 'clicks'; word: string; day: string; money: string }>
> = {
  // The day a deal is opened stays when it closes.
  deals: { facts: 'deals', word: `'deal'`, day: DEAL_DAY, money: 'currency, amount_minor AS minor' },
  conversions: { facts: 'conversions', word: 'kind', day: 'occurred_on', money: 'currency, amount_minor AS minor' },
  leads: { facts: 'conversions', word: 'kind', day: 'occurred_on', money: NO_MONEY },
  clicks: { facts: 'clicks', word: `'click'`, day: 'occurred_on', money: NO_MONEY },
}

/**
 * Looks out for a file of which no row is known although earlier files of its source cover the same days: a tool that
 * changed its ids would have every row counted twice. [IM70]
 */
export interface OverlapWatch {
  /** False once a row is known. */
  readonly isOpen: boolean
  /** A row of the file is here already. */
  close(): void
  /** A row that is new. @param minor null where the row has no amount */
  note(word: Word, day: Day | null, currency: string, minor: number | null): void
  /** True while no row is known and earlier files may have rows of the same days. */
  mayRepeat(): boolean
  /** What file and earlier files share; null when that is nothing, the one day on which they meet, or too little to ask about. */
  find(): Promise<ImportOverlap | null>
}

interface Told {
  rows: number
  /** Amounts by currency. */
  amounts: Map<string, number[]>
}

/** What is remembered of a person's word that rows are new: it holds for files of this source with these columns. */
export function overlapMemory({ source, columns }: ImportMapping): string {
  return `${OVERLAP_QUESTION}:${source}:${headerFingerprint(columns.map(({ header }) => header))}`
}

/**
 * @param isAnswered somebody has said that the rows are new: then only their days are kept, for the memory of that word
 * @returns null when no earlier file of the source has rows of this kind
 */
export function createOverlapWatch(
  connection: Connection,
  mapping: ImportMapping,
  isAnswered: boolean,
): OverlapWatch | null {
  const kind = watchedKinds.find((watched) => mapping.kinds.includes(watched))
  if (kind === undefined) return null
  const spans = listEarlierSpans(connection, mapping.source, kind)
  if (spans.length === 0) return null
  // Taken now: an import stores its rows while it reads them.
  const lastId = nextFactId(connection, factTables[STORED[kind].facts]) - 1
  const told = new Map<Word, Map<Day, Told>>()
  let isOpen = true

  /** Sales where there are any: the refunds of a file tell their days too. */
  const ownDays = (): { word: Word; days: ReadonlyMap<Day, Told> } | undefined => {
    const word = WORDS[kind].find((one) => told.has(one))
    return word === undefined ? undefined : { word, days: told.get(word) ?? new Map<Day, Told>() }
  }
  function mayRepeat(): boolean {
    const days = [...(ownDays()?.days.keys() ?? [])].toSorted()
    const [first, last] = [days[0], days.at(-1)]
    if (!isOpen || first === undefined || last === undefined) return false
    // The span of a file of deals is that of its won ones.
    return kind === 'deals' || spans.some(({ earliestOn, latestOn }) => earliestOn <= last && latestOn >= first)
  }

  return {
    get isOpen() {
      return isOpen
    },
    close() {
      isOpen = false
      told.clear()
    },
    note(word, day, currency, minor) {
      if (!isOpen || day === null || !WORDS[kind].includes(word)) return
      let days = told.get(word)
      if (days === undefined) told.set(word, (days = new Map()))
      addTo(days, day, currency, isAnswered ? null : minor)
    },
    mayRepeat,
    async find() {
      const own = mayRepeat() ? ownDays() : undefined
      if (own === undefined) return null
      const earlier = await readEarlier(connection, kind, { word: own.word, source: mapping.source, lastId })
      return compare(mapping.source, own.days, earlier)
    },
  }
}

/** Rows that count by day, with their amounts by currency; one pass over what the source has brought. */
async function readEarlier(
  connection: Connection,
  kind: WatchedKind,
  { word, source, lastId }: { word: Word; source: string; lastId: number },
): Promise<Map<Day, Told>> {
  const stored = STORED[kind]
  const read = connection
    .prepare(
      `SELECT day, currency, json_group_array(minor) FROM (
         SELECT ${stored.day} AS day, ${stored.money} FROM ${factTables[stored.facts]}
         WHERE id BETWEEN @from AND @to AND is_live = 1 AND source = @source AND ${stored.word} = @word)
       WHERE day IS NOT NULL GROUP BY day, currency`,
    )
    .raw()
  const earlier = new Map<Day, Told>()
  await inTurns([{ from: 1, to: lastId }], (piece) => {
    for (const [day, currency, minors] of read.all({ ...piece, source, word }) as [Day, string, string][])
      for (const minor of JSON.parse(minors) as (number | null)[]) addTo(earlier, day, currency, minor)
  })
  return earlier
}

function addTo(days: Map<Day, Told>, day: Day, currency: string, minor: number | null): void {
  let told = days.get(day)
  if (told === undefined) days.set(day, (told = { rows: 0, amounts: new Map() }))
  told.rows += 1
  if (minor === null) return
  const amounts = told.amounts.get(currency)
  if (amounts === undefined) told.amounts.set(currency, [minor])
  else amounts.push(minor)
}

function compare(source: string, own: ReadonlyMap<Day, Told>, earlier: ReadonlyMap<Day, Told>): ImportOverlap | null {
  const shared = [...own.keys()].filter((day) => earlier.has(day)).toSorted()
  const [firstOn, lastOn] = [shared[0], shared.at(-1)]
  if (firstOn === undefined || lastOn === undefined || isSeam(shared, [...own.keys()], [...earlier.keys()])) return null
  let earlierRows = 0
  let equalRows = 0
  let hasAmounts = false
  for (const day of shared) {
    earlierRows += earlier.get(day)?.rows ?? 0
    for (const [currency, amounts] of own.get(day)?.amounts ?? []) {
      hasAmounts = true
      equalRows += countPairs(amounts, earlier.get(day)?.amounts.get(currency) ?? [])
    }
  }
  const isFew = [...own.values()].reduce((sum, { rows }) => sum + rows, 0) < FEW
  if (isFew && hasAmounts && equalRows === 0) return null
  return { source, days: shared.length, firstOn, lastOn, earlierRows, equalRows: hasAmounts ? equalRows : null }
}

/** An export goes on where the last one ended, in the middle of a day. */
function isSeam(shared: readonly Day[], own: readonly Day[], earlier: readonly Day[]): boolean {
  const [day = ''] = shared
  if (shared.length > 1) return false
  const isFirst = (days: readonly Day[]): boolean => days.every((other) => other >= day)
  const isLast = (days: readonly Day[]): boolean => days.every((other) => other <= day)
  return (isFirst(own) && isLast(earlier)) || (isLast(own) && isFirst(earlier))
}

/** How many of one list find an equal of their own in the other. */
function countPairs(left: readonly number[], right: readonly number[]): number {
  const waiting = new Map<number, number>()
  for (const value of left) waiting.set(value, (waiting.get(value) ?? 0) + 1)
  let pairs = 0
  for (const value of right) {
    const count = waiting.get(value) ?? 0
    if (count === 0) continue
    waiting.set(value, count - 1)
    pairs += 1
  }
  return pairs
}
