/** Deals with the partners that had a part in them beside the one that brought them; of each deal the version that counts. */
export const dealRolesJoined = `deal_role JOIN deal ON deal.id = deal_role.deal_id
  OR deal.id IN (SELECT id FROM fact_version WHERE kind = 'deals' AND first_id = deal_role.deal_id)`
