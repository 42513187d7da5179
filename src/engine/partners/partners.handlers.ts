import type { partnerMethods } from '../../contract/partners.ts'
import type { HandlersOf } from '../context.ts'
import { summarisePartner } from '../metrics/summary.repo.ts'
import { nameSome } from '../text/nameSome.ts'
import {
  defaultFields,
  findPartners,
  getPartner,
  getPartnerRow,
  insertPartner,
  listGroups,
  putPayee,
  putStatus,
  refuseDuplicate,
  updatePartner,
} from './partners.repo.ts'

export const partnerHandlers: HandlersOf<typeof partnerMethods> = {
  'partners.get': (context, { id }) => getPartner(context.db, id, context.today()),

  async 'partners.find'(context, { search }) {
    return { partners: await findPartners(context.db, search) }
  },

  async 'partners.groups'(context) {
    return { groups: await listGroups(context.db) }
  },

  async 'partners.summary'(context, { id }) {
    await getPartnerRow(context.db, id)
    return summarisePartner(context.raw, id, context.settings().fiscalYearStartMonth)
  },

  async 'partners.create'(context, input) {
    await refuseDuplicate(context.db, input, null)
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
    const fields = { ...defaultFields, ...given, name: input.name, startedOn: input.startedOn }
    const id = insertPartner(context.write, context.clock, fields, { status: 'active', attemptId: null })
    context.describe(input.name)
    return { id }
  },

  async 'partners.update'(context, { id, changes }) {
    const row = await getPartnerRow(context.db, id)
    await refuseDuplicate(context.db, changes, id)
    await updatePartner(context.db, context.write, row, changes)
    context.describe(changes.name ?? row.name)
    return {}
  },

  async 'partners.updateMany'(context, { ids, changes }) {
    const names: string[] = []
    for (const id of new Set(ids)) {
      const row = await getPartnerRow(context.db, id)
      await updatePartner(context.db, context.write, row, changes)
      names.push(row.name)
    }
    context.describe(nameSome(names))
    return {}
  },

  async 'partners.setStatus'(context, { id, status, validFrom }) {
    const row = await getPartnerRow(context.db, id)
    await putStatus(context.db, context.write, id, status, validFrom)
    context.describe(row.name)
    return {}
  },

  async 'partners.setPayee'(context, { id, payee }) {
    const row = await getPartnerRow(context.db, id)
    putPayee(context.write, id, payee)
    context.describe(row.name)
    return {}
  },

  async 'partners.archive'(context, { id, isArchived }) {
    const row = await getPartnerRow(context.db, id)
    context.write.update('partner', id, { is_archived: isArchived ? 1 : 0 })
    context.describe(row.name)
    return {}
  },
}
