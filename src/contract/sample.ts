import { z } from 'zod'
import { idSchema, nothing, query, task } from './method.ts'

export const sampleMethods = {
  /**
   * Where the guided tour of the sample programme stops: a commission and its partner, the run that waits, a statement.
   * Null in any other workspace, and in a sample without runs. [SA20]
   */
  'sample.tour': query(
    nothing,
    z.strictObject({
      stops: z
        .strictObject({ commissionId: idSchema, partner: z.string(), runId: idSchema, statementId: idSchema })
        .nullable(),
    }),
  ),
  /**
   * Fills an empty workspace with the generated "Asia expansion" programme: twelve months of 2025 and two weeks, told on
   * 14 January 2026; deterministic for a seed and a size. Up to 200 partners and 20,000 conversions every month has its
   * file of payments and its payout run, and each half year its clicks and leads; larger sizes have one file of payments
   * and none of the others. Refunds come on top of `conversions`.
   * Every step is a command of its own, and can be undone; a cancelled story keeps the steps told so far.
   *
   * @throws workspace.alreadySetUp
   */
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
      /** Of the last run that was paid; the workspace itself keeps only their hashes. */
      paymentFiles: z.array(z.strictObject({ name: z.string(), text: z.string() })),
    }),
  ),
}
