import { waitFor } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import type { ImportKind } from '../../../src/contract/imports.ts'
import { forgetAnswers } from '../../../src/renderer/client/session.ts'
import { run } from '../../../src/renderer/imports/importing.ts'
import { find, useImport } from '../../../src/renderer/imports/import.store.ts'
import { addFiles, change, choose, leaveOut, show } from '../../../src/renderer/imports/queue.ts'
import { withRole } from '../../../src/renderer/imports/mapping.ts'
import { StandIn } from '../support/standIn.ts'
import { fileOf, inspectionOf, mappingOf, partnerQuestion, reportOf, usualAnswers } from './support.ts'

const kindsOf: Readonly<Record<string, ImportKind[]>> = {
  'pipeline.csv': ['deals', 'conversions'],
  'teams.csv': ['partners'],
  'accounts.csv': ['customers'],
}

function inspect({ file }: { file: string }) {
  if (file === 'empty.csv') throw new AppError('import.empty')
  return inspectionOf(file, { mapping: mappingOf({ kinds: kindsOf[file] ?? ['conversions'] }) })
}

const names = (): string[] => useImport.getState().files.map(({ file }) => file.name)
const phases = (): (string | undefined)[] => useImport.getState().files.map(({ phase }) => phase)

beforeEach(() => {
  forgetAnswers()
  useImport.setState({ files: [], current: null })
})

test('lists of partners come before what names them, whatever the order of the drop', async () => {
  new StandIn({ ...usualAnswers, 'imports.inspect': inspect }).start()
  await addFiles(['pipeline.csv', 'accounts.csv', 'teams.csv'].map((name) => fileOf(name)))
  expect([names(), useImport.getState().current]).toEqual([['teams.csv', 'accounts.csv', 'pipeline.csv'], 'teams.csv'])
})

test('a file dropped twice waits once', async () => {
  new StandIn({ ...usualAnswers, 'imports.inspect': inspect }).start()
  await addFiles([fileOf('teams.csv'), fileOf('teams.csv')])
  await addFiles([fileOf('teams.csv'), fileOf('pipeline.csv')])
  expect(names()).toEqual(['teams.csv', 'pipeline.csv'])
})

test('a file that cannot be read does not hold up the others', async () => {
  new StandIn({ ...usualAnswers, 'imports.inspect': inspect }).start()
  await addFiles([fileOf('teams.csv'), fileOf('empty.csv')])
  expect([phases(), find('empty.csv')?.error?.code]).toEqual([['columns', 'failed'], 'import.empty'])
  leaveOut('empty.csv')
  expect(names()).toEqual(['teams.csv'])
})

test('the dry run follows each change of a small file, a large one waits to be asked', async () => {
  const standIn = new StandIn({ ...usualAnswers, 'imports.inspect': inspect }).start()
  await addFiles([fileOf('sales.csv')])
  await waitFor(() => expect(find('sales.csv')?.report).not.toBeNull())
  change('sales.csv', (reader) => ({ ...reader, mapping: withRole(reader.mapping, 2, 'amount') }))
  await waitFor(() => expect(standIn.askedFor('imports.dryRun')).toHaveLength(2))
  leaveOut('sales.csv')
  await addFiles([fileOf('large.csv', 60_000_000)])
  change('large.csv', (reader) => ({ ...reader, mapping: withRole(reader.mapping, 2, 'amount') }))
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(standIn.askedFor('imports.dryRun')).toHaveLength(2)
})

test('a suggestion that only the dry run brings up is part of its figures and of the import', async () => {
  const question = partnerQuestion('Kawara Sys', { suggested: 'partner:7' })
  const standIn = new StandIn({
    ...usualAnswers,
    'imports.inspect': inspect,
    'imports.dryRun': ({ answers }) => reportOf({ questions: answers[question.id] === undefined ? [question] : [] }),
    'imports.run': () => reportOf({ attemptId: 1 }),
  }).start()
  await addFiles([fileOf('sales.csv')])
  await waitFor(() => expect(standIn.askedFor('imports.dryRun')).toHaveLength(2))
  await waitFor(() => expect(find('sales.csv')?.isStale).toBe(false))
  await run('sales.csv')
  expect(standIn.askedFor('imports.run')).toEqual([
    expect.objectContaining({ answers: { 'partner:kawara sys': 'partner:7' } }),
  ])
})

test('what was imported makes the waiting files look again when they come in sight', async () => {
  const standIn = new StandIn({
    ...usualAnswers,
    'imports.inspect': inspect,
    'imports.run': () => reportOf({ attemptId: 1 }),
  }).start()
  await addFiles([fileOf('teams.csv'), fileOf('pipeline.csv')])
  await waitFor(() => expect(find('teams.csv')?.isStale).toBe(false))
  await run('teams.csv')
  standIn.changed(['partner'])
  expect(find('teams.csv')?.phase).toBe('done')
  show('pipeline.csv')
  await waitFor(() => expect(find('pipeline.csv')?.isStale).toBe(false))
  expect(standIn.askedFor('imports.dryRun').at(-1)).toMatchObject({ file: 'pipeline.csv' })
})

test('[IM65] when the last file that waits is left out, what was imported stays in sight', async () => {
  new StandIn({
    ...usualAnswers,
    'imports.inspect': inspect,
    'imports.run': () => reportOf({ attemptId: 1 }),
  }).start()
  await addFiles([fileOf('teams.csv'), fileOf('dictionary.csv')])
  await waitFor(() => expect(find('teams.csv')?.isStale).toBe(false))
  await run('teams.csv')
  show('dictionary.csv')
  leaveOut('dictionary.csv')
  expect(useImport.getState().current).toBe('teams.csv')
})

test('a cancelled import is back at its dry run and can be started again', async () => {
  let isCancelled = true
  new StandIn({
    ...usualAnswers,
    'imports.inspect': inspect,
    'imports.run': () => {
      if (isCancelled) throw new AppError('engine.cancelled')
      return reportOf({ attemptId: 1 })
    },
  }).start()
  await addFiles([fileOf('sales.csv')])
  await waitFor(() => expect(find('sales.csv')?.isStale).toBe(false))
  await run('sales.csv')
  expect([find('sales.csv')?.phase, find('sales.csv')?.error?.code]).toEqual(['check', 'engine.cancelled'])
  isCancelled = false
  await run('sales.csv')
  expect(find('sales.csv')?.phase).toBe('done')
})

test('a try whose answer was lost keeps its command id, one with other choices does not', async () => {
  let tries = 0
  const standIn = new StandIn({
    ...usualAnswers,
    'imports.inspect': inspect,
    'imports.run': () => {
      if (++tries < 3) throw new AppError('engine.unavailable')
      return reportOf({ attemptId: 1 })
    },
  }).start()
  await addFiles([fileOf('sales.csv')])
  await waitFor(() => expect(find('sales.csv')?.isStale).toBe(false))
  await run('sales.csv')
  await run('sales.csv')
  choose('sales.csv', { applyChanged: true })
  await run('sales.csv')
  const [first, second, third] = standIn.asked
    .filter(({ method }) => method === 'imports.run')
    .map(({ commandId }) => commandId)
  expect([second === first, third === first]).toEqual([true, false])
})
