import { AppError } from '../../contract/errors.ts'
import type { ViewFilter, ViewSpec } from '../../contract/views.ts'
import { containsPattern, LIKE_ESCAPE } from '../db/like.ts'
import type { ViewColumnDefinition, ViewDefinition } from './viewDefinition.ts'

export interface CompiledView {
  definition: ViewDefinition
  /** `FROM … WHERE …`, all filters included. */
  source: string
  orderBy: string
  groupColumn: ViewColumnDefinition | null
  parameters: Record<string, string | number>
}

const isText = (column: ViewColumnDefinition): boolean => column.type === 'text' || column.type === 'choice'

function columnOf(definition: ViewDefinition, key: string): ViewColumnDefinition {
  const column = definition.columns.find((candidate) => candidate.key === key)
  if (!column) throw new AppError('view.badFilter', { table: definition.table, column: key })
  return column
}

/** Turns a checked view description into SQL; values are always bound, names always come from the definition. [VI4] */
export function compileView(definition: ViewDefinition, spec: ViewSpec, today: string): CompiledView {
  const parameters: Record<string, string | number> = { today }
  let count = 0
  const bind = (value: string | number | boolean): string => {
    const name = `p${count++}`
    parameters[name] = typeof value === 'boolean' ? Number(value) : value
    return `@${name}`
  }

  const toCondition = (filter: ViewFilter): string => {
    if (filter.operator === 'holds') {
      const condition = definition.conditions?.[filter.column]
      if (!condition) throw new AppError('view.badFilter', { table: definition.table, column: filter.column })
      return `(${condition(bind(filter.value))})`
    }
    const column = columnOf(definition, filter.column)
    const { sql } = column
    const collate = isText(column) ? ' COLLATE NOCASE' : ''
    switch (filter.operator) {
      case 'is':
        return `${sql} = ${bind(filter.value)}${collate}`
      case 'isNot':
        return `${sql} IS NOT ${bind(filter.value)}${collate}`
      case 'contains':
        return `${sql} LIKE ${bind(containsPattern(filter.value))} ${LIKE_ESCAPE}`
      case 'in':
        return `${sql} IN (SELECT value FROM json_each(${bind(JSON.stringify(filter.value))}))`
      case 'between':
        return `${sql} BETWEEN ${bind(filter.value[0])} AND ${bind(filter.value[1])}`
      case 'atLeast':
        return `${sql} >= ${bind(filter.value)}`
      case 'atMost':
        return `${sql} <= ${bind(filter.value)}`
      case 'empty':
        return `(${sql} IS NULL OR ${sql} = '') = ${bind(filter.value)}`
    }
  }

  const conditions = [definition.where, ...spec.filters.map(toCondition)]
  const search = spec.search.trim()
  if (search !== '' && definition.search.length > 0) {
    const pattern = bind(containsPattern(search))
    conditions.push(`(${definition.search.map((sql) => `${sql} LIKE ${pattern} ${LIKE_ESCAPE}`).join(' OR ')})`)
  }

  const groupColumn = spec.groupBy === null ? null : columnOf(definition, spec.groupBy)
  const order = spec.sort.map(({ column, direction }) => {
    const found = columnOf(definition, column)
    const by = found.order ?? `${found.sql}${isText(found) ? ' COLLATE NOCASE' : ''}`
    return `${by} ${direction === 'ascending' ? 'ASC' : 'DESC'}`
  })
  if (order.length === 0) order.push(definition.defaultOrder)
  if (groupColumn) order.unshift(groupColumn.sql)

  return {
    definition,
    source: `FROM ${definition.from} WHERE ${conditions.join(' AND ')}`,
    orderBy: `ORDER BY ${order.join(', ')}, ${definition.id}`,
    groupColumn,
    parameters,
  }
}
