import type { costMethods } from '../../contract/costs.ts'
import { addMonths, endOfMonth, monthOf } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import type { HandlersOf, QueryContext } from '../context.ts'
import { unchanged } from '../db/slices.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { nameSome } from '../text/nameSome.ts'
import { findEffort, getCost, listCosts, listHours, sumCosts, toCostRow } from './costs.repo.ts'
import { missingOf, openBook } from './openBook.ts'

/** How the common costs of a month are spread: the very parts that measures count with. [ME10] */
async function readSpread(context: QueryContext, month: string, hours: Output<'costs.list'>['hours']) {
  const settings = context.settings()
  const { costAllocation } = settings.measuring
  const from = `${month}-01`
  const book = await openBook(context, ['programmeCost', 'newCustomers'], { from, to: endOfMonth(from) })
  const hoursOf = new Map(hours.map(({ partnerId, perMonth }) => [partnerId, perMonth]))
  const nameOf = new Map(hours.map(({ partnerId, name }) => [partnerId, name]))
  const weightOf = (partnerId: number): number => {
    const { inputs } = book.of(partnerId)
    switch (costAllocation) {
      case 'equal':
        return 1
      case 'revenue':
        return Math.max(0, inputs.revenueMinor ?? 0)
      case 'newCustomers':
        return inputs.newCustomers ?? 0
      case 'hours':
        return hoursOf.get(partnerId) ?? 0
    }
  }
  const parts = [...book.partners]
    .flatMap(([partnerId, { inputs }]) => {
      const name = nameOf.get(partnerId)
      if (inputs.sharedCostMinor === undefined || name === undefined) return []
      return [{ partnerId, name, weight: weightOf(partnerId), partMinor: inputs.sharedCostMinor }]
    })
    .toSorted((a, b) => b.partMinor - a.partMinor || (a.name < b.name ? -1 : 1))
  return {
    allocation: costAllocation,
    currency: settings.baseCurrency,
    totalMinor: book.total.inputs.sharedCostMinor ?? 0,
    isEqualForWant: parts.length > 0 && parts.every(({ weight }) => weight === 0),
    parts,
    missing: (book.total.unrated.get('costs') ?? 0) > 0 ? missingOf(book) : [],
  }
}

export const costHandlers: HandlersOf<typeof costMethods> = {
  async 'costs.list'(context) {
    const month = monthOf(addMonths(context.today(), -1))
    return unchanged(context.raw, async () => {
      const costs = listCosts(context.raw)
      const hours = listHours(context.raw)
      return { month, costs, sums: sumCosts(costs, month), spread: await readSpread(context, month, hours), hours }
    })
  },

  async 'costs.add'(context, fields) {
    if (fields.partnerId !== null) await getPartnerRow(context.db, fields.partnerId)
    const id = context.write.insert('programme_cost', { uid: context.clock.uid(), ...toCostRow(fields) })
    context.describe(fields.label)
    return { id }
  },

  async 'costs.update'(context, { id, ...fields }) {
    getCost(context.raw, id)
    if (fields.partnerId !== null) await getPartnerRow(context.db, fields.partnerId)
    context.write.update('programme_cost', id, toCostRow(fields))
    context.describe(fields.label)
    return {}
  },

  async 'costs.remove'(context, { id }) {
    const { label } = getCost(context.raw, id)
    context.write.remove('programme_cost', id)
    context.describe(label)
    return {}
  },

  async 'costs.setHours'(context, { hours }) {
    const names: string[] = []
    for (const { partnerId, perMonth } of hours) {
      names.push((await getPartnerRow(context.db, partnerId)).name)
      const known = findEffort(context.raw, partnerId)
      if (known === undefined) {
        if (perMonth > 0) context.write.insert('partner_effort', { partner_id: partnerId, hours_per_month: perMonth })
      } else if (perMonth === 0) context.write.remove('partner_effort', known)
      else context.write.update('partner_effort', known, { hours_per_month: perMonth })
    }
    context.describe(nameSome(names))
    return {}
  },
}
