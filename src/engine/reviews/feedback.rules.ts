import type { Answer, FeedbackSummary } from '../../contract/reviewPlans.ts'

/** Promoters answered 9 or 10, detractors 0 to 6 (Reichheld 2003, "The One Number You Need to Grow"). [QB9] */
export function summariseFeedback(answers: readonly Answer[]): FeedbackSummary {
  const scores = answers.flatMap(({ nps }) => (nps === null ? [] : [nps]))
  const promoters = scores.filter((score) => score >= 9).length
  const detractors = scores.filter((score) => score <= 6).length
  const counts = new Map<string, number>()
  for (const { themes } of answers) for (const theme of themes) counts.set(theme, (counts.get(theme) ?? 0) + 1)
  return {
    answers: [...answers],
    promoters,
    passives: scores.length - promoters - detractors,
    detractors,
    score: scores.length === 0 ? null : Math.round(((promoters - detractors) * 100_000_000) / scores.length),
    themes: [...counts]
      .map(([theme, count]) => ({ theme, count }))
      .toSorted((a, b) => b.count - a.count || (a.theme < b.theme ? -1 : 1)),
  }
}
