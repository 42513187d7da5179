import { useState } from 'react'
import type { Output } from '../../contract/methods.ts'
import { currencyExponent, formatMinor } from '../../contract/money.ts'
import { useEngineQuery, useTask } from '../client/hooks.ts'
import { linkTo, navigate } from '../client/navigation.ts'
import { monthName } from '../../contract/periods.ts'
import { ratesText } from '../../contract/rateTexts.ts'
import { monthSpan, within } from '../client/rowLinks.ts'
import { isCancelled } from '../client/session.ts'
import { Button } from '../ui/Button.tsx'
import { Chart } from '../ui/Chart.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { Figure, Figures } from '../ui/Figure.tsx'
import { amountsText, formatCount } from '../ui/figures.tsx'
import { Section } from '../ui/Lines.tsx'
import { measureWords } from '../ui/measureWords.ts'
import { MiniTable } from '../ui/MiniTable.tsx'
import { Progress } from '../ui/Progress.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './Tiers.module.css'
import { trialTexts as texts } from './trialTexts.ts'

type Trial = Output<'tiers.trial'>
/** Rows shown of a long list; the figures above are those of all. */
const MOST_ROWS = 100

/** A table, published or drafted, tried on the months that have been. */
export function TrialTab() {
  const query = useEngineQuery('tiers.table', {})
  const trial = useTask('tiers.trial', texts.running)
  const [months, setMonths] = useState<12 | 24>(12)
  const [which, setWhich] = useState<'draft' | 'inForce' | null>(null)
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return null
  const { table, inForce } = query.data
  const draft = table?.draft ?? null
  if (draft === null && inForce === null)
    return (
      <EmptyState
        title={texts.empty}
        actions={
          <Button look="main" onClick={() => navigate({ page: 'tiers', parts: ['table'] })}>
            {texts.makeTable}
          </Button>
        }
      >
        {texts.noTable}
      </EmptyState>
    )
  const chosen = which ?? (draft ? 'draft' : 'inForce')
  const body = chosen === 'draft' ? draft : inForce?.body
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={texts.title}>
      <Section title={texts.title} sub={texts.lead}>
        <div className={styles.bar}>
          <Select
            label={texts.which}
            isSmall
            value={chosen}
            onValue={setWhich}
            options={[
              ...(draft ? [{ value: 'draft' as const, label: texts.draft }] : []),
              ...(inForce ? [{ value: 'inForce' as const, label: texts.inForce(inForce.number) }] : []),
            ]}
          />
          <Select
            label={texts.over}
            isSmall
            value={months}
            onValue={setMonths}
            options={([12, 24] as const).map((value) => ({ value, label: texts.spans[value] }))}
          />
          <Button
            look="main"
            isSmall
            disabled={trial.isPending || !body}
            onClick={() => body && trial.mutate({ body, months })}
          >
            {texts.run}
          </Button>
        </div>
        {trial.isPending && <Progress label={texts.running} progress={trial.progress} onCancel={trial.cancel} />}
        {trial.error && !isCancelled(trial.error) && <ErrorNote error={trial.error} />}
      </Section>
      {trial.data ? <Result trial={trial.data} /> : !trial.isPending && <p className="ink2">{texts.empty}</p>}
    </div>
  )
}

function Result({ trial }: { trial: Trial }) {
  const { currency, months, tiers, partners, moves } = trial
  const nameOf = (key: string | null): string =>
    key === null ? '' : (tiers.find((tier) => tier.key === key)?.name ?? texts.none)
  const changed = partners.filter(({ now, tiers: own }) => nameOf(own.at(-1) ?? null) !== (now || texts.none))
  const cost = formatMinor(trial.upliftMinor, currency)
  const spans = [[texts.period, `${monthLabel(months[0]?.month)} – ${monthLabel(months.at(-1)?.month)}`]] as const
  const rates = ratesText(trial)
  return (
    <div className={styles.result}>
      <Figures label={texts.result} columns={4}>
        <Figure
          label={texts.cost}
          unit={currency}
          formula={texts.costFormula}
          rows={[...spans, ...(rates === null ? [] : [[measureWords.rates, rates] as const])]}
          value={cost}
        />
        <Figure label={texts.moves} formula={texts.movesFormula} rows={spans} value={formatCount(moves.length)} />
        <Figure label={texts.changed} formula={texts.changedFormula} value={formatCount(changed.length)} />
      </Figures>
      {rates !== null && <p className="ink2 small">{rates}.</p>}
      {trial.unrated.length > 0 && <p className="ink2 small">{texts.unrated(amountsText(trial.unrated))}</p>}
      <div className={styles.columns}>
        <Section title={texts.byMonth}>
          <MiniTable
            label={texts.byMonth}
            head={[texts.month, texts.none, ...tiers.map(({ name }) => name)]}
            rows={months.map(({ month, counts }) => ({
              key: month,
              cells: [monthLabel(month), ...counts.map((count) => formatCount(count))],
            }))}
          />
        </Section>
        {trial.upliftMinor !== 0 && <CostChart trial={trial} />}
      </div>
      <div className={styles.columns}>
        <Section title={texts.partners}>
          <MiniTable
            label={texts.partners}
            head={[texts.head.partner, texts.head.now, texts.head.start, texts.head.end, texts.head.uplift(currency)]}
            words={[1, 2, 3]}
            rows={partners.slice(0, MOST_ROWS).map(({ partnerId, name, now, tiers: own, upliftMinor }) => ({
              key: String(partnerId),
              cells: [
                name,
                now || texts.none,
                nameOf(own.find((tier) => tier !== null) ?? null),
                nameOf(own.at(-1) ?? null),
                formatMinor(upliftMinor, currency),
              ],
            }))}
          />
          {partners.length > MOST_ROWS && <p className="ink2 small">{texts.more(partners.length - MOST_ROWS)}</p>}
        </Section>
        <Section title={texts.movesTitle}>
          {moves.length === 0 ? (
            <p className="ink2">{texts.noMoves}</p>
          ) : (
            <MiniTable
              label={texts.movesTitle}
              head={texts.movesHead}
              words={[1, 2, 3]}
              rows={moves.slice(0, MOST_ROWS).map(({ partnerId, name, month, from, to }) => ({
                key: `${partnerId} ${month}`,
                cells: [monthLabel(month), name, nameOf(from), nameOf(to)],
              }))}
            />
          )}
          {moves.length > MOST_ROWS && <p className="ink2 small">{texts.more(moves.length - MOST_ROWS)}</p>}
        </Section>
      </div>
    </div>
  )
}

function CostChart({ trial: { currency, months } }: { trial: Trial }) {
  const unit = 10 ** currencyExponent(currency)
  return (
    <Chart
      title={texts.chart}
      sub={texts.chartSub(currency)}
      labelHead={texts.month}
      labels={months.map(({ month }) => monthLabel(month))}
      hrefs={months.map(({ month }) => basesLink(month))}
      series={[{ label: texts.cost, tone: 'highlight', values: months.map(({ upliftMinor }) => upliftMinor / unit) }]}
      format={(value) => formatMinor(Math.round(value * unit), currency).replace(/\.\d+$/, '')}
      description={texts.describe(months.length)}
      height={200}
    />
  )
}

/** Commissions of a month on whose bases an uplift is paid: what is paid on top of them has the same base again. */
const basesLink = (month: string): string =>
  linkTo({
    page: 'payouts',
    parts: ['commissions'],
    filters: [
      within('occurredOn', monthSpan(month)),
      { column: 'component', operator: 'in', value: ['rate', 'fixed', 'clawback', 'restored'] },
    ],
  })

const monthLabel = (month: string | undefined): string => (month === undefined ? '' : monthName(`${month}-01`))
