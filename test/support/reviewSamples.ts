import type { NamesOf } from '../../src/contract/methods.ts'
import type { Sample } from './commandSamples.ts'
import { seedPartner, seedSales } from './seedSales.ts'
import type { TestEngine } from './testEngine.ts'

type ReviewStep = Extract<NamesOf<'command'>, `reviews.${string}`>

/** The fourth quarter of 2025, reviewed on 20 January 2026. */
export const fourthQuarter = { plannedOn: '2026-01-20', from: '2025-10-01', to: '2025-12-31' } as const

/** A partner whose revenue grew from the third to the fourth quarter of 2025, with a review of the latter planned. */
export async function planReview(engine: TestEngine, name = 'Acme'): Promise<{ id: number; partnerId: number }> {
  const partnerId = await seedPartner(engine, name, null)
  await seedSales(engine, [
    { partnerId, on: '2025-08-03', minor: 100_000 },
    { partnerId, on: '2025-11-03', minor: 124_000 },
    { partnerId, on: '2025-12-18', minor: 45_600, customer: 'Nilgiri Tea Estates' },
  ])
  const { ids } = await engine.call('reviews.plan', { reviews: [{ partnerId, ...fourthQuarter }] })
  return { id: ids[0] ?? 0, partnerId }
}

export const aCommitment = {
  text: 'Train two engineers',
  owner: 'Kenji Mori',
  side: 'theirs',
  dueOn: '2026-02-27',
} as const

async function commit(engine: TestEngine): Promise<number> {
  const { id, partnerId } = await planReview(engine)
  return (await engine.call('reviews.commit', { partnerId, reviewId: id, ...aCommitment })).id
}

export const aGoal = {
  kind: 'goal',
  title: 'A strong first half',
  owner: 'Kenji Mori',
  from: '2025-07-01',
  to: '2026-06-30',
  state: 'running',
  result: '',
  measure: 'revenue',
  target: 500_000,
} as const

export const anAnswer = {
  givenOn: '2026-01-12',
  respondent: 'Aiko Tan',
  nps: 9,
  themes: ['Support'],
  comment: 'Fast answers.',
}

/** The text that the survey made for a partner comes back as. */
export async function surveyText(engine: TestEngine, partnerId: number, recommend = 9): Promise<string> {
  const { html } = await engine.call('reviews.survey', { partnerId })
  const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
  const lines = ['tandem-answer', 'survey', 'partner'].map((name) => `${name}=${hidden(name)}`)
  return [
    ...lines,
    `recommend=${recommend}`,
    'theme=Support',
    'theme=Leads',
    'name=Aiko Tan',
    'comment=Fast answers.',
    'theme=of the day',
    'end=tandem',
    '',
  ].join('\r\n')
}

const closing = { state: 'done', closedOn: '2026-01-13', note: 'Both passed' } as const

export const reviewSamples: { [M in ReviewStep]: Sample<M> } = {
  'reviews.plan': async (engine) => ({
    reviews: [{ partnerId: await seedPartner(engine, 'Acme'), ...fourthQuarter }],
  }),
  'reviews.move': async (engine) => ({ ...fourthQuarter, id: (await planReview(engine)).id, plannedOn: '2026-01-27' }),
  'reviews.hold': async (engine) => ({
    id: (await planReview(engine)).id,
    heldOn: '2026-01-14',
    next: { plannedOn: '2026-04-14', from: '2026-01-01', to: '2026-03-31' },
  }),
  'reviews.cancel': async (engine) => ({ id: (await planReview(engine)).id }),
  'reviews.reopen': async (engine) => {
    const { id } = await planReview(engine)
    await engine.call('reviews.cancel', { id })
    return { id }
  },
  'reviews.saveAgenda': async (engine) => {
    const { id } = await planReview(engine)
    const { agenda } = await engine.call('reviews.get', { id })
    return { id, agenda: agenda.slice(0, 3) }
  },
  'reviews.saveNotes': async (engine) => ({ id: (await planReview(engine)).id, notes: 'They hire two engineers.' }),
  'reviews.keepPoint': async (engine) => ({
    id: (await planReview(engine)).id,
    key: 'revenue',
    text: 'A strong quarter: revenue rose by more than two thirds.',
  }),
  'reviews.dropPoint': async (engine) => ({ id: (await planReview(engine)).id, key: 'revenue' }),
  'reviews.resetPoint': async (engine) => {
    const { id } = await planReview(engine)
    await engine.call('reviews.dropPoint', { id, key: 'revenue' })
    return { id, key: 'revenue' }
  },
  'reviews.commit': async (engine) => {
    const { id, partnerId } = await planReview(engine)
    return { partnerId, reviewId: id, ...aCommitment }
  },
  'reviews.changeCommitment': async (engine) => ({
    id: await commit(engine),
    changes: { owner: 'Aiko Tan', dueOn: '2026-03-13' },
  }),
  'reviews.closeCommitment': async (engine) => ({ id: await commit(engine), ...closing }),
  'reviews.savePlan': async (engine) => ({ id: null, partnerId: await seedPartner(engine, 'Acme'), plan: aGoal }),
  'reviews.removePlan': async (engine) =>
    engine.call('reviews.savePlan', { id: null, partnerId: await seedPartner(engine, 'Acme'), plan: aGoal }),
  'reviews.addFeedback': async (engine) => ({ partnerId: await seedPartner(engine, 'Acme'), ...anAnswer }),
  'reviews.removeFeedback': async (engine) =>
    engine.call('reviews.addFeedback', { partnerId: await seedPartner(engine, 'Acme'), ...anAnswer }),
  'reviews.takeAnswer': async (engine) => ({ text: await surveyText(engine, await seedPartner(engine, 'Acme')) }),
  'reviews.reopenCommitment': async (engine) => {
    const id = await commit(engine)
    await engine.call('reviews.closeCommitment', { id, ...closing })
    return { id }
  },
}
