import { formatMinor } from '../../contract/money.ts'
import { Money } from '../ui/figures.tsx'
import { monthName } from '../client/period.ts'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import type { HomeData } from './figures.ts'
import { homeTexts as texts } from './texts.ts'

/** What is owed, by the month it falls due. */
export function Liability({ data, currency }: { data: HomeData; currency: string }) {
  const rows = data.liability.filter((row) => row.currency === currency)
  const total = rows.reduce((sum, row) => sum + row.minor, 0)
  return (
    <Section title={texts.liability.title} sub={texts.liability.sub(currency)}>
      {rows.length === 0 ? (
        <p className="small ink2">{texts.liability.none}</p>
      ) : (
        <MiniTable
          label={texts.liability.title}
          words={[1]}
          head={[texts.liability.month, texts.liability.what, currency]}
          rows={rows.map((row) => ({
            key: `${row.month} ${row.status}`,
            cells: [
              monthName(`${row.month}-01`),
              <span key="what" className="ink2">
                {texts.liability.statuses[row.status]}
              </span>,
              <Money key="minor" minor={row.minor} currency={currency} negativeWord={texts.liability.owesUs} />,
            ],
          }))}
          foot={[texts.liability.total, '', formatMinor(total, currency)]}
        />
      )}
    </Section>
  )
}
