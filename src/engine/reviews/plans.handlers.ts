import { readFileSync } from 'node:fs'
import { AppError } from '../../contract/errors.ts'
import { toFileName } from '../../contract/shell.ts'
import type { reviewPlanMethods } from '../../contract/reviewPlans.ts'
import type { HandlersOf } from '../context.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { summariseFeedback } from './feedback.rules.ts'
import { readPlans } from './goals.ts'
import { checkPeriod } from './period.rules.ts'
import { findPartnerByUid, getFeedbackRow, getPlanRow, listFeedback, planColumns } from './plans.repo.ts'
import { MOST_LOGO_BYTES, readPicture } from './image.rules.ts'
import { isAnswer, parseAnswer } from './survey.rules.ts'
import { toSurveyHtml } from './surveyHtml.ts'

/** An answer is a few lines, also inside a mail. */
const MOST_BYTES = 100_000

export const reviewPlanHandlers: HandlersOf<typeof reviewPlanMethods> = {
  async 'reviews.readLogo'(context, { file }) {
    const { path, name, size } = context.files.get(file)
    if (size > MOST_LOGO_BYTES) throw new AppError('image.unusable', { name })
    const bytes = readBytes(path, name)
    const picture = readPicture(bytes)
    if (picture === null || bytes.length > MOST_LOGO_BYTES) throw new AppError('image.unusable', { name })
    return { logo: `data:image/${picture.type};base64,${bytes.toString('base64')}` }
  },

  async 'reviews.plans'(context, { partnerId }) {
    await getPartnerRow(context.db, partnerId)
    return readPlans(context, partnerId, context.today())
  },

  async 'reviews.savePlan'(context, { id, partnerId, plan }) {
    checkPeriod(plan)
    await getPartnerRow(context.db, partnerId)
    context.describe(plan.title)
    if (id === null)
      return {
        id: context.write.insert('partner_plan', {
          uid: context.clock.uid(),
          partner_id: partnerId,
          ...planColumns(plan),
        }),
      }
    const row = getPlanRow(context.raw, id)
    if (row.partner_id !== partnerId || row.kind !== plan.kind)
      throw new AppError('entity.notFound', { entity: 'partner_plan', id })
    context.write.update('partner_plan', id, planColumns(plan))
    return { id }
  },

  async 'reviews.removePlan'(context, { id }) {
    context.describe(getPlanRow(context.raw, id).title)
    context.write.remove('partner_plan', id)
    return {}
  },

  async 'reviews.feedback'(context, { partnerId }) {
    await getPartnerRow(context.db, partnerId)
    return summariseFeedback(listFeedback(context.raw, partnerId))
  },

  async 'reviews.addFeedback'(context, { partnerId, givenOn, respondent, nps, themes, comment }) {
    context.describe((await getPartnerRow(context.db, partnerId)).name)
    const id = context.write.insert('feedback', {
      uid: context.clock.uid(),
      partner_id: partnerId,
      given_on: givenOn,
      respondent,
      nps,
      themes: JSON.stringify(themes),
      comment,
      survey: '',
    })
    return { id }
  },

  async 'reviews.removeFeedback'(context, { id }) {
    const row = getFeedbackRow(context.raw, id)
    context.describe((await getPartnerRow(context.db, row.partner_id)).name)
    context.write.remove('feedback', id)
    return {}
  },

  async 'reviews.survey'(context, { partnerId }) {
    const { name, uid } = await getPartnerRow(context.db, partnerId)
    const settings = context.settings()
    return {
      fileName: `${toFileName(`Survey ${name}`)}.html`,
      html: toSurveyHtml(settings, { name, uid }, context.clock.uid()),
    }
  },

  async 'reviews.readAnswer'(context, { file }) {
    const { path, name, size } = context.files.get(file)
    if (size > MOST_BYTES) return null
    const text = readBytes(path, name).toString('utf8')
    const answer = isAnswer(text) ? parseAnswer(text) : null
    if (answer === null) return null
    return { text, partnerName: findPartnerByUid(context.raw, answer.partner)?.name ?? '' }
  },

  async 'reviews.takeAnswer'(context, { text }) {
    const answer = parseAnswer(text)
    if (answer === null) throw new AppError('feedback.notAnAnswer')
    const partner = findPartnerByUid(context.raw, answer.partner)
    if (!partner) throw new AppError('feedback.unknownPartner')
    const { survey, respondent, nps, comment } = answer
    const themes = JSON.stringify(answer.themes)
    // Several people may answer one survey; the same answer twice is one that was dropped twice.
    const isKnown = context.raw
      .prepare(
        `SELECT 1 FROM feedback WHERE partner_id = ? AND survey = ? AND respondent = ? AND nps IS ? AND themes = ? AND comment = ?`,
      )
      .get(partner.id, survey, respondent, nps, themes, comment)
    if (isKnown !== undefined) throw new AppError('feedback.duplicate', { partner: partner.name })
    context.describe(partner.name)
    const id = context.write.insert('feedback', {
      uid: context.clock.uid(),
      partner_id: partner.id,
      given_on: context.today(),
      respondent,
      nps,
      themes,
      comment,
      survey,
    })
    return { id, partnerId: partner.id, partnerName: partner.name }
  },
}

function readBytes(path: string, name: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    throw new AppError('file.unreadable', { name })
  }
}
