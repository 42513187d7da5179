import type { scorecardMethods, TemplateBody } from '../../contract/scorecards.ts'
import { periodName } from '../../contract/scorecardText.ts'
import { toFileName } from '../../contract/shell.ts'
import type { HandlersOf } from '../context.ts'
import { unchanged } from '../db/slices.ts'
import { canonicalJson } from '../history/canonical.ts'
import { CardBuilder } from './cardBuilder.ts'
import { toCardHtml } from './cardHtml.ts'
import { cardsOfPeriod, getCardRow, listCardsOfPartner, readCard } from './cards.repo.ts'
import { readMatrix, readScores, tryTemplate } from './matrix.ts'
import { freezeList, publishList } from './publish.ts'
import { templateProblem } from './template.rules.ts'
import { getTemplate, isVersionUsed, listTemplates } from './templates.repo.ts'

/** @throws AppError scorecard.weights | scorecard.invalid */
function refuseProblem(body: TemplateBody): void {
  const problem = templateProblem(body)
  if (problem) throw problem
}

export const scorecardHandlers: HandlersOf<typeof scorecardMethods> = {
  async 'scorecards.templates'(context) {
    return { templates: listTemplates(context.raw) }
  },

  async 'scorecards.template'(context, { id }) {
    return getTemplate(context.raw, id)
  },

  async 'scorecards.try'(context, input) {
    refuseProblem(input.body)
    return tryTemplate(context, input)
  },

  async 'scorecards.createTemplate'(context, { name, body }) {
    refuseProblem(body)
    const row = { uid: context.clock.uid(), name, version: 1, body: canonicalJson(body), is_archived: 0 as const }
    const id = context.write.insert('scorecard_template', row)
    context.describe(name)
    return { id }
  },

  async 'scorecards.updateTemplate'(context, { id, name, body }) {
    const before = getTemplate(context.raw, id)
    refuseProblem(body)
    const text = canonicalJson(body)
    const isNewVersion = text !== canonicalJson(before.body) && isVersionUsed(context.raw, before)
    context.write.update('scorecard_template', id, {
      name,
      body: text,
      version: before.version + (isNewVersion ? 1 : 0),
    })
    context.describe(name)
    return {}
  },

  async 'scorecards.archiveTemplate'(context, { id, isArchived }) {
    const { name } = getTemplate(context.raw, id)
    context.write.update('scorecard_template', id, { is_archived: isArchived ? 1 : 0 })
    context.describe(name)
    return {}
  },

  async 'scorecards.matrix'(context, input) {
    return unchanged(context.raw, () => readMatrix(context, input))
  },

  async 'scorecards.scores'(context, input) {
    return unchanged(context.raw, () => readScores(context, input))
  },

  async 'scorecards.preview'(context, { templateId, partnerId, from, to }) {
    return unchanged(context.raw, async () => {
      const builder = await CardBuilder.create(context, getTemplate(context.raw, templateId), { from, to })
      const published = cardsOfPeriod(context.raw, templateId, from, to).get(partnerId)
      return { card: await builder.build(partnerId), cardId: published?.id ?? null }
    })
  },

  async 'scorecards.list'(context, input) {
    const { fingerprint, cards, skipped, isOver } = await unchanged(context.raw, () => freezeList(context, input))
    return {
      fingerprint,
      cards: cards.map(({ partnerId, name, scorePpm, band }) => ({ partnerId, name, scorePpm, band })),
      skipped,
      isOver,
    }
  },

  async 'scorecards.publish'(context, input) {
    const ids = await publishList(context, input)
    const [first] = ids
    const names = ids.length === 1 && first !== undefined ? readCard(getCardRow(context.raw, first)).partner.name : null
    context.describe(names ?? `${ids.length} partners`)
    return { ids }
  },

  async 'scorecards.withdraw'(context, { id }) {
    const row = getCardRow(context.raw, id)
    context.write.setLive('scorecard', id, false)
    context.describe(readCard(row).partner.name)
    return {}
  },

  async 'scorecards.get'(context, { id }) {
    const row = getCardRow(context.raw, id)
    return {
      id,
      partnerId: row.partner_id,
      templateId: row.template_id,
      card: readCard(row),
      hash: row.content_hash,
      publishedAt: row.published_at,
      publishedBy: row.published_by,
    }
  },

  async 'scorecards.ofPartner'(context, { partnerId }) {
    return { cards: listCardsOfPartner(context.raw, partnerId) }
  },

  async 'scorecards.render'(context, { id }) {
    const row = getCardRow(context.raw, id)
    const card = readCard(row)
    const period = periodName(card.from, card.to, card.programme.fiscalYearStartMonth)
    return {
      fileName: toFileName(`Scorecard ${card.partner.name} ${period}.html`),
      text: toCardHtml(card, row.content_hash),
    }
  },
}
