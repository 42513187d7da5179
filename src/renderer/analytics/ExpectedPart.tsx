import { LEAST_DECIDED, type ApprovalRate } from '../../contract/analytics.ts'
import { endOfMonth, monthOf } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { formatMinor } from '../../contract/money.ts'
import { monthName } from '../../contract/periods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { earnedCommissionsLink, payableLink } from '../client/rowLinks.ts'
import { dueMonthName } from '../ui/dueDay.ts'
import { formatCount, Money } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { MiniTable } from '../ui/MiniTable.tsx'
import { Definition } from '../ui/Popover.tsx'
import { uiTexts } from '../ui/texts.ts'
import { Answered, percent, RowsLinks } from './parts.tsx'
import { owedTexts } from './texts.ts'

const words = owedTexts.expected

type Expected = Output<'analytics.expectedLiability'>

/** What of the commissions owed in one currency is likely to be paid, by the month of payment. [AN21] */
export function ExpectedPart({ currency }: { currency: string }) {
  const query = useEngineQuery('analytics.expectedLiability', {})
  return <Answered query={query}>{(data) => <Months data={data} currency={currency} />}</Answered>
}

function Months({ data, currency }: { data: Expected; currency: string }) {
  const months = data.months.filter((row) => row.currency === currency)
  const rate = data.rates.find((row) => row.currency === currency)
  if (months.length === 0 || rate === undefined) return null
  const isTold = rate.ratePpm !== null
  const thisMonth = monthOf(data.today)
  const amount = (minor: number | null) => (
    <Money dimZero minor={minor} currency={currency} negativeWord={uiTexts.owesUs} />
  )
  const sum = (key: 'minor' | 'expectedMinor'): number => months.reduce((total, row) => total + (row[key] ?? 0), 0)
  return (
    <Section title={words.title} sub={<RateText rate={rate} />}>
      <MiniTable
        label={words.title}
        head={[words.month, words.owed(currency), ...(isTold ? [words.expected] : [])]}
        rows={months.map(({ month, minor, expectedMinor }) => ({
          key: month,
          cells: [
            <a key="month" href={payableLink(month, month === thisMonth, currency)}>
              {month === thisMonth ? words.until(dueMonthName(month)) : dueMonthName(month)}
            </a>,
            amount(minor),
            ...(isTold ? [amount(expectedMinor)] : []),
          ],
        }))}
        foot={[words.total, amount(sum('minor')), ...(isTold ? [amount(sum('expectedMinor'))] : [])]}
      />
      {rate.spans.length > 0 && (
        <RowsLinks
          links={rate.spans.map(({ from, to }) => ({
            href: earnedCommissionsLink({ from: `${from}-01`, to: endOfMonth(`${to}-01`) }, currency),
            label: words.decided(spanText(from, to)),
          }))}
        />
      )}
    </Section>
  )
}

/** The share with its formula and numbers, or why there is none. */
function RateText({ rate }: { rate: ApprovalRate }) {
  const { currency, commissions, months, spans, earnedMinor, rejectedMinor, reversedMinor, ratePpm } = rate
  const counted = words.counted(formatCount(commissions), months)
  if (ratePpm === null) return words.tooFew(counted, String(LEAST_DECIDED))
  const money = (minor: number): string => `${currency} ${formatMinor(minor, currency)}`
  return (
    <>
      <Definition
        term={words.rate(percent(ratePpm))}
        formula={words.formula}
        rows={[
          [words.earned, money(earnedMinor)],
          [words.rejected, money(rejectedMinor)],
          [words.reversed, money(reversedMinor)],
          [words.commissions, formatCount(commissions)],
          [words.months, spans.map(({ from, to }) => spanText(from, to)).join(', ')],
        ]}
        note={words.note(String(LEAST_DECIDED))}
      />{' '}
      {words.from(counted)}
    </>
  )
}

const spanText = (from: string, to: string): string =>
  from === to ? monthName(`${from}-01`) : `${monthName(`${from}-01`)} – ${monthName(`${to}-01`)}`
