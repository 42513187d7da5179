import { toEpochDays } from '../../contract/dates.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { createMemory } from '../db/memory.ts'
import type { Connection } from '../db/open.ts'
import { createExchange, type Exchange, type RateSeries, type RateTables } from './exchange.rules.ts'

const NONE: RateSeries = { days: [], ratesPpm: [] }

/** The live rates of a workspace; each pair is read when it is first asked for. Of two for one day the one imported last counts. */
function readTables(raw: Connection): RateTables & { known(base: string, quote: string): RateSeries } {
  const known = new Map<string, RateSeries>()
  const select = raw
    .prepare(
      `SELECT day, rate_ppm FROM fx_rate WHERE base_currency = ? AND quote_currency = ? AND is_live = 1 ORDER BY day, id`,
    )
    .raw()
  let bases: string[] | undefined
  return {
    get bases() {
      bases ??= raw
        .prepare('SELECT DISTINCT base_currency FROM fx_rate WHERE is_live = 1 ORDER BY 1')
        .pluck()
        .all() as string[]
      return bases
    },
    series(base, quote) {
      const key = `${base} ${quote}`
      let series = known.get(key)
      if (series === undefined) {
        series = toSeries(select.all(base, quote) as [day: string, ratePpm: number][])
        known.set(key, series)
      }
      return series
    },
    known: (base, quote) => known.get(`${base} ${quote}`) ?? NONE,
  }
}

function toSeries(rows: readonly [day: string, ratePpm: number][]): RateSeries {
  const days: number[] = []
  const ratesPpm: number[] = []
  for (const [day, ratePpm] of rows) {
    const epochDay = toEpochDays(day)
    if (days.at(-1) === epochDay) ratesPpm[ratesPpm.length - 1] = ratePpm
    else {
      days.push(epochDay)
      ratesPpm.push(ratePpm)
    }
  }
  return { days, ratesPpm }
}

type ExchangeSettings = Pick<ProgrammeSettings, 'baseCurrency' | 'exchange' | 'rounding'>

/** Every figure in the base currency asks for it. */
const remembered = createMemory<Exchange>(1)

/** The programme's exchange into its base currency, as rates and policy stand now. */
export function readExchange(raw: Connection, settings: ExchangeSettings): Exchange {
  const { baseCurrency, exchange, rounding } = settings
  const key = JSON.stringify([baseCurrency, exchange, rounding])
  return remembered(raw, key, () => openRates(raw, settings).exchange)
}

/** The exchange with the tables it reads. */
export function openRates(raw: Connection, settings: ExchangeSettings): { exchange: Exchange; tables: RateTables } {
  const tables = readTables(raw)
  return { exchange: createExchange(settings.exchange, settings.baseCurrency, tables, settings.rounding), tables }
}

/**
 * Makes `to_base(amount_minor, currency, day)` known to the SQL of this connection; NULL where there is no rate.
 * Every rate is read first: a function that SQL calls may not ask the same connection.
 */
export function offerExchange(raw: Connection, settings: ExchangeSettings): Exchange {
  const tables = readTables(raw)
  const pairs = raw.prepare('SELECT DISTINCT base_currency, quote_currency FROM fx_rate WHERE is_live = 1').raw().all()
  for (const [base, quote] of pairs as [string, string][]) tables.series(base, quote)
  const known: RateTables = { bases: tables.bases, series: (base, quote) => tables.known(base, quote) }
  const exchange = createExchange(settings.exchange, settings.baseCurrency, known, settings.rounding)
  raw.function('to_base', { deterministic: true, directOnly: true }, (minor: number, currency: string, day: string) =>
    exchange.convert(minor, currency, toEpochDays(day)),
  )
  return exchange
}
