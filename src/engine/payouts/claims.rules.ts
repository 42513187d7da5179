/** Carried over before its lines were taken: they stay free for another run. */
const CLAIMLESS: readonly string[] = ['excluded', 'onHold', 'partnerPaused']

/** Whether a payout takes its lines into the run. Money that is merely not paid now is taken and stands as a balance. [PO10] */
export function claimsLines(carriedBecause: string | null): boolean {
  return carriedBecause === null || !CLAIMLESS.includes(carriedBecause)
}

/** `claimsLines` as SQL over a column. */
export const claimsLinesSql = (column: string): string =>
  `coalesce(${column}, '') NOT IN (${CLAIMLESS.map((reason) => `'${reason}'`).join(', ')})`
