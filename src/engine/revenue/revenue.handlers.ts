import type { revenueMethods } from '../../contract/revenue.ts'
import { readGates } from '../commissions/gates.ts'
import type { HandlersOf } from '../context.ts'
import { getPartnerRow } from '../partners/partners.repo.ts'
import { asksCredited, findAttribution } from './attribution.repo.ts'
import { commissionsOf, dealVersions, getClick, getConversion, getDeal, originOf, refundedOf } from './revenue.repo.ts'
import { listCreditable, listPartnersOfCustomer, listWaiting } from './suggestions.repo.ts'
import { firstOfEach, suggestPartners } from './suggestions.rules.ts'

export const revenueHandlers: HandlersOf<typeof revenueMethods> = {
  async 'revenue.conversion'(context, { id }) {
    const row = getConversion(context.raw, id)
    const gates =
      row.partner_id === null || row.kind === 'refund'
        ? []
        : readGates(context.raw, { conversionId: id, partnerId: row.partner_id })
    return {
      id,
      kind: row.kind,
      externalId: row.external_id,
      occurredOn: row.occurred_on,
      currency: row.currency,
      amountMinor: row.amount_minor,
      taxMinor: row.tax_minor,
      shippingMinor: row.shipping_minor,
      discountMinor: row.discount_minor,
      refundedMinor: refundedOf(context.raw, id),
      product: row.product,
      country: row.country,
      partnerId: row.partner_id,
      partnerName: row.partner_name ?? '',
      partnerText: row.partner_text,
      customerId: row.customer_id,
      customerName: row.customer_name ?? '',
      attribution: row.attribution,
      origin: originOf(context.raw, row),
      commissions: commissionsOf(context.raw, id, context.today()),
      failedGates: gates.filter(({ isPassed }) => !isPassed).map(({ gate }) => gate),
    }
  },

  async 'revenue.suggestions'(context, { id }) {
    const row = getConversion(context.raw, id)
    if (row.attribution !== 'none') return { partners: [], conversionIds: [] }
    const ofText = row.partner_text === '' ? [] : suggestPartners(row.partner_text, listCreditable(context.raw))
    const ofCustomer = row.customer_id === null ? [] : listPartnersOfCustomer(context.raw, row.customer_id)
    const partners = firstOfEach([...ofText, ...ofCustomer.map((other) => ({ ...other, reason: 'customer' as const }))])
    return { partners, conversionIds: partners.length === 0 ? [] : await listWaiting(context.raw, row) }
  },

  async 'revenue.deal'(context, { id }) {
    const row = getDeal(context.raw, id)
    return {
      id,
      name: row.name,
      externalId: row.external_id,
      stage: row.stage,
      stageText: row.stage_text,
      currency: row.currency,
      amountMinor: row.amount_minor,
      openedOn: row.opened_on,
      closedOn: row.closed_on,
      product: row.product,
      partnerId: row.partner_id,
      partnerName: row.partner_name ?? '',
      customerId: row.customer_id,
      customerName: row.customer_name ?? '',
      owner: row.owner,
      origin: originOf(context.raw, row),
      versions: dealVersions(context.raw, id),
    }
  },

  async 'revenue.click'(context, { id }) {
    const row = getClick(context.raw, id)
    return {
      id,
      externalId: row.external_id,
      occurredOn: row.occurred_on,
      link: row.link,
      code: row.code,
      referrer: row.referrer,
      country: row.country,
      partnerId: row.partner_id,
      partnerName: row.partner_name ?? '',
      partnerText: row.partner_text,
      origin: originOf(context.raw, row),
    }
  },

  async 'revenue.attribute'(context, { conversionIds, partnerId, reason }) {
    const partner = partnerId === null ? null : await getPartnerRow(context.db, partnerId)
    const credited = new Set(conversionIds.map(asksCredited(context.raw)))
    for (const conversionId of credited) {
      const known = findAttribution(context.raw, conversionId)
      const row = { conversion_id: conversionId, partner_id: partnerId, reason }
      // The partner of the conversion itself follows: see the attribution reaction.
      if (known) context.write.update('attribution', known.id, row)
      else context.write.insert('attribution', row)
    }
    context.describe(partner?.name ?? '')
    return {}
  },
}
