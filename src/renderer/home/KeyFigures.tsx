import type { ReactNode } from 'react'
import { currencyExponent, formatMinor, type Money } from '../../contract/money.ts'
import { formatDay } from '../../contract/dates.ts'
import { linkTo } from '../client/navigation.ts'
import { commissionsLink, revenueLink, wonDealsLink } from './links.ts'
import type { Period } from '../client/period.ts'
import { Figure, Figures } from '../ui/Figure.tsx'
import { amountsText, formatCount } from '../ui/figures.tsx'
import { change, minorOf, percent, share, type HomeData } from './figures.ts'
import { homeTexts as texts } from './texts.ts'

type Rows = readonly (readonly [string, ReactNode])[]

/** Whole units are enough for a headline; the definition has every digit. */
function headline(minor: number, currency: string): string {
  const unit = 10 ** currencyExponent(currency)
  return formatMinor(Math.round(minor / unit) * unit, currency).replace(/\.\d+$/, '')
}

function otherRows(amounts: readonly Money[], currency: string): Rows {
  const others = amounts.filter((amount) => amount.currency !== currency)
  return others.length === 0 ? [] : [[texts.rows.otherCurrencies, amountsText(others)]]
}

function others(amounts: readonly Money[], currency: string): string {
  return amounts.flatMap((amount) => (amount.currency === currency ? [] : [amount.currency])).join(', ')
}

export function KeyFigures({ data, period, currency }: { data: HomeData; period: Period; currency: string | null }) {
  const unit = currency ?? undefined
  const days = `${formatDay(period.from)} – ${formatDay(period.to)}`
  const inCurrency = (amounts: readonly Money[]): number => (currency === null ? 0 : minorOf(amounts, currency))
  const money = (minor: number): string | null => (currency === null ? null : headline(minor, currency))
  const exact = (minor: number): string =>
    currency === null ? texts.noneYet : `${currency} ${formatMinor(minor, currency)}`
  const more = (amounts: readonly Money[]): Rows => (currency === null ? [] : otherRows(amounts, currency))

  const revenue = inCurrency(data.revenue)
  const before = inCurrency(data.revenueBefore)
  const growth = change(revenue, before)
  const earned = inCurrency(data.earned)
  const costPpm = earned > 0 ? share(earned, revenue) : null
  const owed = inCurrency(data.owed)
  const months = data.months.filter((month) => month.currency === currency)
  const [largest] = data.concentration?.partners ?? []
  const closed = data.wonDeals + data.lostDeals
  const wonPpm = share(data.wonDeals, closed)
  const alsoIn = currency === null ? '' : others(data.revenue, currency)

  return (
    <Figures label={texts.keyFigures}>
      <Figure
        label={texts.figures.revenue}
        unit={unit}
        formula={texts.formulas.revenue}
        value={money(revenue)}
        href={currency === null ? undefined : revenueLink(period, currency)}
        none={texts.noneYet}
        trend={months.map((month) => month.revenueMinor)}
        rows={[
          [texts.rows.period, days],
          [texts.figures.revenue, exact(revenue)],
          ...(period.compareLabel === null
            ? []
            : [[`${texts.rows.before} ${period.compareLabel}`, exact(before)] as const]),
          [texts.rows.events, formatCount(data.conversions)],
          ...more(data.revenue),
        ]}
        fact={
          growth !== null && period.compareLabel !== null
            ? texts.change(`${growth >= 0 ? '+' : ''}${percent(growth)}`, period.compareLabel)
            : alsoIn !== '' && texts.alsoIn(alsoIn)
        }
      />
      <Figure
        label={texts.figures.earned}
        unit={unit}
        formula={texts.formulas.earned}
        value={money(earned)}
        href={currency === null ? undefined : commissionsLink(period, currency)}
        none={texts.noneYet}
        trend={months.map((month) => month.earnedMinor)}
        rows={[
          [texts.rows.period, days],
          [texts.figures.earned, exact(earned)],
          ...(costPpm === null ? [] : [[texts.rows.ofRevenue, percent(costPpm)] as const]),
          ...more(data.earned),
        ]}
        fact={costPpm !== null && texts.ofRevenue(percent(costPpm))}
      />
      <Figure
        label={texts.figures.largest}
        formula={texts.formulas.largest}
        value={largest ? percent(largest.sharePpm) : null}
        none={texts.noneYet}
        href={largest && linkTo({ page: 'partners', parts: [largest.partnerId] })}
        rows={
          data.concentration && largest
            ? [
                [texts.rows.partner, largest.name],
                [
                  texts.figures.revenue,
                  `${data.concentration.currency} ${formatMinor(largest.minor, data.concentration.currency)}`,
                ],
                [texts.rows.topThree, percent(data.concentration.topThreePpm)],
                [texts.rows.hhi, (data.concentration.hhiPpm / 1_000_000).toFixed(3)],
                [texts.rows.all, formatCount(data.concentration.partnerCount)],
                [texts.rows.period, days],
              ]
            : undefined
        }
        fact={largest?.name}
      />
      <Figure
        label={texts.figures.active}
        formula={texts.formulas.active}
        value={formatCount(data.activePartners)}
        href={linkTo({ page: 'partners' })}
        rows={[
          [texts.rows.active, formatCount(data.activePartners)],
          [texts.rows.partners, formatCount(data.partners)],
          [texts.rows.period, days],
        ]}
        fact={texts.ofPartners(formatCount(data.partners))}
      />
      <Figure
        label={texts.figures.won}
        formula={texts.formulas.won}
        value={wonPpm === null ? null : percent(wonPpm)}
        href={wonDealsLink(period)}
        none={texts.noneYet}
        rows={[
          [texts.rows.won, formatCount(data.wonDeals)],
          [texts.rows.lost, formatCount(data.lostDeals)],
          [texts.rows.open, formatCount(data.openDeals)],
          [texts.rows.period, days],
        ]}
        fact={
          closed > 0
            ? texts.wonOf(formatCount(data.wonDeals), formatCount(closed))
            : texts.openDeals(formatCount(data.openDeals))
        }
      />
      <Figure
        label={texts.figures.owed}
        unit={unit}
        formula={texts.formulas.owed}
        value={money(owed)}
        none={texts.noneYet}
        rows={[[texts.figures.owed, exact(owed)], ...more(data.owed)]}
        fact={currency !== null && others(data.owed, currency) !== '' && texts.alsoIn(others(data.owed, currency))}
      />
    </Figures>
  )
}
