import { Fragment } from 'react'
import { formatDay } from '../../contract/dates.ts'
import { measureDefinitions } from '../../contract/measures.ts'
import { formatMeasure, measureTexts } from '../../contract/measureTexts.ts'
import type { Output } from '../../contract/methods.ts'
import { formatRate } from '../../contract/money.ts'
import type { Objective } from '../../contract/objectives.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { monthName, spanName } from '../../contract/periods.ts'
import { ratesText } from '../../contract/rateTexts.ts'
import { useProgramme } from '../client/programme.ts'
import { Button } from '../ui/Button.tsx'
import { Chart } from '../ui/Chart.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { formatCount } from '../ui/figures.tsx'
import { Block, Inspector } from '../ui/Inspector.tsx'
import { Lines, type Line } from '../ui/Lines.tsx'
import { inputRows, measureText, missingText, shortMeasure, unitName } from '../ui/measures.tsx'
import { uiTexts } from '../ui/texts.ts'
import { VerdictText } from '../ui/VerdictText.tsx'
import { madeOf, rowsLink } from './measureRows.ts'
import { objectiveTexts as texts } from './objectiveTexts.ts'
import { twelveWholeMonths } from './periods.ts'

interface ObjectivePanelProps {
  objective: Objective
  data: Output<'objectives.list'>
  startMonth: number
  onEdit: () => void
  onClose: () => void
}

/** One objective with the arithmetic of its verdict, its definition and its last twelve months. */
export function ObjectivePanel({ objective, data, startMonth, onEdit, onClose }: ObjectivePanelProps) {
  const archive = useCommand('objectives.archive')
  const { measure, isArchived } = objective
  const { label, formula, source, note } = measureTexts[measure]
  const whose = objective.partnerId === null ? texts.programme : objective.partnerName
  const rates = ratesText({ ...data, foreign: objective.foreign })
  return (
    <Inspector
      title={label}
      lead={`${whose}, ${spanName(objective, startMonth)}`}
      onClose={onClose}
      foot={
        <>
          <Button changes isSmall disabled={isArchived} onClick={onEdit}>
            {texts.panel.edit}
          </Button>
          <Button
            changes
            isSmall
            look="bare"
            onClick={() => archive.mutate({ id: objective.id, isArchived: !isArchived })}
            disabled={archive.isPending}
          >
            {isArchived ? texts.panel.bringBack : texts.panel.archive}
          </Button>
        </>
      }
    >
      {archive.error && (
        <Block>
          <ErrorNote error={archive.error} />
        </Block>
      )}
      <Block title={texts.panel.verdict} aside={<VerdictText judgement={objective.judgement} />}>
        <p>{whySentence(objective, data.currency)}</p>
        <Lines lines={arithmeticOf(objective, data.currency)} />
      </Block>
      <Block title={texts.panel.how}>
        <p>{texts.panel.formula(label, formula)}</p>
        <Lines
          lines={[
            ...inputRows(objective.measured, data.currency).map(([name, value]) => ({ label: name, value })),
            { label: texts.panel.period, value: `${formatDay(objective.from)} – ${formatDay(objective.to)}` },
          ]}
        />
        <p className="ink2 small">
          {texts.panel.source}: {source}. {note} {rates !== null && `${rates}.`}
        </p>
      </Block>
      <TrendChart objective={objective} currency={data.currency} />
      <Block title={texts.panel.owner}>
        <p>{objective.owner}</p>
        {objective.note !== '' && <p className="ink2">{objective.note}</p>}
      </Block>
    </Inspector>
  )
}

/** The verdict in one sentence. */
function whySentence(
  { measure, measured, judgement, from, currency: set, missing }: Objective,
  currency: string,
): string {
  const say = (value: number | null): string => measureText(value, measure, currency)
  const { verdict, reason, expected, limit } = judgement
  const { better } = measureDefinitions[measure]
  switch (verdict) {
    case 'onTrack':
      return texts.why.onTrack(say(measured.value), say(expected))
    case 'drifting':
      return texts.why.drifting[better](say(measured.value), say(expected), say(limit))
    case 'off':
      return texts.why.off[better](say(measured.value), say(limit))
    case 'cannotTell':
      switch (reason) {
        case 'notBegun':
          return texts.why.notBegun(formatDay(from))
        case 'rateMissing':
          return texts.why.rateMissing(missingText(missing))
        case 'figureMissing':
          return texts.why.figureMissing
        case 'otherCurrency':
          return texts.why.otherCurrency(set)
        case 'nothing':
        case null:
          return texts.why.nothing
      }
  }
}

function arithmeticOf(
  { measure, measured, judgement, target, warningPpm, currency: set }: Objective,
  base: string,
): Line[] {
  const { nature, better, unit } = measureDefinitions[measure]
  const currency = set === '' ? base : set
  const say = (value: number | null): string => (value === null ? uiTexts.none : formatMeasure(value, unit, currency))
  const { clock, elapsed, total, expected, limit, attainmentPpm } = judgement
  return [
    {
      label: `${texts.panel.target}, ${unitName(measure, currency)}`,
      value: say(target),
    },
    ...(nature === 'flow'
      ? [
          {
            label: texts.panel.passed,
            value: texts.panel.passedOf[clock](formatCount(elapsed), formatCount(total)),
          },
        ]
      : []),
    { label: nature === 'flow' ? texts.panel.expected : texts.panel.expectedLevel, value: say(expected) },
    {
      label: (
        <>
          {texts.panel.limit[better]} <span className="ink3">{texts.panel.band(formatRate(warningPpm))}</span>
        </>
      ),
      value: say(limit),
    },
    { label: texts.panel.value, value: say(measured.value), weight: 'sum' },
    ...(attainmentPpm === null
      ? []
      : [{ label: texts.panel.attainment, value: formatMeasure(attainmentPpm, 'rate', currency) }]),
  ]
}

function TrendChart({ objective, currency }: { objective: Objective; currency: string }) {
  const today = useProgramme()?.today ?? objective.to
  const { measure, partnerId, to } = objective
  const whose = partnerId ?? undefined
  const periods = twelveWholeMonths(to < today ? to : today)
  const trend = useEngineQuery('measures.trend', { keys: [measure], partnerId, periods })
  const values = trend.data?.trends[0]?.map(({ value }) => value) ?? []
  const known = values.flatMap((value, index) => (value === null ? [] : [{ value, index }]))
  const [first] = known
  const last = known.at(-1)
  if (!first || !last) return null
  const label = measureTexts[measure].label
  const name = (index: number): string => monthName(periods[index]?.from ?? to)
  const say = (value: number): string => shortMeasure(value, measure, currency)
  const span = { from: periods[0]?.from ?? to, to: periods.at(-1)?.to ?? to }
  const lists = madeOf(measure, span, whose, to < today ? to : null)
  return (
    <Block>
      <Chart
        title={texts.trend.title(label)}
        sub={texts.trend.sub(unitName(measure, currency))}
        labelHead={texts.trend.month}
        labels={periods.map(({ from }) => monthName(from).slice(0, 3))}
        hrefs={periods.map((period) => rowsLink(measure, period, whose))}
        series={[
          {
            label,
            tone: 'highlight',
            kind: 'line',
            values,
            pointLabels: values.map((value, index) => (index === last.index && value !== null ? say(value) : null)),
          },
        ]}
        format={say}
        description={texts.trend.describe(
          label,
          name(first.index),
          measureText(first.value, measure, currency),
          name(last.index),
          measureText(last.value, measure, currency),
        )}
        height={160}
        startsAtZero={false}
      />
      {lists.length > 0 && (
        <p className="small ink2">
          {texts.trend.madeOf}{' '}
          {lists.map(({ list, href }, at) => (
            <Fragment key={list}>
              {at > 0 && ', '}
              <a href={href}>{texts.trend.lists[list]}</a>
            </Fragment>
          ))}
        </p>
      )}
    </Block>
  )
}
