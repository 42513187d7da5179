import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import { methods } from '../../../src/contract/methods.ts'
import { callMethod } from '../../../src/contract/rpc.ts'
import type { VerifyReport } from '../../../src/contract/workspace.ts'
import { openEngine } from '../../../src/engine/engine.ts'
import { createRandom } from '../../../src/engine/sample/random.rules.ts'
import { importFile, salesFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { viewSpec } from '../../support/viewSpec.ts'
import { digestOf } from './support.ts'

const cli = resolve(import.meta.dirname, '../../../src/cli/main.ts')
const sales = (prefix: string, count: number, month = '2025-03'): string[] =>
  Array.from(
    { length: count },
    (_, i) => `${prefix}-${i},${month}-0${1 + (i % 9)},${1 + i}.00,USD,Partner ${i % 4},c${i}@one.com`,
  )

let engine: TestEngine
/** A closed workspace with partners, a plan and sales; copied before anything is done to it. */
let whole: string
let digest: string
let folder: string

beforeAll(async () => {
  engine = await startTestEngine()
  folder = engine.folder
  for (let i = 0; i < 4; i++) await engine.call('partners.create', { name: `Partner ${i}`, startedOn: '2025-01-01' })
  const payment = { kind: 'percent', ratePpm: 100_000 } as const
  const rule = { key: 'share', name: 'Share', priority: 0, conditions: [], limitMonths: null, payment }
  const { id: planId } = await engine.call('plans.create', { name: 'Share', body: { rules: [rule] } })
  await engine.call('plans.publish', { id: planId, validFrom: '2025-01-01', changeMode: 'allNewEvents' })
  await engine.call('plans.assign', { planId, scope: { kind: 'everyone' }, validFrom: '2025-01-01' })
  await importFile(engine, salesFile(engine, sales('first', 300, '2025-02')))
  digest = await digestOf(engine)
  whole = join(folder, 'whole.tandem')
  await engine.reopen()
  copyFileSync(engine.file, whole)
})
afterAll(() => engine.close())

const noFiles = {
  get(): never {
    throw new Error('no file is needed here')
  },
}

function copy(name: string): string {
  const path = join(folder, name, 'Acme.tandem')
  rmSync(join(folder, name), { recursive: true, force: true })
  mkdirSync(join(folder, name))
  copyFileSync(whole, path)
  return path
}

/** What a new process finds: state and soundness, or the code with which the file is refused. */
async function lookAt(file: string): Promise<{ digest: string; isSound: boolean } | { code: string }> {
  try {
    const opened = await openEngine({ file, files: noFiles })
    try {
      const ask = (method: string): Promise<unknown> =>
        callMethod(methods, opened.dispatch, method, {}, {
          commandId: undefined,
          signal: new AbortController().signal,
          progress: () => undefined,
        }) // prettier-ignore
      const { isSound } = (await ask('workspace.verify')) as VerifyReport
      const found = isSound ? ((await ask('workspace.digest')) as { digest: string }) : { digest: '' }
      return { ...found, isSound }
    } finally {
      opened.close()
    }
  } catch (error) {
    if (error instanceof AppError) return { code: error.code }
    throw error
  }
}

/** Runs the program in a shell that has taken something away from it. */
function runIn(shell: string, words: readonly string[]): { code: number; error: { code?: string } } {
  const command = [process.execPath, cli, ...words].map((word) => `'${word}'`).join(' ')
  try {
    execFileSync('bash', ['-c', `${shell} ${command}`], { stdio: 'pipe' })
    return { code: 0, error: {} }
  } catch (error) {
    const { status, stderr } = error as { status: number; stderr: Buffer } // of execFileSync
    const line = stderr.toString().trim().split('\n').at(-1) ?? ''
    return {
      code: status,
      error: JSON.parse(line.startsWith('{') ? line : JSON.stringify({ code: stderr.toString() })) as { code?: string },
    }
  }
}

test('[FA20] a disk that fills up during an import: said so, nothing of it stays, and with room it works', async () => {
  const path = copy('full')
  const file = salesFile(engine, sales('many', 10_000), 'many.csv')
  const words = ['import', file, '--workspace', path]
  // No file of this process may grow beyond 2 MB: the same to SQLite as a device without room.
  expect(runIn('ulimit -f 2048; exec', words)).toEqual({
    code: 1,
    error: { code: 'workspace.diskFull', details: { reason: 'SQLITE_IOERR_WRITE' } },
  })
  expect(await lookAt(path)).toEqual({ digest, isSound: true })
  expect(runIn('exec', words).code).toBe(0)
  expect(await lookAt(path)).toMatchObject({ isSound: true })
}, 60_000)

// Mounts of their own need rights that not every machine gives; the limit above needs none.
const mayMount = spawnSync('unshare', ['-rm', 'true']).status === 0
if (!mayMount) console.info('No file system may be mounted here: a full disk is tested by a file size limit only.')

test.runIf(mayMount)(
  '[FA20] a file system without room: said so, and the workspace on it stays as it was',
  async () => {
    const path = copy('device')
    const file = salesFile(engine, sales('many', 10_000), 'many.csv')
    const device = join(folder, 'device', 'small')
    mkdirSync(device)
    const within = [
      `mount -t tmpfs -o size=1500k tmpfs '${device}'`,
      `cp '${path}' '${device}/'`,
      `'${process.execPath}' '${cli}' import '${file}' --workspace '${device}/Acme.tandem'`,
      `code=$?; cp '${device}'/Acme.tandem* '${join(folder, 'device')}'; exit $code`,
    ]
    const { status, stderr } = spawnSync('unshare', ['-rm', 'bash', '-c', within.join('\n')], { encoding: 'utf8' })
    expect({ status, error: stderr.trim() }).toEqual({ status: 1, error: '{"code":"workspace.diskFull","details":{}}' })
    expect(await lookAt(path)).toEqual({ digest, isSound: true })
  },
  60_000,
)

test('[FA21] a folder that may not be written: commands say so, and nothing in it changes', () => {
  const path = copy('readonly')
  chmodSync(path, 0o444)
  const inside = join(folder, 'readonly')
  const before = readFileSync(path)
  for (const outer of [folder, inside]) chmodSync(outer, 0o555)
  // Root may write everywhere, so root becomes nobody.
  const shell = process.getuid?.() === 0 ? 'exec setpriv --reuid=65534 --regid=65534 --clear-groups' : 'exec'
  const input = JSON.stringify({ name: 'Late', startedOn: '2025-01-01' })
  const refused = [
    runIn(shell, ['call', 'partners.create', input, '--workspace', path]),
    runIn(shell, ['verify', '--workspace', path]),
  ]
  for (const outer of [inside, folder]) chmodSync(outer, 0o755)
  expect(refused).toEqual([
    { code: 1, error: { code: 'workspace.readOnly', details: {} } },
    { code: 1, error: { code: 'workspace.readOnly', details: {} } },
  ])
  expect({ files: readdirSync(inside), isSame: readFileSync(path).equals(before) }).toEqual({
    files: ['Acme.tandem'],
    isSame: true,
  })
})

test('[FA22] a byte changed anywhere in the file is harmless, found by verify, or refuses the file; nothing crashes', async () => {
  const bytes = readFileSync(whole)
  const random = createRandom(20_261_123)
  const outcomes = { harmless: 0, found: 0, refused: 0 }
  const unnoticed: number[] = []
  for (let i = 0; i < 50; i++) {
    const path = copy('damaged')
    let at = Math.floor(random() * bytes.length)
    // Most of a small file is empty room, where a change does no harm: every second one meets something written.
    while (i % 2 === 1 && bytes[at] === 0) at = Math.floor(random() * bytes.length)
    const damaged = Buffer.from(bytes)
    damaged[at] = (damaged[at] ?? 0) ^ (1 + Math.floor(random() * 255))
    writeFileSync(path, damaged)
    const seen = await lookAt(path)
    if ('code' in seen) outcomes.refused++
    else if (!seen.isSound) outcomes.found++
    else if (seen.digest === digest) outcomes.harmless++
    else unnoticed.push(at)
  }
  expect({ unnoticed, all: outcomes.harmless + outcomes.found + outcomes.refused }).toEqual({ unnoticed: [], all: 50 })
  expect(outcomes.found + outcomes.refused).toBeGreaterThan(10)
}, 120_000)

test('[FA22] a file cut at any length is refused or found damaged, and left as it is', async () => {
  const bytes = readFileSync(whole)
  const codes = new Set<string>()
  for (const share of [0, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.999]) {
    const path = copy('cut')
    const rest = bytes.subarray(0, Math.floor(bytes.length * share))
    writeFileSync(path, rest)
    const seen = await lookAt(path)
    codes.add('code' in seen ? seen.code : String(seen.isSound))
    expect({ share, isSame: readFileSync(path).equals(rest) }).toEqual({ share, isSame: true })
  }
  expect([...codes].toSorted()).toEqual(['workspace.damaged', 'workspace.notAWorkspace'])
})

test('[FA23] a write-ahead log that was deleted leaves the last checkpoint, sound', async () => {
  await engine.call('partners.create', { name: 'Only in the log', startedOn: '2025-01-01' })
  expect(statSync(`${engine.file}-wal`).size).toBeGreaterThan(0)
  const path = copy('alone')
  copyFileSync(engine.file, path)
  expect(await lookAt(path)).toEqual({ digest, isSound: true })
  await engine.call('history.undo', {})
})

test('[FA23] a write-ahead log of another workspace is found out, and the file stays as it is', async () => {
  const path = copy('other')
  const stranger = await startTestEngine()
  copyFileSync(`${stranger.file}-wal`, `${path}-wal`)
  stranger.close()
  const seen = await lookAt(path)
  expect('code' in seen ? seen.code : seen.isSound).toBe('workspace.damaged')
  expect(readFileSync(path).equals(readFileSync(whole))).toBe(true)
})

test('[FA24] a second process is refused while the first writes; killed with SIGKILL, the first leaves the workspace free at once', async () => {
  const path = copy('held')
  const first = spawn(process.execPath, [resolve(import.meta.dirname, 'holdWorkspace.ts'), path], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(first.stdout, 'data')
  expect(await lookAt(path)).toEqual({ code: 'workspace.inUse' })
  first.kill('SIGKILL')
  await once(first, 'exit')
  expect(await lookAt(path)).toEqual({ digest, isSound: true })
})

test('[FA25] an import that is cancelled half-way leaves nothing, and the engine goes on', async () => {
  const file = salesFile(engine, sales('half', 20_000), 'half.csv')
  const before = await digestOf(engine)
  const { commands } = await engine.call('workspace.status', {})
  const stop = new AbortController()
  const seen: number[] = []
  const progress = ({ done }: { done: number }): void => {
    seen.push(done)
    if (done > 0) stop.abort()
  }
  const cancelled: unknown = await importFile(engine, file, { call: { signal: stop.signal, progress } }).catch(
    (error: unknown) => error,
  )
  expect(cancelled).toMatchObject({ code: 'engine.cancelled' })
  expect(seen.some((done) => done > 0 && done < 20_000)).toBe(true)
  expect([await digestOf(engine), (await engine.call('workspace.status', {})).commands]).toEqual([before, commands])
  expect((await importFile(engine, file)).rows).toMatchObject({ new: 20_000, total: 20_000 })
  await engine.call('history.undo', {})
  expect(await digestOf(engine)).toBe(before)
}, 120_000)

test('[FA26] the same command twice, also by a later process, has one effect and one answer', async () => {
  const create = { name: 'Twice', startedOn: '2025-01-01' }
  const file = salesFile(engine, sales('once', 5), 'once.csv')
  const first = await engine.call('partners.create', create, { commandId: 'create-twice' })
  const imported = await importFile(engine, file, { call: { commandId: 'import-twice' } })
  const after = await digestOf(engine)
  expect(await engine.call('partners.create', create, { commandId: 'create-twice' })).toEqual(first)
  await engine.reopen()
  expect(await engine.call('partners.create', create, { commandId: 'create-twice' })).toEqual(first)
  expect(await importFile(engine, file, { call: { commandId: 'import-twice' } })).toEqual(imported)
  expect(await digestOf(engine)).toBe(after)
  const { rows } = await engine.call('views.open', viewSpec('partners', { search: 'Twice' }))
  expect(rows.length).toBe(1)
  const other: unknown = await engine
    .call('partners.create', { ...create, name: 'Other' }, { commandId: 'create-twice' })
    .catch((error: unknown) => error)
  expect(other).toMatchObject({ code: 'history.sameIdOtherInput' })
})
