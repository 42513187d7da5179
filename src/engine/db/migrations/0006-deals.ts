// Frozen: imports nothing, is never edited once released.
export const version = 6

// Sums of deals by month. Foreign amounts need the exchange, which SQL alone does not have: whoever opens the file fills
// them in the same transaction.
const sums = `
CREATE TABLE rollup_deal (
  partner_id INTEGER NOT NULL,
  currency TEXT NOT NULL, -- '' of deals without an amount
  month TEXT NOT NULL, -- '' of deals begun on no known day
  event TEXT NOT NULL CHECK (event IN ('opened', 'won', 'lost', 'begun')), -- begun less won and lost: open
  deal_count INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  base_minor INTEGER NOT NULL, -- of opened and won ones that have a rate, in the base currency
  unrated_count INTEGER NOT NULL, -- those without one
  cycle_count INTEGER NOT NULL, -- won ones opened no later
  cycle_days INTEGER NOT NULL, -- from opening to closing, of these
  PRIMARY KEY (partner_id, currency, month, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollup_deal_role (
  partner_id INTEGER NOT NULL,
  currency TEXT NOT NULL,
  month TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('influenced', 'assisted')),
  is_first INTEGER NOT NULL CHECK (is_first IN (0, 1)), -- nobody was named in this role before: counts for the programme
  base_minor INTEGER NOT NULL, -- of the deals that have a rate
  unrated_count INTEGER NOT NULL, -- deals without one
  PRIMARY KEY (partner_id, currency, month, role, is_first)
) STRICT, WITHOUT ROWID;
`

// All that summing the deals of some days needs.
const days = `
CREATE INDEX deal_opened ON deal (opened_on, partner_id, stage, currency, amount_minor, closed_on) WHERE is_live = 1;
CREATE INDEX deal_closed ON deal (closed_on, partner_id, stage, currency, amount_minor, opened_on) WHERE is_live = 1;
`

/** Runs the migration. */
export function migrate(execute: (sql: string) => void): void {
  execute(sums)
  execute(days)
}
