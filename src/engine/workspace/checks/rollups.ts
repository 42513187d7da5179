import { rollupSelects } from '../../metrics/rollups.repo.ts'
import { offerExchange } from '../../rates/rates.repo.ts'
import type { Check } from '../verify.ts'
import { nextTurn } from '../../pause.ts'

/** Every stored sum equals the sum of the rows it stands for. [VE8] */
export const checkRollups: Check = {
  check: 'rollups',
  async run({ raw, settings }) {
    const exchange = offerExchange(raw, settings())
    const findings: { entity: string; entityId: null; message: string }[] = []
    let examined = 0
    for (const [table, select] of Object.entries(rollupSelects)) {
      const read = (sql: string): string[] =>
        (raw.prepare(sql).raw().all({ base: exchange.into }) as unknown[][]).map((row) => row.join(', '))
      const wanted = new Set(read(select('everyone')))
      await nextTurn()
      const add = (message: string): void => void findings.push({ entity: table, entityId: null, message })
      for (const row of read(`SELECT * FROM ${table}`)) {
        examined += 1
        if (!wanted.delete(row)) add(`${table} holds what no rows sum to: ${row}`)
      }
      for (const row of wanted) add(`${table} lacks: ${row}`)
    }
    return { examined, findings }
  },
}
