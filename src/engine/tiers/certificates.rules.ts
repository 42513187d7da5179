import {
  EXPIRING_DAYS,
  type CertificateState,
  type Declaration,
  type DeclarationKind,
} from '../../contract/certificates.ts'
import { addDays, type Day } from '../../contract/dates.ts'
import type { TierResult } from '../../contract/tiers.ts'
import { isSatisfied } from './evaluate.rules.ts'

/** A certificate as far as counting people goes. */
export interface HeldCertificate {
  id: number
  partnerId: number
  name: string
  holder: string
  level: string
  issuedOn: Day
  expiresOn: Day | null
}

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

export function isValidOn({ issuedOn, expiresOn }: Pick<HeldCertificate, 'issuedOn' | 'expiresOn'>, day: Day): boolean {
  return issuedOn <= day && (expiresOn === null || expiresOn >= day)
}

/** Different people with a certificate of this name and level ('' is any) that is valid on the day. [TI7] */
export function countHolders(certificates: readonly HeldCertificate[], name: string, level: string, day: Day): number {
  const holders = certificates.filter(
    (certificate) =>
      isValidOn(certificate, day) &&
      (name === '' || same(certificate.name, name)) &&
      (level === '' || same(certificate.level, level)),
  )
  return new Set(holders.map(({ holder }) => holder.trim().toLowerCase())).size
}

/** A later certificate of the same person in the same thing. */
function isRenewal(certificate: HeldCertificate, of: HeldCertificate): boolean {
  if (certificate.id === of.id || of.expiresOn === null) return false
  const isSame =
    certificate.partnerId === of.partnerId &&
    same(certificate.name, of.name) &&
    same(certificate.holder, of.holder) &&
    same(certificate.level, of.level)
  return isSame && (certificate.expiresOn === null || certificate.expiresOn > of.expiresOn)
}

/** @param own all certificates of its partner */
export function stateOf(certificate: HeldCertificate, own: readonly HeldCertificate[], today: Day): CertificateState {
  const { issuedOn, expiresOn } = certificate
  if (issuedOn > today) return 'future'
  if (own.some((other) => isRenewal(other, certificate))) return 'renewed'
  if (expiresOn === null || expiresOn > addDays(today, EXPIRING_DAYS)) return 'valid'
  return expiresOn < today ? 'expired' : 'expiring'
}

/**
 * Whether a tier is lost on the day after a certificate ends, everything else as it was found: the tier asks for holders
 * that are then too few. [TI13]
 *
 * @param result the partner's tier as it was evaluated last
 */
export function endangers(
  certificate: HeldCertificate,
  own: readonly HeldCertificate[],
  result: Pick<TierResult, 'combination' | 'requirements'>,
): boolean {
  const { expiresOn } = certificate
  if (expiresOn === null) return false
  const metOn = (day: Day): { weight: number; isMet: boolean }[] =>
    result.requirements.map(({ test, weight, isMet }) => ({
      weight,
      isMet: test.kind === 'certificates' ? countHolders(own, test.name, test.level, day) >= test.holders : isMet,
    }))
  const [before, after] = [metOn(expiresOn), metOn(addDays(expiresOn, 1))]
  // Where all are asked for, each counts, whatever else is missing now.
  if (result.combination.kind === 'all')
    return before.some(({ isMet }, place) => isMet && after[place]?.isMet === false)
  return isSatisfied(result.combination, before) && !isSatisfied(result.combination, after)
}

/** What the latest record about a topic says on a day; null without one that still holds. Records are newest first. [TI7] */
export function declaredOn(
  records: readonly Declaration[],
  kind: DeclarationKind,
  topic: string,
  day: Day,
): boolean | null {
  const latest = records.find((record) => record.kind === kind && record.attestedOn <= day && same(record.topic, topic))
  if (!latest || (latest.validUntil !== null && latest.validUntil < day)) return null
  return latest.isMet
}
