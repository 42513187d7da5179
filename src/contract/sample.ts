import { z } from 'zod'
import { task } from './method.ts'

export const sampleMethods = {
  /** Fills an empty workspace with the generated "Asia expansion" programme; deterministic for a seed and a size. @throws workspace.alreadySetUp */
  'sample.generate': task(
    z.strictObject({
      seed: z.int(),
      partners: z.int().min(20).max(2000),
      conversions: z.int().min(200).max(1_000_000),
    }),
    z.strictObject({
      partners: z.int(),
      conversions: z.int(),
      deals: z.int(),
      commissions: z.int(),
      statements: z.int(),
    }),
  ),
}
