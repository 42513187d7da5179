import { expect, test } from 'vitest'
import { columnRoles, type ImportMapping, type ImportQuestion } from '../../../src/contract/imports.ts'
import { layouts } from '../../../src/engine/imports/layouts.ts'
import {
  completeAnswers,
  openQuestions,
  readingOf,
  roleGroups,
  withAnswer,
  withCurrencyChosen,
  withFormatChosen,
  withKind,
  withRole,
  withStageChosen,
} from '../../../src/renderer/imports/mapping.ts'
import { importTexts } from '../../../src/renderer/imports/texts.ts'

const mapping: ImportMapping = {
  source: 'crm',
  layout: null,
  shape: { format: 'text', encoding: 'utf-8', delimiter: ',', headerLine: 1, sheet: null },
  format: { decimal: 'point', amountUnit: 'major', dateOrder: 'ymd', timeZone: 'UTC' },
  defaultCurrency: null,
  kinds: ['deals'],
  columns: [
    { index: 0, header: 'id', role: 'recordId' },
    { index: 1, header: 'value', role: 'amount' },
    { index: 2, header: 'net', role: null },
  ],
  stages: [{ text: 'Won', stage: 'won' }],
}
const reader = { mapping, answers: {} }

const question: ImportQuestion = {
  id: 'dateOrder',
  kind: 'dateOrder',
  subject: 'close_date',
  rows: 12,
  example: '03-04-2026',
  options: [
    { value: 'dmy', label: 'Day first', becomes: '3 Apr 2026' },
    { value: 'mdy', label: 'Month first', becomes: '4 Mar 2026' },
  ],
  suggested: null,
  isBlocking: true,
}

const rolesOf = (changed: ImportMapping): (string | null)[] => changed.columns.map((column) => column.role)

test('a role given to a second column leaves the first', () => {
  expect(rolesOf(withRole(mapping, 2, 'amount'))).toEqual(['recordId', null, 'amount'])
})

test('several columns are rates at once, and rates stand alone among what rows become', () => {
  const rated = withRole(withRole(mapping, 1, 'rate'), 2, 'rate')
  expect(rolesOf(rated)).toEqual(['recordId', 'rate', 'rate'])
  expect(withKind(mapping, 'rates', true).kinds).toEqual(['rates'])
  expect(withKind({ ...mapping, kinds: ['rates'] }, 'deals', true).kinds).toEqual(['deals'])
})

test('a column that is not imported keeps the roles of the others', () => {
  expect(rolesOf(withRole(mapping, 1, null))).toEqual(['recordId', null, null])
})

test('every role of the contract is offered exactly once', () => {
  expect(Object.values(roleGroups).flat().toSorted()).toEqual([...columnRoles].toSorted())
})

test('every layout of the engine can be chosen under its own name', () => {
  expect(importTexts.layouts).toEqual(Object.fromEntries(layouts.map(({ id, label }) => [id, label])))
})

test('an answer about the order of dates changes how the sample is read', () => {
  const answered = withAnswer(reader, question, 'mdy')
  expect([answered.mapping.format.dateOrder, answered.answers]).toEqual(['mdy', { dateOrder: 'mdy' }])
})

test('an answer that is no format leaves the mapping as it was', () => {
  expect(withAnswer(reader, question, 'sideways').mapping).toEqual(mapping)
})

test('a format chosen by hand overrules the answer that was suggested', () => {
  const suggested = [{ ...question, suggested: 'dmy' }]
  const chosen = withFormatChosen(reader, 'dateOrder', 'mdy')
  expect(completeAnswers(suggested, chosen.answers)).toEqual({ dateOrder: 'mdy' })
})

test('a stage word learns its meaning, and a new word is added', () => {
  const lost = withStageChosen(reader, 'Won', 'lost')
  const added = withStageChosen(lost, 'Paused', 'open')
  expect([added.mapping.stages, added.answers]).toEqual([
    [
      { text: 'Won', stage: 'lost' },
      { text: 'Paused', stage: 'open' },
    ],
    { 'stage:Won': 'lost', 'stage:Paused': 'open' },
  ])
})

test('a stage word that is not known any more has no answer', () => {
  expect(withStageChosen(withStageChosen(reader, 'Won', 'lost'), 'Won', null)).toEqual({
    mapping: { ...mapping, stages: [{ text: 'Won', stage: null }] },
    answers: {},
  })
})

test('a currency taken away again is no answer', () => {
  expect(withCurrencyChosen(withCurrencyChosen(reader, 'USD'), null)).toEqual(reader)
})

test('a kind is fed once however often it is chosen', () => {
  expect(withKind(withKind(mapping, 'deals', true), 'conversions', true).kinds).toEqual(['deals', 'conversions'])
})

test('a blocking question is open until it has an answer or a suggestion', () => {
  const suggested = { ...question, id: 'decimal', suggested: 'point' }
  const optional = { ...question, id: 'partnerStart', isBlocking: false }
  const all = [question, suggested, optional]
  expect([openQuestions(all, {}).map(({ id }) => id), openQuestions(all, { dateOrder: 'dmy' })]).toEqual([
    ['dateOrder'],
    [],
  ])
})

test('how a value is read follows from its role and the format of the file', () => {
  const comma = { ...mapping.format, decimal: 'comma' as const, dateOrder: 'dmy' as const }
  expect(
    (['amount', 'closedOn', 'stage', 'currency', 'customerEmail', 'recordId', 'product'] as const).map((role) =>
      readingOf(role, comma),
    ),
  ).toEqual(['moneyComma', 'dmy', 'words', 'currency', 'email', 'key', 'text'])
})
