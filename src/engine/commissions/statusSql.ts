/** Tables that a commission's status is computed from, joined to `commission`. */
export const statusJoins = `LEFT JOIN commission_decision AS decision ON decision.commission_id = commission.id
  LEFT JOIN payout ON payout.id = commission.payout_id
  LEFT JOIN payout_run AS run ON run.id = payout.run_id`

const isSettled = `run.state IN ('approved', 'exported', 'paid', 'closed')`

/** `computeStatus` as SQL over `commission` with `statusJoins`; `@today` is the programme's day. [CO9] */
export const statusSql = `CASE
  WHEN ${isSettled} THEN iif(payout.settled_on IS NULL, 'inRun', 'paid')
  WHEN decision.state = 'rejected' THEN 'rejected'
  WHEN commission.is_reversed = 1 THEN 'reversed'
  WHEN decision.state = 'hold' THEN 'hold'
  WHEN run.state IN ('draft', 'reviewed') THEN 'inRun'
  WHEN commission.due_on <= @today THEN 'approved'
  ELSE 'pending' END`

/** The part of the status that no day changes: pending, approved and reversed are all `open`. */
export const stateSql = `CASE
  WHEN ${isSettled} THEN iif(payout.settled_on IS NULL, 'inRun', 'paid')
  WHEN decision.state = 'rejected' THEN 'rejected'
  WHEN commission.is_reversed = 1 THEN 'open'
  WHEN decision.state = 'hold' THEN 'hold'
  WHEN run.state IN ('draft', 'reviewed') THEN 'inRun'
  ELSE 'open' END`

/** SQL condition over `commission`: it stands in an approved statement and never changes again. [PO3] */
export const isFrozenSql = `commission.payout_id IS NOT NULL
  AND EXISTS (SELECT 1 FROM statement WHERE statement.payout_id = commission.payout_id AND statement.is_live = 1)`
