// Frozen: imports nothing, is never edited once released.
export const version = 8

// What a step of this kind changes is worked out anew by whoever opens the file, as SQL alone cannot.
const stale = `
CREATE TABLE stale_partner (partner_id INTEGER PRIMARY KEY) STRICT; -- 0: nobody
`

// A refund is one of the version of its sale that counts, and belongs to its partner.
const refunds = `
CREATE TEMP TABLE newer AS
  WITH version AS (
    SELECT id, first_id FROM fact_version WHERE kind = 'conversions'
    UNION SELECT first_id, first_id FROM fact_version WHERE kind = 'conversions')
  SELECT version.id, live.id AS live_id FROM version JOIN version AS live USING (first_id)
    JOIN conversion ON conversion.id = live.id AND conversion.is_live = 1
  WHERE version.id <> live.id;
INSERT OR IGNORE INTO stale_partner SELECT coalesce(sale.partner_id, 0)
  FROM newer JOIN conversion AS refund ON refund.kind = 'refund' AND refund.original_id = newer.id
    JOIN conversion AS sale ON sale.id = newer.live_id;
UPDATE conversion SET original_id = newer.live_id FROM newer WHERE conversion.kind = 'refund' AND conversion.original_id = newer.id;
DROP TABLE newer;
CREATE TEMP TABLE moving AS SELECT * FROM (
  SELECT refund.id, refund.partner_id AS before,
    CASE WHEN sale.is_live = 1 OR refund.partner_text = '' THEN sale.partner_id
      WHEN EXISTS (SELECT 1 FROM attribution WHERE conversion_id = refund.id)
        THEN (SELECT attribution.partner_id FROM attribution WHERE conversion_id = refund.id)
      ELSE (SELECT partner_text.partner_id FROM partner_text WHERE text = refund.partner_text) END AS after
  FROM conversion AS refund JOIN conversion AS sale ON sale.id = refund.original_id WHERE refund.kind = 'refund')
  WHERE before IS NOT after;
INSERT OR IGNORE INTO stale_partner SELECT coalesce(before, 0) FROM moving UNION SELECT coalesce(after, 0) FROM moving;
UPDATE conversion SET partner_id = moving.after FROM moving WHERE conversion.id = moving.id;
DROP TABLE moving;
`

// It is taken back from whom its sale was paid to, whoever is credited now.
const movedAway = `
INSERT OR IGNORE INTO stale_partner SELECT commission.partner_id
  FROM statement CROSS JOIN commission ON commission.payout_id = statement.payout_id
    JOIN conversion AS sale ON sale.id = commission.id % 4398046511104 / 64 AND sale.partner_id IS NOT commission.partner_id
  WHERE statement.is_live = 1 AND EXISTS (SELECT 1 FROM conversion WHERE kind = 'refund' AND original_id = sale.id);
`

// What a refund had lowered when it was settled is paid in full once the refund counts no longer.
const short = `
INSERT OR IGNORE INTO stale_partner SELECT commission.partner_id
  FROM statement CROSS JOIN commission ON commission.payout_id = statement.payout_id
  WHERE statement.is_live = 1 AND EXISTS (
    SELECT 1 FROM conversion WHERE kind = 'refund' AND is_live = 0 AND original_id = commission.id % 4398046511104 / 64);
`

/** Runs the migration. */
export function migrate(execute: (sql: string) => void): void {
  for (const part of [stale, refunds, movedAway, short]) execute(part)
}
