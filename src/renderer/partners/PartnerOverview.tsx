import { formatDay, periodRange, type Quarter } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { currencyExponent, formatMinor, type Money } from '../../contract/money.ts'
import type { Partner } from '../../contract/partners.ts'
import { joinCountries } from '../../contract/territory.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { linkTo } from '../client/navigation.ts'
import { quarterName } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { conversionsLink } from '../client/rowLinks.ts'
import { baseFirst } from './baseFirst.ts'
import { Badge } from '../ui/Status.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { Chart } from '../ui/Chart.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Figure, Figures } from '../ui/Figure.tsx'
import { amountsText, DayText, formatCount } from '../ui/figures.tsx'
import { Lines, Section, type Line } from '../ui/Lines.tsx'
import styles from './Partners.module.css'
import type { PartnerAction } from './PartnerDialogs.tsx'
import { StatusLines } from './StatusDialog.tsx'
import { StatusText } from './StatusText.tsx'
import { partnerTexts as texts } from './texts.ts'

type Summary = Output<'partners.summary'>

/** The partner in one sentence, its figures of all time, its quarters, and what is known about it. */
export function PartnerOverview({
  partner,
  onAction,
}: {
  partner: Partner
  onAction: (action: PartnerAction) => void
}) {
  const summary = useEngineQuery('partners.summary', { id: partner.id })
  if (summary.isError) return <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
  return (
    <div className={styles.overview} tabIndex={0} role="region" aria-label={texts.tabs.overview}>
      <div className={styles.lead}>
        <StatusText status={partner.status} />
        <p className="ink2">
          {texts.lead(texts.kinds[partner.kind], partner.country, formatDay(partner.startedOn))}
          {partner.manager !== '' && texts.managed(partner.manager)}
        </p>
        {partner.isArchived && <Badge meaning="mute">{texts.archivedBadge}</Badge>}
      </div>
      {summary.data && <SummaryFigures id={partner.id} summary={summary.data} />}
      <div className={styles.columns}>
        {summary.data && <Quarters partner={partner} summary={summary.data} />}
        <div className={styles.side}>
          <Details partner={partner} summary={summary.data} onAction={onAction} />
        </div>
      </div>
    </div>
  )
}

function SummaryFigures({ id, summary }: { id: number; summary: Summary }) {
  const base = useProgramme()?.baseCurrency
  return (
    <Figures label={texts.summary.figures} columns={4}>
      {(['revenue', 'earned', 'paid', 'owed'] as const).map((key) => (
        <AmountFigure
          key={key}
          label={texts.summary[key]}
          formula={texts.summary.formulas[key]}
          amounts={baseFirst(summary[key], base)}
          href={linkTo({ page: 'partners', parts: [id, key === 'revenue' ? 'revenue' : 'payouts'] })}
        />
      ))}
    </Figures>
  )
}

/** The first currency large, the others as the fact below; nothing is added across them. */
function AmountFigure({
  label,
  formula,
  amounts,
  href,
}: {
  label: string
  formula: string
  amounts: readonly Money[]
  href: string
}) {
  const [first, ...others] = amounts
  return (
    <Figure
      label={label}
      unit={first?.currency}
      formula={formula}
      rows={[
        [texts.summary.period, texts.summary.allTime],
        ...amounts.map((amount) => [amount.currency, formatMinor(amount.minor, amount.currency)] as const),
      ]}
      value={first ? formatMinor(first.minor, first.currency) : null}
      none={texts.summary.noneYet}
      href={first && href}
      fact={others.length > 0 && texts.summary.alsoIn(amountsText(others))}
    />
  )
}

function Quarters({ partner: { id, name }, summary }: { partner: Partner; summary: Summary }) {
  const programme = useProgramme()
  const startMonth = programme?.fiscalYearStartMonth ?? 1
  const currency =
    summary.quarters.find((quarter) => quarter.currency === programme?.baseCurrency)?.currency ??
    summary.quarters[0]?.currency
  if (currency === undefined) return <Section title={texts.quarters.title} sub={texts.quarters.none} />
  const quarters = summary.quarters.filter((quarter) => quarter.currency === currency)
  const unit = 10 ** currencyExponent(currency)
  return (
    <Chart
      title={texts.quarters.title}
      sub={texts.quarters.sub(currency)}
      labelHead={texts.quarters.head}
      labels={quarters.map((quarter) => quarterName(quarter.quarter, startMonth))}
      hrefs={quarters.map(({ quarter }) =>
        conversionsLink(periodRange(quarter as Quarter, startMonth), null, id, currency),
      )}
      series={[
        {
          label: texts.quarters.revenue,
          tone: 'highlight',
          values: quarters.map((quarter) => quarter.revenueMinor / unit),
        },
        ...(quarters.some((quarter) => quarter.earnedMinor !== 0)
          ? [
              {
                label: texts.quarters.earned,
                tone: 'ghost' as const,
                values: quarters.map((quarter) => quarter.earnedMinor / unit),
              },
            ]
          : []),
      ]}
      format={(value) => formatMinor(Math.round(value * unit), currency).replace(/\.\d+$/, '')}
      description={texts.quarters.describe(name, currency, quarters.length)}
    />
  )
}

const detailKeys = [
  'legalName',
  'code',
  'externalId',
  'email',
  'domain',
  'region',
  'territory',
  'group',
  'taxId',
  'address',
  'notes',
] as const

function Details({
  partner,
  summary,
  onAction,
}: {
  partner: Partner
  summary: Summary | undefined
  onAction: (action: PartnerAction) => void
}) {
  const known = { ...partner, territory: joinCountries(partner.territory) }
  const words: Line[] = detailKeys.flatMap((key) =>
    known[key] === '' ? [] : [{ label: texts.form[key], value: known[key] }],
  )
  const { payee } = partner
  return (
    <>
      {summary && (
        <Section title={texts.summary.brought}>
          <Lines
            lines={[
              { label: texts.summary.conversions, value: formatCount(summary.conversions) },
              { label: texts.summary.customers, value: formatCount(summary.customers) },
              {
                label: texts.summary.deals,
                value: texts.summary.dealsText(
                  formatCount(summary.openDeals),
                  formatCount(summary.wonDeals),
                  formatCount(summary.lostDeals),
                ),
              },
              { label: texts.summary.first, value: <DayText day={summary.firstEventOn} /> },
              { label: texts.summary.last, value: <DayText day={summary.lastEventOn} /> },
            ]}
          />
        </Section>
      )}
      <Section
        title={texts.details.payee}
        actions={
          <LinkButton changes onClick={() => onAction('payee')}>
            {payee ? texts.edit : texts.details.addPayee}
          </LinkButton>
        }
      >
        {payee ? (
          <Lines
            isWords
            lines={[
              { label: texts.payeeDialog.method, value: texts.payeeDialog.methods[payee.method] },
              { label: texts.payeeDialog.accountName, value: payee.accountName || texts.details.none },
              payee.method === 'paypal'
                ? { label: texts.payeeDialog.email, value: payee.email }
                : { label: texts.payeeDialog.account[payee.method], value: payee.account },
              { label: texts.payeeDialog.currency, value: payee.currency ?? texts.payeeDialog.anyCurrency },
            ]}
          />
        ) : (
          <p className="small ink2">{texts.payeeDialog.lead}</p>
        )}
      </Section>
      {words.length > 0 && (
        <Section
          title={texts.details.title}
          actions={
            <LinkButton changes onClick={() => onAction('edit')}>
              {texts.edit}
            </LinkButton>
          }
        >
          <Lines isWords lines={words} />
        </Section>
      )}
      <Section
        title={texts.details.statuses}
        actions={
          <LinkButton changes onClick={() => onAction('status')}>
            {texts.setStatus}
          </LinkButton>
        }
      >
        <StatusLines partner={partner} />
      </Section>
    </>
  )
}
