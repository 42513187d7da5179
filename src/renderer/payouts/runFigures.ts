import { formatMinor, type Money } from '../../contract/money.ts'
import type { Payout, Run } from '../../contract/payouts.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'

/** Who is paid in this run. */
export function payablesOf(run: Run): Payout[] {
  return run.payouts.filter(({ payoutMinor }) => payoutMinor > 0)
}

/** Who is to be paid and has not been yet. */
export function openPayments(run: Run): Payout[] {
  return payablesOf(run).filter(({ paidOn }) => paidOn === null)
}

export function currenciesOfRun(run: Run): string[] {
  return [...new Set(run.payouts.map(({ currency }) => currency))]
}

/** Sums per currency; nothing is added across currencies. */
export function sumPayouts(payouts: readonly Payout[]): Money[] {
  const sums = new Map<string, number>()
  for (const { currency, payoutMinor } of payouts) sums.set(currency, (sums.get(currency) ?? 0) + payoutMinor)
  return [...sums].map(([currency, minor]) => ({ currency, minor }))
}

/** "50.00" or "USD 50.00, JPY 5,000" of the currencies that have a least payout and are in the run. */
export function minimumText(run: Run, { minimumPayouts }: ProgrammeSettings): string {
  const currencies = currenciesOfRun(run)
  const set = minimumPayouts.filter(({ currency, minor }) => minor > 0 && currencies.includes(currency))
  const hasUnit = currencies.length > 1
  return set.map(({ currency, minor }) => `${hasUnit ? `${currency} ` : ''}${formatMinor(minor, currency)}`).join(', ')
}
