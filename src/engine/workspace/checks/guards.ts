import { expectedSchema } from '../../db/expectedSchema.ts'
import type { Check } from '../verify.ts'

/** Tables and triggers are those of this program's schema: no guard was dropped or weakened, none stands open. [VE6] */
export const checkGuards: Check = {
  check: 'guards',
  async run({ raw }) {
    const expected = expectedSchema()
    const actual = new Map(
      (
        raw
          .prepare(
            `SELECT type || ' ' || name AS name, sql FROM sqlite_schema WHERE type IN ('table', 'trigger', 'view')`,
          )
          .all() as { name: string; sql: string | null }[]
      ).map(({ name, sql }) => [name, sql]),
    )
    const findings: { entity: string; entityId: null; message: string }[] = []
    for (const [name, sql] of expected) {
      if (!actual.has(name)) findings.push({ entity: name, entityId: null, message: `The ${name} is missing` })
      else if (actual.get(name) !== sql)
        findings.push({ entity: name, entityId: null, message: `The ${name} was altered` })
    }
    for (const name of actual.keys())
      if (!expected.has(name)) findings.push({ entity: name, entityId: null, message: `The ${name} is not Tandem's` })
    if (raw.prepare('SELECT is_open FROM write_gate').pluck().get() !== 0)
      findings.push({ entity: 'write_gate', entityId: null, message: 'The write gate stands open' })
    return { examined: expected.size, findings }
  },
}
