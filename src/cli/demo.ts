import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Input, MethodName, Output } from '../contract/methods.ts'
import type { Money } from '../contract/money.ts'
import type { ViewFilter, ViewTable } from '../contract/views.ts'
import { makeWorkspace } from '../engine/engine.ts'
import { steppingClock } from '../engine/history/clock.ts'
import { openEmptyFolder, write } from './output.ts'
import { openSession } from './session.ts'

/** The same programme that the window shows behind its first door. */
const SAMPLE = { seed: 20_260_114, partners: 20, conversions: 2400 }
const YEAR = { from: '2025-01-01', to: '2025-12-31' }
const YEAR_BEFORE = { from: '2024-01-01', to: '2024-12-31' }
/** Time and computer of the sample's own story, so that two tours write the same bytes. */
const TOLD_AT_MS = Date.UTC(2026, 0, 14, 1)
const DEVICE = { id: '0000000000000001', name: 'Sample laptop' }

const PARTNER_COLUMNS: readonly [key: string, label: string][] = [
  ['name', 'Partner'],
  ['code', 'Code'],
  ['country', 'Country'],
  ['group', 'Group'],
  ['status', 'Status'],
  ['startedOn', 'Start'],
  ['conversions', 'Conversions'],
  ['revenue', 'Revenue'],
  ['earned', 'Earned'],
  ['owed', 'Owed'],
  ['currency', 'Currency'],
]

type Ask = <M extends MethodName>(method: M, input: Input<M>) => Promise<Output<M>>

export interface Demo {
  /** Paths of everything that was written. */
  files: string[]
  figures: Figures
}

/** What the case reports, each computed from stored rows. Shares in millionths; money in minor units, never added across currencies. */
interface Figures {
  programme: string
  today: string
  from: string
  to: string
  partners: number
  activePartners: number
  customers: number
  conversions: number
  deals: { open: number; won: number; lost: number }
  revenue: Money[]
  /** Of partner revenue in `currency`. */
  concentration: {
    currency: string
    topPartner: string
    topSharePpm: number
    topThreePpm: number
    hhiPpm: number
    /** 1 / HHI: as many partners of equal size would be as concentrated. */
    effectivePartnersPpm: number
  } | null
  /** In `currency`, foreign amounts at the programme's own rates. */
  case: {
    currency: string
    /** Of all bookings of the company. */
    bookingsThroughPartnersPpm: number | null
    acquisitionCostMinor: number | null
    acquisitionCostBeforeMinor: number | null
    /** Against the twelve months before. */
    acquisitionCostChangePpm: number | null
    /** Of all bookings, and of those through partners. */
    largestPartnerOfAllPpm: number | null
    largestPartnerOfPartnersPpm: number | null
  }
  earned: Money[]
  paid: Money[]
  owed: Money[]
  commissions: number
  statements: number
  runs: { number: string; state: string }[]
}

/**
 * Makes the sample programme in a folder, with what a programme manager would send out of it: the statements and the
 * payment files of the last run that was paid, and the table of partners.
 *
 * @throws AppError folder.notEmpty | file.writeFailed
 */
export async function makeDemo(folder: string): Promise<Demo> {
  const target = resolve(folder)
  const workspace = join(openEmptyFolder(target), 'Asia expansion.tandem')
  const clock = steppingClock(TOLD_AT_MS)
  makeWorkspace(workspace, clock)
  const session = await openSession(workspace, 'sample.generate', { clock, device: DEVICE })
  try {
    const ask: Ask = (method, input) => session.call(method, input) as Promise<Output<typeof method>> // `call` checks it
    const { paymentFiles } = await ask('sample.generate', SAMPLE)
    const files = [
      ...(await writeStatements(ask, target)),
      ...paymentFiles.map(({ name, text }) => write(join(target, name), text)),
      write(join(target, 'Partners.csv'), await partnersCsv(ask)),
    ]
    return { files: [workspace, ...files], figures: await readFigures(ask) }
  } finally {
    session.close()
  }
}

/** The statements of the last closed run, for people and for spreadsheets. */
async function writeStatements(ask: Ask, folder: string): Promise<string[]> {
  const [run] = (await openView(ask, 'runs', [{ column: 'state', operator: 'is', value: 'closed' }])).rows
  if (!run) return []
  const { number, payouts } = await ask('payouts.run', { id: run.id })
  const own = join(folder, `Statements ${number}`)
  mkdirSync(own)
  const paths: string[] = []
  for (const { statementId } of payouts) {
    if (statementId === null) continue
    for (const format of ['html', 'csv'] as const) {
      const { fileName, text } = await ask('payouts.renderStatement', { statementId, format })
      paths.push(write(join(own, fileName), text))
    }
  }
  return paths
}

async function partnersCsv(ask: Ask): Promise<string> {
  const { view } = await openView(ask, 'partners', [], 'revenue')
  const columns = PARTNER_COLUMNS.map(([key, label]) => ({ key, label }))
  return (await ask('views.text', { view, columns, format: 'csv', offset: 0, limit: 100_000 })).text
}

/** Largest or latest first. */
function openView(ask: Ask, table: ViewTable, filters: ViewFilter[], column = 'number') {
  return ask('views.open', { table, filters, sort: [{ column, direction: 'descending' }], groupBy: null, search: '' })
}

async function readCase(ask: Ask): Promise<Figures['case']> {
  const keys = ['bookingsShare', 'effectiveAcquisitionCost', 'largestShareOfAll', 'largestShare'] as const
  const now = await ask('measures.read', { ...YEAR, keys: [...keys], partnerId: null })
  const before = await ask('measures.read', { ...YEAR_BEFORE, keys: [...keys], partnerId: null })
  const valueOf = ({ values }: typeof now, key: (typeof keys)[number]): number | null =>
    values.find((measure) => measure.key === key)?.value ?? null
  const cost = valueOf(now, 'effectiveAcquisitionCost')
  const costBefore = valueOf(before, 'effectiveAcquisitionCost')
  return {
    currency: now.currency,
    bookingsThroughPartnersPpm: valueOf(now, 'bookingsShare'),
    acquisitionCostMinor: cost,
    acquisitionCostBeforeMinor: costBefore,
    acquisitionCostChangePpm:
      cost === null || costBefore === null ? null : Math.round(((cost - costBefore) * 1_000_000) / costBefore),
    largestPartnerOfAllPpm: valueOf(now, 'largestShareOfAll'),
    largestPartnerOfPartnersPpm: valueOf(now, 'largestShare'),
  }
}

async function readFigures(ask: Ask): Promise<Figures> {
  const home = await ask('metrics.home', { ...YEAR, compareFrom: null, compareTo: null })
  const counts = await ask('metrics.counts', {})
  const programme = await ask('programme.get', {})
  const { view } = await openView(ask, 'payouts', [{ column: 'paidOn', operator: 'empty', value: false }], 'run')
  const { totals } = await ask('views.settle', { view })
  const runs = await openView(ask, 'runs', [])
  const [top] = home.concentration?.partners ?? []
  return {
    programme: programme.name,
    today: programme.today,
    ...YEAR,
    partners: home.partners,
    activePartners: home.activePartners,
    customers: counts.customers,
    conversions: home.conversions,
    deals: { open: home.openDeals, won: home.wonDeals, lost: home.lostDeals },
    revenue: home.revenue,
    concentration:
      home.concentration && top
        ? {
            currency: home.concentration.currency,
            topPartner: top.name,
            topSharePpm: top.sharePpm,
            topThreePpm: home.concentration.topThreePpm,
            hhiPpm: home.concentration.hhiPpm,
            effectivePartnersPpm: home.concentration.effectivePpm,
          }
        : null,
    case: await readCase(ask),
    earned: home.earned,
    paid: totals.sums.flatMap(({ column, currency, total }) =>
      column === 'payout' ? [{ currency, minor: total }] : [],
    ),
    owed: home.owed,
    commissions: counts.commissions,
    statements: counts.statements,
    runs: runs.rows.map(({ cells }) => ({ number: String(cells['number']), state: String(cells['state']) })),
  }
}
