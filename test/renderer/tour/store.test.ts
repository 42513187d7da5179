import { beforeEach, expect, test, vi } from 'vitest'

type Store = typeof import('../../../src/renderer/tour/tour.store.ts')

/** The store as a window finds it when it opens. */
async function opened(): Promise<Store> {
  vi.resetModules()
  return import('../../../src/renderer/tour/tour.store.ts')
}

beforeEach(() => localStorage.clear())

test('[TO1] it goes through five different pages, each with a part it points at', async () => {
  const { STEP_COUNT, tourSteps } = await opened()
  const steps = tourSteps({ commissionId: 64, partner: 'Bukit Data', runId: 13, statementId: 120 })
  expect(steps.map(({ mark, target }) => [mark, target.page, ...(target.parts ?? [])].join(' '))).toEqual([
    'figure home',
    'explanation payouts commissions',
    'runPanel payouts runs 13',
    'statement payouts statements 120',
    'imports revenue imports',
  ])
  expect(steps).toHaveLength(STEP_COUNT)
})

test('[TO2] Next goes on and ends it after the last step, Back goes back as far as the first', async () => {
  const { goBack, goOn, startTour, STEP_COUNT, useTour } = await opened()
  const seen: (number | null)[] = []
  useTour.subscribe(({ step }) => seen.push(step))
  startTour()
  goBack()
  for (let step = 0; step < STEP_COUNT; step++) goOn()
  expect([seen, useTour.getState().isFinished]).toEqual([[0, 0, 1, 2, 3, 4, null], true])
  goOn()
  goBack()
  expect(useTour.getState().step).toBeNull()
})

test('[TO2] another window goes on at the same step', async () => {
  const first = await opened()
  first.startTour()
  first.goOn()
  first.goOn()
  expect((await opened()).useTour.getState()).toMatchObject({ step: 2, isFinished: false })
})

test('[TO2] once ended it does not start by itself, only when it is asked for', async () => {
  const first = await opened()
  first.offerTour()
  expect(first.useTour.getState().step).toBe(0)
  first.endTour()
  const later = await opened()
  later.offerTour()
  expect(later.useTour.getState().step).toBeNull()
  later.startTour()
  expect(later.useTour.getState().step).toBe(0)
})

test('[TO2] what was remembered wrongly is forgotten', async () => {
  localStorage.setItem('tandem.tour', JSON.stringify({ step: 17, isFinished: 'yes' }))
  expect((await opened()).useTour.getState()).toMatchObject({ step: null, isFinished: false })
})
