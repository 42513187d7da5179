import { AppError } from '../../contract/errors.ts'
import type { sampleMethods } from '../../contract/sample.ts'
import type { HandlersOf } from '../context.ts'
import { metricsHandlers } from '../metrics/metrics.handlers.ts'
import { hasSettings } from '../programme/programme.repo.ts'
import { createSampleProgramme, hasMonths } from './programme.rules.ts'
import { tellStory } from './story.ts'
import { findTourStops } from './tour.repo.ts'

export const sampleHandlers: HandlersOf<typeof sampleMethods> = {
  async 'sample.tour'(context) {
    return { stops: findTourStops(context.raw) }
  },

  async 'sample.generate'(context, size) {
    if (hasSettings(context.raw)) throw new AppError('workspace.alreadySetUp')
    const paymentFiles = await tellStory(context, createSampleProgramme(size), hasMonths(size))
    const { partners, conversions, deals, commissions, statements } = await metricsHandlers['metrics.counts'](
      context,
      {},
    )
    return { partners, conversions, deals, commissions, statements, paymentFiles }
  },
}
