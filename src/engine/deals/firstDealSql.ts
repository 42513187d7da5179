/** SQL of the id of a deal's first version, which stands for all of them; `id` is SQL too. */
export const firstDealSql = (id: string): string =>
  `coalesce((SELECT first_id FROM fact_version WHERE kind = 'deals' AND fact_version.id = ${id}), ${id})`

/**
 * Parts that partners had in deals that count, without those of the partner that brought the deal: it did more than
 * help. [AN2]
 */
export const dealRolesSql = `deal_role JOIN deal ON deal.is_live = 1 AND deal_role.partner_id IS NOT deal.partner_id
  AND (deal.id = deal_role.deal_id
    OR deal.id IN (SELECT id FROM fact_version WHERE kind = 'deals' AND first_id = deal_role.deal_id))`
