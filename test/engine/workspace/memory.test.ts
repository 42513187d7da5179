import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createMemory, readOnce } from '../../../src/engine/db/memory.ts'
import { type Connection, openForReading, openForWriting } from '../../../src/engine/db/open.ts'
import { makeWorkspace } from '../../../src/engine/engine.ts'
import { systemClock } from '../../../src/engine/history/clock.ts'
import { createCommandLog } from '../../../src/engine/history/commands.ts'

let folder: string
let writer: Connection
let reader: Connection
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-memory-'))
  const file = join(folder, 'Acme.tandem')
  makeWorkspace(file)
  writer = openForWriting(file)
  reader = openForReading(file)
})
afterEach(() => {
  writer.close()
  reader.close()
  rmSync(folder, { recursive: true, force: true })
})

const write = (value: string): void => {
  writer.exec(`UPDATE write_gate SET is_open = 1;
    INSERT INTO setting (key, value) VALUES ('${value}', '1'); UPDATE write_gate SET is_open = 0`)
}
/** What both connections see within a command that then fails. */
async function calledOff(work: () => void): Promise<unknown[]> {
  const seen: unknown[] = []
  const log = createCommandLog(writer, systemClock, { id: 'a', name: 'a' }, () => 'Maya')
  const request = { id: '01900000-0000-7000-8000-000000000001', method: 'programme.update', input: {} }
  const run = log.run(request, async () => {
    work()
    seen.push(count(reader), count(writer))
    throw new Error('called off')
  })
  await expect(run).rejects.toThrow('called off')
  return seen
}
const count = (raw: Connection): unknown =>
  (readOnce(raw, 'SELECT count(*) AS count FROM setting WHERE value = @value', { value: '1' })[0] as { count: number })
    .count

test('[EN3] rows are read once until another connection or this one has written, or took back what it wrote', async () => {
  expect([count(reader), count(writer)]).toEqual([0, 0])
  expect(readOnce(reader, 'SELECT 1', {})).toBe(readOnce(reader, 'SELECT 1', {}))
  write('a')
  expect([count(reader), count(writer)]).toEqual([1, 1])
  expect(await calledOff(() => write('b'))).toEqual([1, 2])
  expect([count(reader), count(writer)]).toEqual([1, 1])
})

test('[EN3] other parameters are another question, and another connection remembers for itself', () => {
  const sql = 'SELECT @value AS value'
  expect([readOnce(reader, sql, { value: 1 }), readOnce(reader, sql, { value: 2 })]).toEqual([
    [{ value: 1 }],
    [{ value: 2 }],
  ])
  const remembered = createMemory<string>(9)
  expect([remembered(reader, 'who', () => 'reader'), remembered(writer, 'who', () => 'writer')]).toEqual([
    'reader',
    'writer',
  ])
})

test('[EN3] no more is kept than was agreed by size, or one value that is larger', () => {
  const made: string[] = []
  const remembered = createMemory<string>(5, (value) => value.length)
  const ask = (value: string): void => {
    remembered(reader, value, () => {
      made.push(value)
      return value
    })
  }
  for (const value of ['aaa', 'bb', 'aaa', 'bb', 'c', 'bb', 'too long', 'too long']) ask(value)
  expect(made).toEqual(['aaa', 'bb', 'c', 'bb', 'too long'])
})

test('[EN3] what failed is asked again', async () => {
  const memory = createMemory<Promise<number>>(2)
  let times = 0
  const ask = () =>
    memory(reader, 'a', async () => {
      times += 1
      if (times === 1) throw new Error('busy')
      return times
    })
  await expect(ask()).rejects.toThrow('busy')
  expect([await ask(), await ask()]).toEqual([2, 2])
})
