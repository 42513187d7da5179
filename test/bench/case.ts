import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Output } from '../../src/contract/methods.ts'
import { CASE_TOLERANCE, caseFigures, readCase } from '../support/theCase.ts'
import { endProcess, startProcess } from './engineProcess.ts'
import { type BenchResult, within } from './measure.ts'

const SIZE = { seed: 20_260_114, partners: 2000, conversions: 1_000_000 }

/** The ratios of the case at the largest size, in points, as Home's reader answers them from the rows of the file. */
export async function benchCase(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'))
  const file = join(folder, 'Case.tandem')
  try {
    const writer = await startProcess('writer', file, 'create')
    const made = (await writer.call('sample.generate', SIZE)) as Output<'sample.generate'>
    await endProcess(writer)
    if (made.partners !== SIZE.partners || made.conversions < SIZE.conversions)
      throw new Error(`made ${made.partners} partners and ${made.conversions} conversions`)
    const reader = await startProcess('reader', file, 'open')
    try {
      const measured = await readCase(
        async (input) => (await reader.call('measures.read', input)) as Output<'measures.read'>,
      )
      const size = `${made.partners} partners, ${made.conversions} conversions with refunds`
      return caseFigures.map(({ name, points }, at) =>
        within(`${name}, points, ${size}`, measured[at] ?? Number.NaN, points, CASE_TOLERANCE),
      )
    } finally {
      await endProcess(reader)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
