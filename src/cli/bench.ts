import { z } from 'zod'
import type { Outcome } from './commands.ts'
import { UsageError } from './usage.ts'

const resultSchema = z.object({
  name: z.string(),
  value: z.number(),
  reference: z.number(),
  ratio: z.number(),
  limit: z.number(),
  ok: z.boolean(),
})
type Bench = () => Promise<unknown>

/** Runs the measurements of test/bench, which only a checkout has; exit code 1 when a figure is not ok. */
export async function runBench(name: string | undefined): Promise<Outcome> {
  // By address, not by import: the program must build without its measurements.
  const address = new URL('../../test/bench/index.ts', import.meta.url).href
  const { benches } = (await import(address)) as { benches: Record<string, Bench> } // checked result by result below
  const chosen = name === undefined ? Object.keys(benches) : [name]
  const results: z.infer<typeof resultSchema>[] = []
  for (const one of chosen) {
    const bench = Object.hasOwn(benches, one) ? benches[one] : undefined
    if (!bench) throw new UsageError(`no bench is called ${one}; there are ${Object.keys(benches).join(', ')}`)
    results.push(...z.array(resultSchema).parse(await bench()))
  }
  return { output: results, exitCode: results.every((result) => result.ok) ? 0 : 1 }
}
