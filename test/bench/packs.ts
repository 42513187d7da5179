import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Input, MethodName, Output } from '../../src/contract/methods.ts'
import { methods } from '../../src/contract/methods.ts'
import { callMethod } from '../../src/contract/rpc.ts'
import { makeWorkspace, openEngine } from '../../src/engine/engine.ts'
import { type BenchResult, bound, compare, median, memoryInUseMb, timed } from './measure.ts'

const PARTNERS = 200
/** More than the sample has runs for: they take no part in a pack. */
const CONVERSIONS = 30_000
const LIMIT = 120
/** Growth of what is in use, from the twentieth pack to the last. What waits to be collected is watched in the window. */
const MEMORY_LIMIT_MB = 32
const SETTLED = 20
const fourth = { from: '2025-10-01', to: '2025-12-31' }

/**
 * The packs of 200 partners, slides and page, against the pack of one in the same warm engine: the one sums its period
 * anew each time, as somebody does who asks for one pack; the many sum it once.
 */
export async function benchPacks(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tandem-bench-'))
  const file = join(folder, 'Bench.tandem')
  try {
    makeWorkspace(file)
    const engine = await openEngine({ file, files: { get: () => { throw new Error('no files') } } }) // prettier-ignore
    const call = async <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => {
      const context = { commandId: undefined, signal: new AbortController().signal, progress: () => undefined }
      return (await callMethod(methods, engine.dispatch, method, input, context)) as Output<M>
    }
    await call('sample.generate', { seed: 7, partners: PARTNERS, conversions: CONVERSIONS })
    const pack = (partnerId: number, period: { from: string; to: string }, isOneOfMany: boolean) =>
      call('reviews.pack', { of: { partnerId, ...period }, html: true, pptx: true, isOneOfMany })
    // Every code path once, so that the first pack does not pay for loading.
    for (let month = 1; month <= 9; month++) await pack(month, { from: `2025-0${month}-01`, to: '2025-10-31' }, false)

    const ones: number[] = []
    for (let day = 1; day <= 5; day++)
      ones.push((await timed(() => pack(1, { from: `2025-09-0${day}`, to: '2025-12-31' }, false))).ms)
    let settled = 0
    const { ms } = await timed(async () => {
      for (let partnerId = 1; partnerId <= PARTNERS; partnerId++) {
        const { pptx, html } = await pack(partnerId, fourth, true)
        if (pptx === null || html === null) throw new Error('a pack is missing')
        if (partnerId === SETTLED) settled = memoryInUseMb()
      }
    })
    const inUse = memoryInUseMb()
    engine.close()
    return [
      compare('packs of 200 partners', ms, median(ones), LIMIT),
      bound('growth of the memory in use over 180 packs, MB', Math.max(0, inUse - settled), MEMORY_LIMIT_MB),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
