// Frozen: imports nothing, is never edited once released.
export const version = 5

// A commission that a cap cut tells which one.
const caps = "ALTER TABLE commission ADD COLUMN capped_by TEXT CHECK (capped_by IN ('event', 'customer', 'partner'));"

/** Runs the migration. */
export function migrate(execute: (sql: string) => void): void {
  execute(caps)
}
