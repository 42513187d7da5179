import { AppError } from '../../contract/errors.ts'
import type { Intervention, InterventionFields, interventionMethods } from '../../contract/interventions.ts'
import { measureDefinitions } from '../../contract/measures.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import type { CommandContext, HandlersOf, QueryContext } from '../context.ts'
import { unchanged } from '../db/slices.ts'
import type { Book } from '../metrics/book.ts'
import { measureOf, missingOf, openBook } from '../metrics/openBook.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { getIntervention, toInterventionRow } from './interventions.repo.ts'
import { judgeEffect, windowsOf } from './interventions.rules.ts'

/** The measure of the partner before and after, over windows of equal length. [IN2] */
async function readEffect(context: QueryContext, intervention: Intervention) {
  const { measure, partnerId, windowDays, expected, currency } = intervention
  const { baseCurrency, exchange } = context.settings()
  const today = context.today()
  const { before, after, passedDays } = windowsOf(intervention.openedOn, windowDays, today)
  const books: Book[] = []
  const read = async (span: { from: string; to: string }) => {
    const book = await openBook(context, [measure], span)
    books.push(book)
    return { ...span, measured: measureOf(book, measure, book.of(partnerId)) }
  }
  const found = {
    before: await read(before),
    after: passedDays === 0 ? null : await read({ from: after.from, to: after.to < today ? after.to : today }),
  }
  const isWaiting = [found.before, found.after].some((window) => window?.measured.problem === 'rateMissing')
  return {
    ...found,
    passedDays,
    verdict: judgeEffect({
      measure,
      before: found.before.measured.value,
      after: found.after?.measured.value ?? null,
      expected: currency === '' || currency === baseCurrency ? expected : null,
      passedDays,
      windowDays,
    }),
    currency: baseCurrency,
    policy: exchange.mode,
    foreign: [...new Set(books.flatMap((book) => [...book.foreign]))].toSorted(),
    missing: isWaiting ? books.flatMap(missingOf) : [],
  }
}

/** @throws AppError intervention.wrongMeasure | entity.notFound */
async function refuseUnfit(context: CommandContext, fields: InterventionFields): Promise<string> {
  if (measureDefinitions[fields.measure].scope === 'programme')
    throw new AppError('intervention.wrongMeasure', { measure: measureTexts[fields.measure].label })
  return (await getPartnerRow(context.db, fields.partnerId)).name
}

const subjectOf = ({ title, partnerName }: Intervention): string => `${title}, ${partnerName}`

export const interventionHandlers: HandlersOf<typeof interventionMethods> = {
  async 'interventions.get'(context, { id }) {
    const intervention = getIntervention(context.raw, id)
    return { ...intervention, effect: await unchanged(context.raw, () => readEffect(context, intervention)) }
  },

  async 'interventions.create'(context, fields) {
    const partner = await refuseUnfit(context, fields)
    const id = context.write.insert('intervention', {
      uid: context.clock.uid(),
      ...toInterventionRow(fields, context.settings().baseCurrency),
      state: 'open',
      closed_on: null,
      outcome: '',
    })
    context.describe(`${fields.title}, ${partner}`)
    return { id }
  },

  async 'interventions.update'(context, { id, ...fields }) {
    if (getIntervention(context.raw, id).state !== 'open') throw new AppError('intervention.closed', { id })
    const partner = await refuseUnfit(context, fields)
    context.write.update('intervention', id, toInterventionRow(fields, context.settings().baseCurrency))
    context.describe(`${fields.title}, ${partner}`)
    return {}
  },

  async 'interventions.close'(context, { id, state, closedOn, outcome }) {
    const intervention = getIntervention(context.raw, id)
    if (intervention.state !== 'open') throw new AppError('intervention.closed', { id })
    context.write.update('intervention', id, { state, closed_on: closedOn, outcome })
    context.describe(subjectOf(intervention))
    return {}
  },

  async 'interventions.reopen'(context, { id }) {
    const intervention = getIntervention(context.raw, id)
    context.write.update('intervention', id, { state: 'open', closed_on: null, outcome: '' })
    context.describe(subjectOf(intervention))
    return {}
  },
}
