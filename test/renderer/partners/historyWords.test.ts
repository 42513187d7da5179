import { expect, test } from 'vitest'
import { aboutWords, fieldWords, stepWords, type Change } from '../../../src/renderer/partners/historyWords.ts'

const step = { at: '2026-01-14T09:00:00.000Z', actor: 'Maya', subject: 'Nusa Integra', undone: null, changes: [] }
const change = (entity: Change['entity'], more: Partial<Change> = {}): Change => ({
  entity,
  id: 1,
  kind: 'insert',
  count: 1,
  about: '',
  currency: null,
  measure: null,
  fields: [],
  ...more,
})
const field = (name: string, before: string | number | null, after: string | number | null) => ({
  field: name,
  before,
  after,
})

test('[PA10] a step is named by what was done, an undo by the step it took back', () => {
  const undone = { method: 'partners.setStatus', subject: 'Nusa Integra' }
  expect([
    stepWords({ ...step, method: 'partners.setPayee' }),
    stepWords({ ...step, method: 'history.undo', undone }),
    stepWords({ ...step, method: 'history.redo', undone }),
  ]).toEqual([
    'Change the payee data of Nusa Integra',
    'Undone: Change the status of Nusa Integra',
    'Done again: Change the status of Nusa Integra',
  ])
})

test('[PA10] values are told in words: money with its currency, days, statuses, yes and no, and nothing as empty', () => {
  const money = [field('amount_minor', null, -125_050), field('currency', null, 'JPY'), field('is_live', null, 1)]
  expect(fieldWords(change('adjustment', { currency: 'JPY', fields: money }))).toEqual([
    { label: 'Amount', before: null, after: 'JPY −125,050' },
  ])
  const status = [field('valid_from', '2025-12-01', '2026-01-01'), field('status', 'active', 'paused')]
  expect(fieldWords(change('partner_status', { kind: 'update', fields: status }))).toEqual([
    { label: 'Status', before: 'Active', after: 'Paused' },
    { label: 'From', before: '01 Dec 2025', after: '01 Jan 2026' },
  ])
  const partner = [
    field('is_archived', 0, 1),
    field('group_name', 'active', ''),
    field('code', '', ''),
    field('territory', '', 'India; Nepal'),
  ]
  expect(fieldWords(change('partner', { kind: 'update', fields: partner }))).toEqual([
    { label: 'Group', before: 'active', after: 'empty' },
    { label: 'Territory', before: 'everywhere', after: 'India; Nepal' },
    { label: 'Archived', before: 'no', after: 'yes' },
  ])
})

test('[PA10] what was taken back is told as it was', () => {
  const fields = [field('status', 'paused', null)]
  expect(fieldWords(change('partner_status', { kind: 'remove', fields }))).toEqual([
    { label: 'Status', before: 'Paused', after: null },
  ])
})

test('[PA10] credits say which way they went and who the other partner is', () => {
  const credited = change('attribution', { count: 1200, fields: [field('partner_id', null, 7)] })
  const moved = change('attribution', { kind: 'update', about: 'Beta', fields: [field('partner_id', 7, 8)] })
  expect([aboutWords(credited, 7), aboutWords(moved, 7), aboutWords({ ...moved, about: 'Acme' }, 8)]).toEqual([
    '1,200 events credited to it',
    '1 event taken from it, credited to Beta',
    '1 event credited to it, taken from Acme',
  ])
})

test('[PA10] rows of a partner are named, with their words, their money and what their measure makes of a target', () => {
  const money = { currency: 'USD', measure: 'revenue' } as const
  const target = change('objective', {
    ...money,
    kind: 'update',
    about: 'revenue',
    fields: [field('target', 100, 250)],
  })
  expect([aboutWords(target, 7), fieldWords(target)]).toEqual([
    'Objective: Partner revenue',
    [{ label: 'Target', before: 'USD 1.00', after: 'USD 2.50' }],
  ])
  const rate = { ...target, measure: 'winRate' as const, fields: [field('target', null, 375_000)] }
  expect(fieldWords(rate)).toEqual([{ label: 'Target', before: 'empty', after: '37.5%' }])

  const closed = [field('state', 'open', 'done'), field('closed_on', null, '2026-01-14')]
  const commitment = change('commitment', { kind: 'update', about: 'Train two engineers', fields: closed })
  expect([aboutWords(commitment, 7), fieldWords(commitment)]).toEqual([
    'Commitment: Train two engineers',
    [
      { label: 'State', before: 'Open', after: 'Done' },
      { label: 'Closed', before: 'empty', after: '14 Jan 2026' },
    ],
  ])
  const card = change('scorecard', { about: 'Resellers', fields: [field('score_ppm', null, 723_000)] })
  expect([aboutWords(card, 7), fieldWords(card)]).toEqual([
    'Scorecard Resellers',
    [{ label: 'Score', before: null, after: '72.3' }],
  ])
})

test('[PA10] a zero that was given is told, a mark that was never set is not', () => {
  const told = (entity: Change['entity'], fields: Change['fields']) =>
    fieldWords(change(entity, { fields })).map(({ label, after }) => `${label}: ${after}`)
  expect([
    told('feedback', [field('nps', null, 0)]),
    told('attestation', [field('is_met', null, 0)]),
    told('scorecard', [field('score_ppm', null, 0)]),
    told('objective', [field('is_north_star', null, 0), field('is_archived', null, 0)]),
  ]).toEqual([['Recommends, 0–10: 0'], ['Met: no'], ['Score: 0.0'], []])
})
