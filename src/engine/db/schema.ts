/** Row types of every table, one place. Money is minor units, rates ppm, days and moments text; flags are 0 or 1. */
export type Flag = 0 | 1

export interface WorkspaceTable {
  one: 1
  uid: string
  created_at: string
}
export interface DeviceTable {
  id: string
  name: string
  first_seen_at: string
}
export interface ClockStateTable {
  one: 1
  ms: number
  counter: number
}
export interface WriteGateTable {
  one: 1
  is_open: Flag
}
export interface CommandTable {
  seq: number
  id: string
  method: string
  subject: string
  actor: string
  device: string
  programme: string
  at: string
  clock: string
  input_hash: string
  answer: string
  undoes: number | null
  redoes: number | null
  operations_hash: string
  previous_hash: string
  hash: string
}
export type OperationKind = 'insert' | 'update' | 'remove' | 'retract' | 'restore'
export interface OperationTable {
  seq: number
  command_seq: number
  entity: string
  entity_id: number
  kind: OperationKind
  before: string | null
  after: string | null
}
export interface UndoStateTable {
  command_seq: number
  state: 'done' | 'undone' | 'lost'
}
export interface ColumnClockTable {
  entity: string
  entity_id: number
  column_name: string
  clock: string
}
export interface SettingTable {
  id: number
  key: string
  value: string
}
export interface PartnerTable {
  id: number
  uid: string
  name: string
  legal_name: string
  kind: string
  external_id: string
  code: string
  email: string
  domain: string
  country: string
  group_name: string
  manager: string
  region: string
  tax_id: string
  address: string
  notes: string
  started_on: string
  payee_method: string | null
  payee_account_name: string
  payee_email: string
  payee_account: string
  payee_currency: string | null
  is_archived: Flag
  created_by_attempt: number | null
  is_live: Flag
  /** See `joinCountries`; '' for everywhere. */
  territory: string
}
export interface PartnerStatusTable {
  id: number
  partner_id: number
  status: string
  valid_from: string
}
export interface AttributionTable {
  id: number
  conversion_id: number
  partner_id: number | null
  reason: string
}
export interface ImportMappingTable {
  id: number
  fingerprint: string
  mapping: string
}
export interface ImportAnswerTable {
  id: number
  question: string
  value: string
}
export interface ImportAttemptTable {
  id: number
  uid: string
  file_id: number
  source: string
  layout: string | null
  mapping: string
  state: 'done' | 'reverted'
  imported_at: string
  imported_by: string
  rows_total: number
  rows_new: number
  rows_same: number
  rows_changed: number
  rows_suspect: number
  rows_rejected: number
  report: string
  facts_digest: string
}
export interface PlanTable {
  id: number
  uid: string
  name: string
  draft: string | null
  is_archived: Flag
}
export interface PlanAssignmentTable {
  id: number
  plan_id: number
  scope_kind: 'everyone' | 'group' | 'partner'
  scope_group: string
  scope_partner_id: number | null
  valid_from: string
  valid_to: string | null
}
export interface CommissionDecisionTable {
  id: number
  commission_id: number
  state: 'hold' | 'rejected'
  reason: string
  decided_at: string
  decided_by: string
  is_fraud: Flag
}
export interface PayoutRunTable {
  id: number
  uid: string
  number: string
  from_on: string
  to_on: string
  cutoff_on: string
  state: 'draft' | 'reviewed' | 'approved' | 'exported' | 'paid' | 'closed' | 'void'
  fingerprint: string
  void_reason: string
}
export interface PayoutTable {
  id: number
  run_id: number
  partner_id: number
  currency: string
  line_count: number
  opening_minor: number
  earned_minor: number
  adjusted_minor: number
  payout_minor: number
  carried_because: string | null
  short_by_minor: number | null
  note: string
  method: string
  average_minor: number | null
  commission_ranges: string
  adjustment_ids: string
  settled_on: string | null
}
export interface ImportFileTable {
  id: number
  sha256: Uint8Array
  name: string
  bytes: number
}
export interface ImportChunkTable {
  file_id: number
  number: number
  first_line: number
  content: Uint8Array
}
export interface ImportHoldingTable {
  attempt_id: number
  kind: 'partners' | 'customers' | 'deals' | 'conversions' | 'clicks' | 'rates' | 'figures'
  from_id: number
  to_id: number
}
export interface ImportVerdictTable {
  id: number
  attempt_id: number
  line: number
  verdict: 'changed' | 'suspect' | 'rejected'
  reason: string
  detail: string
}
export interface FactVersionTable {
  kind: 'deals' | 'conversions' | 'clicks' | 'rates' | 'figures'
  id: number
  first_id: number
}
export interface CustomerTable {
  id: number
  identity: Uint8Array
  attempt_id: number
  line: number
  name: string
  external_id: string
  email: string
  domain: string
  country: string
  is_live: Flag
}
export interface PartnerTextTable {
  text: string
  partner_id: number | null
}
export interface DealTable {
  id: number
  identity: Uint8Array
  content_hash: Uint8Array
  attempt_id: number
  line: number
  source: string
  external_id: string
  name: string
  stage: 'open' | 'won' | 'lost'
  stage_text: string
  amount_minor: number | null
  currency: string
  opened_on: string | null
  closed_on: string | null
  expected_close_on: string | null
  product: string
  country: string
  owner: string
  partner_text: string
  customer_id: number | null
  partner_id: number | null
  is_live: Flag
}
export interface ConversionTable {
  id: number
  identity: Uint8Array
  content_hash: Uint8Array
  attempt_id: number
  line: number
  source: string
  external_id: string
  kind: 'sale' | 'refund' | 'lead'
  original_external_id: string
  occurred_on: string
  amount_minor: number
  tax_minor: number
  shipping_minor: number
  discount_minor: number
  currency: string
  quantity: number
  product: string
  country: string
  partner_text: string
  customer_id: number | null
  original_id: number | null
  partner_id: number | null
  is_live: Flag
  approved_on: string | null
  invoice_paid_on: string | null
}
export interface PlanVersionTable {
  id: number
  uid: string
  plan_id: number
  number: number
  valid_from: string
  change_mode: 'allNewEvents' | 'newCustomersOnly'
  body: string
  published_at: string
  published_by: string
  is_live: Flag
}
export interface AdjustmentTable {
  id: number
  uid: string
  partner_id: number
  currency: string
  amount_minor: number
  occurred_on: string
  reason: string
  reference: string
  payout_id: number | null
  is_live: Flag
  kind: 'given' | 'writeOff'
}
export interface StatementTable {
  id: number
  uid: string
  payout_id: number
  run_id: number
  partner_id: number
  number: string
  currency: string
  opening_minor: number
  earned_minor: number
  adjusted_minor: number
  paid_minor: number
  closing_minor: number
  content: Uint8Array
  content_hash: string
  approved_at: string
  approved_by: string
  is_live: Flag
}
export interface PayoutExportTable {
  id: number
  uid: string
  run_id: number
  format: string
  currency: string
  file_name: string
  sha256: string
  payout_count: number
  amount_minor: number
  exported_at: string
  is_live: Flag
}
export interface PaymentTable {
  id: number
  uid: string
  payout_id: number
  partner_id: number
  currency: string
  amount_minor: number
  paid_on: string
  reference: string
  is_live: Flag
}
export interface LedgerEntryTable {
  seq: number
  id: string
  fact_kind: string
  fact_id: number
  turn: number
  leg: number
  account: 'commission_expense' | 'commission_payable' | 'adjustment' | 'payout_clearing' | 'bank'
  partner_id: number
  currency: string
  amount_minor: number
  day: string
  command_seq: number
}
export interface CommissionTable {
  id: number
  partner_id: number
  plan_version_id: number
  rule_index: number
  base_minor: number
  earned_minor: number
  counter_before: number
  currency: string
  occurred_on: string
  due_on: string
  trigger_id: number | null
  is_reversed: Flag
  payout_id: number | null
  capped_by: 'event' | 'customer' | 'partner' | 'programme' | null
}
export interface RollupRevenueTable {
  /** 0: none. */
  partner_id: number
  currency: string
  month: string
  kind: 'sale' | 'refund' | 'lead'
  row_count: number
  amount_minor: number
}
export interface RollupLastSaleTable {
  /** 0: none. */
  partner_id: number
  month: string
  /** Day of the last sale of the month. */
  last_on: string
}
export interface RollupPartnerTable {
  /** 0: none. */
  partner_id: number
  customer_count: number
  first_on: string
  last_on: string
}
export interface RollupCountTable {
  kind: 'customers' | 'openDeals' | 'wonDeals' | 'lostDeals'
  row_count: number
}
export interface RollupCommissionTable {
  partner_id: number
  currency: string
  month: string
  due_on: string
  plan_version_id: number
  /** `open`: pending before its due day, approved from then on. */
  state: 'open' | 'hold' | 'rejected' | 'inRun' | 'paid'
  /** Day of the payment; empty before it. */
  settled_on: string
  row_count: number
  base_minor: number
  earned_minor: number
}
export interface DealRoleTable {
  id: number
  deal_id: number
  partner_id: number
  role: 'influenced' | 'assisted'
  note: string
}
export interface CompanyEntryTable {
  id: number
  month: string
  measure: 'bookings' | 'newCustomers' | 'marketingSpend'
  currency: string
  value: number
}
export interface ProgrammeCostTable {
  id: number
  uid: string
  kind: 'people' | 'tools' | 'enablement' | 'campaigns' | 'other'
  label: string
  partner_id: number | null
  currency: string
  month_minor: number
  from_month: string
  to_month: string | null
}
export interface PartnerEffortTable {
  id: number
  partner_id: number
  hours_per_month: number
}
export interface ObjectiveTable {
  id: number
  uid: string
  measure: string
  partner_id: number | null
  owner: string
  from_on: string
  to_on: string
  target: number
  currency: string
  warning_ppm: number
  is_north_star: Flag
  note: string
  is_archived: Flag
}
export interface InterventionTable {
  id: number
  uid: string
  partner_id: number
  kind: 'coaching' | 'incentive' | 'warning' | 'termination'
  title: string
  owner: string
  opened_on: string
  due_on: string
  measure: string
  expected: number | null
  currency: string
  window_days: number
  state: 'open' | 'done' | 'dropped'
  closed_on: string | null
  outcome: string
}
export interface TierTableTable {
  id: number
  uid: string
  name: string
  draft: string | null
  is_archived: Flag
}
export interface PartnerTierTable {
  id: number
  partner_id: number
  tier: string
  kind: 'promoted' | 'demoted' | 'kept' | 'placed'
  valid_from: string
  reason: string
  evaluated_on: string | null
  evidence: string | null
  decided_on: string
  decided_by: string
  grace_until: string | null
  pinned_until: string | null
  pin_reason: string
}
export interface CertificateTable {
  id: number
  uid: string
  partner_id: number
  name: string
  holder: string
  level: string
  issued_on: string
  expires_on: string | null
  evidence: string
}
export interface AttestationTable {
  id: number
  partner_id: number
  topic: string
  kind: 'attestation' | 'policy'
  is_met: Flag
  attested_on: string
  valid_until: string | null
  attested_by: string
  note: string
}
export interface TierPromiseTable {
  id: number
  partner_id: number
  promise: string
  state: 'pending' | 'kept' | 'broken'
  severity: 'blocker' | 'warning' | 'information'
  due_on: string | null
  note: string
  decided_on: string
}
export interface ScorecardTemplateTable {
  id: number
  uid: string
  name: string
  version: number
  body: string
  is_archived: Flag
}
export interface QbrTable {
  id: number
  uid: string
  partner_id: number
  planned_on: string
  from_on: string
  to_on: string
  state: 'planned' | 'held' | 'cancelled'
  agenda: string
  narrative: string
  notes: string
  held_on: string | null
}
export interface CommitmentTable {
  id: number
  uid: string
  partner_id: number
  qbr_id: number | null
  text: string
  owner: string
  side: 'ours' | 'theirs'
  made_on: string
  due_on: string
  state: 'open' | 'done' | 'dropped'
  closed_on: string | null
  closing_note: string
}
export interface PartnerPlanTable {
  id: number
  uid: string
  partner_id: number
  kind: 'goal' | 'campaign'
  title: string
  owner: string
  from_on: string
  to_on: string
  measure: string | null
  target: number | null
  currency: string
  budget_minor: number | null
  spent_minor: number | null
  result: string
  state: 'planned' | 'running' | 'done' | 'dropped'
}
export interface FeedbackTable {
  id: number
  uid: string
  partner_id: number
  given_on: string
  respondent: string
  nps: number | null
  themes: string
  comment: string
  survey: string
}
export interface ClickTable {
  id: number
  identity: Uint8Array
  content_hash: Uint8Array
  attempt_id: number
  line: number
  source: string
  external_id: string
  occurred_on: string
  link: string
  code: string
  referrer: string
  country: string
  partner_text: string
  partner_id: number | null
  is_live: Flag
}
export interface FxRateTable {
  id: number
  identity: Uint8Array
  content_hash: Uint8Array
  attempt_id: number
  line: number
  source: string
  base_currency: string
  quote_currency: string
  day: string
  rate_ppm: number
  is_live: Flag
}
export interface CompanyFigureTable {
  id: number
  identity: Uint8Array
  content_hash: Uint8Array
  attempt_id: number
  line: number
  source: string
  month: string
  measure: 'bookings' | 'newCustomers' | 'marketingSpend'
  currency: string
  value: number
  is_live: Flag
}
export interface TierVersionTable {
  id: number
  uid: string
  table_id: number
  number: number
  valid_from: string
  body: string
  published_at: string
  published_by: string
  is_live: Flag
}
export interface ScorecardTable {
  id: number
  uid: string
  template_id: number
  template_version: number
  partner_id: number
  from_on: string
  to_on: string
  score_ppm: number
  band: string
  content: Uint8Array
  content_hash: string
  published_at: string
  published_by: string
  is_live: Flag
}
export interface RollupForeignTable {
  /** 0: none. */
  partner_id: number
  currency: string
  month: string
  kind: 'sale' | 'refund'
  base_minor: number
  unrated_count: number
}
export interface RollupClickTable {
  partner_id: number
  month: string
  row_count: number
}
export interface RollupCohortTable {
  partner_id: number
  first_month: string
  month: string
  customer_count: number
  base_minor: number
}
export interface RollupLifetimeTable {
  partner_id: number
  first_month: string
  last_month: string
  customer_count: number
}

export interface RollupDealTable {
  partner_id: number
  /** Empty for deals without an amount. */
  currency: string
  /** Empty for deals begun on no known day. */
  month: string
  event: 'opened' | 'won' | 'lost' | 'begun'
  deal_count: number
  amount_minor: number
  base_minor: number
  unrated_count: number
  cycle_count: number
  cycle_days: number
}
export interface RollupDealRoleTable {
  partner_id: number
  currency: string
  month: string
  role: 'influenced' | 'assisted'
  is_first: Flag
  base_minor: number
  unrated_count: number
}

/** Whose derived figures are worked out anew when the file is opened; 0 for nobody's. */
export interface StalePartnerTable {
  partner_id: number
}

export interface Schema {
  workspace: WorkspaceTable
  device: DeviceTable
  clock_state: ClockStateTable
  write_gate: WriteGateTable
  command: CommandTable
  operation: OperationTable
  undo_state: UndoStateTable
  column_clock: ColumnClockTable
  setting: SettingTable
  partner: PartnerTable
  partner_status: PartnerStatusTable
  attribution: AttributionTable
  import_mapping: ImportMappingTable
  import_answer: ImportAnswerTable
  import_attempt: ImportAttemptTable
  import_file: ImportFileTable
  import_chunk: ImportChunkTable
  import_holding: ImportHoldingTable
  import_verdict: ImportVerdictTable
  plan: PlanTable
  plan_version: PlanVersionTable
  plan_assignment: PlanAssignmentTable
  partner_text: PartnerTextTable
  fact_version: FactVersionTable
  customer: CustomerTable
  deal: DealTable
  conversion: ConversionTable
  commission: CommissionTable
  commission_decision: CommissionDecisionTable
  adjustment: AdjustmentTable
  payout_run: PayoutRunTable
  payout: PayoutTable
  statement: StatementTable
  payout_export: PayoutExportTable
  payment: PaymentTable
  ledger_entry: LedgerEntryTable
  rollup_revenue: RollupRevenueTable
  rollup_last_sale: RollupLastSaleTable
  rollup_partner: RollupPartnerTable
  rollup_count: RollupCountTable
  rollup_commission: RollupCommissionTable
  deal_role: DealRoleTable
  company_entry: CompanyEntryTable
  programme_cost: ProgrammeCostTable
  partner_effort: PartnerEffortTable
  objective: ObjectiveTable
  intervention: InterventionTable
  tier_table: TierTableTable
  partner_tier: PartnerTierTable
  certificate: CertificateTable
  attestation: AttestationTable
  tier_promise: TierPromiseTable
  scorecard_template: ScorecardTemplateTable
  qbr: QbrTable
  commitment: CommitmentTable
  partner_plan: PartnerPlanTable
  feedback: FeedbackTable
  click: ClickTable
  fx_rate: FxRateTable
  company_figure: CompanyFigureTable
  tier_version: TierVersionTable
  scorecard: ScorecardTable
  rollup_foreign: RollupForeignTable
  rollup_click: RollupClickTable
  rollup_cohort: RollupCohortTable
  rollup_lifetime: RollupLifetimeTable
  rollup_deal: RollupDealTable
  rollup_deal_role: RollupDealRoleTable
  stale_partner: StalePartnerTable
}
