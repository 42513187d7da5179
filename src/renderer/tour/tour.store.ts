import { z } from 'zod'
import { create } from 'zustand'
import type { Output } from '../../contract/methods.ts'
import { linkTo } from '../client/navigation.ts'
import { recall, remember } from '../client/remember.ts'
import type { TourMark } from '../client/tourMark.ts'

export type Stops = NonNullable<Output<'sample.tour'>['stops']>

/** A step is a real page and the part of it that the tour points at. */
export interface TourStep {
  mark: TourMark
  target: Parameters<typeof linkTo>[0]
}

/** From a figure to the line of a file, to the payment, and back. */
export function tourSteps({ commissionId, partner, runId, statementId }: Stops): TourStep[] {
  return [
    { mark: 'figure', target: { page: 'home' } },
    {
      mark: 'explanation',
      target: {
        page: 'payouts',
        parts: ['commissions'],
        filters: [{ column: 'partner', operator: 'is', value: partner }],
        params: { open: String(commissionId) },
      },
    },
    { mark: 'runPanel', target: { page: 'payouts', parts: ['runs', runId] } },
    { mark: 'statement', target: { page: 'payouts', parts: ['statements', statementId] } },
    { mark: 'imports', target: { page: 'revenue', parts: ['imports'] } },
  ]
}

export const STEP_COUNT = 5

const storedSchema = z.object({
  /** The step that is shown whenever the sample programme is open; null: the tour is not on. */
  step: z
    .int()
    .min(0)
    .max(STEP_COUNT - 1)
    .nullable(),
  /** It was walked through or ended once, and no longer starts by itself. */
  isFinished: z.boolean(),
})
type Stored = z.infer<typeof storedSchema>

interface TourState extends Stored {
  /** Null while the open workspace is not the sample programme. */
  stops: Stops | null
}

const NAME = 'tour'

export const useTour = create<TourState>(() => ({
  stops: null,
  ...recall<Stored>(NAME, storedSchema, { step: null, isFinished: false }),
}))
useTour.subscribe(({ step, isFinished }) => remember(NAME, { step, isFinished }))

/** From the beginning, also when it was finished before. */
export function startTour(): void {
  useTour.setState({ step: 0 })
}

/** After the sample was made; somebody who knows the tour is left alone. */
export function offerTour(): void {
  if (!useTour.getState().isFinished) startTour()
}

export function goOn(): void {
  const { step } = useTour.getState()
  if (step === null) return
  if (step === STEP_COUNT - 1) endTour()
  else useTour.setState({ step: step + 1 })
}

export function goBack(): void {
  const { step } = useTour.getState()
  if (step !== null) useTour.setState({ step: Math.max(0, step - 1) })
}

export function endTour(): void {
  useTour.setState({ step: null, isFinished: true })
}
