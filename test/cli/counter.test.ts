import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { openCounter } from '../../src/cli/counter.ts'
import { askTandem, runTandem } from '../support/commandLine.ts'

const folder = mkdtempSync(join(tmpdir(), 'tandem-counter-'))
const workspace = join(folder, 'Counter.tandem')
const file = join(folder, 'sales.csv')

beforeAll(async () => {
  const settings = { name: 'CLI', baseCurrency: 'USD', timeZone: 'UTC', fiscalYearStartMonth: 1, actorName: 'Maya' }
  await askTandem(['call', 'programme.setUp', JSON.stringify(settings), '--workspace', workspace])
  const rows = Array.from({ length: 1200 }, (_, row) => `c${row},2025-12-01,${row}.50,USD,customer ${row}`)
  writeFileSync(file, `id,date,amount,currency,customer\n${rows.join('\n')}\n`)
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a terminal shows after everything that was written to it. */
function shown(written: string): string {
  return written.split('\n').at(-1)?.split('\r\u001b[K').at(-1) ?? ''
}

test('[CL14] rows are counted in one line without the guessed total, and the line goes', () => {
  let written = ''
  const lines: string[] = []
  const counter = openCounter({ isTTY: true, write: (text) => (written += text) })
  for (const progress of [
    { done: 1, total: 90, label: 'rows' },
    { done: 52_000, total: 61_234, label: 'rows' },
    { done: 60_000, total: 60_000, label: 'conversions' },
  ]) {
    counter.show(progress)
    lines.push(shown(written))
  }
  counter.close()
  expect([lines, shown(written)]).toEqual([['1 row read', '52,000 rows read', '60,000 rows read, storing'], ''])
})

test('[CL14] where nobody watches stderr stays empty', { timeout: 60_000 }, async () => {
  const { code, stderr } = await runTandem(['import', file, '--workspace', workspace, '--dry-run'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

test('[CL14] an import on a terminal counts its rows', { timeout: 60_000 }, async () => {
  const written: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  const isTTY = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY')
  Object.defineProperty(process.stderr, 'isTTY', { value: true, configurable: true })
  try {
    await commands['import']?.([file, '--workspace', workspace])
  } finally {
    vi.restoreAllMocks()
    Object.defineProperty(process.stderr, 'isTTY', isTTY ?? { value: undefined, configurable: true })
  }
  const text = written.join('')
  expect([text.includes('1,200 rows read'), shown(text)]).toEqual([true, ''])
})
