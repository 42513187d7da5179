import type { Connection } from '../db/open.ts'
import type { OperationKind, Schema } from '../db/schema.ts'
import type { EntityName } from '../../contract/history.ts'
import { AppError } from '../../contract/errors.ts'
import { canonicalJson } from './canonical.ts'
import { entities } from './entities.ts'
import { toStorable } from './storable.ts'

type Row = Record<string, unknown>

export interface LoggedOperation {
  entity: EntityName
  entityId: number
  kind: OperationKind
  before: Row | null
  after: Row | null
}

/** The only way to change an entity: each call logs the row before and after. Lives as long as one command. */
export interface Write {
  /** Inserts a row; `id` is given by the database unless the row carries one. */
  insert<E extends EntityName>(entity: E, row: Omit<Schema[E], 'id'> & { id?: number }): number
  /** Registers only. Columns that keep their value are not logged; an update that changes nothing leaves no trace. */
  update<E extends EntityName>(entity: E, id: number, changes: Partial<Schema[E]>): void
  /** Registers only. */
  remove(entity: EntityName, id: number): void
  /**
   * Facts only: stops counting, or counts again. `frozen`: what was logged when it stopped, so that the rows it freezes
   * come back with it.
   */
  setLive(entity: EntityName, id: number, isLive: boolean, frozen?: Row | null): void
  /** Entities touched so far, for reactions and for the `changed` event. */
  readonly touched: ReadonlyMap<EntityName, ReadonlySet<number>>
  readonly operations: readonly LoggedOperation[]
  /** Bulk facts are logged as a batch by their import_attempt; this only names what they touch. */
  touch(entity: EntityName, id: number): void
}

const quote = (name: string): string => `"${name}"`

function withoutColumns(row: Row, columns: readonly string[]): Row {
  return columns.length === 0 ? row : Object.fromEntries(Object.entries(row).filter(([key]) => !columns.includes(key)))
}

/** @param stamp called once per update, gives the command's clock stamp */
export function createWrite(connection: Connection, stamp: () => string): Write {
  const operations: LoggedOperation[] = []
  const touched = new Map<EntityName, Set<number>>()

  const touch = (entity: EntityName, id: number): void => {
    const ids = touched.get(entity)
    if (ids) ids.add(id)
    else touched.set(entity, new Set([id]))
  }
  const log = (
    entity: EntityName,
    entityId: number,
    kind: OperationKind,
    before: Row | null,
    after: Row | null,
  ): void => {
    const hidden = [...entities[entity].unlogged, ...entities[entity].derived]
    operations.push({
      entity,
      entityId,
      kind,
      before: before && withoutColumns(before, hidden),
      after: after && withoutColumns(after, hidden),
    })
    touch(entity, entityId)
  }
  const read = (entity: EntityName, id: number): Row => {
    const row = connection.prepare(`SELECT * FROM ${quote(entity)} WHERE id = ?`).get(id) as Row | undefined
    if (!row) throw new AppError('entity.notFound', { entity, id })
    return row
  }
  /** Rows as lists of their columns: there may be thousands. */
  const readFrozen = (entity: EntityName, id: number): Row | null => {
    const { freezes } = entities[entity]
    if (!freezes) return null
    const { table, columns, where } = freezes
    const rows = connection.prepare(`SELECT ${columns.join(', ')} FROM ${table} WHERE ${where} ORDER BY id`)
    return { [table]: rows.raw().all(id) }
  }
  const assertKind = (entity: EntityName, isRegister: boolean): void => {
    if ((entities[entity].kind === 'register') !== isRegister)
      throw new Error(`${entity} is a ${entities[entity].kind}`)
  }

  return {
    operations,
    touched,
    touch,
    insert(entity, row) {
      if (entities[entity].kind === 'bulkFact') throw new Error(`${entity} rows come from imports`)
      const columns = Object.keys(row)
      const sql = `INSERT INTO ${quote(entity)} (${columns.map(quote).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`
      const id = Number(connection.prepare(sql).run(...Object.values(row).map(toStorable)).lastInsertRowid)
      log(entity, id, 'insert', null, read(entity, id))
      return id
    },
    update(entity, id, changes) {
      assertKind(entity, true)
      const before = read(entity, id)
      const changed = Object.entries(changes)
        .map(([column, value]) => [column, toStorable(value)] as const)
        .filter(([column, value]) => before[column] !== value)
      if (changed.length === 0) return
      const sql = `UPDATE ${quote(entity)} SET ${changed.map(([column]) => `${quote(column)} = ?`).join(', ')} WHERE id = ?`
      connection.prepare(sql).run(...changed.map(([, value]) => value), id)
      const derived = entities[entity].derived
      const clocked = changed.filter(([column]) => !derived.includes(column))
      if (clocked.length === 0) return
      const clock = stamp()
      const setClock = connection.prepare(
        'INSERT INTO column_clock (entity, entity_id, column_name, clock) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET clock = excluded.clock',
      )
      for (const [column] of clocked) setClock.run(entity, id, column, clock)
      const pick = (row: Row): Row => Object.fromEntries(clocked.map(([column]) => [column, row[column]]))
      log(entity, id, 'update', pick(before), pick(Object.fromEntries(changed)))
    },
    remove(entity, id) {
      assertKind(entity, true)
      const before = read(entity, id)
      connection.prepare(`DELETE FROM ${quote(entity)} WHERE id = ?`).run(id)
      log(entity, id, 'remove', before, null)
    },
    setLive(entity, id, isLive, frozen = null) {
      assertKind(entity, false)
      if (Boolean(read(entity, id)['is_live']) === isLive) return
      const thawed = isLive ? null : readFrozen(entity, id)
      connection.prepare(`UPDATE ${quote(entity)} SET is_live = ? WHERE id = ?`).run(isLive ? 1 : 0, id)
      if (isLive) log(entity, id, 'restore', null, frozen)
      else log(entity, id, 'retract', thawed, null)
    },
  }
}

/** Applies the inverse of logged operations, newest first, through the same write path. Facts are retracted, never deleted. [HI2] */
export function applyInverse(write: Write, operations: readonly LoggedOperation[]): void {
  for (const operation of operations.toReversed()) {
    const { entity, entityId, kind, before } = operation
    switch (kind) {
      case 'insert':
        if (entities[entity].kind === 'register') write.remove(entity, entityId)
        else write.setLive(entity, entityId, false)
        break
      case 'update':
        write.update(entity, entityId, before as never) // logged from a row of this entity
        break
      case 'remove':
        write.insert(entity, { ...rowDefaults(entity), ...before } as never) // a whole row, id included
        break
      case 'retract':
        write.setLive(entity, entityId, true, before)
        break
      case 'restore':
        write.setLive(entity, entityId, false)
        break
    }
  }
}

/** Applies logged operations again, oldest first. [HI3] */
export function applyAgain(write: Write, operations: readonly LoggedOperation[]): void {
  for (const { entity, entityId, kind, after } of operations) {
    switch (kind) {
      case 'insert':
        if (entities[entity].kind === 'register')
          write.insert(entity, { ...rowDefaults(entity), ...after } as never) // a whole row, id included
        else write.setLive(entity, entityId, true)
        break
      case 'update':
        write.update(entity, entityId, after as never) // logged from a row of this entity
        break
      case 'remove':
        write.remove(entity, entityId)
        break
      case 'retract':
        write.setLive(entity, entityId, false)
        break
      case 'restore':
        write.setLive(entity, entityId, true, after)
        break
    }
  }
}

/** Derived columns are not logged; reactions set them right after the row is back. */
function rowDefaults(entity: EntityName): Row {
  return Object.fromEntries(entities[entity].derived.map((column) => [column, column === 'is_live' ? 1 : null]))
}

export function parseOperation(row: {
  entity: string
  entity_id: number
  kind: OperationKind
  before: string | null
  after: string | null
}): LoggedOperation {
  const image = (text: string | null): Row | null => (text === null ? null : (JSON.parse(text) as Row))
  // The log holds only names that `createWrite` accepted.
  return {
    entity: row.entity as EntityName,
    entityId: row.entity_id,
    kind: row.kind,
    before: image(row.before),
    after: image(row.after),
  }
}

/** The text whose hash a command carries for its operations. */
export function operationText(operation: LoggedOperation): string {
  return canonicalJson([operation.entity, operation.entityId, operation.kind, operation.before, operation.after])
}
