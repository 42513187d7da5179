// Frozen: imports nothing, is never edited once released.
export const version = 1

const bookkeeping = `
CREATE TABLE workspace (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  uid TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE TABLE device (id TEXT PRIMARY KEY, name TEXT NOT NULL, first_seen_at TEXT NOT NULL) STRICT;
CREATE TABLE clock_state (one INTEGER PRIMARY KEY CHECK (one = 1), ms INTEGER NOT NULL, counter INTEGER NOT NULL) STRICT;
CREATE TABLE write_gate (one INTEGER PRIMARY KEY CHECK (one = 1), is_open INTEGER NOT NULL CHECK (is_open IN (0, 1))) STRICT;
INSERT INTO clock_state VALUES (1, 0, 0);
INSERT INTO write_gate VALUES (1, 0);

CREATE TABLE command (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  method TEXT NOT NULL,
  subject TEXT NOT NULL,
  actor TEXT NOT NULL,
  device TEXT NOT NULL REFERENCES device (id),
  programme TEXT NOT NULL,
  at TEXT NOT NULL,
  clock TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  answer TEXT NOT NULL,
  undoes INTEGER REFERENCES command (seq),
  redoes INTEGER REFERENCES command (seq),
  operations_hash TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TABLE operation (
  seq INTEGER PRIMARY KEY,
  command_seq INTEGER NOT NULL REFERENCES command (seq) DEFERRABLE INITIALLY DEFERRED,
  entity TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('insert', 'update', 'remove', 'retract', 'restore')),
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX operation_entity ON operation (entity, entity_id);
CREATE INDEX operation_command ON operation (command_seq);
-- Derived: which commands count now; 'lost' can no longer be redone.
CREATE TABLE undo_state (
  command_seq INTEGER PRIMARY KEY REFERENCES command (seq),
  state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'lost'))
) STRICT;
CREATE INDEX undo_state_state ON undo_state (state, command_seq);
CREATE TABLE column_clock (
  entity TEXT NOT NULL,
  entity_id INTEGER NOT NULL,
  column_name TEXT NOT NULL,
  clock TEXT NOT NULL,
  PRIMARY KEY (entity, entity_id, column_name)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER command_no_update BEFORE UPDATE ON command BEGIN SELECT RAISE(ABORT, 'guard: command'); END;
CREATE TRIGGER command_no_delete BEFORE DELETE ON command BEGIN SELECT RAISE(ABORT, 'guard: command'); END;
CREATE TRIGGER operation_no_update BEFORE UPDATE ON operation BEGIN SELECT RAISE(ABORT, 'guard: operation'); END;
CREATE TRIGGER operation_no_delete BEFORE DELETE ON operation BEGIN SELECT RAISE(ABORT, 'guard: operation'); END;
`

const day = (column: string): string => `CHECK (length(${column}) = 10)`

// AUTOINCREMENT: the id of a row that undo removed is never given to another one; facts and the log still name it.
const registers = `
CREATE TABLE setting (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;

CREATE TABLE partner (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  legal_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  external_id TEXT NOT NULL,
  code TEXT NOT NULL,
  email TEXT NOT NULL,
  domain TEXT NOT NULL,
  country TEXT NOT NULL,
  group_name TEXT NOT NULL,
  manager TEXT NOT NULL,
  region TEXT NOT NULL,
  tax_id TEXT NOT NULL,
  address TEXT NOT NULL,
  notes TEXT NOT NULL,
  started_on TEXT NOT NULL ${day('started_on')},
  payee_method TEXT,
  payee_account_name TEXT NOT NULL,
  payee_email TEXT NOT NULL,
  payee_account TEXT NOT NULL,
  payee_currency TEXT,
  is_archived INTEGER NOT NULL,
  created_by_attempt INTEGER,
  is_live INTEGER NOT NULL -- derived: held by an import, made or edited by hand
) STRICT;

CREATE TABLE partner_status (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  status TEXT NOT NULL,
  valid_from TEXT NOT NULL ${day('valid_from')},
  UNIQUE (partner_id, valid_from)
) STRICT;

CREATE TABLE attribution (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversion_id INTEGER NOT NULL UNIQUE,
  partner_id INTEGER REFERENCES partner (id),
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE import_mapping (id INTEGER PRIMARY KEY AUTOINCREMENT, fingerprint TEXT NOT NULL UNIQUE, mapping TEXT NOT NULL) STRICT;
CREATE TABLE import_answer (id INTEGER PRIMARY KEY AUTOINCREMENT, question TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
CREATE TABLE import_attempt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  file_id INTEGER NOT NULL,
  source TEXT NOT NULL,
  layout TEXT,
  mapping TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('done', 'reverted')),
  imported_at TEXT NOT NULL,
  imported_by TEXT NOT NULL,
  rows_total INTEGER NOT NULL,
  rows_new INTEGER NOT NULL,
  rows_same INTEGER NOT NULL,
  rows_changed INTEGER NOT NULL,
  rows_suspect INTEGER NOT NULL,
  rows_rejected INTEGER NOT NULL,
  report TEXT NOT NULL,
  facts_digest TEXT NOT NULL -- SHA-256 over the facts this attempt brought in, in id order
) STRICT;

CREATE TABLE plan (id INTEGER PRIMARY KEY AUTOINCREMENT, uid TEXT NOT NULL UNIQUE, name TEXT NOT NULL, draft TEXT, is_archived INTEGER NOT NULL) STRICT;
CREATE TABLE plan_assignment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  plan_id INTEGER NOT NULL REFERENCES plan (id),
  scope_kind TEXT NOT NULL CHECK (scope_kind IN ('everyone', 'group', 'partner')),
  scope_group TEXT NOT NULL,
  scope_partner_id INTEGER REFERENCES partner (id),
  valid_from TEXT NOT NULL ${day('valid_from')},
  valid_to TEXT
) STRICT;

CREATE TABLE commission_decision (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  commission_id INTEGER NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('hold', 'rejected')),
  reason TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  decided_by TEXT NOT NULL
) STRICT;

CREATE TABLE payout_run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  uid TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL,
  from_on TEXT NOT NULL ${day('from_on')},
  to_on TEXT NOT NULL ${day('to_on')},
  cutoff_on TEXT NOT NULL ${day('cutoff_on')},
  state TEXT NOT NULL CHECK (state IN ('draft', 'reviewed', 'approved', 'exported', 'paid', 'closed', 'void')),
  fingerprint TEXT NOT NULL,
  void_reason TEXT NOT NULL
) STRICT;
CREATE TABLE payout (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run_id INTEGER NOT NULL REFERENCES payout_run (id),
  partner_id INTEGER NOT NULL REFERENCES partner (id),
  currency TEXT NOT NULL,
  line_count INTEGER NOT NULL,
  opening_minor INTEGER NOT NULL,
  earned_minor INTEGER NOT NULL,
  adjusted_minor INTEGER NOT NULL,
  payout_minor INTEGER NOT NULL,
  carried_because TEXT,
  short_by_minor INTEGER,
  note TEXT NOT NULL,
  method TEXT NOT NULL,
  average_minor INTEGER,
  commission_ranges TEXT NOT NULL, -- JSON [[from, to], ...], steps of 64: the frozen list, exact
  adjustment_ids TEXT NOT NULL, -- JSON [id, ...]
  settled_on TEXT, -- derived: day of the payment of this payout, or of the later one that paid its balance
  UNIQUE (run_id, partner_id, currency)
) STRICT;
`

// Facts name registers without a foreign key: undo removes the register row and keeps the retracted fact.
const facts = `
CREATE TABLE import_file (id INTEGER PRIMARY KEY, sha256 BLOB NOT NULL UNIQUE, name TEXT NOT NULL, bytes INTEGER NOT NULL) STRICT;
-- The original, compressed, cut at record ends so that one line can be shown without unpacking all.
CREATE TABLE import_chunk (
  file_id INTEGER NOT NULL REFERENCES import_file (id),
  number INTEGER NOT NULL,
  first_line INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (file_id, number)
) STRICT;
-- Which facts an attempt found in its file, new or known, as ranges of row ids.
CREATE TABLE import_holding (
  attempt_id INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('partners', 'customers', 'deals', 'conversions')),
  from_id INTEGER NOT NULL,
  to_id INTEGER NOT NULL,
  PRIMARY KEY (attempt_id, kind, from_id)
) STRICT, WITHOUT ROWID;
-- Rows that were not simply new or the same.
CREATE TABLE import_verdict (
  id INTEGER PRIMARY KEY,
  attempt_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('changed', 'suspect', 'rejected')),
  reason TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE INDEX import_verdict_attempt ON import_verdict (attempt_id, line);

-- A fact's id is its identity (the event) with its content hash (the version). Imports tell known from new in memory and
-- verify looks for doubles: an index of random keys would cost more than all the rest of an import.
CREATE TABLE customer (
  id INTEGER PRIMARY KEY,
  identity BLOB NOT NULL,
  attempt_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  name TEXT NOT NULL,
  external_id TEXT NOT NULL,
  email TEXT NOT NULL,
  domain TEXT NOT NULL,
  country TEXT NOT NULL,
  is_live INTEGER NOT NULL
) STRICT;


CREATE TABLE deal (
  id INTEGER PRIMARY KEY,
  identity BLOB NOT NULL, -- same for all versions of one deal
  content_hash BLOB NOT NULL,
  attempt_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  source TEXT NOT NULL,
  external_id TEXT NOT NULL,
  name TEXT NOT NULL,
  stage TEXT NOT NULL CHECK (stage IN ('open', 'won', 'lost')),
  stage_text TEXT NOT NULL,
  amount_minor INTEGER,
  currency TEXT NOT NULL,
  opened_on TEXT,
  closed_on TEXT,
  expected_close_on TEXT,
  product TEXT NOT NULL,
  country TEXT NOT NULL,
  owner TEXT NOT NULL,
  partner_text TEXT NOT NULL,
  customer_id INTEGER REFERENCES customer (id),
  partner_id INTEGER, -- derived from partner_text, answers and merges
  is_live INTEGER NOT NULL -- derived
) STRICT;
CREATE INDEX deal_customer ON deal (customer_id);

CREATE TABLE conversion (
  id INTEGER PRIMARY KEY,
  identity BLOB NOT NULL, -- same for all versions of one event
  content_hash BLOB NOT NULL,
  attempt_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  source TEXT NOT NULL,
  external_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'refund')),
  original_external_id TEXT NOT NULL, -- refunds: the sale they take back
  occurred_on TEXT NOT NULL ${day('occurred_on')},
  amount_minor INTEGER NOT NULL, -- charged, with tax, after nothing; negative for refunds
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
  is_live INTEGER NOT NULL -- derived
) STRICT;
CREATE INDEX conversion_customer ON conversion (customer_id);
-- Refunds by the sale they take back, and those whose sale is not here yet.
CREATE INDEX conversion_refund ON conversion (original_id) WHERE kind = 'refund';

-- Facts that are a newer version of another; imports bring few.
CREATE TABLE fact_version (
  kind TEXT NOT NULL CHECK (kind IN ('deals', 'conversions')),
  id INTEGER NOT NULL,
  first_id INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX fact_version_first ON fact_version (kind, first_id);

CREATE TABLE plan_version (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  plan_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  valid_from TEXT NOT NULL ${day('valid_from')},
  change_mode TEXT NOT NULL CHECK (change_mode IN ('allNewEvents', 'newCustomersOnly')),
  body TEXT NOT NULL,
  published_at TEXT NOT NULL,
  published_by TEXT NOT NULL,
  is_live INTEGER NOT NULL
) STRICT;

CREATE TABLE adjustment (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  partner_id INTEGER NOT NULL,
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  occurred_on TEXT NOT NULL ${day('occurred_on')},
  reason TEXT NOT NULL,
  reference TEXT NOT NULL,
  payout_id INTEGER, -- derived
  is_live INTEGER NOT NULL
) STRICT;

CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  payout_id INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  partner_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  currency TEXT NOT NULL,
  opening_minor INTEGER NOT NULL,
  earned_minor INTEGER NOT NULL,
  adjusted_minor INTEGER NOT NULL,
  paid_minor INTEGER NOT NULL,
  closing_minor INTEGER NOT NULL,
  content BLOB NOT NULL, -- canonical JSON, deflated
  content_hash TEXT NOT NULL, -- SHA-256 of the JSON
  approved_at TEXT NOT NULL,
  approved_by TEXT NOT NULL,
  is_live INTEGER NOT NULL,
  CHECK (opening_minor + earned_minor + adjusted_minor - paid_minor = closing_minor)
) STRICT;

CREATE TABLE payout_export (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  format TEXT NOT NULL,
  currency TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  payout_count INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  exported_at TEXT NOT NULL,
  is_live INTEGER NOT NULL
) STRICT;

CREATE TABLE payment (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL,
  payout_id INTEGER NOT NULL,
  partner_id INTEGER NOT NULL,
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  paid_on TEXT NOT NULL ${day('paid_on')},
  reference TEXT NOT NULL,
  is_live INTEGER NOT NULL
) STRICT;

-- Double entry; amounts of one posting sum to 0. Corrections are reversals. Entry id = hash(fact, leg, turn).
CREATE TABLE ledger_entry (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  fact_kind TEXT NOT NULL,
  fact_id INTEGER NOT NULL,
  turn INTEGER NOT NULL, -- even: posted, odd: reversed
  leg INTEGER NOT NULL,
  account TEXT NOT NULL CHECK (account IN ('commission_expense', 'commission_payable', 'adjustment', 'payout_clearing', 'bank')),
  partner_id INTEGER NOT NULL,
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL,
  day TEXT NOT NULL ${day('day')},
  command_seq INTEGER NOT NULL
) STRICT;
CREATE INDEX ledger_entry_partner ON ledger_entry (partner_id, currency, account);
CREATE INDEX ledger_entry_fact ON ledger_entry (fact_kind, fact_id);
`

const derived = `
-- Every text by which facts name a partner, and the partner it leads to.
CREATE TABLE partner_text (text TEXT PRIMARY KEY, partner_id INTEGER) STRICT, WITHOUT ROWID;

-- id = conversion id * 64 + component (0 rate, 1 fixed, 2-31 true-up of crossing to tier k, 32 clawback).
CREATE TABLE commission (
  id INTEGER PRIMARY KEY,
  partner_id INTEGER NOT NULL,
  plan_version_id INTEGER NOT NULL,
  rule_index INTEGER NOT NULL,
  base_minor INTEGER NOT NULL,
  earned_minor INTEGER NOT NULL,
  counter_before INTEGER NOT NULL,
  currency TEXT NOT NULL,
  occurred_on TEXT NOT NULL,
  due_on TEXT NOT NULL,
  trigger_id INTEGER, -- conversion that caused it: the crossing one (true-up), the refunded one (clawback)
  is_reversed INTEGER NOT NULL, -- fully refunded: stays for the record, pays 0
  payout_id INTEGER -- the run's payout that claims it
) STRICT;
CREATE TRIGGER commission_frozen_update BEFORE UPDATE ON commission
  WHEN OLD.payout_id IS NOT NULL AND EXISTS (SELECT 1 FROM statement WHERE payout_id = OLD.payout_id AND is_live = 1)
  BEGIN SELECT RAISE(ABORT, 'guard: commission of an approved statement'); END;
CREATE TRIGGER commission_frozen_delete BEFORE DELETE ON commission
  WHEN OLD.payout_id IS NOT NULL AND EXISTS (SELECT 1 FROM statement WHERE payout_id = OLD.payout_id AND is_live = 1)
  BEGIN SELECT RAISE(ABORT, 'guard: commission of an approved statement'); END;
CREATE INDEX statement_payout ON statement (payout_id);
CREATE INDEX statement_partner ON statement (partner_id, currency);
CREATE INDEX payment_payout ON payment (payout_id);
CREATE INDEX payment_partner ON payment (partner_id, currency, paid_on);
CREATE INDEX payout_partner ON payout (partner_id, currency);
CREATE INDEX commission_payout ON commission (payout_id) WHERE payout_id IS NOT NULL;

CREATE TABLE rollup_revenue (
  partner_id INTEGER NOT NULL, -- 0: none
  currency TEXT NOT NULL,
  month TEXT NOT NULL,
  kind TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  PRIMARY KEY (partner_id, currency, month, kind)
) STRICT, WITHOUT ROWID;
CREATE TABLE rollup_partner (
  partner_id INTEGER PRIMARY KEY, -- 0: none
  customer_count INTEGER NOT NULL,
  first_on TEXT NOT NULL,
  last_on TEXT NOT NULL
) STRICT;
CREATE TABLE rollup_count (kind TEXT PRIMARY KEY, row_count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE rollup_commission (
  partner_id INTEGER NOT NULL,
  currency TEXT NOT NULL,
  month TEXT NOT NULL,
  due_on TEXT NOT NULL,
  plan_version_id INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'hold', 'rejected', 'inRun', 'paid')),
  row_count INTEGER NOT NULL,
  base_minor INTEGER NOT NULL,
  earned_minor INTEGER NOT NULL,
  PRIMARY KEY (partner_id, currency, month, due_on, plan_version_id, state)
) STRICT, WITHOUT ROWID;
`

const registerTables = [
  'setting', 'partner', 'partner_status', 'attribution', 'import_mapping', 'import_answer', 'import_attempt', 'plan', 'plan_assignment',
  'commission_decision', 'payout_run', 'payout',
] // prettier-ignore
/** Fact tables with the columns that are derived and may therefore change. */
const factTables: Record<string, string[]> = {
  import_file: [],
  import_chunk: [],
  import_holding: [],
  import_verdict: [],
  fact_version: [],
  customer: ['is_live'],
  deal: ['partner_id', 'is_live'],
  conversion: ['original_id', 'partner_id', 'is_live'],
  plan_version: ['is_live'],
  adjustment: ['payout_id', 'is_live'],
  statement: ['is_live'],
  payout_export: ['is_live'],
  payment: ['is_live'],
  ledger_entry: [],
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
  for (const part of [bookkeeping, registers, facts, derived]) execute(part)
  for (const table of registerTables) execute(registerGuards(table))
  for (const [table, derivedColumns] of Object.entries(factTables))
    execute(factGuards(table, columnsOf(table), derivedColumns))
}
