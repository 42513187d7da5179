import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Input, MethodName, Output } from '../../src/contract/methods.ts'
import { methods } from '../../src/contract/methods.ts'
import { callMethod } from '../../src/contract/rpc.ts'
import { makeWorkspace, openEngine } from '../../src/engine/engine.ts'
import { type BenchResult, compare, timed } from './measure.ts'

const CONVERSIONS = 1_000_000
const PARTNERS = 300
const LIMIT = 2
const RUNS = 5

/** Sales of two years by 300 partners in three currencies. */
const seed = `
  UPDATE write_gate SET is_open = 1;
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${PARTNERS})
  INSERT INTO partner SELECT i, 'partner ' || i, 'Partner ' || i, '', 'reseller', '', 'P' || i, '', '', '', '', '', '', '', '', '',
    '2024-01-01', NULL, '', '', '', NULL, 0, NULL, 1, '' FROM n;
  INSERT INTO partner_status (partner_id, status, valid_from) SELECT id, 'active', '2024-01-01' FROM partner;
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${CONVERSIONS})
  INSERT INTO conversion (id, identity, content_hash, attempt_id, line, source, external_id, kind, original_external_id, occurred_on,
    amount_minor, tax_minor, shipping_minor, discount_minor, currency, quantity, product, country, partner_text, customer_id,
    original_id, partner_id, is_live)
  SELECT i, randomblob(16), randomblob(16), 1, i + 1, 'stripe', 'ch_' || i, 'sale', '', date('2024-01-01', '+' || (i * 7919 % 730) || ' days'),
    1000 + (i * 104729 % 90000), (i * 104729 % 90000) / 10, 0, 0, CASE WHEN i % 10 < 7 THEN 'USD' WHEN i % 10 < 9 THEN 'EUR' ELSE 'JPY' END,
    1, 'Product ' || (i % 7), 'DE', 'Partner ' || (i * 31 % ${PARTNERS} + 1), NULL, NULL, i * 31 % ${PARTNERS} + 1, 1 FROM n;
  UPDATE write_gate SET is_open = 0;`

const reference = `SELECT partner_id, currency,
    substr(occurred_on, 1, 4) || '-Q' || ((CAST(substr(occurred_on, 6, 2) AS INTEGER) + 2) / 3) AS quarter, sum(amount_minor)
  FROM conversion WHERE is_live = 1 GROUP BY 1, 2, 3`

/** One rule per currency, marginal tiers per quarter. */
function marginalPlan(): Input<'plans.create'>['body'] {
  const steps = [
    { from: 0, ratePpm: 40_000 },
    { from: 2_000_000, ratePpm: 60_000 },
    { from: 4_000_000, ratePpm: 80_000 },
  ]
  return {
    rules: ['USD', 'EUR', 'JPY'].map((currency) => ({
      key: currency,
      name: `Tiers in ${currency}`,
      priority: 0,
      conditions: [],
      payment: { kind: 'marginal', currency, counter: { unit: 'amount', window: 'quarter' }, tiers: steps },
      limitMonths: null,
    })),
  }
}

/**
 * Assigning a plan to everyone derives, stores and sums the commissions of a million conversions, commit included. Each
 * of five runs has its reference right before it; the run with the middle ratio counts.
 */
export async function benchCommissions(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'))
  const file = join(folder, 'Bench.tandem')
  try {
    makeWorkspace(file)
    const raw = new Database(file)
    raw.exec(seed)
    raw.pragma('wal_checkpoint(TRUNCATE)')
    const engine = await openEngine({ file, files: { get: () => { throw new Error('no files') } } }) // prettier-ignore
    const call = async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => {
      const context = { commandId: undefined, signal: new AbortController().signal, progress: () => undefined }
      return (await callMethod(methods, engine.dispatch, method, input, context)) as Output<M>
    }
    await call('programme.setUp', {
      name: 'Bench',
      baseCurrency: 'USD',
      timeZone: 'UTC',
      fiscalYearStartMonth: 1,
      actorName: 'Bench',
    })
    const { id } = await call('plans.create', { name: 'Tiers', body: marginalPlan() })
    await call('plans.publish', { id, validFrom: '2024-01-01', changeMode: 'allNewEvents' })
    const results: BenchResult[] = []
    for (let run = 0; run < RUNS; run += 1) {
      const referenceMs = (await timed(() => raw.prepare(reference).all())).ms
      const everyone = { planId: id, scope: { kind: 'everyone' }, validFrom: '2024-01-01' } as const
      const { ms } = await timed(() => call('plans.assign', everyone))
      results.push(compare('commissions of 1,000,000', ms, referenceMs, LIMIT))
      const stored = raw.prepare('SELECT count(*) FROM commission').pluck().get()
      if (stored !== CONVERSIONS) throw new Error(`${String(stored)} commissions were stored`)
      await call('history.undo', {})
    }
    engine.close()
    raw.close()
    const middle = Math.floor(RUNS / 2)
    return results.toSorted((a, b) => a.ratio - b.ratio).slice(middle, middle + 1)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
