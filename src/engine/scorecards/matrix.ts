import type { Input, Output } from '../../contract/methods.ts'
import type { QueryContext } from '../context.ts'
import { missingOf } from '../metrics/openBook.ts'
import { inTurn } from '../pause.ts'
import { cardsOfPeriod } from './cards.repo.ts'
import { median, rankScores } from './peers.rules.ts'
import { describeMetric, type PartnerScore, Scoring } from './scoring.ts'
import { getTemplate } from './templates.repo.ts'

const isThere = (value: number | null | undefined): value is number => value !== null && value !== undefined

/** The middle actual of each metric over the partners in which it could be measured. */
function mediansOf(scores: readonly PartnerScore[], count: number): { median: number | null; measured: number }[] {
  return Array.from({ length: count }, (_, i) => {
    const actuals = scores.map(({ metrics }) => metrics[i]?.actual).filter(isThere)
    return { median: median(actuals), measured: actuals.length }
  })
}

export async function readMatrix(
  context: QueryContext,
  { templateId, from, to }: Input<'scorecards.matrix'>,
): Promise<Output<'scorecards.matrix'>> {
  const { body } = getTemplate(context.raw, templateId)
  const span = { from, to }
  const scoring = new Scoring(context, body)
  const book = await scoring.periodBook(span)
  const scores = [...(await scoring.scores(span)).values()]
  const cards = cardsOfPeriod(context.raw, templateId, from, to)
  const medians = mediansOf(scores, body.metrics.length)
  const peersOf = rankScores(scores.map(({ scorePpm }) => scorePpm))
  return {
    currency: context.settings().baseCurrency,
    metrics: body.metrics.map((metric, i) => {
      const { measure, label, formula, unit, better, weightPpm, target } = describeMetric(metric, body, span)
      return { measure, label, formula, unit, better, weightPpm, target, median: medians[i]?.median ?? null }
    }),
    partners: await inTurn(scores, async (score) => ({
      partnerId: score.partner.partnerId,
      name: score.partner.name,
      group: score.partner.group,
      scorePpm: score.scorePpm,
      band: score.band,
      problem: score.problem,
      percentilePpm: peersOf(score.scorePpm).percentilePpm,
      health: (await scoring.health(score.partner, span)).word,
      values: score.metrics.map(({ actual, attainmentPpm, problem }) => ({ actual, attainmentPpm, problem })),
      cardId: cards.get(score.partner.partnerId)?.id ?? null,
    })),
    missing: missingOf(book),
  }
}

/** Scores of a period as they were published, else as they are now. [SC18] */
export async function readScores(
  context: QueryContext,
  { templateId, from, to }: Input<'scorecards.scores'>,
): Promise<Output<'scorecards.scores'>> {
  const scores = await new Scoring(context, getTemplate(context.raw, templateId).body).scores({ from, to })
  const cards = cardsOfPeriod(context.raw, templateId, from, to)
  return {
    partners: [...new Set([...scores.keys(), ...cards.keys()])].map((partnerId) => {
      const card = cards.get(partnerId)
      const scorePpm = card ? card.score_ppm : (scores.get(partnerId)?.scorePpm ?? null)
      return { partnerId, scorePpm, cardId: card?.id ?? null }
    }),
  }
}

/** What a template that is still being written would say about everybody. */
export async function tryTemplate(
  context: QueryContext,
  { body, from, to }: Input<'scorecards.try'>,
): Promise<Output<'scorecards.try'>> {
  const scores = [...(await new Scoring(context, body).scores({ from, to })).values()]
  const medians = mediansOf(scores, body.metrics.length)
  return {
    bands: body.bands.map(({ name }) => ({ name, count: scores.filter(({ band }) => band === name).length })),
    unscored: scores.filter(({ scorePpm }) => scorePpm === null).length,
    metrics: body.metrics.map(({ measure }, i) => ({
      measure,
      median: medians[i]?.median ?? null,
      measured: medians[i]?.measured ?? 0,
    })),
  }
}
