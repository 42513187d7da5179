import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parseAnswer } from '../../../src/engine/reviews/survey.rules.ts'
import { aGoal, anAnswer, planReview, surveyText } from '../../support/reviewSamples.ts'
import { seedPartner } from '../../support/seedSales.ts'
import { startTestEngine, type TestEngine } from '../../support/testEngine.ts'

let engine: TestEngine
beforeEach(async () => {
  engine = await startTestEngine()
})
afterEach(() => engine.close())

test('[QB8] a goal says what its measure has come to and whether it is met, and begins with its first day', async () => {
  const { partnerId } = await planReview(engine)
  const save = (plan: object) =>
    engine.call('reviews.savePlan', { id: null, partnerId, plan: { ...aGoal, ...plan } as typeof aGoal })
  await save({})
  await save({ title: 'Met', target: 269_600 })
  await save({ title: 'Few refunds', measure: 'refundRate', target: 50_000 })
  await save({ title: 'Later', from: '2026-02-01' })
  const { goals } = await engine.call('reviews.plans', { partnerId })
  expect(goals.map(({ title, value, isMet }) => [title, value, isMet])).toEqual([
    ['A strong first half', 269_600, false],
    ['Met', 269_600, true],
    ['Few refunds', 0, true],
    ['Later', null, false],
  ])
  const programmeOnly = { id: null, partnerId, plan: { ...aGoal, measure: 'activationRate' as const } }
  expect((await engine.refused('reviews.savePlan', programmeOnly)).code).toBe('call.badInput')
})

test('[QB8] campaigns have budget, spent and result; the dashboard shows how much of the budgets is used', async () => {
  const { id, partnerId } = await planReview(engine)
  const campaign = {
    kind: 'campaign' as const,
    title: 'Jakarta roadshow',
    owner: 'Maya',
    from: '2025-11-01',
    to: '2025-12-15',
    state: 'done' as const,
    result: '14 leads',
    currency: 'USD',
    budgetMinor: 800_000,
    spentMinor: 600_000,
  }
  const saved = await engine.call('reviews.savePlan', { id: null, partnerId, plan: campaign })
  await engine.call('reviews.savePlan', { id: null, partnerId, plan: { ...campaign, title: 'No', state: 'dropped' } })
  const { campaigns, dashboard } = await engine.call('reviews.content', { of: { reviewId: id } })
  expect(campaigns[0]).toEqual({ id: saved.id, ...campaign })
  expect(dashboard.find(({ key }) => key === 'budgetUsed')).toMatchObject({ value: 750_000, problem: null })
  await engine.call('reviews.savePlan', { id: saved.id, partnerId, plan: { ...campaign, spentMinor: 800_000 } })
  const after = await engine.call('reviews.content', { of: { reviewId: id } })
  expect(after.dashboard.find(({ key }) => key === 'budgetUsed')?.value).toBe(1_000_000)
})

test('[QB9] NPS is the share of 9 and 10 less that of 0 to 6; answers without a number count for themes only', async () => {
  const partnerId = await seedPartner(engine, 'Acme')
  for (const nps of [10, 9, 8, 7, 6, null])
    await engine.call('reviews.addFeedback', { partnerId, ...anAnswer, nps, themes: nps === 8 ? ['Leads', 'Support'] : ['Support'] })
  expect(await engine.call('reviews.feedback', { partnerId })).toMatchObject({
    promoters: 2,
    passives: 2,
    detractors: 1,
    score: 20_000_000,
    themes: [
      { theme: 'Support', count: 6 },
      { theme: 'Leads', count: 1 },
    ],
  })
}) // prettier-ignore

test('[QB9] the survey is one page that reaches for nothing, mails without its script, and is bound to its partner', async () => {
  const partnerId = await seedPartner(engine, '<Acme> & "Söhne"')
  const without = await engine.call('reviews.survey', { partnerId })
  expect(without.html).not.toContain('mailto:p')
  await engine.call('programme.update', { contactEmail: 'partners@tandem.example' })
  const { html, fileName } = await engine.call('reviews.survey', { partnerId })
  expect(fileName).toBe('Survey -Acme- & -Söhne-.html')
  expect(html).toContain('action="mailto:partners@tandem.example?subject=')
  expect(html).toContain('enctype="text/plain"')
  expect(html).toContain('&lt;Acme&gt; &amp; &quot;Söhne&quot;')
  expect(html).not.toContain('<Acme>')
  expect(html).not.toMatch(/https?:|src=|url\(|@import|\son\w+=/)
  // The only script is the one the page's own policy names.
  expect(html.match(/<script/g)).toHaveLength(1)
  expect(html).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; form-action mailto:/)
})

test('[QB10] an answer comes back as the saved file or as a mail, and goes to its partner', async () => {
  const partnerId = await seedPartner(engine, 'Acme')
  const text = await surveyText(engine, partnerId)
  const file = join(engine.folder, 'answer.txt')
  writeFileSync(file, text)
  expect(await engine.call('reviews.readAnswer', { file })).toEqual({ text, partnerName: 'Acme' })
  await engine.call('reviews.takeAnswer', { text })
  const { answers } = await engine.call('reviews.feedback', { partnerId })
  expect(answers).toEqual([
    {
      id: expect.any(Number),
      givenOn: '2026-01-14',
      respondent: 'Aiko Tan',
      nps: 9,
      themes: ['Support', 'Leads'],
      comment: 'Fast answers.\ntheme=of the day',
      isFromSurvey: true,
    },
  ])
  expect(await engine.refused('reviews.takeAnswer', { text })).toEqual({
    code: 'feedback.duplicate',
    details: { partner: 'Acme' },
  })
  const mail = `From: aiko@acme.test\nContent-Transfer-Encoding: quoted-printable\n\nHello Maya,\n\n${text
    .replaceAll('\r\n', '\n')
    .replaceAll('=', '=3D')
    .replace('Aiko Tan', 'Zo=C3=AB T=\nan')}\n-- \nAcme`
  expect(parseAnswer(mail)).toMatchObject({ respondent: 'Zoë Tan', nps: 9, comment: 'Fast answers.\ntheme=of the day' })
})

test('[QB10] what is no answer, or from a partner of elsewhere, changes nothing and is named', async () => {
  const partnerId = await seedPartner(engine, 'Acme')
  const text = await surveyText(engine, partnerId)
  const digest = (await engine.call('workspace.digest', {})).digest
  const table = join(engine.folder, 'sales.txt')
  writeFileSync(table, 'Invoice,Date,Amount\r\nI-1,2025-12-03,10.00\r\n')
  expect(await engine.call('reviews.readAnswer', { file: table })).toBeNull()
  expect((await engine.refused('reviews.readAnswer', { file: join(engine.folder, 'gone.txt') })).code).toBe('file.unreadable')
  for (const wrong of ['', 'survey=1', 'tandem-answer=1\nrecommend=9', text.replace(/survey=.*/, 'survey=')])
    expect((await engine.refused('reviews.takeAnswer', { text: wrong })).code).toBe('feedback.notAnAnswer')
  const foreign = text.replace(/partner=.*/, 'partner=someone-else')
  expect((await engine.refused('reviews.takeAnswer', { text: foreign })).code).toBe('feedback.unknownPartner')
  expect((await engine.call('workspace.digest', {})).digest).toBe(digest)
  for (const wild of ['11', '-1', '9.5', 'x', ''])
    expect(parseAnswer(text.replace('recommend=9', `recommend=${wild}`))?.nps).toBeNull()
}) // prettier-ignore
