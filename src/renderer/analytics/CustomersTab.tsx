import { useState } from 'react'
import type { CustomerCohort } from '../../contract/analytics.ts'
import { formatMinor } from '../../contract/money.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { monthName, type Period } from '../../contract/periods.ts'
import { monthSpan, newCustomersLink } from '../client/rowLinks.ts'
import { Radios } from '../ui/choices.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { missingText } from '../ui/measures.tsx'
import type { PickedPartner } from '../ui/PartnerPicker.tsx'
import { Callout } from '../ui/Status.tsx'
import styles from './Analytics.module.css'
import { Answered, comparison, comparisonHead, PartnerChoice, percent } from './parts.tsx'
import { analyticsTexts, customerTexts as texts } from './texts.ts'

type Data = Output<'analytics.cohorts'>
type Show = 'kept' | 'revenue'
const LEVELS = 5

/** Customers by the month of their first purchase: who bought again, and for how much. */
export function CustomersTab({ period }: { period: Period }) {
  const { from, to, compareFrom, compareTo } = period
  const [partner, setPartner] = useState<PickedPartner | null>(null)
  const [show, setShow] = useState<Show>('kept')
  const query = useEngineQuery(
    'analytics.cohorts',
    { from, to, partnerId: partner?.id ?? null, compareFrom, compareTo },
    { keepLast: true },
  )
  return (
    <>
      <div className={styles.controls}>
        <Radios
          label={texts.show}
          className={styles.controls}
          value={show}
          onValue={setShow}
          options={(['kept', 'revenue'] as const).map((value) => ({ value, label: texts.shows[value] }))}
        />
        <PartnerChoice value={partner} onValue={setPartner} />
      </div>
      <Answered query={query}>
        {(data) =>
          data.cohorts.length === 0 ? (
            <EmptyState title={texts.none(period.label)}>{texts.noneMore}</EmptyState>
          ) : (
            <Heat data={data} show={show} period={period} partnerId={partner?.id} />
          )
        }
      </Answered>
    </>
  )
}

interface HeatProps {
  data: Data
  show: Show
  period: Period
  partnerId: number | undefined
}

function Heat({ data, show, period, partnerId }: HeatProps) {
  const { cohorts, currency, all } = data
  const longest = Math.max(...cohorts.map(({ months }) => months.length))
  const offsets = Array.from({ length: longest }, (_, offset) => offset)
  const later = cohorts.flatMap(({ months }) => months.filter(({ offset }) => offset > 0))
  const most = Math.max(1, ...(show === 'kept' ? later.map(({ keptPpm }) => keptPpm) : later.map(({ minor }) => minor)))
  const second = all.find(({ offset }) => offset === 1)
  const money = (minor: number): string => formatMinor(minor, currency).replace(/\.\d+$/, '')
  const customers = cohorts.reduce((sum, cohort) => sum + cohort.customers, 0)
  const say = (value: number): string => (show === 'kept' ? percent(value) : money(value))
  const valueOf = (joined: Data['all'] | undefined, offset: number): number | null => {
    const month = joined?.find((known) => known.offset === offset)
    return month === undefined ? null : show === 'kept' ? month.keptPpm : month.minor
  }
  const columns = [
    comparison(period, customers, data.before?.customers, 'count', formatCount),
    ...offsets.map((offset) =>
      comparison(
        period,
        valueOf(all, offset),
        valueOf(data.before?.all, offset),
        show === 'kept' ? 'rate' : 'money',
        say,
      ),
    ),
  ]
  // What stands beside each other in a list stands under each other here.
  const compared = comparisonHead(period).map((head, row) => ({ head, cells: columns.map((cells) => cells[row]) }))
  const laterMinor = later.reduce((sum, { minor }) => sum + minor, 0)
  const kept = second ? texts.title(percent(second.keptPpm)) : texts.plain
  const title = show === 'kept' ? kept : texts.revenueTitle(`${currency} ${money(laterMinor)}`)
  return (
    <Section
      title={title}
      sub={
        <>
          {show === 'kept' ? texts.sub.kept : texts.sub.revenue(currency)}
          {period.compareLabel !== null && ` ${texts.compared(period.compareLabel)}`}
        </>
      }
    >
      <div className={styles.heat} tabIndex={0} role="group" aria-label={texts.plain}>
        <table aria-label={texts.plain}>
          <thead>
            <tr>
              <th scope="col">{texts.cohort}</th>
              <th scope="col">{texts.customers}</th>
              {offsets.map((offset) => (
                <th key={offset} scope="col">
                  {texts.offset(offset)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cohorts.map((cohort) => (
              <tr key={cohort.month}>
                <th scope="row">
                  <a href={newCustomersLink(monthSpan(cohort.month), partnerId)}>{monthName(`${cohort.month}-01`)}</a>
                </th>
                <td>{formatCount(cohort.customers)}</td>
                {offsets.map((offset) => (
                  <Cell key={offset} month={cohort.months[offset]} show={show} most={most} money={money} />
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{texts.all}</th>
              <td>{formatCount(customers)}</td>
              {offsets.map((offset) => {
                const found = valueOf(all, offset)
                return <td key={offset}>{found !== null && say(found)}</td>
              })}
            </tr>
            {compared.map(({ head, cells }) => (
              <tr key={head} className={styles.compared}>
                <th scope="row">{head}</th>
                {cells.map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tfoot>
        </table>
      </div>
      {data.missing.length > 0 && <Callout meaning="warn">{analyticsTexts.missing(missingText(data.missing))}</Callout>}
    </Section>
  )
}

function Cell({
  month,
  show,
  most,
  money,
}: {
  month: CustomerCohort['months'][number] | undefined
  show: Show
  most: number
  money: (minor: number) => string
}) {
  if (!month) return <td />
  const value = show === 'kept' ? month.keptPpm : month.minor
  // The first month is everybody; the wash tells the months after apart.
  const level = month.offset === 0 || value <= 0 ? 0 : Math.min(LEVELS, Math.ceil((value / most) * LEVELS))
  return (
    <td
      data-level={month.isRunning ? undefined : level}
      className={month.isRunning ? styles.running : undefined}
      title={month.isRunning ? texts.running : undefined}
    >
      {show === 'kept' ? percent(month.keptPpm) : money(month.minor)}
    </td>
  )
}
