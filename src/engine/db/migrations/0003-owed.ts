// Frozen: imports nothing, is never edited once released.
export const version = 3

// The stored sums of commissions get the day of the payment, so that what was owed on a past day can be summed.
const owed = `
DROP TABLE rollup_commission;
CREATE TABLE rollup_commission (
  partner_id INTEGER NOT NULL,
  currency TEXT NOT NULL,
  month TEXT NOT NULL,
  due_on TEXT NOT NULL,
  plan_version_id INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'hold', 'rejected', 'inRun', 'paid')),
  settled_on TEXT NOT NULL, -- '' before the payment
  row_count INTEGER NOT NULL,
  base_minor INTEGER NOT NULL,
  earned_minor INTEGER NOT NULL,
  PRIMARY KEY (partner_id, currency, month, due_on, plan_version_id, state, settled_on)
) STRICT, WITHOUT ROWID;
INSERT INTO rollup_commission SELECT commission.partner_id, commission.currency, substr(occurred_on, 1, 7), due_on, plan_version_id,
    CASE WHEN run.state IN ('approved', 'exported', 'paid', 'closed') THEN iif(payout.settled_on IS NULL, 'inRun', 'paid')
      WHEN decision.state = 'rejected' THEN 'rejected' WHEN commission.is_reversed = 1 THEN 'open'
      WHEN decision.state = 'hold' THEN 'hold' WHEN run.state IN ('draft', 'reviewed') THEN 'inRun' ELSE 'open' END,
    coalesce(payout.settled_on, ''), count(*), sum(base_minor), sum(commission.earned_minor)
  FROM commission LEFT JOIN commission_decision AS decision ON decision.commission_id = commission.id
    LEFT JOIN payout ON payout.id = commission.payout_id LEFT JOIN payout_run AS run ON run.id = payout.run_id
  GROUP BY 1, 2, 3, 4, 5, 6, 7;
CREATE INDEX rollup_commission_month ON rollup_commission (month, partner_id, currency, state, row_count, earned_minor);`

/** Runs the migration. */
export function migrate(execute: (sql: string) => void): void {
  execute(owed)
}
