import { useState, type ReactNode } from 'react'
import { formatDay } from '../../contract/dates.ts'
import {
  defaultLimits,
  type Finding,
  type UnderperformerLimits,
  underperformerLimitsSchema,
} from '../../contract/analytics.ts'
import { formatMinor } from '../../contract/money.ts'
import type { Output } from '../../contract/methods.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { navigate } from '../client/navigation.ts'
import type { Period } from '../../contract/periods.ts'
import { recall, remember } from '../client/remember.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { changeText } from '../ui/change.ts'
import { formatCount } from '../ui/figures.tsx'
import { CountInput, ParsedInput, PercentInput } from '../ui/ParsedInput.tsx'
import { uiTexts } from '../ui/texts.ts'
import styles from './Analytics.module.css'
import { partnerLink } from './links.ts'
import { Answered, Basis, percent } from './parts.tsx'
import { attentionTexts as texts } from './texts.ts'

type Data = Output<'analytics.underperformers'>
type Named = Data['partners'][number]

/** Partners that stand out, each with its reasons and what usually helps; one click opens it. */
export function AttentionTab({ period }: { period: Period }) {
  const { from, to, compareFrom, compareTo } = period
  const [limits, setLimits] = useState(() => recall('analytics.limits', underperformerLimitsSchema, defaultLimits))
  const set = (changes: Partial<UnderperformerLimits>): void => {
    const next = { ...limits, ...changes }
    if (!underperformerLimitsSchema.safeParse(next).success) return
    setLimits(next)
    remember('analytics.limits', next)
  }
  const query = useEngineQuery(
    'analytics.underperformers',
    { from, to, compareFrom, compareTo, limits },
    { keepLast: true },
  )
  return (
    <>
      <Answered query={query}>{(data) => <Brief data={data} period={period} />}</Answered>
      <Limits limits={limits} onLimits={set} />
      {query.data && <Basis basis={query.data} />}
      {query.data && query.data.examined > 0 && query.data.partners.length > 0 && (
        <Partners data={query.data} period={period} />
      )}
    </>
  )
}

function Brief({ data, period }: { data: Data; period: Period }) {
  if (data.examined === 0) return <EmptyState title={texts.nobody} />
  const days = `${formatDay(period.from)} – ${formatDay(data.until)}`
  return (
    <p className={styles.brief}>
      {texts.title(data.partners.length, formatCount(data.examined))}{' '}
      <span className="ink2">
        {data.comparedUntil === null || period.compareFrom === null
          ? texts.notCompared(days)
          : texts.compared(days, `${formatDay(period.compareFrom)} – ${formatDay(data.comparedUntil)}`)}
        .
      </span>
    </p>
  )
}

function Limits({
  limits,
  onLimits,
}: {
  limits: UnderperformerLimits
  onLimits: (changes: Partial<UnderperformerLimits>) => void
}) {
  const words = texts.limits
  const around = ([before, after]: readonly [string, string], control: ReactNode) => (
    <>
      {before} {control}
      {after.startsWith('.') ? after : ` ${after}`}{' '}
    </>
  )
  const isUsual = JSON.stringify(limits) === JSON.stringify(defaultLimits)
  return (
    <div className={styles.limits}>
      <p className={styles.sentence}>
        {around(
          words.idle,
          <CountInput
            isInline
            label={words.names.idle}
            min={7}
            max={1096}
            value={limits.idleDays}
            onValue={(idleDays) => onLimits({ idleDays })}
          />,
        )}
        {around(
          words.drop,
          <PercentInput
            isInline
            label={words.names.drop}
            value={limits.dropPpm}
            onValue={(dropPpm) => onLimits({ dropPpm })}
          />,
        )}
        {around(
          words.wins,
          <PercentInput
            isInline
            label={words.names.wins}
            value={limits.winRatePpm}
            onValue={(winRatePpm) => onLimits({ winRatePpm })}
          />,
        )}
        {around(
          words.refunds,
          <PercentInput
            isInline
            label={words.names.refunds}
            value={limits.refundPpm}
            onValue={(refundPpm) => onLimits({ refundPpm })}
          />,
        )}
        {around(
          words.outlier,
          <ParsedInput
            isInline
            width={3}
            label={words.names.outlier}
            value={limits.outlierMilli}
            onValue={(outlierMilli) => onLimits({ outlierMilli })}
            format={(milli) => String(milli / 1000)}
            parse={(text) => (/^\d{1,2}(\.\d{1,3})?$/.test(text.trim()) ? Math.round(Number(text) * 1000) : null)}
          />,
        )}
        {around(
          words.least,
          <CountInput
            isInline
            label={words.names.least}
            min={1}
            max={1000}
            value={limits.leastCount}
            onValue={(leastCount) => onLimits({ leastCount })}
          />,
        )}
        {!isUsual && <LinkButton onClick={() => onLimits(defaultLimits)}>{texts.reset}</LinkButton>}
      </p>
      <p className="small ink2">{texts.outlierNote}</p>
    </div>
  )
}

function Partners({ data, period }: { data: Data; period: Period }) {
  const { columns } = texts
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{columns.partner}</th>
          <th scope="col">{columns.why}</th>
          <th scope="col">{columns.suggestion}</th>
        </tr>
      </thead>
      <tbody>
        {data.partners.map((partner) => (
          <tr key={partner.partnerId}>
            <th scope="row">
              <a className="med" href={partnerLink(partner.partnerId)}>
                {partner.name}
              </a>
            </th>
            <td>
              <ul>
                {partner.findings.map((finding) => (
                  <li key={finding.rule}>
                    {reasonOf(finding, data.currency)}
                    <Before finding={finding} period={period} />
                  </li>
                ))}
              </ul>
            </td>
            <td>
              <Suggestion partner={partner} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Suggestion({ partner: { partnerId, name, suggestion } }: { partner: Named }) {
  const kind = texts.suggestions[suggestion.kind]
  return (
    <Button
      isSmall
      aria-label={texts.open(kind, name)}
      onClick={() =>
        navigate({
          page: 'interventions',
          params: { new: 'intervention', partner: String(partnerId), name, ...suggestion },
        })
      }
    >
      {kind}…
    </Button>
  )
}

const units = {
  revenueDown: 'money',
  winRateLow: 'rate',
  winRateOutlier: 'rate',
  refundsHigh: 'rate',
  refundOutlier: 'rate',
} as const

/** What a rate was in the period before, and how far a figure is from then. [AN18] */
function Before({
  finding: { rule, value, against, before },
  period: { compareLabel },
}: {
  finding: Finding
  period: Period
}) {
  // Silence has no before, and an outlier of revenue is a change already.
  if (compareLabel === null || rule === 'idle' || rule === 'revenueOutlier') return null
  const unit = units[rule]
  // The reason itself names the revenue before.
  if (unit === 'money') {
    const fallen = changeText(value, against, unit)
    return fallen === null ? null : <span className="ink2">; {uiTexts.against(fallen, compareLabel)}</span>
  }
  const changed = changeText(value, before, unit)
  const was = before === null ? uiTexts.noBefore : percent(before)
  return (
    <span className="ink2">
      ; {texts.before(compareLabel, was)}
      {changed !== null && `, ${changed}`}
    </span>
  )
}

function reasonOf({ rule, value, against, scoreMilli }: Finding, currency: string): string {
  const words = texts.findings
  const money = (minor: number): string => `${currency} ${formatMinor(minor, currency)}`
  const score = `${(scoreMilli ?? 0) < 0 ? '−' : ''}${(Math.abs(scoreMilli ?? 0) / 1000).toFixed(1)}`
  switch (rule) {
    case 'idle':
      return words.idle(formatCount(value), formatCount(against))
    case 'revenueDown':
      return words.revenueDown(money(value), money(against))
    case 'winRateLow':
    case 'refundsHigh':
      return words[rule](percent(value), percent(against))
    case 'revenueOutlier':
    case 'winRateOutlier':
    case 'refundOutlier':
      return words[rule](percent(value), percent(against), score)
  }
}
