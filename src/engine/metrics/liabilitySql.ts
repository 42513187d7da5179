/**
 * What is owed and not paid, row by row with the day it falls due: commissions by where they stand, and adjustments.
 * `@today` decides between pending and approved. [ME1]
 */
export const liabilityRows = `
  SELECT due_on, currency, earned_minor AS minor, row_count,
    CASE WHEN state = 'hold' THEN 'hold' WHEN state = 'inRun' THEN 'inRun' WHEN due_on <= @today THEN 'approved' ELSE 'pending' END AS status
  FROM rollup_commission WHERE state IN ('open', 'inRun', 'hold')
  UNION ALL SELECT occurred_on, adjustment.currency, amount_minor, 1, iif(adjustment.payout_id IS NULL, 'approved', 'inRun')
  FROM adjustment LEFT JOIN payout ON payout.id = adjustment.payout_id WHERE is_live = 1 AND payout.settled_on IS NULL`
