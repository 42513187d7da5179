import type { Day } from '../../contract/dates.ts'
import type { PartnerFields } from '../../contract/partners.ts'
import type { Health, Scorecard } from '../../contract/scorecards.ts'
import type { Connection } from '../db/open.ts'

/** A partner that can be scored. */
export interface Candidate {
  partnerId: number
  name: string
  kind: PartnerFields['kind']
  country: string
  group: string
  startedOn: Day
}

/** Partners in use that had begun by the last day of a period and were neither prospects nor terminated on it, by name. */
export function listCandidates(raw: Connection, to: Day): Candidate[] {
  return raw
    .prepare(
      `SELECT id AS partnerId, name, kind, country, group_name AS "group", started_on AS startedOn FROM partner
       WHERE is_live = 1 AND is_archived = 0 AND started_on <= @to
         AND coalesce((SELECT status FROM partner_status WHERE partner_id = partner.id AND valid_from <= @to
           ORDER BY valid_from DESC LIMIT 1), 'prospect') NOT IN ('prospect', 'terminated')
       ORDER BY name COLLATE NOCASE, id`,
    )
    .all({ to }) as Candidate[]
}

/** Names of any partners, for lists that leave them out. */
export function namesOf(raw: Connection, partnerIds: readonly number[]): Map<number, string> {
  const rows = raw
    .prepare('SELECT id, name FROM partner WHERE id IN (SELECT value FROM json_each(?))')
    .all(JSON.stringify(partnerIds)) as { id: number; name: string }[]
  return new Map(rows.map(({ id, name }) => [id, name]))
}

type Deal = Scorecard['deals']['listed'][number]

/** Deals of each partner that were open on a day, the largest first within a currency. */
export function listOpenDeals(raw: Connection, day: Day): Map<number, Deal[]> {
  const rows = raw
    .prepare(
      `SELECT partner_id AS partnerId, name, stage_text AS stage, expected_close_on AS expectedOn, amount_minor AS minor, currency
       FROM deal WHERE is_live = 1 AND partner_id IS NOT NULL AND (opened_on IS NULL OR opened_on <= @day)
         AND (stage = 'open' OR closed_on > @day)
       ORDER BY partner_id, currency, amount_minor DESC, id`,
    )
    .all({ day }) as (Deal & { partnerId: number })[]
  const deals = new Map<number, Deal[]>()
  for (const { partnerId, ...deal } of rows) deals.set(partnerId, [...(deals.get(partnerId) ?? []), deal])
  return deals
}

export function hasDeals(raw: Connection): boolean {
  return raw.prepare('SELECT 1 FROM deal WHERE is_live = 1 AND partner_id IS NOT NULL LIMIT 1').get() !== undefined
}

/** Currencies of each partner's sales, commissions and deals of a period. */
export function listCurrencies(raw: Connection, from: Day, to: Day): Map<number, Set<string>> {
  const rows = raw
    .prepare(
      `SELECT partner_id AS partnerId, currency FROM rollup_revenue
         WHERE kind <> 'lead' AND month BETWEEN substr(@from, 1, 7) AND substr(@to, 1, 7)
       UNION SELECT partner_id, currency FROM rollup_commission WHERE month BETWEEN substr(@from, 1, 7) AND substr(@to, 1, 7)
       UNION SELECT partner_id, currency FROM deal WHERE is_live = 1 AND partner_id IS NOT NULL
         AND (opened_on IS NULL OR opened_on <= @to) AND (closed_on IS NULL OR closed_on >= @from)`,
    )
    .all({ from, to }) as { partnerId: number; currency: string }[]
  const currencies = new Map<number, Set<string>>()
  for (const { partnerId, currency } of rows)
    currencies.set(partnerId, (currencies.get(partnerId) ?? new Set()).add(currency))
  return currencies
}

/** The gravest warning or proposed termination of each partner that was open on a day (also by the alphabet). */
export function listGraveInterventions(raw: Connection, day: Day): Map<number, NonNullable<Health['limitedBy']>> {
  const rows = raw
    .prepare(
      `SELECT partner_id AS partnerId, min(kind) AS kind FROM intervention
       WHERE kind IN ('warning', 'termination') AND opened_on <= @day AND (closed_on IS NULL OR closed_on > @day)
       GROUP BY partner_id`,
    )
    .all({ day }) as { partnerId: number; kind: NonNullable<Health['limitedBy']> }[]
  return new Map(rows.map(({ partnerId, kind }) => [partnerId, kind]))
}
