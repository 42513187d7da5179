import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportReport } from '../../src/contract/imports.ts'
import { methods, type Output } from '../../src/contract/methods.ts'
import { openWriter } from '../../src/engine/engine.ts'
import { askTandem, runTandem } from '../support/commandLine.ts'

const programme = {
  name: 'Asia expansion',
  baseCurrency: 'USD',
  timeZone: 'Asia/Singapore',
  fiscalYearStartMonth: 1,
  actorName: 'Maya Lindqvist',
}

const wrongUsage = [
  [[]],
  [['dance']],
  [['toString']],
  [['call']],
  [['call', 'metrics.counts']],
  [['call', 'metrics.counts', '{', '--workspace', 'x.tandem']],
  [['call', 'metrics.counts', '{}', '--workspace']],
  [['call', 'metrics.counts', '--workspace', 'x.tandem', '--as-of', 'yesterday']],
  [['import', '--workspace', 'x.tandem']],
  [['verify', '--fast', '--workspace', 'x.tandem']],
  [['demo']],
  [['bench', 'nothing-of-this-name']],
]

let folder: string
let workspace: string
const at = (name: string): string => join(folder, name)
/** A file of this test with these lines. @returns its path */
function write(name: string, ...lines: string[]): string {
  writeFileSync(at(name), lines.map((line) => `${line}\r\n`).join(''))
  return at(name)
}
async function makeWorkspace(name: string): Promise<string> {
  await askTandem(['call', 'programme.setUp', JSON.stringify(programme), '--workspace', at(name)])
  return at(name)
}
const errorOf = (stderr: string): { code: string; details: Record<string, unknown> } =>
  JSON.parse(stderr) as { code: string; details: Record<string, unknown> }

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-cli-'))
  workspace = await makeWorkspace('Cli.tandem')
}, 30_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('methods and call', () => {
  test('[CL1] methods prints every method with its kind and JSON Schemas', async () => {
    const listed = await askTandem<{ method: string; kind: string; input: object; output: object }[]>(['methods'])
    expect(listed.map(({ method }) => method)).toEqual(Object.keys(methods))
    const objectOrNothing = (schema: { anyOf?: { type: string }[] }) => {
      const [some, none, ...more] = schema.anyOf ?? []
      return none?.type === 'null' && more.length === 0 ? some : schema
    }
    for (const { kind, input, output } of listed) {
      expect(['query', 'command', 'task']).toContain(kind)
      expect(input).toMatchObject({ type: 'object' })
      expect(objectOrNothing(output)).toMatchObject({ type: 'object' })
    }
  }, 30_000)

  test('[CL2] call answers queries and commands as JSON, its input typed, in a file or in a pipe', async () => {
    const file = write('partner.json', JSON.stringify({ name: 'Acme', startedOn: '2025-01-01' }))
    const { id } = await askTandem<{ id: number }>(['call', 'partners.create', `@${file}`, '--workspace', workspace])
    const partner = await askTandem<Output<'partners.get'>>([
      'call', 'partners.get', JSON.stringify({ id }), `--workspace=${workspace}`,
    ]) // prettier-ignore
    expect(partner).toMatchObject({ id, name: 'Acme', startedOn: '2025-01-01' })
  }, 30_000)

  test.each([
    ['a field that is missing', 'partners.create', '{"name":"Acme"}', 'call.badInput'],
    ['a method that does not exist', 'partners.destroy', '{}', 'call.unknownMethod'],
    ['a name that every object has', 'toString', '{}', 'call.unknownMethod'],
    ['a partner that is not there', 'partners.get', '{"id":9999}', 'entity.notFound'],
  ])(
    '[CL3] %s is an error in JSON on stderr with exit code 1',
    async (_, method, input, code) => {
      const ended = await runTandem(['call', method, input, '--workspace', workspace])
      expect(ended).toMatchObject({ code: 1, stdout: '' })
      expect(errorOf(ended.stderr).code).toBe(code)
    },
    30_000,
  )

  test('[CL3] a file that is no workspace, or not there, is refused and left as it is', async () => {
    const foreign = write('foreign.tandem', 'not a database')
    for (const [path, code] of [[foreign, 'workspace.notAWorkspace'], [at('gone.tandem'), 'workspace.notFound']] as const) {
      const ended = await runTandem(['call', 'metrics.counts', '--workspace', path])
      expect({ code: ended.code, error: errorOf(ended.stderr).code }).toEqual({ code: 1, error: code })
    }
  }, 30_000) // prettier-ignore

  test.each(wrongUsage)(
    '[CL4] wrong usage exits 2 and says how it goes: %j',
    async (words) => {
      const { code, stdout, stderr } = await runTandem(words)
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain('tandem call METHOD')
    },
    30_000,
  )
})

describe('import', () => {
  const header = 'Invoice,Date,Partner,Customer,Amount'
  const rows = ['INV-1,2025-12-03,Acme,Anvika Retail,1240.00', 'INV-2,2025-12-18,Acme,Nilgiri Tea Estates,456.00']

  test('[CL5] a dry run prints the report and stores nothing; the import prints the same and stores it', async () => {
    const file = write('sales.csv', `${header},Currency`, ...rows.map((row) => `${row},USD`))
    const target = await makeWorkspace('Import.tandem')
    const counts = (): Promise<Output<'metrics.counts'>> => askTandem(['call', 'metrics.counts', '--workspace', target])
    const dry = await askTandem<ImportReport>(['import', file, '--workspace', target, '--dry-run'])
    expect(dry.rows).toMatchObject({ total: 2, new: 2, rejected: 0 })
    expect(dry.conversions).toEqual([{ kind: 'sale', currency: 'USD', rows: 2, minor: 169_600 }])
    expect((await counts()).conversions).toBe(0)
    const done = await askTandem<ImportReport>(['import', file, '--workspace', target])
    expect({ ...done, attemptId: null }).toEqual(dry)
    expect((await counts()).conversions).toBe(2)
    const again = await askTandem<ImportReport>(['import', file, '--workspace', target])
    expect(again.rows).toMatchObject({ total: 2, new: 0, same: 2 })
  }, 60_000)

  test('[CL6] what only a person can decide is listed with exit code 1; --currency answers it', async () => {
    const file = write('bare.csv', header, ...rows)
    const target = await makeWorkspace('Currency.tandem')
    const ended = await runTandem(['import', file, '--workspace', target])
    expect(ended.code).toBe(1)
    const { code, details } = errorOf(ended.stderr)
    expect(code).toBe('import.needsAnswer')
    expect(details['questions']).toMatchObject([{ kind: 'currency', isBlocking: true }])
    const { conversions } = await askTandem<ImportReport>(['import', file, '--workspace', target, '--currency', 'sgd'])
    expect(conversions).toEqual([{ kind: 'sale', currency: 'SGD', rows: 2, minor: 169_600 }])
    const unknown = await runTandem(['import', file, '--workspace', target, '--currency', 'XXZ'])
    expect({ code: unknown.code, error: errorOf(unknown.stderr).code }).toEqual({
      code: 1,
      error: 'money.unknownCurrency',
    })
  }, 60_000)

  test('[CL6] --mapping takes the whole reading of a file, and its answers, from a file', async () => {
    const file = write('mapped.csv', header, ...rows)
    const target = await makeWorkspace('Mapping.tandem')
    const { mapping } = await askTandem<Output<'imports.inspect'>>([
      'call', 'imports.inspect', JSON.stringify({ file, as: null, sheet: null }), '--workspace', target,
    ]) // prettier-ignore
    const said = write('mapping.json', JSON.stringify({ mapping: { ...mapping, defaultCurrency: 'EUR' }, answers: {} }))
    const { conversions } = await askTandem<ImportReport>(['import', file, '--workspace', target, '--mapping', said])
    expect(conversions).toEqual([{ kind: 'sale', currency: 'EUR', rows: 2, minor: 169_600 }])
  }, 60_000)

  test('[CL6] a file that is not there is named', async () => {
    const ended = await runTandem(['import', at('gone.csv'), '--workspace', workspace])
    expect(ended.code).toBe(1)
    expect(errorOf(ended.stderr)).toEqual({ code: 'file.unreadable', details: { name: 'gone.csv' } })
  }, 30_000)
})

describe('verify', () => {
  test('[CL7] a sound workspace exits 0; one that was changed behind its back exits 1 and names what', async () => {
    const target = await makeWorkspace('Verify.tandem')
    const sound = await askTandem<Output<'workspace.verify'>>(['verify', '--workspace', target])
    expect(sound).toMatchObject({ isSound: true, findings: [] })
    const connection = new Database(target)
    connection.exec(`UPDATE write_gate SET is_open = 1; UPDATE setting SET value = '"EUR"' WHERE key = 'baseCurrency';
      UPDATE write_gate SET is_open = 0`)
    connection.close()
    const ended = await runTandem(['verify', '--workspace', target])
    const report = JSON.parse(ended.stdout) as Output<'workspace.verify'>
    expect({ code: ended.code, isSound: report.isSound }).toEqual({ code: 1, isSound: false })
    expect(report.findings[0]?.message).toContain('baseCurrency')
  }, 60_000)
})

test('[CL8] while another process holds the workspace, queries are answered and writes refused', async () => {
  const target = await makeWorkspace('Held.tandem')
  const holder = await openWriter({ file: target, files: { get: () => { throw new Error('no files') } } }) // prettier-ignore
  try {
    expect(await askTandem<Output<'programme.get'>>(['call', 'programme.get', '--workspace', target])).toMatchObject({
      name: 'Asia expansion',
    })
    for (const words of [
      ['call', 'partners.create', '{"name":"Acme","startedOn":"2025-01-01"}'],
      ['import', write('held.csv', 'Invoice,Date,Partner,Amount,Currency', '1,2025-12-03,Acme,12.00,USD')],
      ['verify'],
    ]) {
      const ended = await runTandem([...words, '--workspace', target])
      expect({ words: words[0], code: ended.code, error: errorOf(ended.stderr).code }).toEqual({
        words: words[0],
        code: 1,
        error: 'workspace.inUse',
      })
    }
  } finally {
    holder.close()
  }
}, 60_000)
