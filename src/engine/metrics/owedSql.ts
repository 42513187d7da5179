/**
 * What a programme owes, row by row: everything earned that was neither rejected nor held, plus adjustments, less what
 * was paid. A clawback is a negative commission and is in there once: owed = Σ earned − Σ paid, never − Σ clawbacks. [ME1]
 */
export const owedRows = `
  SELECT partner_id, currency, earned_minor AS minor FROM rollup_commission WHERE state NOT IN ('rejected', 'hold')
  UNION ALL SELECT partner_id, currency, amount_minor FROM adjustment WHERE is_live = 1
  UNION ALL SELECT partner_id, currency, -amount_minor FROM payment WHERE is_live = 1`
