import { addDays } from '../../contract/dates.ts'
import { EXPIRING_DAYS } from '../../contract/certificates.ts'
import type { QueryContext } from '../context.ts'
import { listCertificates } from './certificates.repo.ts'
import { endangers } from './certificates.rules.ts'
import { evaluate, readCalendar } from './evaluation.ts'
import { standingOn } from './standing.rules.ts'
import { listTierEntries } from './tiers.repo.ts'

/** Certificates that end soon or have just ended and whose end costs their partner its tier: the tier's name by certificate. [TI13] */
export async function readEndangered(context: QueryContext): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>()
  const calendar = readCalendar(context)
  const [last] = calendar?.days ?? []
  if (!calendar || last === undefined) return found
  const today = context.today()
  const until = addDays(today, EXPIRING_DAYS)
  const entries = listTierEntries(context.raw)
  const evaluation = await evaluate(context, calendar, last)
  for (const [partnerId, own] of listCertificates(context.raw)) {
    const { tier } = standingOn(entries.get(partnerId) ?? [], today)
    const result = evaluation?.results.get(partnerId)?.find((candidate) => candidate.tier === tier)
    if (!result) continue
    for (const certificate of own) {
      const { id, expiresOn } = certificate
      if (
        expiresOn !== null &&
        expiresOn >= addDays(today, -EXPIRING_DAYS) &&
        expiresOn <= until &&
        endangers(certificate, own, result)
      )
        found.set(id, result.name)
    }
  }
  return found
}
