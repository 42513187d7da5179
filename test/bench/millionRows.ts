import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { makeWorkspace, openEngine } from '../../src/engine/engine.ts'

/** So many times the deals of the sample, about 300,000. */
const DEALS_TIMES = 100
const SIZE = { seed: 7, partners: 500, conversions: 1_000_000 }
let made: Promise<string> | undefined

/** The sample programme with a million conversions, closed; made once per run, gone with it. @returns its path */
export function millionRows(): Promise<string> {
  made ??= make()
  return made
}

/** A copy with a hundred times the deals, each shifted by some days, so that reading them takes longer than asking. @returns its path */
export async function manyDeals(): Promise<string> {
  const source = await millionRows()
  const file = join(dirname(source), 'Deals.tandem')
  copyFileSync(source, file)
  const raw = new Database(file)
  const columns = (raw.pragma('table_info(deal)') as { name: string }[]).map(({ name }) => name)
  const shifted = columns.map((name) => {
    if (name === 'id') return 'id + times.i * (SELECT max(id) FROM deal)'
    if (name === 'identity') return 'randomblob(16)'
    return name.endsWith('_on') ? `date(${name}, (times.i % 60) || ' days')` : name
  })
  raw.exec(`UPDATE write_gate SET is_open = 1;
    WITH RECURSIVE times (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM times WHERE i < ${DEALS_TIMES - 1})
    INSERT INTO deal (${columns.join(', ')}) SELECT ${shifted.join(', ')} FROM deal CROSS JOIN times;
    UPDATE write_gate SET is_open = 0;`)
  raw.pragma('wal_checkpoint(TRUNCATE)')
  raw.close()
  return file
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
