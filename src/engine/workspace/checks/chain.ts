import type { CommandTable } from '../../db/schema.ts'
import { sha256 } from '../../history/canonical.ts'
import { chainText, GENESIS_HASH } from '../../history/commands.ts'
import { operationText, parseOperation } from '../../history/write.ts'
import type { Check } from '../verify.ts'

/** Recomputes the hash of every command and of its operations. [HI6] */
export const checkChain: Check = {
  check: 'chain',
  async run({ raw }) {
    const findings: { entity: string; entityId: number | null; message: string }[] = []
    const operations = raw.prepare(
      'SELECT entity, entity_id, kind, before, after FROM operation WHERE command_seq = ? ORDER BY seq',
    )
    let previous = GENESIS_HASH
    let expected = 1
    for (const command of raw.prepare('SELECT * FROM command ORDER BY seq').all() as CommandTable[]) {
      const add = (message: string): void =>
        void findings.push({ entity: 'command', entityId: command.seq, message: `${command.method}: ${message}` })
      if (command.seq !== expected) add(`${command.seq - expected} commands before it are missing`)
      if (command.previous_hash !== previous) add('does not continue the command before it')
      if (command.hash !== sha256(chainText(command))) add('was changed after it was recorded')
      const log = (operations.all(command.seq) as Parameters<typeof parseOperation>[0][]).map(parseOperation)
      if (command.operations_hash !== sha256(log.map(operationText).join('\n')))
        add('its recorded changes were altered')
      previous = command.hash
      expected = command.seq + 1
    }
    return { examined: expected - 1, findings }
  },
}
