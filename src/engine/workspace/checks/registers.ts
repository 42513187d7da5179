import { entityNames, type EntityName } from '../../../contract/history.ts'
import type { Connection } from '../../db/open.ts'
import { entities } from '../../history/entities.ts'
import { type LoggedOperation, parseOperation } from '../../history/write.ts'
import type { Check } from '../verify.ts'

type Row = Record<string, unknown>
type Finding = Awaited<ReturnType<Check['run']>>['findings'][number]

const isRegister = (entity: EntityName): boolean => entities[entity].kind === 'register'
const shorten = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** The last state of each register row according to the log; null for one that was removed. */
function replay(raw: Connection): Map<EntityName, Map<number, Row | null>> {
  const states = new Map<EntityName, Map<number, Row | null>>()
  const rows = raw.prepare('SELECT entity, entity_id, kind, before, after FROM operation ORDER BY seq').iterate()
  for (const row of rows as Iterable<Parameters<typeof parseOperation>[0]>) {
    const operation = parseOperation(row)
    if (!isRegister(operation.entity)) continue
    const ofEntity = states.get(operation.entity) ?? new Map<number, Row | null>()
    states.set(operation.entity, ofEntity)
    ofEntity.set(operation.entityId, apply(ofEntity.get(operation.entityId) ?? null, operation))
  }
  return states
}

function apply(state: Row | null, { kind, after }: LoggedOperation): Row | null {
  switch (kind) {
    case 'insert':
      return after
    case 'update':
      return { ...state, ...after }
    case 'remove':
      return null
    case 'retract':
    case 'restore':
      return state
  }
}

/** How people know the row. */
function nameOf(entity: EntityName, row: Row): string {
  const name = row['key'] ?? row['name'] ?? row['number'] ?? row['fingerprint']
  return typeof name === 'string' ? `${entity} ${name}` : entity
}

function compare(entity: EntityName, id: number, stored: Row | undefined, logged: Row | null): Finding[] {
  const add = (message: string): Finding[] => [{ entity, entityId: id, message }]
  if (!stored) return logged === null ? [] : add(`${nameOf(entity, logged)} is missing`)
  if (logged === null) return add(`${nameOf(entity, stored)} is there without having been recorded`)
  const hidden = [...entities[entity].derived, ...entities[entity].unlogged]
  return Object.keys(stored)
    .filter((column) => !hidden.includes(column) && stored[column] !== logged[column])
    .map((column) => ({
      entity,
      entityId: id,
      message: `${nameOf(entity, logged)}: ${column} is ${shorten(stored[column])}, recorded was ${shorten(logged[column])}`,
    }))
}

/** Each register row equals what the log says it was last. [VE2] */
export const checkRegisters: Check = {
  check: 'registers',
  async run({ raw }) {
    const findings: Finding[] = []
    let examined = 0
    const logged = replay(raw)
    for (const entity of entityNames.filter(isRegister)) {
      const states = logged.get(entity) ?? new Map<number, Row | null>()
      const seen = new Set<number>()
      for (const row of raw.prepare(`SELECT * FROM ${entity} ORDER BY id`).iterate() as Iterable<Row>) {
        const id = row['id'] as number
        seen.add(id)
        examined += 1
        findings.push(...compare(entity, id, row, states.get(id) ?? null))
      }
      for (const [id, state] of states) if (!seen.has(id)) findings.push(...compare(entity, id, undefined, state))
    }
    return { examined, findings }
  },
}
