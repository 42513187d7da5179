import type { Day } from '../../contract/dates.ts'
import { partnerStatusSchema } from '../../contract/partners.ts'
import type { Connection } from '../db/open.ts'
import { statusOn } from '../plans/timeline.rules.ts'
import { fraudBeforeSql } from './conversions.repo.ts'
import { computeGates, type Gate } from './gates.rules.ts'

interface Event {
  occurred_on: Day
  country: string
  customer_email: string
  partner_email: string
  territory: string
  has_fraud: number
}

/** The gates of a conversion as its partner's. Whether a plan pays is told by its commissions, not here. [CO11] */
export function readGates(raw: Connection, ids: { conversionId: number; partnerId: number }): Gate[] {
  const statuses = raw
    .prepare('SELECT status, valid_from AS validFrom FROM partner_status WHERE partner_id = ?')
    .all(ids.partnerId) as { status: string; validFrom: Day }[]
  const event = raw
    .prepare(
      `SELECT occurred_on, conversion.country, coalesce(customer.email, '') AS customer_email,
         partner.email AS partner_email, territory, EXISTS (${fraudBeforeSql}) AS has_fraud
       FROM conversion CROSS JOIN partner LEFT JOIN customer ON customer.id = customer_id
       WHERE conversion.id = @conversionId AND partner.id = @partnerId`,
    )
    .get(ids) as Event
  return computeGates({
    partnerStatus: statusOn(
      statuses.map(({ status, validFrom }) => ({ status: partnerStatusSchema.parse(status), validFrom })),
      event.occurred_on,
    ),
    hasPlan: true,
    // Archiving puts a partner out of sight; what it has earned stays earned.
    isArchived: false,
    partnerEmail: event.partner_email,
    customerEmail: event.customer_email,
    hasFraud: event.has_fraud === 1,
    territory: event.territory,
    country: event.country,
  })
}
