import { AppError } from '../../contract/errors.ts'
import type { sampleMethods } from '../../contract/sample.ts'
import type { HandlersOf } from '../context.ts'
import { metricsHandlers } from '../metrics/metrics.handlers.ts'
import { hasSettings } from '../programme/programme.repo.ts'
import { createSampleProgramme } from './programme.rules.ts'
import { tellStory } from './story.ts'
import { findTourStops } from './tour.repo.ts'

/** Sizes up to which every month is paid; above, runs would take longer than anybody waits for a sample. */
const MOST_WITH_RUNS = { partners: 200, conversions: 20_000 }

export const sampleHandlers: HandlersOf<typeof sampleMethods> = {
  async 'sample.tour'(context) {
    return { stops: findTourStops(context.raw) }
  },

  async 'sample.generate'(context, size) {
    if (hasSettings(context.raw)) throw new AppError('workspace.alreadySetUp')
    const hasRuns = size.partners <= MOST_WITH_RUNS.partners && size.conversions <= MOST_WITH_RUNS.conversions
    const paymentFiles = await tellStory(context, createSampleProgramme(size), hasRuns)
    const { partners, conversions, deals, commissions, statements } = await metricsHandlers['metrics.counts'](
      context,
      {},
    )
    return { partners, conversions, deals, commissions, statements, paymentFiles }
  },
}
