// Frozen: imports nothing, is never edited once released.
export const version = 7

// Countries in which a partner earns, "India; Nepal"; '' for everywhere.
const territory = `ALTER TABLE partner ADD COLUMN territory TEXT NOT NULL DEFAULT '';`

/** Runs the migration. */
export function migrate(execute: (sql: string) => void): void {
  execute(territory)
}
