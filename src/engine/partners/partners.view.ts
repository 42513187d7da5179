import { owedRows } from '../metrics/owedSql.ts'
import { defaultSettings } from '../programme/programme.repo.ts'
import { tierNamesSql, tierOfPartnerSql } from '../tiers/tierSql.ts'
import type { ViewDefinition } from '../views/viewDefinition.ts'

const baseCurrency = `(SELECT json_extract(value, '$') FROM setting WHERE key = 'baseCurrency')`

const statusToday = `coalesce((SELECT status FROM partner_status
  WHERE partner_id = partner.id AND valid_from <= @today ORDER BY valid_from DESC LIMIT 1), 'prospect')`

const inBaseCurrency = (sum: string, rollup: string, and = ''): string =>
  `(SELECT coalesce(sum(${sum}), 0) FROM ${rollup} WHERE partner_id = partner.id AND currency = ${baseCurrency} ${and})`

const activeDays = `coalesce((SELECT value ->> '$.activeDays' FROM setting WHERE key = 'measuring'), ${defaultSettings.measuring.activeDays})`

/**
 * Partners that count as active on a day, or today when that is earlier: with a sale or won deal in the days that the
 * setting names. Of a month in which a partner sold after the day, too, its rows tell. [AN20]
 */
function activeOnSql(day: string): string {
  const until = `min(${day}, @today)`
  const inTime = (column: string): string =>
    `${column} > date(${until}, '-' || ${activeDays} || ' days') AND ${column} <= ${until}`
  const soldLater = `SELECT partner_id FROM rollup_last_sale WHERE month = substr(${until}, 1, 7) AND last_on > ${until}`
  return `partner.is_archived = 0 AND partner.started_on <= ${until} AND partner.id IN (
    SELECT partner_id FROM rollup_last_sale WHERE ${inTime('last_on')}
    UNION SELECT partner_id FROM deal WHERE is_live = 1 AND stage = 'won' AND ${inTime('closed_on')}
    UNION SELECT partner_id FROM conversion WHERE EXISTS (${soldLater}) AND is_live = 1 AND kind = 'sale'
      AND ${inTime('occurred_on')} AND occurred_on >= substr(${until}, 1, 7) AND partner_id IN (${soldLater}))`
}

/** One row per partner; money in the programme's base currency, other currencies are only named. [PA2] */
export const partnersView: ViewDefinition = {
  table: 'partners',
  from: `partner LEFT JOIN (SELECT partner_id, sum(minor) AS minor FROM (${owedRows})
    WHERE currency = ${baseCurrency} GROUP BY partner_id) AS owed ON owed.partner_id = partner.id
    LEFT JOIN ${tierNamesSql} AS tier ON tier.key = ${tierOfPartnerSql}`,
  id: 'partner.id',
  where: 'partner.is_live = 1',
  currency: baseCurrency,
  columns: [
    { key: 'name', type: 'text', sql: 'partner.name' },
    { key: 'code', type: 'text', sql: 'partner.code' },
    {
      key: 'kind',
      type: 'choice',
      sql: 'partner.kind',
      choices: ['reseller', 'affiliate', 'referral', 'technology', 'agency'],
      isGroupable: true,
    },
    { key: 'group', type: 'text', sql: 'partner.group_name', isGroupable: true },
    { key: 'manager', type: 'text', sql: 'partner.manager', isGroupable: true },
    { key: 'region', type: 'text', sql: 'partner.region', isGroupable: true },
    { key: 'country', type: 'text', sql: 'partner.country', isGroupable: true },
    { key: 'territory', type: 'text', sql: 'partner.territory', isGroupable: true },
    {
      key: 'status',
      type: 'choice',
      sql: statusToday,
      choices: ['prospect', 'invited', 'active', 'paused', 'terminated'],
      isGroupable: true,
    },
    { key: 'tier', type: 'text', sql: `coalesce(tier.name, '')`, order: 'coalesce(tier.place, -1)', isGroupable: true },
    { key: 'startedOn', type: 'day', sql: 'partner.started_on' },
    {
      key: 'conversions',
      type: 'number',
      sql: `(SELECT coalesce(sum(row_count), 0) FROM rollup_revenue WHERE partner_id = partner.id AND kind = 'sale')`,
      isSummed: true,
    },
    { key: 'lastEventOn', type: 'day', sql: '(SELECT last_on FROM rollup_partner WHERE partner_id = partner.id)' },
    { key: 'revenue', type: 'money', sql: inBaseCurrency('amount_minor', 'rollup_revenue'), isSummed: true },
    {
      key: 'earned',
      type: 'money',
      sql: inBaseCurrency('earned_minor', 'rollup_commission', `AND state <> 'rejected'`),
      isSummed: true,
    },
    { key: 'owed', type: 'money', sql: 'coalesce(owed.minor, 0)', isSummed: true },
    { key: 'currency', type: 'text', sql: baseCurrency },
    {
      key: 'otherCurrencies',
      type: 'text',
      sql: `coalesce((SELECT group_concat(currency, ', ') FROM (SELECT currency FROM rollup_revenue WHERE partner_id = partner.id AND kind <> 'lead'
        UNION SELECT currency FROM rollup_commission WHERE partner_id = partner.id) WHERE currency <> ${baseCurrency}), '')`,
    },
    { key: 'email', type: 'text', sql: 'partner.email' },
    { key: 'hasPayee', type: 'flag', sql: 'partner.payee_method IS NOT NULL' },
    { key: 'isArchived', type: 'flag', sql: 'partner.is_archived' },
  ],
  conditions: { activeOn: activeOnSql },
  search: ['partner.name', 'partner.code', 'partner.email', 'partner.domain'],
  defaultOrder: 'partner.name COLLATE NOCASE',
}
