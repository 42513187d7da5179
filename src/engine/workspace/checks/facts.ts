import { entityNames, type EntityName } from '../../../contract/history.ts'
import type { Connection } from '../../db/open.ts'
import { entities } from '../../history/entities.ts'
import { parseOperation } from '../../history/write.ts'
import type { Check } from '../verify.ts'

type Row = Record<string, unknown>

interface LoggedFact {
  image: Row
  isLive: boolean
}

const isLoggedFact = (entity: EntityName): boolean => entities[entity].kind === 'fact'

/** Every fact the log saw, as it was inserted, and whether it counts now. */
function replay(raw: Connection): Map<EntityName, Map<number, LoggedFact>> {
  const facts = new Map<EntityName, Map<number, LoggedFact>>()
  const rows = raw.prepare('SELECT entity, entity_id, kind, before, after FROM operation ORDER BY seq').iterate()
  for (const row of rows as Iterable<Parameters<typeof parseOperation>[0]>) {
    const { entity, entityId, kind, after } = parseOperation(row)
    if (!isLoggedFact(entity)) continue
    const ofEntity = facts.get(entity) ?? new Map<number, LoggedFact>()
    facts.set(entity, ofEntity)
    if (kind === 'insert' && after !== null) ofEntity.set(entityId, { image: after, isLive: true })
    const known = ofEntity.get(entityId)
    if (known && kind !== 'insert') known.isLive = kind === 'restore'
  }
  return facts
}

const nameOf = (entity: EntityName, row: Row): string => {
  const name = row['number'] ?? row['file_name'] ?? row['reference'] ?? row['reason']
  return typeof name === 'string' && name !== '' ? `${entity} ${name}` : entity
}

/** What differs between a fact and the log. */
function altered(entity: EntityName, row: Row, { image, isLive }: LoggedFact): string[] {
  const { derived, unlogged } = entities[entity]
  const columns = Object.keys(row).filter(
    (column) => column !== 'is_live' && !derived.includes(column) && !unlogged.includes(column),
  )
  const changed = columns
    .filter((column) => row[column] !== image[column])
    .map((column) => `${column} is ${JSON.stringify(row[column])}, recorded was ${JSON.stringify(image[column])}`)
  if ((row['is_live'] === 1) !== isLive) changed.push(isLive ? 'was taken away' : 'counts although it was taken back')
  return changed
}

/** Each fact that commands recorded one by one is there, as it was inserted; no other one is. [VE3] */
export const checkFacts: Check = {
  check: 'facts',
  async run({ raw }) {
    const findings: { entity: string; entityId: number; message: string }[] = []
    let examined = 0
    const logged = replay(raw)
    for (const entity of entityNames.filter(isLoggedFact)) {
      const known = logged.get(entity) ?? new Map<number, LoggedFact>()
      const seen = new Set<number>()
      for (const row of raw.prepare(`SELECT * FROM ${entity} ORDER BY id`).iterate() as Iterable<Row>) {
        const id = row['id'] as number
        const fact = known.get(id)
        seen.add(id)
        examined += 1
        if (!fact) findings.push({ entity, entityId: id, message: `${nameOf(entity, row)} was never recorded` })
        else
          for (const change of altered(entity, row, fact))
            findings.push({ entity, entityId: id, message: `${nameOf(entity, fact.image)}: ${change}` })
      }
      for (const [id, { image }] of known)
        if (!seen.has(id)) findings.push({ entity, entityId: id, message: `${nameOf(entity, image)} is missing` })
    }
    return { examined, findings }
  },
}
