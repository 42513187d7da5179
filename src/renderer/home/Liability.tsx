import { useState } from 'react'
import { measureTexts } from '../../contract/measureTexts.ts'
import { formatMinor } from '../../contract/money.ts'
import { dueMonthName } from '../ui/dueDay.ts'
import { CurrencySelect } from '../ui/CurrencySelect.tsx'
import { Money } from '../ui/figures.tsx'
import { openAdjustmentsLink, owedLink } from '../client/rowLinks.ts'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import type { HomeData } from './figures.ts'
import { homeTexts as texts } from './texts.ts'

/** What is owed, by the month it falls due; one currency at a time. */
export function Liability({ data, baseCurrency }: { data: HomeData; baseCurrency: string }) {
  const currencies = [...new Set([baseCurrency, ...data.liability.map((row) => row.currency)])]
  const [chosen, setChosen] = useState(baseCurrency)
  const currency = currencies.includes(chosen) ? chosen : baseCurrency
  const rows = data.liability.filter((row) => row.currency === currency)
  const total = rows.reduce((sum, row) => sum + row.minor, 0)
  return (
    <Section
      title={measureTexts.owed.label}
      sub={texts.liability.sub(currency)}
      actions={<CurrencySelect label={texts.currency} currencies={currencies} value={currency} onValue={setChosen} />}
    >
      {rows.length === 0 ? (
        <p className="small ink2">{texts.liability.none}</p>
      ) : (
        <MiniTable
          label={measureTexts.owed.label}
          words={[1]}
          head={[texts.liability.month, texts.liability.what, currency]}
          rows={rows.map((row) => ({
            key: `${row.month} ${row.status}`,
            cells: [
              <a key="month" href={owedLink(row.month, currency, [row.status])}>
                {dueMonthName(row.month)}
              </a>,
              <span key="what" className="ink2">
                {texts.liability.statuses[row.status]}
              </span>,
              <Money key="minor" minor={row.minor} currency={currency} negativeWord={texts.liability.owesUs} />,
            ],
          }))}
          foot={[texts.liability.total, '', formatMinor(total, currency)]}
        />
      )}
      {data.adjustments.some((known) => known.currency === currency) && (
        <p className="small ink2">
          {texts.liability.withAdjustments} <a href={openAdjustmentsLink(currency)}>{texts.liability.adjustments}</a>
        </p>
      )}
    </Section>
  )
}
