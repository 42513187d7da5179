import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { makeWorkspace, openEngine } from '../../src/engine/engine.ts'
import { rollupSelects } from '../../src/engine/metrics/rollups.repo.ts'
import { readSettings } from '../../src/engine/programme/programme.repo.ts'
import { offerExchange } from '../../src/engine/rates/rates.repo.ts'

/** So many times the deals of the sample, about 300,000. */
const DEALS_TIMES = 100
const CLICKS = 1_000_000
const LEADS = 300_000
/** 60 of each partner. */
const CERTIFICATES = 30_000
const ANSWERS = 60_000
const SIZE = { seed: 7, partners: 500, conversions: 1_000_000 }
let made: Promise<string> | undefined

/** The sample programme with a million conversions, closed; made once per run, gone with it. @returns its path */
export function millionRows(): Promise<string> {
  made ??= make()
  return made
}

/**
 * A copy with a hundred times the deals, each with a partner that helped, so that reading them takes longer than asking.
 *
 * @returns its path
 */
export function manyDeals(): Promise<string> {
  return copyWith('Deals', (raw) => {
    raw.exec(
      `${timesUpTo(DEALS_TIMES - 1)} INSERT INTO deal ${selectAgain(raw, 'deal', {
        id: 'id + times.i * (SELECT max(id) FROM deal)',
      })} CROSS JOIN times`,
    )
    raw.exec(`DELETE FROM deal_role; INSERT INTO deal_role (deal_id, partner_id, role, note)
      SELECT id, 1 + id % ${SIZE.partners}, iif(id % 2 = 0, 'influenced', 'assisted'), '' FROM deal WHERE is_live = 1`)
    const { into: base } = offerExchange(raw, readSettings(raw))
    for (const table of ['rollup_deal', 'rollup_deal_role'] as const) {
      raw.exec(`DELETE FROM ${table}`)
      raw.prepare(`INSERT INTO ${table} ${rollupSelects[table]()}`).run({ base })
    }
  })
}

/** A copy with what comes before a sale and what partners learn and say: clicks, leads, certificates and answers. @returns its path */
export function manyTouches(): Promise<string> {
  return copyWith('Touches', (raw) => {
    const partner = `1 + (n % ${SIZE.partners})`
    const day = `date('2025-01-01', (n % 365) || ' days')`
    raw.exec(`${numbersUpTo(CLICKS)} INSERT INTO click (identity, content_hash, attempt_id, line, source, external_id,
        occurred_on, link, code, referrer, country, partner_text, partner_id, is_live)
      SELECT randomblob(16), randomblob(16), 1, n, 'log', '', ${day}, '', '', '', '', '', ${partner}, 1 FROM numbers`)
    raw.exec(
      `INSERT INTO conversion ${selectAgain(raw, 'conversion', {
        id: 'id + (SELECT max(id) FROM conversion)',
        kind: `'lead'`,
        amount_minor: '0',
        tax_minor: '0',
        shipping_minor: '0',
        discount_minor: '0',
      })} WHERE kind = 'sale' LIMIT ${LEADS}`,
    )
    raw.exec(`${numbersUpTo(CERTIFICATES)} INSERT INTO certificate (uid, partner_id, name, holder, level, issued_on, expires_on, evidence)
      SELECT hex(randomblob(16)), ${partner}, 'Solution sales', 'Holder ' || (n / 2), '', ${day}, date(${day}, '1 year'), '' FROM numbers`)
    raw.exec(`${numbersUpTo(ANSWERS)} INSERT INTO feedback (uid, partner_id, given_on, respondent, nps, themes, comment, survey)
      SELECT hex(randomblob(16)), ${partner}, ${day}, '', n % 11, '[]', '', '' FROM numbers`)
    raw.exec(`DELETE FROM rollup_click; INSERT INTO rollup_click ${rollupSelects.rollup_click()};
      DELETE FROM rollup_revenue; INSERT INTO rollup_revenue ${rollupSelects.rollup_revenue('everyone')}`)
  })
}

async function copyWith(name: string, change: (raw: Database.Database) => void): Promise<string> {
  const source = await millionRows()
  const file = join(dirname(source), `${name}.tandem`)
  copyFileSync(source, file)
  const raw = new Database(file)
  raw.exec('UPDATE write_gate SET is_open = 1')
  change(raw)
  raw.exec('UPDATE write_gate SET is_open = 0')
  raw.pragma('wal_checkpoint(TRUNCATE)')
  raw.close()
  return file
}

const timesUpTo = (most: number): string =>
  `WITH RECURSIVE times (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM times WHERE i < ${most})`
const numbersUpTo = (most: number): string =>
  `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${most})`

/** The columns of a table and its rows once more: identities anew, days of a later `times.i` shifted, others as given. */
function selectAgain(raw: Database.Database, table: string, given: Readonly<Record<string, string>>): string {
  const columns = (raw.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
  const isShifted = table === 'deal'
  const values = columns.map((name) => {
    if (given[name] !== undefined) return given[name]
    if (name === 'identity') return 'randomblob(16)'
    return isShifted && name.endsWith('_on') ? `date(${name}, (times.i % 60) || ' days')` : name
  })
  return `(${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${table}`
}

async function make(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'Million.tandem')
  makeWorkspace(file)
  const engine = await openEngine({ file, files: { get: () => { throw new Error('no files') } } }) // prettier-ignore
  const call = { commandId: undefined, signal: new AbortController().signal, progress: () => undefined }
  try {
    await engine.dispatch('sample.generate', SIZE, call)
  } finally {
    engine.close()
  }
  return file
}
