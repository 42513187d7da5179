/** Tiers of the table in force today, with their place from the lowest: key, name, place. Binds `@today`. */
export const tierNamesSql = `(SELECT value ->> 'key' AS key, value ->> 'name' AS name, json_each.key AS place
  FROM json_each((SELECT body FROM tier_version WHERE is_live = 1 AND valid_from <= @today ORDER BY number DESC LIMIT 1), '$.tiers'))`

/** Key of the tier that a row of `partner` has today. Binds `@today`. */
export const tierOfPartnerSql = `(SELECT partner_tier.tier FROM partner_tier
  WHERE partner_tier.partner_id = partner.id AND partner_tier.valid_from <= @today ORDER BY valid_from DESC, partner_tier.id DESC LIMIT 1)`
