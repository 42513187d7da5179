import {
  lonelyKinds,
  repeatedRoles,
  valueFormatSchema,
  type ColumnRole,
  type ImportAnswers,
  type ImportKind,
  type ImportMapping,
  type ImportQuestion,
  type ValueFormat,
} from '../../contract/imports.ts'
import { dealStageSchema } from '../../contract/revenue.ts'

/** Roles by what they are about, in the order they are offered. */
export const roleGroups = {
  record: [
    'recordId',
    'recordName',
    'originalId',
    'stage',
    'status',
    'captured',
    'product',
    'quantity',
    'country',
    'owner',
    'link',
    'referrer',
  ],
  dates: ['occurredOn', 'openedOn', 'closedOn', 'expectedCloseOn', 'approvedOn', 'invoicePaidOn'],
  money: ['amount', 'tax', 'shipping', 'discount', 'refunded', 'currency'],
  rates: ['rate', 'quoteCurrency'],
  figures: ['month', 'measure', 'bookings', 'newCustomers', 'marketingSpend'],
  partner: [
    'partnerName',
    'partnerId',
    'partnerCode',
    'partnerEmail',
    'partnerDomain',
    'partnerKind',
    'partnerGroup',
    'partnerManager',
    'partnerRegion',
    'partnerCountry',
    'partnerTerritory',
    'partnerStatus',
    'partnerStartedOn',
  ],
  payee: ['payeeMethod', 'payeeEmail', 'payeeAccountName', 'payeeAccount', 'payeeCurrency'],
  customer: ['customerName', 'customerId', 'customerEmail', 'customerDomain', 'customerCountry'],
} as const satisfies Record<string, readonly ColumnRole[]>
export type RoleGroup = keyof typeof roleGroups

const moneyRoles: ReadonlySet<ColumnRole> = new Set([
  'amount',
  'tax',
  'shipping',
  'discount',
  'refunded',
  'bookings',
  'marketingSpend',
])
const dateRoles: ReadonlySet<ColumnRole> = new Set([...roleGroups.dates, 'partnerStartedOn'])

/** How the values of a role are read; a key of `importTexts.readings`, or `words` for a stage or status column. */
export type Reading =
  | 'words'
  | 'moneyPoint'
  | 'moneyComma'
  | 'moneyMinor'
  | 'month'
  | 'ratePoint'
  | 'rateComma'
  | ImportMapping['format']['dateOrder']
  | 'currency'
  | 'flag'
  | 'number'
  | 'email'
  | 'domain'
  | 'key'
  | 'text'

export function readingOf(role: ColumnRole, format: ImportMapping['format']): Reading {
  if (moneyRoles.has(role)) {
    if (format.amountUnit === 'minor') return 'moneyMinor'
    return format.decimal === 'comma' ? 'moneyComma' : 'moneyPoint'
  }
  if (role === 'rate') return format.decimal === 'comma' ? 'rateComma' : 'ratePoint'
  if (role === 'month') return 'month'
  if (dateRoles.has(role)) return format.dateOrder
  if (role === 'stage' || role === 'status') return 'words'
  if (role === 'currency' || role === 'quoteCurrency' || role === 'payeeCurrency') return 'currency'
  if (role === 'captured') return 'flag'
  if (role === 'quantity' || role === 'newCustomers') return 'number'
  if (role.endsWith('Email')) return 'email'
  if (role.endsWith('Domain')) return 'domain'
  if (role === 'recordId') return 'key'
  return 'text'
}

/** A column gets a role; the column that had it loses it where a role is read from one column. */
export function withRole(mapping: ImportMapping, index: number, role: ColumnRole | null): ImportMapping {
  return {
    ...mapping,
    columns: mapping.columns.map((column) => {
      if (column.index === index) return { ...column, role }
      return role !== null && column.role === role && !repeatedRoles.has(role) ? { ...column, role: null } : column
    }),
  }
}

/** In a file of leads a stage word only says whether its row counts. */
export function isAboutLeads({ kinds }: ImportMapping): boolean {
  return kinds.includes('leads') && !kinds.includes('deals') && !kinds.includes('conversions')
}

export function usedColumns(mapping: ImportMapping): number {
  return mapping.columns.filter((column) => column.role !== null).length
}

/** The step that asks a question: how cells are read beside the columns, what rows are about when all were checked. */
export const stepOfQuestion: Readonly<Record<ImportQuestion['kind'], 'columns' | 'check'>> = {
  dateOrder: 'columns',
  amountUnit: 'columns',
  decimal: 'columns',
  currency: 'columns',
  rateBase: 'columns',
  stage: 'columns',
  partner: 'check',
  overlap: 'check',
  partnerStart: 'check',
}

/** What the user answered, or what Tandem would take; null while nobody has decided. */
export function answerOf(question: ImportQuestion, answers: ImportAnswers): string | null {
  return answers[question.id] ?? question.suggested
}

/** What a person says about one reading of a file: the mapping, and the answers to the questions about it. */
export interface Reader {
  mapping: ImportMapping
  answers: ImportAnswers
}

/** An answer about how values are read is part of the mapping too, so that the sample follows it at once. */
export function withAnswer(reader: Reader, question: ImportQuestion, value: string): Reader {
  const answers = { ...reader.answers, [question.id]: value }
  const { mapping } = reader
  switch (question.kind) {
    case 'dateOrder':
    case 'amountUnit':
    case 'decimal':
      return { answers, mapping: withFormat(mapping, question.kind, value) }
    case 'currency':
    case 'rateBase':
      return { answers, mapping: { ...mapping, defaultCurrency: value } }
    case 'stage':
      return { answers, mapping: withStage(mapping, question.subject, value) }
    case 'partner':
    case 'partnerStart':
    case 'overlap':
      return { answers, mapping }
  }
}

type FormatKey = Exclude<keyof ValueFormat, 'timeZone'>

/** A format chosen by hand is also the answer to the question about it, should there be one. */
export function withFormatChosen(reader: Reader, key: FormatKey, value: string): Reader {
  return { mapping: withFormat(reader.mapping, key, value), answers: { ...reader.answers, [key]: value } }
}

/** The currency of rows without one; null leaves such rows out. */
export function withCurrencyChosen(reader: Reader, currency: string | null): Reader {
  const { currency: _before, ...answers } = reader.answers
  return {
    mapping: { ...reader.mapping, defaultCurrency: currency },
    answers: currency === null ? answers : { ...answers, currency },
  }
}

/** The meaning of a stage word; null is "not known", which no answer can say. */
export function withStageChosen(reader: Reader, word: string, stage: ImportMapping['stages'][number]['stage']): Reader {
  const id = `stage:${word}`
  const { [id]: _before, ...answers } = reader.answers
  return {
    mapping: withStage(reader.mapping, word, stage),
    answers: stage === null ? answers : { ...answers, [id]: stage },
  }
}

function withFormat(mapping: ImportMapping, key: FormatKey, value: string): ImportMapping {
  const format = valueFormatSchema.safeParse({ ...mapping.format, [key]: value })
  return format.success ? { ...mapping, format: format.data } : mapping
}

function withStage(mapping: ImportMapping, text: string, value: string | null): ImportMapping {
  const stage = dealStageSchema.nullable().safeParse(value)
  if (!stage.success) return mapping
  const others = mapping.stages.filter((word) => word.text !== text)
  const isListed = others.length < mapping.stages.length
  const stages = isListed
    ? mapping.stages.map((word) => (word.text === text ? { text, stage: stage.data } : word))
    : [...others, { text, stage: stage.data }]
  return { ...mapping, stages }
}

/** Some kinds stand alone. */
export function withKind(mapping: ImportMapping, kind: ImportKind, isWanted: boolean): ImportMapping {
  const kinds = mapping.kinds.filter(
    (other) => other !== kind && !(isWanted && (lonelyKinds.has(kind) || lonelyKinds.has(other))),
  )
  return { ...mapping, kinds: isWanted ? [...kinds, kind] : kinds }
}

/** Nothing has been said of what the rows are: there is nothing to check. */
export function makesNoRow({ kinds }: ImportMapping): boolean {
  return kinds.length === 0
}

/** Every answer to send: what the user said, and the suggestions he let stand. */
export function completeAnswers(questions: readonly ImportQuestion[], answers: ImportAnswers): ImportAnswers {
  const suggested = questions.flatMap((question) =>
    question.suggested === null ? [] : [[question.id, question.suggested] as const],
  )
  return { ...Object.fromEntries(suggested), ...answers }
}

/** Questions that stop the import and have neither an answer nor a suggestion. */
export function openQuestions(questions: readonly ImportQuestion[], answers: ImportAnswers): ImportQuestion[] {
  return questions.filter((question) => question.isBlocking && answerOf(question, answers) === null)
}

/** The user said that the rows are known ones under other ids: this file is not for importing. */
export function isStopped(questions: readonly ImportQuestion[], answers: ImportAnswers): boolean {
  return questions.some((question) => question.kind === 'overlap' && answerOf(question, answers) === 'stop')
}
