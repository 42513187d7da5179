import { deflateRawSync } from 'node:zlib'
import { AppError } from '../../contract/errors.ts'
import type { Input, Output } from '../../contract/methods.ts'
import type { Scorecard, ScorecardTemplate } from '../../contract/scorecards.ts'
import type { CommandContext, QueryContext } from '../context.ts'
import { canonicalJson, sha256 } from '../history/canonical.ts'
import { CardBuilder } from './cardBuilder.ts'
import { cardsOfPeriod } from './cards.repo.ts'
import { namesOf } from './partnerFacts.repo.ts'
import { getTemplate } from './templates.repo.ts'

/** A card as it will be stored. */
interface FrozenCard {
  partnerId: number
  name: string
  scorePpm: number
  band: string
  json: string
  hash: string
}

interface FrozenList {
  template: ScorecardTemplate
  cards: FrozenCard[]
  skipped: Output<'scorecards.list'>['skipped']
  fingerprint: string
  isOver: boolean
}

type Wanted = Input<'scorecards.list'>
type Skipped = FrozenList['skipped'][number]['because']

function freeze(card: Scorecard, partnerId: number, scorePpm: number): FrozenCard {
  const json = canonicalJson(card)
  return { partnerId, name: card.partner.name, scorePpm, band: card.band, json, hash: sha256(json) }
}

/** Cards of the partners of a list, in its order, and who gets none; the fingerprint covers every figure. [SC9] */
export async function freezeList(
  context: QueryContext,
  { templateId, from, to, partnerIds }: Wanted,
): Promise<FrozenList> {
  const template = getTemplate(context.raw, templateId)
  const builder = await CardBuilder.create(context, template, { from, to })
  const published = cardsOfPeriod(context.raw, templateId, from, to)
  const names = namesOf(context.raw, partnerIds)
  const cards: FrozenCard[] = []
  const skipped: FrozenList['skipped'] = []
  for (const partnerId of new Set(partnerIds)) {
    const skip = (because: Skipped): void => void skipped.push({ partnerId, name: names.get(partnerId) ?? '', because })
    const card = await builder.build(partnerId)
    if (card === null) skip('notThen')
    else if (published.has(partnerId)) skip('published')
    else if (card.scorePpm === null) skip(card.problem ?? 'nothing')
    else cards.push(freeze(card, partnerId, card.scorePpm))
  }
  const list = [templateId, template.version, from, to, cards.map(({ partnerId, hash }) => [partnerId, hash])]
  return {
    template,
    cards,
    skipped,
    fingerprint: sha256(canonicalJson(list)).slice(0, 16),
    isOver: to < context.today(),
  }
}

/** Freezes the list that the user saw, or nothing. [SC8] [SC9] @returns the ids of the cards, in the order of the list */
export async function publishList(
  context: CommandContext,
  wanted: Wanted & { fingerprint: string },
): Promise<number[]> {
  const { template, cards, fingerprint, isOver } = await freezeList(context, wanted)
  if (template.isArchived) throw new AppError('entity.archived', { entity: 'scorecard_template', id: template.id })
  if (!isOver) throw new AppError('scorecard.periodOpen', { to: wanted.to })
  if (fingerprint !== wanted.fingerprint) throw new AppError('scorecard.listChanged')
  if (cards.length === 0) throw new AppError('scorecard.nothingToPublish')
  return cards.map(({ partnerId, scorePpm, band, json, hash }) =>
    context.write.insert('scorecard', {
      // The same content is the same card, whoever publishes it.
      uid: sha256(`tandem/scorecard/1\0${hash}`).slice(0, 32),
      template_id: template.id,
      template_version: template.version,
      partner_id: partnerId,
      from_on: wanted.from,
      to_on: wanted.to,
      score_ppm: scorePpm,
      band,
      content: deflateRawSync(json),
      content_hash: hash,
      published_at: context.at,
      published_by: context.actor,
      is_live: 1,
    }),
  )
}
