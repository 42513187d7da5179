import type { Check } from '../verify.ts'

/** SQLite's `quick_check`: every page, without comparing indexes with their tables. */
export const checkPages: Check = {
  check: 'integrity',
  async run({ raw }) {
    const problems = (raw.pragma('quick_check(50)') as { quick_check: string }[]).map((row) => row.quick_check)
    const findings = problems
      .filter((problem) => problem !== 'ok')
      .map((message) => ({ entity: 'file', entityId: null, message }))
    return { examined: 1, findings }
  },
}

/** SQLite's own `integrity_check` and `foreign_key_check`. */
export const checkIntegrity: Check = {
  check: 'integrity',
  async run({ raw }) {
    const problems = (raw.pragma('integrity_check(50)') as { integrity_check: string }[]).map(
      (row) => row.integrity_check,
    )
    const dangling = raw.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[]
    return {
      examined: 1,
      findings: [
        ...problems
          .filter((problem) => problem !== 'ok')
          .map((message) => ({ entity: 'file', entityId: null, message })),
        ...dangling.map(({ table, rowid, parent }) => ({
          entity: table,
          entityId: rowid,
          message: `names a row of ${parent} that is not there`,
        })),
      ],
    }
  },
}
