import { AppError } from '../../contract/errors.ts'
import { measureDefinitions, type MeasureKey } from '../../contract/measures.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import type { Output } from '../../contract/methods.ts'
import type { ObjectiveFields, objectiveMethods } from '../../contract/objectives.ts'
import type { CommandContext, HandlersOf, QueryContext } from '../context.ts'
import { unchanged } from '../db/slices.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { inTurn } from '../pause.ts'
import type { Book } from './book.ts'
import { measureOf, missingOf, openBook } from './openBook.ts'
import { findNorthStar, getObjective, listObjectives, type StoredObjective, toObjectiveRow } from './objectives.repo.ts'
import { chooseTiles, judgeObjective } from './objectives.rules.ts'

type Answer = Output<'objectives.list'>

/** Measures objectives; those of one period share what is collected of it. What is owed is that of the end of one that is over. [ME15] */
async function judgeAll(context: QueryContext, stored: readonly StoredObjective[]): Promise<Answer> {
  const { baseCurrency, exchange } = context.settings()
  const today = context.today()
  const spanOf = ({ from, to }: StoredObjective) => ({ from, to: to < today ? to : today })
  const keys = new Map<string, Set<MeasureKey>>()
  for (const objective of stored) {
    const name = JSON.stringify(spanOf(objective))
    keys.set(name, (keys.get(name) ?? new Set()).add(objective.measure))
  }
  const books = new Map<string, Book>()
  const bookOf = async (objective: StoredObjective): Promise<Book> => {
    const span = spanOf(objective)
    const name = JSON.stringify(span)
    let book = books.get(name)
    if (book === undefined) {
      book = await openBook(context, [...(keys.get(name) ?? [])], span, true)
      books.set(name, book)
    }
    return book
  }
  const judge = async (objective: StoredObjective) => {
    const hasBegun = objective.from <= today
    const book = hasBegun ? await bookOf(objective) : null
    const { measure, partnerId } = objective
    const measured = book
      ? measureOf(book, measure, partnerId === null ? book.total : book.of(partnerId))
      : { key: measure, value: null, problem: 'nothing' as const, inputs: [] }
    return {
      ...objective,
      measured,
      judgement: judgeObjective({
        ...objective,
        measured,
        today,
        isOtherCurrency: measureDefinitions[measure].unit === 'money' && objective.currency !== baseCurrency,
      }),
      foreign: [...(book?.foreign ?? [])].toSorted(),
      missing: book && measured.problem === 'rateMissing' ? missingOf(book) : [],
    }
  }
  return { currency: baseCurrency, policy: exchange.mode, objectives: await inTurn(stored, judge) }
}

/** @throws AppError objective.wrongScope | objective.northStarTaken | entity.notFound */
async function refuseUnfit(context: CommandContext, fields: ObjectiveFields, id: number | null): Promise<string> {
  const { label } = measureTexts[fields.measure]
  refuseSecondStar(context, fields, id)
  if (fields.partnerId === null) return label
  if (measureDefinitions[fields.measure].scope === 'programme')
    throw new AppError('objective.wrongScope', { measure: label })
  return `${label}, ${(await getPartnerRow(context.db, fields.partnerId)).name}`
}

/** Two North Stars at a time are none. [OB5] */
function refuseSecondStar({ raw }: CommandContext, fields: ObjectiveFields, id: number | null): void {
  const other = fields.isNorthStar ? findNorthStar(raw, fields, id) : undefined
  if (other)
    throw new AppError('objective.northStarTaken', {
      measure: measureTexts[other.measure].label,
      from: other.from,
      to: other.to,
    })
}

export const objectiveHandlers: HandlersOf<typeof objectiveMethods> = {
  async 'objectives.list'(context, { show, partnerId }) {
    const today = context.today()
    const isShown = ({ from, to, isArchived }: StoredObjective): boolean => {
      if (show === 'all') return true
      if (show === 'archived' || isArchived) return show === 'archived' && isArchived
      return show === 'ahead' ? today < from : show === 'over' ? today > to : from <= today && today <= to
    }
    return unchanged(context.raw, () => {
      const stored = listObjectives(context.raw)
      return judgeAll(
        context,
        stored.filter((objective) => isShown(objective) && (partnerId === null || objective.partnerId === partnerId)),
      )
    })
  },

  async 'objectives.tiles'(context, period) {
    return unchanged(context.raw, () => {
      const stored = listObjectives(context.raw)
      const ofProgramme = stored.filter(({ partnerId, isArchived }) => partnerId === null && !isArchived)
      return judgeAll(context, chooseTiles(ofProgramme, period))
    })
  },

  async 'objectives.create'(context, fields) {
    const subject = await refuseUnfit(context, fields, null)
    const { baseCurrency } = context.settings()
    const id = context.write.insert('objective', {
      uid: context.clock.uid(),
      ...toObjectiveRow(fields, baseCurrency),
      is_archived: 0,
    })
    context.describe(subject)
    return { id }
  },

  async 'objectives.update'(context, { id, ...fields }) {
    if (getObjective(context.raw, id).isArchived) throw new AppError('entity.archived', { entity: 'objective', id })
    const subject = await refuseUnfit(context, fields, id)
    context.write.update('objective', id, toObjectiveRow(fields, context.settings().baseCurrency))
    context.describe(subject)
    return {}
  },

  async 'objectives.archive'(context, { id, isArchived }) {
    const objective = getObjective(context.raw, id)
    if (!isArchived) refuseSecondStar(context, objective, id)
    context.write.update('objective', id, { is_archived: isArchived ? 1 : 0 })
    context.describe(
      [measureTexts[objective.measure].label, objective.partnerName].filter((part) => part !== '').join(', '),
    )
    return {}
  },
}
