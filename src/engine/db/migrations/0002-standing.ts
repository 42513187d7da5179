// Frozen: imports nothing, is never edited once released.
export const version = 2

const day = (column: string): string => `CHECK (length(${column}) = 10)`

// Three tables whose CHECK did not know leads, clicks, rates and company figures: rebuilt with the same rows.
const widened = `
CREATE TABLE conversion_widened (
  id INTEGER PRIMARY KEY,
  identity BLOB NOT NULL, -- same for all versions of one event
  content_hash BLOB NOT NULL,
  attempt_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  source TEXT NOT NULL,
  external_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'refund', 'lead')),
  original_external_id TEXT NOT NULL, -- refunds: the sale they take back
  occurred_on TEXT NOT NULL ${day('occurred_on')},
  amount_minor INTEGER NOT NULL, -- charged, with tax, after nothing; negative for refunds, 0 for leads
  tax_minor INTEGER NOT NULL,
  shipping_minor INTEGER NOT NULL,
  discount_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  product TEXT NOT NULL,
  country TEXT NOT NULL,
  partner_text TEXT NOT NULL,
  customer_id INTEGER REFERENCES customer (id),
  original_id INTEGER, -- derived: the sale's row
  partner_id INTEGER, -- derived from partner_text, answers and attribution
  is_live INTEGER NOT NULL, -- derived
  CHECK (kind <> 'lead' OR amount_minor = 0)
) STRICT;
INSERT INTO conversion_widened SELECT * FROM conversion;
DROP TABLE conversion;
ALTER TABLE conversion_widened RENAME TO conversion;
CREATE INDEX conversion_customer ON conversion (customer_id);
CREATE INDEX conversion_refund ON conversion (original_id) WHERE kind = 'refund';

CREATE TABLE import_holding_widened (
  attempt_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('partners', 'customers', 'deals', 'conversions', 'clicks', 'rates', 'figures')),
  from_id INTEGER NOT NULL,
  to_id INTEGER NOT NULL,
  PRIMARY KEY (attempt_id, kind, from_id)
) STRICT, WITHOUT ROWID;
INSERT INTO import_holding_widened SELECT * FROM import_holding;
DROP TABLE import_holding;
ALTER TABLE import_holding_widened RENAME TO import_holding;

CREATE TABLE fact_version_widened (
  kind TEXT NOT NULL CHECK (kind IN ('deals', 'conversions', 'clicks', 'rates', 'figures')),
  id INTEGER NOT NULL,
  first_id INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO fact_version_widened SELECT * FROM fact_version;
DROP TABLE fact_version;
ALTER TABLE fact_version_widened RENAME TO fact_version;
CREATE INDEX fact_version_first ON fact_version (kind, first_id);
`

const registers = `
CREATE TABLE deal_role (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  deal_id INTEGER NOT NULL, -- the first version of the deal
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  role TEXT NOT NULL CHECK (role IN ('influenced', 'assisted')),
  note TEXT NOT NULL,
  UNIQUE (deal_id, partner_id)
) STRICT;

-- Company-wide figures typed by hand; they stand before imported ones.
CREATE TABLE company_entry (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  month TEXT NOT NULL CHECK (length(month) = 7),
  measure TEXT NOT NULL CHECK (measure IN ('bookings', 'newCustomers', 'marketingSpend')),
  currency TEXT NOT NULL, -- '' for counts
  value INTEGER NOT NULL, -- minor units, or a count
  UNIQUE (month, measure)
) STRICT;

CREATE TABLE programme_cost (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('people', 'tools', 'enablement', 'campaigns', 'other')),
  label TEXT NOT NULL,
  partner_id INTEGER REFERENCES partner (id), -- null: shared, allocated
  currency TEXT NOT NULL,
  month_minor INTEGER NOT NULL, -- each month
  from_month TEXT NOT NULL CHECK (length(from_month) = 7),
  to_month TEXT CHECK (to_month IS NULL OR length(to_month) = 7) -- null: goes on
) STRICT;
CREATE TABLE partner_effort (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner_id INTEGER NOT NULL UNIQUE REFERENCES partner (id),
  hours_per_month INTEGER NOT NULL CHECK (hours_per_month >= 0)
) STRICT;

CREATE TABLE objective (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  measure TEXT NOT NULL,
  partner_id INTEGER REFERENCES partner (id), -- null: the programme
  owner TEXT NOT NULL,
  from_on TEXT NOT NULL ${day('from_on')},
  to_on TEXT NOT NULL ${day('to_on')},
  target INTEGER NOT NULL, -- in the measure's unit
  currency TEXT NOT NULL, -- of a money target, '' for other units
  warning_ppm INTEGER NOT NULL, -- so far from the target the verdict is "drifting"
  is_north_star INTEGER NOT NULL CHECK (is_north_star IN (0, 1)),
  note TEXT NOT NULL,
  is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1))
) STRICT;

CREATE TABLE intervention (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  kind TEXT NOT NULL CHECK (kind IN ('coaching', 'incentive', 'warning', 'termination')),
  title TEXT NOT NULL,
  owner TEXT NOT NULL,
  opened_on TEXT NOT NULL ${day('opened_on')},
  due_on TEXT NOT NULL ${day('due_on')},
  measure TEXT NOT NULL,
  expected INTEGER, -- what the measure is expected to be afterwards, in its unit
  currency TEXT NOT NULL, -- of expected money, '' for other units
  window_days INTEGER NOT NULL CHECK (window_days BETWEEN 7 AND 366), -- length of "before" and of "after"
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
  closed_on TEXT,
  outcome TEXT NOT NULL
) STRICT;

CREATE TABLE tier_table (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  draft TEXT, -- JSON
  is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1))
) STRICT;
CREATE TABLE partner_tier (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  tier TEXT NOT NULL, -- key of the tier; '' is none
  kind TEXT NOT NULL CHECK (kind IN ('promoted', 'demoted', 'kept', 'placed')),
  valid_from TEXT NOT NULL ${day('valid_from')},
  reason TEXT NOT NULL,
  evaluated_on TEXT, -- the evaluation it decides on; null: placed by hand
  evidence TEXT, -- JSON: what stood at the decision
  decided_on TEXT NOT NULL ${day('decided_on')},
  decided_by TEXT NOT NULL,
  grace_until TEXT, -- a demotion decided but not yet in force
  pinned_until TEXT,
  pin_reason TEXT NOT NULL
) STRICT;
CREATE INDEX partner_tier_partner ON partner_tier (partner_id, valid_from); -- of one day the last decided counts
CREATE TABLE certificate (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  name TEXT NOT NULL,
  holder TEXT NOT NULL,
  level TEXT NOT NULL,
  issued_on TEXT NOT NULL ${day('issued_on')},
  expires_on TEXT,
  evidence TEXT NOT NULL
) STRICT;
CREATE INDEX certificate_partner ON certificate (partner_id);
CREATE TABLE attestation (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  topic TEXT NOT NULL, -- what was attested, as the tier table names it
  kind TEXT NOT NULL CHECK (kind IN ('attestation', 'policy')),
  is_met INTEGER NOT NULL CHECK (is_met IN (0, 1)),
  attested_on TEXT NOT NULL ${day('attested_on')},
  valid_until TEXT,
  attested_by TEXT NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX attestation_partner ON attestation (partner_id);
CREATE TABLE tier_promise (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  promise TEXT NOT NULL, -- key of the promise in the tier table
  state TEXT NOT NULL CHECK (state IN ('pending', 'kept', 'broken')),
  severity TEXT NOT NULL CHECK (severity IN ('blocker', 'warning', 'information')),
  due_on TEXT,
  note TEXT NOT NULL,
  decided_on TEXT NOT NULL ${day('decided_on')},
  UNIQUE (partner_id, promise)
) STRICT;

CREATE TABLE scorecard_template (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0), -- rises when it changes after cards were published by it
  body TEXT NOT NULL, -- JSON
  is_archived INTEGER NOT NULL CHECK (is_archived IN (0, 1))
) STRICT;

CREATE TABLE qbr (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  planned_on TEXT NOT NULL ${day('planned_on')},
  from_on TEXT NOT NULL ${day('from_on')},
  to_on TEXT NOT NULL ${day('to_on')},
  state TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
  agenda TEXT NOT NULL, -- JSON
  narrative TEXT NOT NULL, -- JSON
  notes TEXT NOT NULL,
  held_on TEXT
) STRICT;
CREATE INDEX qbr_partner ON qbr (partner_id, planned_on);
CREATE TABLE commitment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  qbr_id INTEGER, -- where it was made
  text TEXT NOT NULL,
  owner TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('ours', 'theirs')),
  made_on TEXT NOT NULL ${day('made_on')},
  due_on TEXT NOT NULL ${day('due_on')},
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
  closed_on TEXT,
  closing_note TEXT NOT NULL
) STRICT;
CREATE INDEX commitment_partner ON commitment (partner_id);
CREATE TABLE partner_plan (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  kind TEXT NOT NULL CHECK (kind IN ('goal', 'campaign')), -- joint business plan, co-marketing plan
  title TEXT NOT NULL,
  owner TEXT NOT NULL,
  from_on TEXT NOT NULL ${day('from_on')},
  to_on TEXT NOT NULL ${day('to_on')},
  measure TEXT, -- goals
  target INTEGER,
  currency TEXT NOT NULL, -- campaigns
  budget_minor INTEGER,
  spent_minor INTEGER,
  result TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'running', 'done', 'dropped'))
) STRICT;
CREATE INDEX partner_plan_partner ON partner_plan (partner_id);
CREATE TABLE feedback (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  given_on TEXT NOT NULL ${day('given_on')},
  respondent TEXT NOT NULL,
  nps INTEGER CHECK (nps IS NULL OR nps BETWEEN 0 AND 10),
  themes TEXT NOT NULL, -- JSON [text, ...]
  comment TEXT NOT NULL,
  survey TEXT NOT NULL -- token of the survey file it came back in; '' when typed
) STRICT;
CREATE INDEX feedback_partner ON feedback (partner_id);
`

const facts = `
CREATE TABLE click (
  id INTEGER PRIMARY KEY,
  identity BLOB NOT NULL,
  content_hash BLOB NOT NULL,
  attempt_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  source TEXT NOT NULL,
  external_id TEXT NOT NULL,
  occurred_on TEXT NOT NULL ${day('occurred_on')},
  link TEXT NOT NULL,
  code TEXT NOT NULL,
  referrer TEXT NOT NULL,
  country TEXT NOT NULL,
  partner_text TEXT NOT NULL,
  partner_id INTEGER, -- derived
  is_live INTEGER NOT NULL -- derived
) STRICT;
-- The order of the table of clicks, and all that counting those of some days needs.
CREATE INDEX click_day ON click (occurred_on DESC, id, partner_id) WHERE is_live = 1;

-- 1 unit of base is rate_ppm millionths of quote.
CREATE TABLE fx_rate (
  id INTEGER PRIMARY KEY,
  identity BLOB NOT NULL,
  content_hash BLOB NOT NULL,
  attempt_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  source TEXT NOT NULL,
  base_currency TEXT NOT NULL,
  quote_currency TEXT NOT NULL,
  day TEXT NOT NULL ${day('day')},
  rate_ppm INTEGER NOT NULL CHECK (rate_ppm > 0),
  is_live INTEGER NOT NULL -- derived
) STRICT;
CREATE INDEX fx_rate_pair ON fx_rate (base_currency, quote_currency, day);

CREATE TABLE company_figure (
  id INTEGER PRIMARY KEY,
  identity BLOB NOT NULL,
  content_hash BLOB NOT NULL,
  attempt_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  source TEXT NOT NULL,
  month TEXT NOT NULL CHECK (length(month) = 7),
  measure TEXT NOT NULL CHECK (measure IN ('bookings', 'newCustomers', 'marketingSpend')),
  currency TEXT NOT NULL, -- '' for counts
  value INTEGER NOT NULL,
  is_live INTEGER NOT NULL -- derived
) STRICT;

CREATE TABLE tier_version (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  table_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  valid_from TEXT NOT NULL ${day('valid_from')},
  body TEXT NOT NULL,
  published_at TEXT NOT NULL,
  published_by TEXT NOT NULL,
  is_live INTEGER NOT NULL
) STRICT;

CREATE TABLE scorecard (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  template_id INTEGER NOT NULL,
  template_version INTEGER NOT NULL,
  partner_id INTEGER NOT NULL,
  from_on TEXT NOT NULL ${day('from_on')},
  to_on TEXT NOT NULL ${day('to_on')},
  score_ppm INTEGER NOT NULL,
  band TEXT NOT NULL,
  content BLOB NOT NULL, -- canonical JSON, deflated
  content_hash TEXT NOT NULL, -- SHA-256 of the JSON
  published_at TEXT NOT NULL,
  published_by TEXT NOT NULL,
  is_live INTEGER NOT NULL
) STRICT;
CREATE INDEX scorecard_partner ON scorecard (partner_id, to_on);
`

// Everything in it follows from other rows. A file of before knows no rates: its foreign amounts wait for some.
const derived = `
-- Sums of rollup_revenue that are not in the base currency, each row converted by itself.
CREATE TABLE rollup_foreign (
  partner_id INTEGER NOT NULL, -- 0: none
  currency TEXT NOT NULL,
  month TEXT NOT NULL,
  kind TEXT NOT NULL,
  base_minor INTEGER NOT NULL, -- of the rows that have a rate
  unrated_count INTEGER NOT NULL, -- rows without one
  PRIMARY KEY (partner_id, currency, month, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO rollup_foreign SELECT partner_id, currency, month, kind, 0, row_count FROM rollup_revenue
  WHERE currency <> coalesce((SELECT json_extract(value, '$') FROM setting WHERE key = 'baseCurrency'), '');

CREATE INDEX rollup_revenue_month ON rollup_revenue (month, partner_id, kind, currency, row_count, amount_minor);
CREATE INDEX rollup_foreign_month ON rollup_foreign (month, partner_id, kind, currency, base_minor, unrated_count);
CREATE INDEX rollup_commission_month ON rollup_commission (month, partner_id, currency, state, row_count, earned_minor);

CREATE TABLE rollup_last_sale (
  partner_id INTEGER NOT NULL, -- 0: none
  month TEXT NOT NULL,
  last_on TEXT NOT NULL,
  PRIMARY KEY (partner_id, month)
) STRICT, WITHOUT ROWID;
INSERT INTO rollup_last_sale SELECT coalesce(partner_id, 0), substr(occurred_on, 1, 7), max(occurred_on)
  FROM conversion WHERE is_live = 1 AND kind = 'sale' GROUP BY 1, 2;

CREATE TABLE rollup_click (
  partner_id INTEGER NOT NULL, -- 0: none
  month TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  PRIMARY KEY (partner_id, month)
) STRICT, WITHOUT ROWID;
-- Customers of a partner by the month of their first purchase with it, and what they bought in each month.
CREATE TABLE rollup_cohort (
  partner_id INTEGER NOT NULL,
  first_month TEXT NOT NULL,
  month TEXT NOT NULL,
  customer_count INTEGER NOT NULL, -- that bought in the month
  base_minor INTEGER NOT NULL, -- sales less refunds of the month that have a rate, in the base currency
  PRIMARY KEY (partner_id, first_month, month)
) STRICT, WITHOUT ROWID;
-- The same customers by the months of their first and of their last purchase.
CREATE TABLE rollup_lifetime (
  partner_id INTEGER NOT NULL,
  first_month TEXT NOT NULL,
  last_month TEXT NOT NULL,
  customer_count INTEGER NOT NULL,
  PRIMARY KEY (partner_id, first_month, last_month)
) STRICT, WITHOUT ROWID;
CREATE TEMP TABLE bought AS
  SELECT partner_id, customer_id, substr(occurred_on, 1, 7) AS month, max(kind = 'sale') AS has_sale,
    sum(iif(currency = coalesce((SELECT json_extract(value, '$') FROM setting WHERE key = 'baseCurrency'), ''), amount_minor, 0)) AS base_minor
  FROM conversion WHERE is_live = 1 AND partner_id IS NOT NULL AND customer_id IS NOT NULL GROUP BY 1, 2, 3;
CREATE TEMP TABLE lifetime AS
  SELECT partner_id, customer_id, min(month) AS first_month, max(month) AS last_month FROM bought WHERE has_sale = 1 GROUP BY 1, 2;
INSERT INTO rollup_lifetime SELECT partner_id, first_month, last_month, count(*) FROM lifetime GROUP BY 1, 2, 3;
INSERT INTO rollup_cohort SELECT partner_id, first_month, month, sum(has_sale), sum(base_minor)
  FROM bought JOIN lifetime USING (partner_id, customer_id) WHERE month >= first_month GROUP BY 1, 2, 3;
DROP TABLE bought;
DROP TABLE lifetime;
`

const registerTables = [
  'deal_role', 'company_entry', 'programme_cost', 'partner_effort', 'objective', 'intervention', 'tier_table', 'partner_tier',
  'certificate', 'attestation', 'tier_promise', 'scorecard_template', 'qbr', 'commitment', 'partner_plan', 'feedback',
] // prettier-ignore
/** Fact tables with the columns that are derived and may therefore change. */
const factTables: Record<string, string[]> = {
  import_holding: [],
  fact_version: [],
  conversion: ['original_id', 'partner_id', 'is_live'],
  click: ['partner_id', 'is_live'],
  fx_rate: ['is_live'],
  company_figure: ['is_live'],
  tier_version: ['is_live'],
  scorecard: ['is_live'],
}

function registerGuards(table: string): string {
  return (['INSERT', 'UPDATE', 'DELETE'] as const)
    .map(
      (event) => `CREATE TRIGGER ${table}_gate_${event.toLowerCase()} BEFORE ${event} ON ${table}
  WHEN (SELECT is_open FROM write_gate) = 0 BEGIN SELECT RAISE(ABORT, 'guard: ${table}'); END;`,
    )
    .join('\n')
}

function factGuards(table: string, columns: string[], derivedColumns: string[]): string {
  const fixed = columns.filter((column) => !derivedColumns.includes(column))
  return `CREATE TRIGGER ${table}_no_update BEFORE UPDATE OF ${fixed.join(', ')} ON ${table} BEGIN SELECT RAISE(ABORT, 'guard: ${table}'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'guard: ${table}'); END;`
}

/** Runs the migration; `columnsOf` lists a table's columns. */
export function migrate(execute: (sql: string) => void, columnsOf: (table: string) => string[]): void {
  for (const part of [widened, registers, facts, derived]) execute(part)
  for (const table of registerTables) execute(registerGuards(table))
  for (const [table, derivedColumns] of Object.entries(factTables))
    execute(factGuards(table, columnsOf(table), derivedColumns))
}
