import { rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AppError } from '../../../src/contract/errors.ts'
import { importFile } from '../../support/imports.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'
import { randomFiles } from '../imports/randomFiles.ts'
import { digestOf, sumOfVerdicts } from './support.ts'

const FILES = 2000
const LANES = 3
const LIMIT_MS = 5000

let engine: TestEngine
beforeAll(async () => {
  // Two thousand parser threads: as one script each starts many times faster than from its sources.
  const outDir = join(import.meta.dirname, '../../../node_modules/.cache/parser')
  const ssr = resolve(import.meta.dirname, '../../../src/engine/imports/parser.worker.ts')
  await build({ configFile: false, logLevel: 'silent', ssr: { noExternal: true }, build: { ssr, outDir } })
  engine = await startTestEngine({ threads: { parser: pathToFileURL(join(outDir, 'parser.worker.js')) } })
}, 120_000)
afterAll(() => engine.close())

test('[FA19] 2,000 random files through the whole engine: refused with a code, or one verdict per row; no crash, no hang, nothing stored', async () => {
  const seed = Number(process.env['TANDEM_SEED'] ?? Date.now() % 2 ** 31)
  console.info(`seed ${seed} (TANDEM_SEED)`)
  const files = fc.sample(randomFiles, { seed, numRuns: FILES })
  const before = await digestOf(engine)
  const outcomes = { read: 0, refused: 0, wrong: [] as { file: number; problem: string }[] }

  async function take(file: number): Promise<void> {
    const path = join(engine.folder, `random-${file}.csv`)
    writeFileSync(path, files[file] ?? '')
    try {
      const report = await importFile(engine, path, { isDryRun: true, call: { signal: AbortSignal.timeout(LIMIT_MS) } })
      outcomes.read++
      if (sumOfVerdicts(report) !== report.rows.total)
        outcomes.wrong.push({ file, problem: JSON.stringify(report.rows) })
    } catch (error) {
      outcomes.refused++
      const isExpected = error instanceof AppError && /^(?:import|money)\./.test(error.code)
      if (!isExpected) outcomes.wrong.push({ file, problem: String(error) })
    }
    rmSync(path)
  }

  let next = 0
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      while (next < FILES) await take(next++)
    }),
  )
  expect({ seed, wrong: outcomes.wrong }).toEqual({ seed, wrong: [] })
  expect(outcomes.read).toBeGreaterThan(200)
  expect(await digestOf(engine)).toBe(before)
}, 600_000)
