// Frozen: imports nothing, is never edited once released.
export const version = 5

// A commission that a cap cut tells which one: 'event', 'customer' or 'partner'. A CHECK would cost a million commissions a
// sixth of their time.
const caps = 'ALTER TABLE commission ADD COLUMN capped_by TEXT;'

/** Runs the migration. */
export function migrate(execute: (sql: string) => void): void {
  execute(caps)
}
