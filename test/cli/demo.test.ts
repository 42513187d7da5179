import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Output } from '../../src/contract/methods.ts'
import { askTandem, runTandem } from '../support/commandLine.ts'
import { offTheCase } from '../support/theCase.ts'

interface Demo {
  files: string[]
  figures: {
    partners: number
    concentration: { topPartner: string; topSharePpm: number; hhiPpm: number; effectivePartnersPpm: number }
    case: {
      bookingsThroughPartnersPpm: number
      acquisitionCostChangePpm: number
      largestPartnerOfAllPpm: number
    }
    earned: { currency: string; minor: number }[]
    paid: { currency: string; minor: number }[]
  }
}

let folder: string
let demo: Demo
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tandem-demo-test-'))
  demo = await askTandem<Demo>(['demo', join(folder, 'first')])
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('[CL9] demo writes a sound workspace, statements, payment files and the table of partners', async () => {
  const endings = demo.files.map((path) => basename(path).replace(/^.*(?=\.)/, ''))
  expect(new Set(endings)).toEqual(new Set(['.tandem', '.html', '.csv']))
  const [workspace = ''] = demo.files
  const statements = demo.files.filter((path) => path.endsWith('.html'))
  expect(statements.length).toBeGreaterThanOrEqual(18)
  expect(readFileSync(statements[0] ?? '', 'utf8')).toContain('Nusa Integra')
  const paymentFiles = demo.files.filter((path) => basename(path).includes(' payments '))
  expect(paymentFiles).toHaveLength(3)
  expect(readFileSync(join(folder, 'first/Partners.csv'), 'utf8').split('\r\n')).toHaveLength(22)
  const report = await askTandem<Output<'workspace.verify'>>(['verify', '--workspace', workspace])
  expect(report.isSound).toBe(true)
}, 60_000)

test('[CL9] demo prints the figures of the case', () => {
  const { partners, concentration, earned, paid, case: ratios } = demo.figures
  const { bookingsThroughPartnersPpm, acquisitionCostChangePpm, largestPartnerOfAllPpm } = ratios
  const measured = [bookingsThroughPartnersPpm, acquisitionCostChangePpm, largestPartnerOfAllPpm]
  expect(offTheCase([...measured, concentration.topSharePpm].map((ppm) => ppm / 10_000))).toEqual([])
  expect(partners).toBe(20)
  expect(concentration.topPartner).toBe('Nusa Integra')
  // Effective number of partners: 1 / HHI, both in millionths.
  expect(concentration.effectivePartnersPpm).toBeCloseTo(1e12 / concentration.hhiPpm, -2)
  for (const { currency, minor } of paid)
    expect(minor).toBeLessThan(earned.find((sum) => sum.currency === currency)?.minor ?? 0)
})

test('[CL10] a second tour writes the same bytes and comes to the same state', async () => {
  const second = await askTandem<Demo>(['demo', join(folder, 'second')])
  const hashes = (paths: readonly string[], root: string): [string, string][] =>
    paths
      .filter((path) => !path.endsWith('.tandem'))
      .map((path) => [
        relative(join(folder, root), path),
        createHash('sha256').update(readFileSync(path)).digest('hex'),
      ])
  expect(hashes(second.files, 'second')).toEqual(hashes(demo.files, 'first'))
  expect(second.figures).toEqual(demo.figures)
  const digest = (path = ''): Promise<{ digest: string }> =>
    askTandem(['call', 'workspace.digest', '--workspace', path])
  expect(await digest(second.files[0])).toEqual(await digest(demo.files[0]))
}, 120_000)

test('[CL11] demo leaves a folder alone that is not empty', async () => {
  writeFileSync(join(folder, 'mine.txt'), 'mine')
  const ended = await runTandem(['demo', folder])
  expect(ended.code).toBe(1)
  expect(JSON.parse(ended.stderr)).toEqual({ code: 'folder.notEmpty', details: { name: basename(folder) } })
})

test('[CL12] --as-of answers a query as of the end of that day, and nothing else', async () => {
  const [workspace = ''] = demo.files
  const months = ['01', '02', '03'].map((month) => ({ from: `2025-${month}-01`, to: `2025-${month}-28` }))
  const trend = { keys: ['sales'], partnerId: null, periods: months }
  const asOf = (method: string, day: string, input: unknown = {}): string[] => [
    'call', method, JSON.stringify(input), '--workspace', workspace, '--as-of', day,
  ] // prettier-ignore
  const then = await askTandem<Output<'measures.trend'>>(asOf('measures.trend', '2025-02-20', trend))
  // The payments of January, imported in February.
  expect(then.trends[0]?.map(({ value }) => (value ?? 0) > 0)).toEqual([true, false, false])
  expect(await askTandem(asOf('programme.get', '2025-02-20'))).toMatchObject({ today: '2025-02-20' })

  const temporary = mkdtempSync(join(folder, 'temporary-'))
  const refused = async (words: string[]): Promise<unknown> => {
    const { code, stderr } = await runTandem(words, { env: { TMPDIR: temporary } })
    return { exit: code, error: JSON.parse(stderr) as unknown }
  }
  expect(await refused(asOf('partners.archive', '2025-02-20', { id: 1, isArchived: true }))).toEqual({
    exit: 1,
    error: { code: 'history.inThePast', details: { day: '2025-02-20' } },
  })
  expect(await refused(asOf('metrics.counts', '2024-12-31'))).toEqual({
    exit: 1,
    error: { code: 'history.noSuchDay', details: { day: '2024-12-31', first: '2025-01-02', last: '2026-01-13' } },
  })
  await askTandem(asOf('metrics.counts', '2025-02-20'), { TMPDIR: temporary })
  expect(readdirSync(temporary)).toEqual([])
}, 60_000)
