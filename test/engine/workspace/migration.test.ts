import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { applyMigrations, latestVersion } from '../../../src/engine/db/migrate.ts'
import { rollupSelects } from '../../../src/engine/metrics/rollups.repo.ts'
import { defaultSettings } from '../../../src/engine/programme/programme.repo.ts'
import { offerExchange } from '../../../src/engine/rates/rates.repo.ts'

const rows = (connection: Database.Database, sql: string, parameters: object = {}): unknown[] =>
  connection.prepare(sql).raw().all(parameters)

/**
 * A workspace as version 1 left it: sales and a refund of two partners in two currencies, held by an import, and commissions
 * that are open, held and paid.
 */
const before = `
  UPDATE write_gate SET is_open = 1;
  INSERT INTO setting (key, value) VALUES ('baseCurrency', '"USD"');
  INSERT INTO customer VALUES (1, x'01', 1, 2, 'Anvika', '', '', '', '', 1), (2, x'02', 1, 3, 'Nilgiri', '', '', '', '', 1);
  INSERT INTO conversion VALUES
    (1, x'11', x'21', 1, 2, 'crm', 'A-1', 'sale', '', '2025-01-10', 10000, 100, 0, 0, 'USD', 1, 'Suite', 'SG', 'Acme', 1, NULL, 7, 1),
    (2, x'12', x'22', 1, 3, 'crm', 'A-2', 'sale', '', '2025-02-10', 500, 0, 0, 0, 'JPY', 1, '', '', 'Acme', 1, NULL, 7, 1),
    (3, x'13', x'23', 1, 4, 'crm', 'A-3', 'refund', 'A-1', '2025-03-10', -4000, 0, 0, 0, 'USD', 1, '', '', 'Acme', 1, 1, 7, 1),
    (4, x'14', x'24', 1, 5, 'crm', 'A-4', 'sale', '', '2025-03-11', 800, 0, 0, 0, 'USD', 1, '', '', 'Bukit', 2, NULL, 8, 1),
    (5, x'15', x'25', 1, 6, 'crm', 'A-5', 'sale', '', '2025-03-12', 900, 0, 0, 0, 'USD', 1, '', '', 'Bukit', 2, NULL, 8, 0);
  INSERT INTO rollup_revenue SELECT coalesce(partner_id, 0), currency, substr(occurred_on, 1, 7), kind, count(*), sum(amount_minor)
    FROM conversion WHERE is_live = 1 GROUP BY 1, 2, 3, 4;
  INSERT INTO partner VALUES (7, 'p7', 'Acme', '', 'reseller', '', '', '', '', '', '', '', '', '', '', '', '2024-01-01', NULL,
    '', '', '', NULL, 0, NULL, 1);
  INSERT INTO payout_run VALUES (1, 'r1', 'RUN-1', '2025-01-01', '2025-01-31', '2025-02-15', 'paid', '', '');
  INSERT INTO payout VALUES (1, 1, 7, 'USD', 1, 0, 1000, 0, 1000, NULL, NULL, '', 'bank', NULL, '[[64, 64]]', '[]', '2025-02-20');
  INSERT INTO commission VALUES
    (64, 7, 1, 0, 10000, 1000, 0, 'USD', '2025-01-10', '2025-02-15', NULL, 0, 1),
    (128, 7, 1, 0, 500, 50, 0, 'JPY', '2025-02-10', '2025-03-15', NULL, 0, NULL),
    (256, 7, 1, 0, 800, 80, 0, 'USD', '2025-03-11', '2025-04-15', NULL, 0, NULL);
  INSERT INTO commission_decision (commission_id, state, reason, decided_at, decided_by) VALUES (256, 'hold', '', '', '');
  INSERT INTO import_holding VALUES (1, 'conversions', 1, 5), (1, 'customers', 1, 2);
  INSERT INTO fact_version VALUES ('conversions', 5, 4);
  UPDATE write_gate SET is_open = 0;`

test('[DB2] a workspace of version 1 keeps every row in later versions, with its guards, and gets its new sums', () => {
  const connection = new Database(':memory:')
  connection.pragma('foreign_keys = ON')
  connection.pragma('recursive_triggers = ON')
  applyMigrations(connection, 1)
  connection.exec(before)
  const tables = ['conversion', 'customer', 'import_holding', 'fact_version', 'rollup_revenue', 'setting']
  const contents = () => tables.map((table) => rows(connection, `SELECT * FROM ${table} ORDER BY 1, 2, 3`))
  const kept = contents()

  applyMigrations(connection, 2)
  expect(contents()).toEqual(kept)
  applyMigrations(connection)
  expect(connection.pragma('user_version', { simple: true })).toBe(latestVersion)
  // Version 4 adds two days to each conversion, which nobody has told yet.
  const last = kept.map((table, place) =>
    place === 0 ? table.map((row) => [...(row as unknown[]), null, null]) : table,
  )
  expect(contents()).toEqual(last)
  expect(rows(connection, 'SELECT name, territory FROM partner')).toEqual([['Acme', '']])
  expect(() => connection.exec("UPDATE conversion SET approved_on = '2025-01-01'")).toThrow('guard: conversion')
  expect(() => connection.exec('UPDATE conversion SET amount_minor = 1')).toThrow('guard: conversion')
  expect(() => connection.exec('DELETE FROM import_holding')).toThrow('guard: import_holding')
  expect(rows(connection, 'PRAGMA foreign_key_check')).toEqual([])

  const exchange = offerExchange(connection, { ...defaultSettings, baseCurrency: 'USD' })
  for (const table of [
    'rollup_foreign',
    'rollup_last_sale',
    'rollup_cohort',
    'rollup_lifetime',
    'rollup_commission',
  ] as const) {
    const wanted = rows(connection, rollupSelects[table]('everyone'), { base: exchange.into })
    expect({
      table,
      wanted: wanted.length > 0,
      rows: rows(connection, `SELECT * FROM ${table} ORDER BY 1, 2, 3`),
    }).toEqual({
      table,
      wanted: true,
      rows: wanted,
    })
  }
  connection.close()
})
