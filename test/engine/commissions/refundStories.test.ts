import Database from 'better-sqlite3'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import { COMPONENTS, TURN } from '../../../src/engine/commissions/ids.rules.ts'
import { approveRun, openRun } from '../../support/payRun.ts'
import { importRows, seedPartner, seedPlan, seedPlanOf } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'

const header = ['Invoice', 'Date', 'Partner', 'Amount', 'Currency', 'Original invoice']

/** What somebody does about one of three sales. */
const deed = fc.record({
  what: fc.constantFrom(
    'sell',
    'correct',
    'refund',
    'refund',
    'credit',
    'credit',
    'settle',
    'settle',
    'revert',
    'undo',
    'redo',
  ),
  sale: fc.nat(2),
  number: fc.nat(5),
})
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never

/**
 * @param sellers whom rows name
 * @param done    imports so far
 */
async function act(
  engine: TestEngine,
  { what, sale, number }: Deed,
  at: number,
  sellers: readonly string[],
  done: number[],
): Promise<void> {
  const row = (amount: number) => [
    `S${sale}`,
    `2025-12-0${1 + sale}`,
    sellers[number % sellers.length] ?? '',
    `${amount}.00`,
    'USD',
    '',
  ]
  const named = ['', ...sellers][number % (1 + sellers.length)] ?? ''
  switch (what) {
    case 'sell':
      return void done.push(await importRows(engine, header, [row(100 + 10 * sale)]))
    case 'correct':
      return void done.push(await importRows(engine, header, [row(80 + 10 * number)], true))
    case 'refund': {
      const id = await importRows(engine, header, [
        [`R${at}`, '2025-12-20', named, `-${10 * (1 + number)}.00`, 'USD', `S${sale}`],
      ])
      // Of a sale that was paid to one and credited to another, what an undone refund gives back is nobody's.
      if (sellers.length === 1) done.push(id)
      return
    }
    case 'credit': {
      const { rows } = await engine.call('views.open', viewSpec('conversions'))
      const found = rows[number % Math.max(1, rows.length)]
      if (!found) return
      const partnerId = [1, 2, null][sale] ?? null
      return void (await engine.call('revenue.attribute', { conversionIds: [found.id], partnerId, reason: 'agreed' }))
    }
    case 'settle':
      return void (await approveRun(engine, (await openRun(engine)).id))
    case 'revert':
      return void (await engine.call('imports.revert', { id: done[number % Math.max(1, done.length)] ?? 0 }))
    default:
      return void (await engine.call(what === 'undo' ? 'history.undo' : 'history.redo', {}))
  }
}

const about =
  (sale: number) =>
  (what: Deed['what'], number = 0): Deed => ({ what, sale, number })
const first = about(0)
/** Paid to one, credited to the other or to nobody, refunded, credited back; and corrected in between. */
const examples: [Deed[]][] = [
  [[first('sell'), first('settle'), about(1)('credit'), first('refund', 1), first('settle'), first('refund', 3)]],
  [[first('sell'), first('settle'), about(2)('credit'), first('refund', 1), first('credit'), first('refund', 4)]],
  [[first('sell'), first('refund', 2), first('settle'), first('correct', 1), first('settle'), first('refund', 4)]],
  [[first('sell'), first('settle'), first('refund', 2), first('settle'), first('correct', 3), first('revert', 1)]],
]

const [second, third] = [about(1), about(2)]
/** Three sales reach the highest step and are paid; one is refunded, that is settled, and another one. */
const tieredExamples: [Deed[]][] = [
  [[first('sell'), second('sell'), third('sell'), first('settle'), second('refund', 3), second('refund', 3)]],
  [[first('sell'), first('refund', 4), first('settle'), first('revert', 1), second('sell'), first('settle')]],
  [
    [
      first('sell'),
      second('sell'),
      third('sell'),
      first('settle'),
      second('refund', 5),
      first('settle'),
      first('refund', 5),
    ],
  ],
  [
    [
      first('sell'),
      second('sell'),
      first('settle'),
      third('sell'),
      first('settle'),
      first('refund', 4),
      first('settle'),
    ],
  ],
]

interface SaleSums {
  sale: string
  partner_id: number | null
  /** What is left of the sale. */
  net: number
  /** By all partners together, what was taken back included. */
  earned: number
}

/** From the file itself, by the ids that the rows told. */
function sumSales(file: string): SaleSums[] {
  const connection = new Database(file, { readonly: true })
  const rows = connection
    .prepare(
      `SELECT sale.external_id AS sale, sale.partner_id,
         max(0, sale.amount_minor + coalesce((SELECT sum(amount_minor) FROM conversion
           WHERE is_live = 1 AND original_external_id = sale.external_id), 0)) AS net,
         coalesce((SELECT sum(earned_minor) FROM commission JOIN conversion ON conversion.id = commission.id % ${TURN} / ${COMPONENTS}
           WHERE sale.external_id IN (conversion.external_id, conversion.original_external_id)), 0) AS earned
       FROM conversion AS sale WHERE kind = 'sale' AND is_live = 1`,
    )
    .all() as SaleSums[]
  connection.close()
  return rows
}

/** Does what can be done, in a workspace that `setUp` begins with, and hands it to `look`. */
async function tellStory(
  deeds: readonly Deed[],
  sellers: readonly string[],
  setUp: (engine: TestEngine) => Promise<unknown>,
  look: (engine: TestEngine) => void,
): Promise<void> {
  const engine = await startTestEngine()
  try {
    await engine.call('programme.update', { pinnedToday: '2026-01-20' })
    await setUp(engine)
    for (const name of sellers) await seedPartner(engine, name)
    const imports: number[] = []
    let done = 0
    for (const [at, one] of deeds.entries())
      try {
        // What the story begins with stays.
        if (one.what === 'undo' && done === 0) continue
        await act(engine, one, at, sellers, imports)
        done += one.what === 'undo' ? -1 : 1
      } catch (error) {
        if (!(error instanceof AppError)) throw error
      }
    look(engine)
    expect((await engine.call('workspace.verify', {})).findings).toEqual([])
  } finally {
    engine.close()
  }
}

test('[CO7] [CO29] whatever is sold, corrected, refunded, credited and settled in whichever order, a sale has earned its share of what is left of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 6, maxLength: 16 }), (deeds) =>
      tellStory(deeds, ['Acme', 'Brix'], seedPlan, ({ file }) => {
        for (const { sale, partner_id, net, earned } of sumSales(file)) {
          // Nobody's sale earns what was settled for it before, and nothing else.
          const expected = partner_id === null && earned === 0 ? 0 : net / 10
          expect({ sale, earned }).toEqual({ sale, earned: expected })
        }
      }),
    ),
    { numRuns: 12, examples },
  )
}, 60_000)

const tiers = [
  { from: 0, ratePpm: 50_000 },
  { from: 15_000, ratePpm: 100_000 },
  { from: 25_000, ratePpm: 200_000 },
]
const counter = { unit: 'amount', window: 'quarter' } as const
const currency = 'USD'
/** What a whole volume earns. */
const worth = {
  whole: (volume: number) => (volume * (tiers.findLast(({ from }) => volume >= from)?.ratePpm ?? 0)) / 1_000_000,
  marginal: (volume: number) =>
    tiers.reduce((sum, { from, ratePpm }, i) => {
      const upTo = Math.min(volume, tiers[i + 1]?.from ?? Infinity)
      return sum + (Math.max(0, upTo - from) * ratePpm) / 1_000_000
    }, 0),
}

const tieredDeed = deed.filter(({ what }) => what !== 'credit')

test.each(['whole', 'marginal'] as const)(
  '[CO30] rating periods anew, %s tiers have paid after any story what the volume that is left is worth',
  async (kind) => {
    const setUp = async (engine: TestEngine): Promise<void> => {
      await engine.call('programme.update', { reratesAfterRefunds: true })
      await seedPlanOf(engine, { kind, tiers, counter, currency })
    }
    await fc.assert(
      fc.asyncProperty(fc.array(tieredDeed, { minLength: 6, maxLength: 16 }), (deeds) =>
        tellStory(deeds, ['Acme'], setUp, ({ file }) => {
          const sums = sumSales(file)
          const volume = sums.reduce((sum, { net }) => sum + net, 0)
          const earned = sums.reduce((sum, sale) => sum + sale.earned, 0)
          expect({ volume, earned }).toEqual({ volume, earned: worth[kind](volume) })
        }),
      ),
      { numRuns: 8, examples: tieredExamples },
    )
  },
  60_000,
)

test('[CO31] after any story no more than its budget was paid by all partners together', async () => {
  const caps = { currency, programme: { minor: 1_700, window: 'month' } } as const
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 6, maxLength: 16 }), (deeds) =>
      tellStory(
        deeds,
        ['Acme', 'Brix'],
        (engine) => seedPlan(engine, 100_000, caps),
        ({ file }) => {
          const earned = sumSales(file).reduce((sum, sale) => sum + sale.earned, 0)
          expect(earned).toBeLessThanOrEqual(1_700)
        },
      ),
    ),
    { numRuns: 6, examples },
  )
}, 60_000)
