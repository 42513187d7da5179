/** Company figures month by month, those that count last: imported ones in the order they came, then typed ones. */
export const companyFigureRows = `
  SELECT month, measure, currency, value, 0 AS isTyped, id FROM company_figure WHERE is_live = 1
  UNION ALL SELECT month, measure, currency, value, 1, id FROM company_entry`
