/** SQL of the days from opening to winning of a deal; null where a day is missing or they stand the wrong way round. */
export const cycleDaysSql = `iif(deal.stage = 'won' AND deal.opened_on <= deal.closed_on,
  CAST(julianday(deal.closed_on) - julianday(deal.opened_on) AS INTEGER), NULL)`
