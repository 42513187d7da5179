import { QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import { importKinds, type ImportQuestion } from '../../../src/contract/imports.ts'
import { forgetAnswers, queryClient, useSession } from '../../../src/renderer/client/session.ts'
import { Assistant } from '../../../src/renderer/imports/Assistant.tsx'
import { useImport } from '../../../src/renderer/imports/import.store.ts'
import { withKind, withRole } from '../../../src/renderer/imports/mapping.ts'
import { addFiles, change, readAs } from '../../../src/renderer/imports/queue.ts'
import { importTexts } from '../../../src/renderer/imports/texts.ts'
import { StandIn, type Answers } from '../support/standIn.ts'
import { fileOf, inspectionOf, mappingOf, partnerQuestion, reportOf, usualAnswers } from './support.ts'

beforeEach(() => {
  forgetAnswers()
  useImport.setState({ files: [], current: null })
})

const checkAll = (): HTMLElement => screen.getByRole('button', { name: 'Check all rows' })

async function showFile(answers: Answers, name = 'sales.csv') {
  const standIn = new StandIn({ ...usualAnswers, ...answers }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <Assistant />
    </QueryClientProvider>,
  )
  await act(() => addFiles([fileOf(name)]))
  return standIn
}

test('an empty assistant says what it takes and offers to choose it', () => {
  new StandIn(usualAnswers).start()
  render(
    <QueryClientProvider client={queryClient}>
      <Assistant />
    </QueryClientProvider>,
  )
  expect(screen.getByText('Drop a file anywhere on this window.')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Choose files' })).toBeEnabled()
})

test('each column shows real values, where it goes and what they become', async () => {
  await showFile({ 'imports.inspect': () => inspectionOf('sales.csv') })
  const row = (await screen.findByRole('cell', { name: 'value' })).closest('tr')
  await waitFor(() => expect(within(row!).getByText('2.00 USD')).toBeVisible())
  expect(
    within(row!)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['value', '2.00', '3.00', 'Amount charged', 'Money, point', '2.00 USD'])
})

test('a column sent elsewhere is read anew at once, in the sample and in all rows', async () => {
  const standIn = await showFile({ 'imports.inspect': () => inspectionOf('sales.csv') })
  const user = userEvent.setup()
  await user.click(screen.getByRole('combobox', { name: 'net goes to' }))
  await user.click(await screen.findByRole('option', { name: 'Amount charged' }))
  const roles = [
    { index: 0, header: 'id', role: 'recordId' },
    { index: 1, header: 'value', role: null },
    { index: 2, header: 'net', role: 'amount' },
  ]
  await waitFor(() =>
    expect([standIn.askedFor('imports.preview').at(-1), standIn.askedFor('imports.dryRun').at(-1)]).toMatchObject([
      { mapping: { columns: roles } },
      { mapping: { columns: roles } },
    ]),
  )
})

test.each([
  ['currency', 'conversions'],
  ['rateBase', 'rates'],
] as const)('[IM14] the question about %s stands beside the columns of a file of %s', async (kind, feeds) => {
  const question: ImportQuestion = {
    id: 'currency',
    kind,
    subject: 'amount',
    rows: 3,
    example: '12.00',
    options: [{ value: 'USD', label: 'USD', becomes: '12.00 USD' }],
    suggested: null,
    isBlocking: true,
  }
  await showFile({
    'imports.inspect': () =>
      inspectionOf('file.csv', { mapping: mappingOf({ kinds: [feeds] }), questions: [question] }),
    'imports.dryRun': () => reportOf({ questions: [question] }),
  })
  expect(await screen.findByRole('group', { name: importTexts.questionTitles[kind]() })).toBeVisible()
})

test('an import waits for the answer to a partner it cannot know', async () => {
  const question = partnerQuestion('Kawara Sys')
  const standIn = await showFile({
    'imports.inspect': () => inspectionOf('sales.csv'),
    'imports.dryRun': ({ answers }) => reportOf({ questions: answers[question.id] === undefined ? [question] : [] }),
    'imports.run': () => reportOf({ attemptId: 1 }),
    'imports.get': () => ({
      report: reportOf({ attemptId: 1 }),
      state: 'done',
      at: '2026-01-14T09:41:00.000Z',
      by: 'Maya Lindqvist',
      mapping: mappingOf(),
    }),
    'partners.find': () => ({ partners: [] }),
  })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Check all rows' }))
  const start = await screen.findByRole('button', { name: 'Import 3 rows' })
  expect(start).toBeDisabled()
  expect(screen.getByText('1 answer is missing')).toBeVisible()
  await user.click(screen.getByRole('combobox', { name: '“Kawara Sys” is' }))
  await user.click(await screen.findByRole('option', { name: /Kawara Systems/ }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Import 3 rows' })).toBeEnabled())
  await user.click(screen.getByRole('button', { name: 'Import 3 rows' }))
  expect(await screen.findByText('3 rows imported')).toBeVisible()
  expect(standIn.askedFor('imports.run')).toMatchObject([{ answers: { 'partner:kawara sys': 'partner:7' } }])
})

test('all names nobody knows become partners with one button', async () => {
  const questions = ['Nusa', 'Selat'].map((name) => partnerQuestion(name, { isBlocking: false, options: [] }))
  const standIn = await showFile({
    'imports.inspect': () => inspectionOf('sales.csv'),
    'imports.dryRun': ({ answers }) => reportOf({ questions: questions.filter(({ id }) => answers[id] === undefined) }),
  })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Check all rows' }))
  await user.click(await screen.findByRole('button', { name: 'Create all 2' }))
  await waitFor(() =>
    expect(standIn.askedFor('imports.dryRun').at(-1)).toMatchObject({
      answers: { 'partner:nusa': 'new', 'partner:selat': 'new' },
    }),
  )
})

test('[IM57] changed and suspect rows show each field as it is here and as the file has it, before anything is stored', async () => {
  const changed = [
    { field: 'Amount', before: '100.00 USD', after: '90.00 USD' },
    { field: 'Product', before: 'Gold', after: '' },
  ]
  const of = { kind: 'conversions' as const }
  await showFile({
    'imports.inspect': () => inspectionOf('sales.csv'),
    'imports.dryRun': () =>
      reportOf({
        rows: { new: 0, same: 0, changed: 25, suspect: 1, rejected: 0, total: 26 },
        differences: [
          { ...of, line: 12, verdict: 'changed', id: 4, fields: changed },
          { ...of, line: 14, verdict: 'changed', id: null, fields: [] },
          { ...of, line: 30, verdict: 'suspect', id: 7, fields: [] },
        ],
      }),
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Check all rows' }))
  const rowsOf = (name: string): (string | null)[][] =>
    within(screen.getByRole('table', { name }))
      .getAllByRole('row')
      .slice(1)
      .map((row) => within(row).getAllByRole('cell'))
      .map((cells) => cells.map((cell) => cell.textContent))
  await screen.findByRole('table', { name: 'What the rows change' })
  expect(rowsOf('What the rows change')).toEqual([
    ['12', 'Amount', '100.00 USD', '90.00 USD'],
    ['', 'Product', 'Gold', 'empty'],
    ['14', 'Differs from an earlier row of this file'],
  ])
  expect(screen.getByText('The first 2 of 25. All are listed after the import.')).toBeVisible()
  expect(rowsOf('What the rows say otherwise')).toEqual([['30', 'Equal in everything']])
})

test('[IM67] rows without an exchange rate are told while the file is checked, with the way to the rates', async () => {
  const unrated = [{ currency: 'EUR', rows: 1 }, { currency: 'THB', rows: 12 }] // prettier-ignore
  await showFile({
    'imports.inspect': () => inspectionOf('sales.csv'),
    'imports.dryRun': () => reportOf({ unrated }),
  })
  expect(await screen.findByText(/1 row in EUR, 12 rows in THB without an exchange rate\./)).toBeVisible()
  expect(screen.getByRole('link', { name: 'Add exchange rates' })).toHaveAttribute('href', '#/settings/rates')
})

test('[IM71] rows that earn nothing are told by reason while the file is checked, with whose they are and where', async () => {
  await showFile({
    'imports.inspect': () => inspectionOf('sales.csv'),
    'imports.dryRun': () =>
      reportOf({
        ineligible: [
          {
            reason: 'beforeStart',
            rows: 13,
            partners: 3,
            examples: [
              { partner: 'Kawara Systems', rows: 1, line: 14, day: '2025-02-03' },
              { partner: 'Selat', rows: 4, line: 1015, day: '2025-02-04' },
            ],
          },
          {
            reason: 'selfReferral',
            rows: 1,
            partners: 1,
            examples: [{ partner: 'Nusa', rows: 1, line: 20, day: '2025-03-01' }],
          },
          {
            reason: 'outsideTerritory',
            rows: 2,
            partners: 1,
            examples: [{ partner: 'Deccan', rows: 2, line: 21, day: '2025-03-02' }],
          },
        ],
      }),
  })
  expect(
    await screen.findByText(
      '13 rows lie before the partner’s start. 1 row was bought by the partner itself. 2 rows lie outside the partner’s territory. They are imported as they are and earn nothing.',
    ),
  ).toBeVisible()
  const before = screen.getByText('Kawara Systems').closest('table')
  expect(
    within(before!)
      .getAllByRole('row')
      .map((row) => row.textContent),
  ).toEqual(['1Kawara Systems03 Feb 2025, Line 14', '4Selat04 Feb 2025, Line 1,015'])
  expect(screen.getByText('1 more partner.')).toBeVisible()
  expect(screen.getByText('Nusa')).toBeVisible()
  expect(screen.getByText('Deccan')).toBeVisible()
})

const overlapQuestion: ImportQuestion = {
  id: 'overlap',
  kind: 'overlap',
  subject: 'crm',
  rows: 3,
  example: '',
  options: [
    { value: 'new', label: 'These are new rows', becomes: 'all are imported' },
    { value: 'stop', label: 'Stop', becomes: 'nothing is imported' },
  ],
  suggested: null,
  isBlocking: true,
  overlap: {
    source: 'crm',
    days: 31,
    firstOn: '2025-03-01',
    lastOn: '2025-03-31',
    earlierRows: 1204,
    equalRows: 2,
  },
}

test('[IM70] rows that may be known ones wait for a word: new rows are imported, or the file is left out', async () => {
  const standIn = await showFile({
    'imports.inspect': () => inspectionOf('sales.csv'),
    'imports.dryRun': ({ answers }) => reportOf({ questions: answers['overlap'] === 'new' ? [] : [overlapQuestion] }),
  })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Check all rows' }))
  const title = 'Are these rows new, or rows of “crm” that are here already?'
  const asked = await screen.findByRole('group', { name: title })
  expect(asked).toHaveTextContent(
    'None of the 3 rows is known, yet 1,204 earlier rows lie on 31 of its days, 01 Mar 2025 to 31 Mar 2025. 2 of the rows have the day and amount of an earlier one. If the tool changed its ids, the same rows would be counted twice.',
  )
  expect(screen.getByRole('button', { name: 'Import 3 rows' })).toBeDisabled()

  await user.click(within(asked).getByRole('radio', { name: /^Stop/ }))
  expect(await screen.findByText('You said to stop')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Import 3 rows' })).toBeNull()

  await user.click(within(asked).getByRole('radio', { name: /^These are new rows/ }))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Import 3 rows' })).toBeEnabled())
  expect(standIn.askedFor('imports.dryRun').at(-1)).toMatchObject({ answers: { overlap: 'new' } })

  await user.click(within(asked).getByRole('radio', { name: /^Stop/ }))
  await user.click(await screen.findByRole('button', { name: 'Leave out this file' }))
  expect(useImport.getState().files).toEqual([])
})

test('[IM70] the question goes when the earlier import was reverted meanwhile', async () => {
  let isReverted = false
  const standIn = await showFile({
    'imports.inspect': () => inspectionOf('sales.csv'),
    'imports.dryRun': () => reportOf({ questions: isReverted ? [] : [overlapQuestion] }),
  })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Check all rows' }))
  expect(await screen.findByText('1 answer is missing')).toBeVisible()
  isReverted = true
  act(() => standIn.changed(['imports']))
  await waitFor(() => expect(screen.getByRole('button', { name: 'Import 3 rows' })).toBeEnabled())
  expect(screen.queryByText('1 answer is missing')).toBeNull()
})

test('a file that cannot be read says which line and what to do', async () => {
  await showFile({
    'imports.inspect': () => {
      throw new AppError('import.unclosedQuote', { line: 412 })
    },
  })
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'A quote that opens at line 412 is never closed. Correct that line and import the file again. Nothing was stored.',
  )
  expect(screen.getByRole('button', { name: 'Leave out this file' })).toBeEnabled()
})

test('hostile headers are words, and every column of a wide file has its row', async () => {
  const headers = ['__proto__', '<script>alert(1)</script>', '', '=cmd|calc', 'x'.repeat(500)]
  const columns = Array.from({ length: 1000 }, (_, index) => ({
    index,
    header: headers[index] ?? `column ${index}`,
    role: null,
  }))
  await showFile({ 'imports.inspect': () => inspectionOf('wide.csv', { mapping: mappingOf({ columns }) }) }, 'wide.csv')
  const table = await screen.findByRole('table', { name: 'Columns of the file and where they go' })
  expect(table).toHaveAttribute('aria-rowcount', '1001')
  expect(within(table).getByText('<script>alert(1)</script>')).toBeVisible()
  expect(within(table).getByText('Column 3')).toBeVisible()
})

test('[IM65] a file whose headers say nothing is asked what it holds and read for that, which can be said otherwise', async () => {
  const standIn = await showFile({
    'imports.inspect': ({ as }) =>
      inspectionOf('list.csv', { mapping: mappingOf({ kinds: importKinds.filter((kind) => kind === as) }) }),
  })
  const user = userEvent.setup()
  await screen.findByText('The headers do not say. The columns are read for what you choose.')
  for (const [name, as] of [
    ['Partners', 'partners'],
    ['Customers', 'customers'],
  ] as const) {
    await user.click(screen.getByRole('radio', { name }))
    await waitFor(() => expect(screen.getByRole('radio', { name })).toBeChecked())
    expect(screen.getByRole('group', { name: 'What are the rows of this file?' })).toHaveTextContent('As you said.')
    expect(standIn.askedFor('imports.inspect').at(-1)).toMatchObject({ as })
  }
})

test('[IM65] a file that brings nothing says so without alarm and is left out for the next one', async () => {
  const standIn = await showFile(
    {
      'imports.inspect': ({ file, as }) => {
        const hasNothing = file === 'dictionary.csv' && as === null
        return inspectionOf(file, { hasNothing, mapping: mappingOf({ kinds: hasNothing ? [] : ['conversions'] }) })
      },
      'imports.dryRun': ({ mapping }) => {
        if (mapping.kinds.length === 0) throw new AppError('import.badMapping')
        return reportOf()
      },
    },
    'dictionary.csv',
  )
  await screen.findByText('There is nothing to import in this file.')
  await act(() => addFiles([fileOf('orders.csv')]))
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(screen.queryByRole('alert')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Check all rows' })).toBeNull()
  expect(standIn.askedFor('imports.dryRun')).toEqual([])
  const user = userEvent.setup()
  await user.click(screen.getByRole('radio', { name: 'Conversions' }))
  await waitFor(() => expect(checkAll()).toBeEnabled())
  await act(() => readAs('dictionary.csv', null, null))
  await user.click(screen.getByRole('button', { name: 'Leave out this file' }))
  expect(await screen.findByTitle('orders.csv')).toBeVisible()
  expect(useImport.getState().current).toBe('orders.csv')
})

test('[IM65] columns that make no row are not checked, and reading again is not offered for them', async () => {
  const standIn = await showFile({
    'imports.inspect': () => inspectionOf('sales.csv'),
    'imports.dryRun': ({ mapping }) => {
      if (!mapping.columns.some(({ role }) => role === 'amount')) throw new AppError('import.badMapping')
      return reportOf()
    },
  })
  await waitFor(() => expect(standIn.askedFor('imports.dryRun')).toHaveLength(1))
  act(() => change('sales.csv', (reader) => ({ ...reader, mapping: withRole(reader.mapping, 1, null) })))
  expect(await screen.findByRole('alert')).toHaveTextContent('The columns do not make up a row yet.')
  expect(checkAll()).toBeDisabled()
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
  act(() => change('sales.csv', (reader) => ({ ...reader, mapping: withKind(reader.mapping, 'conversions', false) })))
  expect(checkAll()).toBeDisabled()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('[IM65] a large file whose columns turn out to make no row is back at its columns', async () => {
  new StandIn({
    ...usualAnswers,
    'imports.inspect': () => inspectionOf('large.csv'),
    'imports.dryRun': () => {
      throw new AppError('import.badMapping')
    },
  }).start()
  render(
    <QueryClientProvider client={queryClient}>
      <Assistant />
    </QueryClientProvider>,
  )
  await act(() => addFiles([fileOf('large.csv', 60_000_000)]))
  await userEvent.click(checkAll())
  expect(await screen.findByRole('alert')).toHaveTextContent('The columns do not make up a row yet.')
  expect(screen.getByRole('table', { name: 'Columns of the file and where they go' })).toBeVisible()
  expect(checkAll()).toBeDisabled()
})

test('[IM66] the first check names no total, the import the one that the check has counted', async () => {
  let readRest = (): void => {}
  const rest = new Promise<void>((resolve) => {
    readRest = resolve
  })
  await showFile(
    {
      'imports.inspect': ({ file }) => inspectionOf(file),
      'imports.dryRun': async (_input, _signal, report) => {
        report({ done: 1000, total: 503_217, label: 'rows' })
        await rest
        return reportOf({ rows: { new: 500_000, same: 0, changed: 0, suspect: 0, rejected: 0, total: 500_000 } })
      },
      'imports.run': async (_input, _signal, report) => {
        report({ done: 2000, total: 491_466, label: 'rows' })
        return new Promise(() => {})
      },
    },
    'counted.csv',
  )
  const user = userEvent.setup()
  await user.click(checkAll())
  expect(await screen.findByText('1,000 rows')).toBeVisible()
  readRest()
  await user.click(await screen.findByRole('button', { name: 'Import 500,000 rows' }))
  expect(await screen.findByText('2,000 of 500,000 rows')).toBeVisible()
  expect(useSession.getState().tasks.map(({ progress }) => progress?.total)).toEqual([500_000])
})
