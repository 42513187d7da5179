import { fromEpochDays } from '../../contract/dates.ts'
import { currencyExponent } from '../../contract/money.ts'
import type { ratesMethods } from '../../contract/rates.ts'
import type { HandlersOf, QueryContext } from '../context.ts'
import { knownDays, type Ratio } from './exchange.rules.ts'
import { openRates } from './rates.repo.ts'

interface InUse {
  currency: string
  rows: number
  unratedRows: number
  unratedFrom: string | null
}

/** Sales and refunds in other currencies than the base one, and how many of them wait for a rate. */
function listInUse({ raw }: QueryContext, baseCurrency: string): InUse[] {
  return raw
    .prepare(
      `SELECT currency, sum(row_count) AS rows,
         coalesce((SELECT sum(unrated_count) FROM rollup_foreign AS own WHERE own.currency = rollup_revenue.currency), 0) AS unratedRows,
         (SELECT min(month) FROM rollup_foreign AS own WHERE own.currency = rollup_revenue.currency AND unrated_count > 0) AS unratedFrom
       FROM rollup_revenue WHERE kind <> 'lead' AND currency <> ? GROUP BY currency ORDER BY currency`,
    )
    .all(baseCurrency) as InUse[]
}

/** Units of a currency for one unit of the base, in millionths. */
function toPerBasePpm({ numerator, denominator }: Ratio, currency: string, baseCurrency: string): number {
  const shift = currencyExponent(baseCurrency) - currencyExponent(currency)
  const units = BigInt(denominator) * 1_000_000n * (shift > 0 ? 10n ** BigInt(shift) : 1n)
  const per = BigInt(numerator) * (shift < 0 ? 10n ** BigInt(-shift) : 1n)
  return Number((units * 2n + per) / (per * 2n))
}

export const ratesHandlers: HandlersOf<typeof ratesMethods> = {
  async 'rates.overview'(context) {
    const settings = context.settings()
    const { baseCurrency } = settings
    const { mode } = settings.exchange
    const { exchange, tables } = openRates(context.raw, settings)
    const sourceOf = context.raw
      .prepare(
        'SELECT source FROM fx_rate WHERE (quote_currency = ? OR base_currency = ?) AND is_live = 1 ORDER BY id DESC',
      )
      .pluck()
    return {
      baseCurrency,
      mode,
      currencies: listInUse(context, baseCurrency).map((inUse) => {
        const days = mode === 'fixed' ? null : knownDays(tables, inUse.currency, baseCurrency)
        const ratio = exchange.ratioOn(inUse.currency, days?.last ?? 0)
        return {
          ...inUse,
          firstOn: days === null ? null : fromEpochDays(days.first),
          lastOn: days === null ? null : fromEpochDays(days.last),
          lastPerBasePpm: ratio === null ? null : toPerBasePpm(ratio, inUse.currency, baseCurrency),
          source: days === null ? '' : ((sourceOf.get(inUse.currency, inUse.currency) as string | undefined) ?? ''),
        }
      }),
    }
  },
}
