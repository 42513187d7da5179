import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSession } from '../../../src/cli/session.ts'
import type { MethodName, Output } from '../../../src/contract/methods.ts'
import { makeWorkspace } from '../../../src/engine/engine.ts'
import { createSampleFiles } from '../../../src/engine/sample/programme.rules.ts'
import { askTandem, runTandem } from '../../support/commandLine.ts'

const KILLS = 30
let folder: string
/** A workspace at each stage, closed. */
const stage = (name: 'empty' | 'reviewed' | 'approved'): string => join(folder, `${name}.tandem`)

/** One call by a fresh opening of the file in this process; only what is killed needs a process of its own. */
async function call<T>(workspace: string, method: MethodName, input: object): Promise<T> {
  const session = await openSession(workspace, method)
  try {
    return (await session.call(method, input)) as T
  } finally {
    session.close()
  }
}
const findRun = (workspace: string): Promise<Output<'payouts.run'>> => call(workspace, 'payouts.run', { id: 1 })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-kill-'))
  const files = createSampleFiles({ seed: 11, partners: 20, conversions: 3000 })
  writeFileSync(join(folder, 'partners.csv'), files.partnersCsv)
  writeFileSync(join(folder, 'payees.csv'), files.payeesCsv)
  writeFileSync(join(folder, 'payments.csv'), files.paymentsCsv)
  const reviewed = stage('reviewed')
  makeWorkspace(stage('empty'))
  await call(stage('empty'), 'programme.setUp', {
    name: 'Kill',
    baseCurrency: 'USD',
    timeZone: 'UTC',
    fiscalYearStartMonth: 1,
    actorName: 'Maya',
  })
  await askTandem(['import', join(folder, 'partners.csv'), '--workspace', stage('empty')])
  await askTandem(['import', join(folder, 'payees.csv'), '--workspace', stage('empty')])
  copyFileSync(stage('empty'), reviewed)
  await askTandem(['import', join(folder, 'payments.csv'), '--workspace', reviewed])
  const body = {
    rules: [
      {
        key: 'share',
        name: 'Share',
        priority: 0,
        conditions: [],
        payment: { kind: 'percent', ratePpm: 100_000 },
        limitMonths: null,
      },
    ],
  }
  const { id: planId } = await call<{ id: number }>(reviewed, 'plans.create', { name: 'Share', body })
  await call(reviewed, 'plans.publish', { id: planId, validFrom: '2024-01-01', changeMode: 'allNewEvents' })
  await call(reviewed, 'plans.assign', { planId, scope: { kind: 'everyone' }, validFrom: '2024-01-01' })
  await call(reviewed, 'payouts.createRun', { from: '2025-01-01', to: '2025-06-30', cutoffOn: '2025-12-31' })
  await call(reviewed, 'payouts.review', { id: 1, fingerprint: (await findRun(reviewed)).fingerprint })
  copyFileSync(reviewed, stage('approved'))
  await call(stage('approved'), 'payouts.approve', { id: 1, fingerprint: (await findRun(reviewed)).fingerprint })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Kills a command at moments spread over its whole life and looks at what a fresh process finds. */
async function killRepeatedly(
  start: string,
  words: (workspace: string) => string[],
  find: (workspace: string) => Promise<unknown>,
) {
  const whole = join(folder, 'whole.tandem')
  copyFileSync(start, whole)
  const before = await find(whole)
  const { ms, code, stderr } = await runTandem(words(whole))
  if (code !== 0) throw new Error(stderr)
  const after = await find(whole)
  const outcomes = { killed: 0, nothing: 0, everything: 0, other: [] as unknown[], unsound: [] as unknown[] }
  for (let i = 0; i < KILLS; i++) {
    const workspace = join(folder, 'victim.tandem')
    for (const ending of ['', '-wal', '-shm', '-lock']) rmSync(workspace + ending, { force: true })
    copyFileSync(start, workspace)
    // Starting Node takes the first part of the time; the later moments are the interesting ones.
    const { isKilled } = await runTandem(words(workspace), { killAfterMs: ms * (0.35 + (0.65 * i) / KILLS) })
    if (isKilled) outcomes.killed++
    const found = JSON.stringify(await find(workspace))
    if (found === JSON.stringify(before)) outcomes.nothing++
    else if (found === JSON.stringify(after)) outcomes.everything++
    else outcomes.other.push(found)
    const report = await call<Output<'workspace.verify'>>(workspace, 'workspace.verify', {})
    if (!report.isSound) outcomes.unsound.push(report.findings)
  }
  return outcomes
}

describe('killed with SIGKILL at 30 moments', () => {
  test('[FA1] an import is there whole or not at all, and the workspace stays sound', async () => {
    const outcomes = await killRepeatedly(
      stage('empty'),
      (workspace) => ['import', join(folder, 'payments.csv'), '--workspace', workspace],
      (workspace) => call(workspace, 'metrics.counts', {}),
    )
    expect({ other: outcomes.other, unsound: outcomes.unsound, all: outcomes.nothing + outcomes.everything }).toEqual({
      other: [],
      unsound: [],
      all: KILLS,
    })
    expect(outcomes.killed).toBeGreaterThan(0)
  }, 240_000)

  test('[FA2] an approval is there whole or not at all, and the workspace stays sound', async () => {
    const { fingerprint } = await findRun(stage('reviewed'))
    const outcomes = await killRepeatedly(
      stage('reviewed'),
      (workspace) => ['call', 'payouts.approve', JSON.stringify({ id: 1, fingerprint }), '--workspace', workspace],
      async (workspace) => {
        const run = await findRun(workspace)
        return {
          state: run.state,
          statements: run.payouts.filter((payout) => payout.statementId !== null).length,
          balances: await call(workspace, 'payouts.balances', { partnerId: null }),
        }
      },
    )
    expect({ other: outcomes.other, unsound: outcomes.unsound, all: outcomes.nothing + outcomes.everything }).toEqual({
      other: [],
      unsound: [],
      all: KILLS,
    })
    expect(outcomes.killed).toBeGreaterThan(0)
  }, 240_000)

  test('[FA3] an export is recorded whole or not at all, and the workspace stays sound', async () => {
    const { fingerprint } = await findRun(stage('approved'))
    const outcomes = await killRepeatedly(
      stage('approved'),
      (workspace) => [
        'call',
        'payouts.export',
        JSON.stringify({ id: 1, fingerprint, format: 'csv' }),
        '--workspace',
        workspace,
      ],
      async (workspace) => {
        const run = await findRun(workspace)
        return { state: run.state, exports: run.exports.map(({ format, currency }) => ({ format, currency })) }
      },
    )
    expect({ other: outcomes.other, unsound: outcomes.unsound, all: outcomes.nothing + outcomes.everything }).toEqual({
      other: [],
      unsound: [],
      all: KILLS,
    })
    expect(outcomes.killed).toBeGreaterThan(0)
  }, 240_000)
})
