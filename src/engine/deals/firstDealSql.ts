/** SQL of the id of a deal's first version, which stands for all of them; `id` is SQL too. */
export const firstDealSql = (id: string): string =>
  `coalesce((SELECT first_id FROM fact_version WHERE kind = 'deals' AND fact_version.id = ${id}), ${id})`

/**
 * Parts that partners had in deals that count, whichever version of a deal does, without those of the partner that
 * brought the deal: it did more than help. [AN2]
 */
export const dealRolesSql = `(
    SELECT id, partner_id, role, deal_id, deal_id AS version_id FROM deal_role
    UNION ALL SELECT deal_role.id, partner_id, role, deal_id, fact_version.id FROM deal_role
      CROSS JOIN fact_version ON kind = 'deals' AND first_id = deal_id AND fact_version.id <> deal_id) AS deal_role
  CROSS JOIN deal ON deal.id = version_id AND is_live = 1 AND deal_role.partner_id IS NOT deal.partner_id`
