import { canonicalJson, sha256 } from '../history/canonical.ts'

/** One payout of a frozen list, as it is fingerprinted. */
export interface ListedPayout {
  partnerId: number
  currency: string
  carriedBecause: string | null
  openingMinor: number
  earnedMinor: number
  adjustedMinor: number
  payoutMinor: number
  lineCount: number
  linesHash: string
  adjustments: readonly { id: number; minor: number }[]
}

/** How much of a fingerprint people see, type and compare. */
const SHOWN_DIGITS = 12

/**
 * SHA-256 over the canonical list: every payout with its sums, its reason, its adjustments and the hash of its lines'
 * ids and amounts. Two lists with the same fingerprint pay the same people the same money for the same lines. [PO8]
 */
export function toFingerprint(list: readonly ListedPayout[]): string {
  const rows = list.map((payout) => [
    payout.partnerId,
    payout.currency,
    payout.carriedBecause,
    payout.openingMinor,
    payout.earnedMinor,
    payout.adjustedMinor,
    payout.payoutMinor,
    payout.lineCount,
    payout.linesHash,
    payout.adjustments.map(({ id, minor }) => [id, minor]),
  ])
  const sorted = rows.map((row) => canonicalJson(row)).toSorted()
  return sha256(`tandem/run/1\n${sorted.join('\n')}`)
}

/** The part of a fingerprint that is shown. */
export function shownFingerprint(fingerprint: string): string {
  return fingerprint.slice(0, SHOWN_DIGITS)
}
