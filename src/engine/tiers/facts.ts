import type { Day } from '../../contract/dates.ts'
import { type MeasureKey, measureKeys } from '../../contract/measures.ts'
import type { RequirementTest, TierBody, TierWindow } from '../../contract/tiers.ts'
import type { QueryContext } from '../context.ts'
import type { Book } from '../metrics/book.ts'
import type { Span } from '../../contract/periods.ts'
import { foreignOf, measureOf, openBook } from '../metrics/openBook.ts'
import { readExchange } from '../rates/rates.repo.ts'
import { listCertificates, listDeclarations } from './certificates.repo.ts'
import { countHolders, declaredOn } from './certificates.rules.ts'
import { MotionBook } from './motionBook.ts'
import { addAssistedDeals, addRevenueMotions, isWholeMonths, readManagedRevenue } from './motions.repo.ts'
import { compileGroups, type MotionAmounts, type PointsTest } from './points.rules.ts'
import type { PartnerFacts } from './requirements.rules.ts'
import { spanOf } from './windows.rules.ts'

const nameOf = ({ from, to }: Span): string => `${from} ${to}`

/** What a table asks about partners on a day, each thing read once for all of them. */
export async function collectFacts(
  context: QueryContext,
  body: TierBody,
  day: Day,
): Promise<(partnerId: number) => PartnerFacts> {
  const { fiscalYearStartMonth } = context.settings()
  const spanAt = (window: TierWindow): Span => spanOf(window, day, fiscalYearStartMonth)
  const tests = body.tiers.flatMap(({ requirements }) => requirements.map(({ test }) => test))

  const asked = new Map<string, { span: Span; keys: Set<MeasureKey> }>()
  for (const { measures, window } of tests.map(measuresOf)) {
    if (measures.length === 0 || window === null) continue
    const span = spanAt(window)
    const entry = asked.get(nameOf(span)) ?? { span, keys: new Set() }
    for (const key of measures) entry.keys.add(key)
    asked.set(nameOf(span), entry)
  }
  const books = new Map<string, Book>()
  for (const [name, { span, keys }] of asked)
    books.set(
      name,
      await openBook(
        context,
        measureKeys.filter((key) => keys.has(key)),
        span,
      ),
    )

  const bookAt = (window: TierWindow): Book => {
    const book = books.get(nameOf(spanAt(window)))
    if (!book) throw new RangeError('a window that no requirement asked for')
    return book
  }
  const valueOf = (partnerId: number, key: MeasureKey, window: TierWindow): number | null => {
    const book = bookAt(window)
    return measureOf(book, key, book.of(partnerId)).value
  }
  const motions = new Map<PointsTest, Motions>()
  for (const test of tests)
    if (test.kind === 'points')
      motions.set(
        test,
        await readMotions(context, test, spanAt(test.window), (partnerId) =>
          valueOf(partnerId, 'revenue', test.window),
        ),
      )

  const certificates = listCertificates(context.raw)
  const declarations = listDeclarations(context.raw)
  return (partnerId) => ({
    measure: (key, window) => valueOf(partnerId, key, window),
    amounts: (test) => motions.get(test)?.amountsOf(partnerId) ?? null,
    foreign: (test) => {
      const { measures, window } = measuresOf(test)
      const own = window === null ? [] : foreignOf(bookAt(window), measures, partnerId)
      const ofDeals = (test.kind === 'points' && motions.get(test)?.foreign.get(partnerId)) || []
      return [...new Set([...own, ...ofDeals])].toSorted()
    },
    holders: (name, level) => countHolders(certificates.get(partnerId) ?? [], name, level, day),
    declared: (kind, topic) => declaredOn(declarations.get(partnerId) ?? [], kind, topic, day),
  })
}

/** Measures that a requirement looks at, and when. */
function measuresOf(test: RequirementTest): { measures: MeasureKey[]; window: TierWindow | null } {
  switch (test.kind) {
    case 'measure':
      return { measures: [test.measure], window: test.window }
    case 'composite':
      return { measures: test.parts.map(({ measure }) => measure), window: test.window }
    case 'points':
      return { measures: ['revenue'], window: test.window }
    case 'certificates':
    case 'attestation':
    case 'policy':
      return { measures: [], window: null }
  }
}

interface Motions {
  amountsOf: (partnerId: number) => MotionAmounts | null
  /** Currencies of assisted deals, by partner. */
  foreign: ReadonlyMap<number, ReadonlySet<string>>
}

/** Revenue by motion. Whole months without groups are answered by stored sums, everything else by the rows. [TI5] */
async function readMotions(
  context: QueryContext,
  test: PointsTest,
  span: Span,
  revenueOf: (partnerId: number) => number | null,
): Promise<Motions> {
  const { raw } = context
  const exchange = readExchange(raw, context.settings())
  const book = new MotionBook(test.groups.length)
  const groupOf = compileGroups(test)
  addAssistedDeals(raw, book, exchange, span, groupOf)
  if (test.groups.length > 0 || !isWholeMonths(span)) await addRevenueMotions(raw, book, exchange, span, groupOf)
  else {
    const managed = readManagedRevenue(raw, span)
    const split = (partnerId: number): void => {
      const revenue = revenueOf(partnerId)
      const ofBefore = managed.get(partnerId) ?? 0
      book.add(partnerId, 'managed', 0, ofBefore)
      book.add(partnerId, 'sourced', 0, revenue === null ? null : revenue - ofBefore)
    }
    const seen = new Set<number>()
    const amountsOf = (partnerId: number): MotionAmounts | null => {
      if (!seen.has(partnerId)) split(partnerId)
      seen.add(partnerId)
      return toAmounts(book, partnerId)
    }
    return { amountsOf, foreign: book.foreign }
  }
  return { amountsOf: (partnerId) => toAmounts(book, partnerId), foreign: book.foreign }
}

function toAmounts(book: MotionBook, partnerId: number): MotionAmounts | null {
  const { sourced, assisted, managed } = book.of(partnerId)
  return sourced === null || assisted === null || managed === null ? null : { sourced, assisted, managed }
}
