import { rollupSelects } from '../../metrics/rollups.repo.ts'
import type { Check } from '../verify.ts'

/** Every stored sum equals the sum of the rows it stands for. [VE8] */
export const checkRollups: Check = {
  check: 'rollups',
  async run({ raw }) {
    const findings: { entity: string; entityId: null; message: string }[] = []
    let examined = 0
    for (const [table, select] of Object.entries(rollupSelects)) {
      examined += raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number
      const compare = (left: string, right: string, message: string): void => {
        const rows = raw.prepare(`SELECT * FROM (${left}) EXCEPT SELECT * FROM (${right})`).raw().all() as unknown[][]
        for (const row of rows)
          findings.push({ entity: table, entityId: null, message: `${message}: ${row.join(', ')}` })
      }
      const stored = `SELECT * FROM ${table}`
      compare(select('everyone'), stored, `${table} lacks`)
      compare(stored, select('everyone'), `${table} holds what no rows sum to`)
      await new Promise((resolve) => setImmediate(resolve))
    }
    return { examined, findings }
  },
}
