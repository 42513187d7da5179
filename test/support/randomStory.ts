import fc from 'fast-check'
import { AppError } from '../../src/contract/errors.ts'
import type { Payment } from '../../src/contract/plans.ts'
import type { ViewTable } from '../../src/contract/views.ts'
import { csvFile, importFile, salesFile } from './imports.ts'
import { openRun } from './payRun.ts'
import type { TestEngine } from './testEngine.ts'

/** One thing that somebody does; the numbers choose what it is about, among what is there by then. */
export interface Deed {
  what: DeedName
  a: number
  b: number
}
type DeedName = keyof typeof deeds
type Act = (engine: TestEngine, a: number, b: number) => Promise<unknown>

/** @throws AppError entity.notFound from an empty list */
function pick<T>(list: readonly T[], at: number): T {
  if (list.length === 0) throw new AppError('entity.notFound')
  return list[at % list.length] as T // within
}

async function pickRow(engine: TestEngine, table: ViewTable, at: number): Promise<number> {
  const { rows } = await engine.call('views.open', { table, filters: [], sort: [], groupBy: null, search: '' })
  return pick(rows, at).id
}

const pickPlan = async (engine: TestEngine, at: number) => pick((await engine.call('plans.list', {})).plans, at)
const pickRun = async (engine: TestEngine, at: number) =>
  engine.call('payouts.run', { id: await pickRow(engine, 'runs', at) })

const names = ['Acme', 'Brix', 'Corvo', 'Dunlin', 'Acme GmbH']
const payments: readonly Payment[] = [
  { kind: 'percent', ratePpm: 100_000 },
  { kind: 'percent', ratePpm: 72_500 },
  {
    kind: 'whole',
    currency: 'USD',
    counter: { unit: 'amount', window: 'quarter' },
    tiers: [
      { from: 0, ratePpm: 50_000 },
      { from: 20_000, ratePpm: 150_000 },
    ],
  },
]
const bodyOf = (payment: Payment) => ({
  rules: [{ key: 'share', name: 'Share', priority: 0, conditions: [], limitMonths: null, payment }],
})
const dayOfDecember = (number: number): string => `2025-12-${String(1 + (number % 28)).padStart(2, '0')}`

/** Three of nine sales; `b` corrects amounts, changes who sold and leaves partners out. */
function salesOf(a: number, b: number): string[] {
  return [0, 1, 2].map((step) => {
    const number = (a + step) % 9
    const amount = 100 + number * 10 + (b % 3 === 1 ? 5 : 0)
    const partner = b % 5 === 4 ? '' : pick(names, number + b)
    return `S${number},${dayOfDecember(a + step * 5)},${amount}.00,USD,${partner},buyer${number % 4}@example.test`
  })
}

/** A refund of one of the nine sales, which may not be here yet or not be here any more. */
function importRefund(engine: TestEngine, a: number, b: number): Promise<unknown> {
  const number = a % 9
  const partner = b % 2 === 0 ? '' : pick(names, number)
  const file = csvFile(engine, [
    'refund_id,original_id,order_date,amount,currency,partner,customer_email',
    `R${number},S${number},2025-12-28,-30.00,USD,${partner},buyer${number % 4}@example.test`,
  ])
  const roles = { refund_id: 'recordId', original_id: 'originalId' } as const
  return importFile(engine, file, {
    takeSuspects: true,
    edit: (mapping) => ({
      ...mapping,
      columns: mapping.columns.map((column) => ({
        ...column,
        role: roles[column.header as keyof typeof roles] ?? column.role,
      })),
    }),
  })
}

/** Two of five deals; `b` moves them through their stages, changes who brought them and leaves partners out. */
function importDeals(engine: TestEngine, a: number, b: number): Promise<unknown> {
  const rows = [0, 1].map((step) => {
    const number = (a + step) % 5
    const partner = b % 3 === 2 ? '' : pick(names, number + b)
    const stage = pick(['Open,', 'Won,2025-12-20', 'Lost,2025-11-20'], b + step)
    return `D${number},Deal ${number},${partner},Anvika Retail,${dayOfDecember(a)},${stage},${10 + number},${pick(['USD', 'EUR'], number)}`
  })
  const header = 'Opportunity Id,Opportunity Name,Partner,Account Name,Created Date,Stage,Close Date,Amount,Currency'
  return importFile(engine, csvFile(engine, [header, ...rows]), { applyChanged: true, takeSuspects: true })
}

const deeds = {
  createPartner: (engine, a) => engine.call('partners.create', { name: pick(names, a), startedOn: '2024-01-01' }),
  editPartner: async (engine, a, b) =>
    engine.call('partners.update', {
      id: await pickRow(engine, 'partners', a),
      changes: { name: pick(names, b), group: pick(['', 'Gold'], b) },
    }),
  setStatus: async (engine, a, b) =>
    engine.call('partners.setStatus', {
      id: await pickRow(engine, 'partners', a),
      status: pick(['active', 'paused'] as const, b),
      validFrom: dayOfDecember(b),
    }),
  importSales: (engine, a, b) =>
    importFile(engine, salesFile(engine, salesOf(a, b)), { applyChanged: b % 2 === 0, takeSuspects: true }),
  importRefund,
  importDeals,
  helpWithDeal: async (engine, a, b) =>
    engine.call('deals.setRole', {
      dealId: await pickRow(engine, 'deals', a),
      partnerId: await pickRow(engine, 'partners', b),
      role: pick(['influenced', 'assisted'] as const, a + b),
      note: '',
    }),
  revert: async (engine, a) => engine.call('imports.revert', { id: await pickRow(engine, 'imports', a) }),
  credit: async (engine, a, b) =>
    engine.call('revenue.attribute', {
      conversionIds: [await pickRow(engine, 'conversions', a)],
      partnerId: b % 4 === 0 ? null : await pickRow(engine, 'partners', b),
      reason: 'agreed',
    }),
  createPlan: (engine, a) => engine.call('plans.create', { name: `Plan ${a % 3}`, body: bodyOf(pick(payments, a)) }),
  publish: async (engine, a, b) => {
    const { id } = await pickPlan(engine, a)
    await engine.call('plans.saveDraft', { id, body: bodyOf(pick(payments, b)) })
    await engine.call('plans.publish', { id, validFrom: dayOfDecember(b), changeMode: 'allNewEvents' })
  },
  assign: async (engine, a, b) =>
    engine.call('plans.assign', {
      planId: (await pickPlan(engine, a)).id,
      scope: pick(
        [
          { kind: 'everyone' },
          { kind: 'group', group: 'Gold' },
          { kind: 'partner', partnerId: await pickRow(engine, 'partners', b) },
        ] as const,
        b,
      ),
      validFrom: '2024-01-01',
    }),
  unassign: async (engine, a, b) =>
    engine.call('plans.unassign', {
      assignmentId: pick((await pickPlan(engine, a)).assignments, b).id,
      from: '2025-12-15',
    }),
  hold: async (engine, a) =>
    engine.call('commissions.hold', { ids: [await pickRow(engine, 'commissions', a)], reason: 'asked' }),
  release: async (engine, a) => engine.call('commissions.release', { ids: [await pickRow(engine, 'commissions', a)] }),
  adjust: async (engine, a, b) =>
    engine.call('commissions.adjust', {
      partnerId: await pickRow(engine, 'partners', a),
      currency: 'USD',
      minor: 500 - (b % 9) * 125 || 50,
      day: '2025-12-12',
      reason: 'booth',
    }),
  draftRun: (engine) => openRun(engine),
  approveRun: async (engine, a) => {
    const { id, fingerprint } = await pickRun(engine, a)
    await engine.call('payouts.review', { id, fingerprint })
    await engine.call('payouts.approve', { id, fingerprint })
  },
  payRun: async (engine, a) => {
    const { id, payouts } = await pickRun(engine, a)
    const paid = payouts.filter(({ payoutMinor }) => payoutMinor > 0)
    await engine.call('payouts.markPaid', {
      id,
      paidOn: '2026-01-15',
      payments: paid.map((payout) => ({ payoutId: payout.id, reference: 'T' })),
    })
  },
  exclude: async (engine, a, b) =>
    engine.call('payouts.exclude', { payoutId: pick((await pickRun(engine, a)).payouts, b).id, reason: 'dispute' }),
  refreshRun: async (engine, a) => engine.call('payouts.backToDraft', { id: await pickRow(engine, 'runs', a) }),
  voidRun: async (engine, a) => engine.call('payouts.void', { id: await pickRow(engine, 'runs', a), reason: 'wrong' }),
  changeSettings: (engine, a) =>
    engine.call('programme.update', { rounding: pick(['halfToEven', 'halfAwayFromZero'] as const, a) }),
  undo: (engine) => engine.call('history.undo', {}),
  redo: (engine) => engine.call('history.redo', {}),
} as const satisfies Record<string, Act>

/** How often compared with the others. */
const weights: { readonly [Name in DeedName]?: number } = {
  importSales: 4,
  undo: 4,
  redo: 2,
  importRefund: 2,
  importDeals: 2,
  helpWithDeal: 2,
  draftRun: 4,
  approveRun: 4,
  publish: 2,
}

const deed: fc.Arbitrary<Deed> = fc.record({
  what: fc.oneof(
    ...(Object.keys(deeds) as DeedName[]).map((what) => ({
      arbitrary: fc.constant(what),
      weight: weights[what] ?? 1,
    })),
  ),
  a: fc.nat(30),
  b: fc.nat(30),
})

/** Days, each with what is done on it; the first begins with a plan for everyone. */
export const storyOfDays: fc.Arbitrary<Deed[][]> = fc
  .array(fc.array(deed, { minLength: 1, maxLength: 6 }), { minLength: 3, maxLength: 8 })
  .map((days) => [
    (['createPartner', 'createPlan', 'publish', 'assign'] as const).map((what) => ({ what, a: 0, b: 0 })),
    ...days,
  ])

/** Does it if it can be done now. */
export async function act(engine: TestEngine, { what, a, b }: Deed): Promise<void> {
  try {
    await (deeds[what] as Act)(engine, a, b)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}
