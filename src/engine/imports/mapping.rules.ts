import { AppError } from '../../contract/errors.ts'
import { companyMeasures } from '../../contract/figures.ts'
import type { ColumnRole, ImportAnswers, ImportKind, ImportMapping } from '../../contract/imports.ts'
import { repeatedRoles, valueFormatSchema } from '../../contract/imports.ts'
import { isCurrency } from '../../contract/money.ts'
import { dealStageSchema } from '../../contract/revenue.ts'
import { type FactKind, factKinds } from './factKinds.ts'
import { pairOfHeader } from './rateColumns.rules.ts'

/** Ids of the questions a mapping can answer; a stage word's question is `stage:` and the word as the file writes it. */
export const questionIds = {
  dateOrder: 'dateOrder',
  amountUnit: 'amountUnit',
  decimal: 'decimal',
  currency: 'currency',
} as const
export const STAGE_QUESTION = 'stage:'

/**
 * The mapping with a person's answers put in. Answers to other questions (partners, starts) are not about reading and
 * stay with whoever asked. [IM14]
 *
 * @throws AppError 'import.badMapping' for an answer that is none of its question's options
 */
export function applyAnswers(mapping: ImportMapping, answers: ImportAnswers): ImportMapping {
  const format = { ...mapping.format }
  let { defaultCurrency } = mapping
  const stages = new Map(mapping.stages.map((word) => [word.text, word]))
  for (const [id, value] of Object.entries(answers)) {
    if (id === questionIds.dateOrder) format.dateOrder = parse(valueFormatSchema.shape.dateOrder, id, value)
    else if (id === questionIds.amountUnit) format.amountUnit = parse(valueFormatSchema.shape.amountUnit, id, value)
    else if (id === questionIds.decimal) format.decimal = parse(valueFormatSchema.shape.decimal, id, value)
    else if (id === questionIds.currency) {
      if (!isCurrency(value)) throw new AppError('import.badMapping', { answer: id, value })
      defaultCurrency = value
    } else if (id.startsWith(STAGE_QUESTION)) {
      const text = id.slice(STAGE_QUESTION.length)
      stages.set(text, { text, stage: parse(dealStageSchema, id, value) })
    }
  }
  return { ...mapping, format, defaultCurrency, stages: [...stages.values()] }
}

function parse<T>(schema: { safeParse(value: unknown): { success: boolean; data?: T } }, id: string, value: string): T {
  const { data } = schema.safeParse(value)
  if (data === undefined) throw new AppError('import.badMapping', { answer: id, value })
  return data
}

/** Index of the (first) column of each role that is mapped. @throws AppError 'import.badMapping' when two columns share a role */
export function columnsByRole(mapping: Pick<ImportMapping, 'columns'>): ReadonlyMap<ColumnRole, number> {
  const columns = new Map<ColumnRole, number>()
  for (const column of mapping.columns) {
    if (column.role === null) continue
    if (columns.has(column.role)) {
      if (repeatedRoles.has(column.role)) continue
      throw new AppError('import.badMapping', { role: column.role, problem: 'twice' })
    }
    columns.set(column.role, column.index)
  }
  return columns
}

const PARTNER_ROLES: readonly ColumnRole[] = [
  'partnerName',
  'partnerId',
  'partnerCode',
  'partnerEmail',
  'partnerDomain',
]
const CUSTOMER_ROLES: readonly ColumnRole[] = ['customerName', 'customerId', 'customerEmail', 'customerDomain']

/** Kinds whose facts stand in the table of another kind. */
const KEPT_WITH: Readonly<Partial<Record<ImportKind, FactKind>>> = { leads: 'conversions' }

/** Kinds of facts that a file read this way can bring. */
export function factsOf(mapping: Pick<ImportMapping, 'columns' | 'kinds'>): FactKind[] {
  const roles = mapping.kinds.includes('leads') ? [...CUSTOMER_ROLES, 'recordName'] : CUSTOMER_ROLES
  const namesCustomer = mapping.columns.some(({ role }) => role !== null && roles.includes(role))
  const brought = new Set(mapping.kinds.map((kind) => KEPT_WITH[kind] ?? kind))
  return factKinds.filter((kind) => (kind === 'customers' ? namesCustomer : brought.has(kind)))
}

/** Columns of rates say their currency themselves, all of them. */
function ratesNameCurrency(columns: ImportMapping['columns']): boolean {
  return columns.every(({ role, header }) => role !== 'rate' || pairOfHeader(header) !== undefined)
}

/**
 * What a mapping lacks for the kinds it wants to feed, as lists of roles of which one would do; empty when it can run. [IM15]
 */
export function missingRoles(mapping: Pick<ImportMapping, 'columns' | 'kinds'>): readonly (readonly ColumnRole[])[] {
  const has = (role: ColumnRole): boolean => mapping.columns.some((column) => column.role === role)
  const wanted: (readonly ColumnRole[])[] = []
  for (const kind of mapping.kinds) {
    switch (kind) {
      case 'partners':
        wanted.push(PARTNER_ROLES)
        break
      case 'customers':
        wanted.push(CUSTOMER_ROLES)
        break
      case 'deals':
        wanted.push(['recordId', 'recordName', 'customerName'], ['stage', 'status'])
        break
      case 'conversions':
        wanted.push(
          ['amount'],
          mapping.kinds.includes('deals') ? ['closedOn', 'occurredOn'] : ['occurredOn', 'closedOn'],
        )
        break
      case 'clicks':
        wanted.push(['occurredOn'], ['link', ...PARTNER_ROLES])
        break
      case 'rates':
        wanted.push(['occurredOn'], ['rate'])
        if (!ratesNameCurrency(mapping.columns)) wanted.push(['quoteCurrency'])
        break
      case 'figures': {
        const isLong = has('measure')
        wanted.push(['month'], isLong ? ['amount'] : companyMeasures)
        break
      }
      case 'leads':
        wanted.push(['occurredOn'], [...CUSTOMER_ROLES, 'recordName', 'recordId'])
        break
    }
  }
  return wanted.filter((roles) => !roles.some(has))
}
