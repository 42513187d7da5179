import { readFileSync } from 'node:fs'
import { z } from 'zod'

const winsSchema = z.object({ won: z.number(), lost: z.number() })
const schema = z.object({
  /** Programs and their versions. */
  madeBy: z.string(),
  survival: z.array(z.object({ days: z.number(), share: z.number() })),
  robust: z.object({
    values: z.array(z.number()),
    median: z.number(),
    deviation: z.number(),
    scores: z.array(z.number()),
  }),
  cohorts: z.array(
    z.object({
      month: z.string(),
      customers: z.number(),
      months: z.array(z.object({ month: z.string(), customers: z.number(), minor: z.number() })),
    }),
  ),
  wins: z.record(z.string(), winsSchema),
  concentration: z.object({
    largest: z.string(),
    largestShare: z.number(),
    topThreeShare: z.number(),
    index: z.number(),
    partners: z.number(),
  }),
})

/** Statistics computed outside Tandem: Python 3.11.7, NumPy 2.4.6, SciPy 1.17.1; see test/fixtures/statistics/reference.py. */
export const reference = schema.parse(
  JSON.parse(readFileSync(new URL('../fixtures/statistics/reference.json', import.meta.url), 'utf8')),
)
