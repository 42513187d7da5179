// Frozen: imports nothing, is never edited once released.
export const version = 4

// Days that a commission may wait for: when the source approved a conversion and when the customer paid its invoice. A
// rejection for fraud, after which the same customer brings its partner nothing more. Adjustments that write a balance
// off.
const days = ['approved_on', 'invoice_paid_on']
  .map((column) => `ALTER TABLE conversion ADD COLUMN ${column} TEXT CHECK (length(${column}) = 10);`)
  .join('\n')

const guard = `CREATE TRIGGER conversion_days_no_update BEFORE UPDATE OF approved_on, invoice_paid_on ON conversion
  BEGIN SELECT RAISE(ABORT, 'guard: conversion'); END;`

const fraud =
  'ALTER TABLE commission_decision ADD COLUMN is_fraud INTEGER NOT NULL DEFAULT 0 CHECK (is_fraud IN (0, 1));'

const writeOff =
  "ALTER TABLE adjustment ADD COLUMN kind TEXT NOT NULL DEFAULT 'given' CHECK (kind IN ('given', 'writeOff'));"

/** Runs the migration. */
export function migrate(execute: (sql: string) => void): void {
  execute(days)
  execute(guard)
  execute(fraud)
  execute(writeOff)
}
