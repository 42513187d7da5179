import type { ReactNode } from 'react'
import { type Day, formatDay } from '../../contract/dates.ts'
import type { MeasureKey, MeasureValue } from '../../contract/measures.ts'
import { measureDefinitions } from '../../contract/measures.ts'
import { formatMeasure, measureTexts } from '../../contract/measureTexts.ts'
import type { Objective } from '../../contract/objectives.ts'
import { linkTo } from '../client/navigation.ts'
import { usePast } from '../client/past.ts'
import { type Period, spanName } from '../../contract/periods.ts'
import { ratesText } from '../../contract/rateTexts.ts'
import { useProgramme } from '../client/programme.ts'
import { figuresLink, openDealsLink, owedCommissionsLink, startedLink } from '../client/rowLinks.ts'
import type { TourMark } from '../client/tourMark.ts'
import { changeText } from '../ui/change.ts'
import { Figure, Figures } from '../ui/Figure.tsx'
import { uiTexts } from '../ui/texts.ts'
import { inputRows, measureText, shortMeasure, unitRow } from '../ui/measures.tsx'
import { verdictMeanings, verdictWord } from '../ui/VerdictText.tsx'
import { isConcentrated, percent, type HomeData } from './figures.ts'
import type { Standing, Trends } from './standing.ts'
import { homeTexts as texts } from './texts.ts'

interface KeyFiguresProps {
  data: HomeData
  standing: Standing
  quarterly: Trends
  period: Period
}

export function KeyFigures({ data, standing, quarterly, period }: KeyFiguresProps) {
  const activationDays = useProgramme()?.measuring.activationDays
  const largest = data.concentration?.partners[0]
  const asOf = usePast(({ day }) => day)
  const shared = { standing, quarterly, period }
  return (
    <Figures label={texts.keyFigures}>
      <Tile of="bookingsShare" {...shared} label={texts.figures.bookings} />
      <Tile of="effectiveAcquisitionCost" {...shared} label={texts.figures.cost} hasUnit />
      <LargestTile data={data} {...shared} />
      <Tile
        of="activationRate"
        {...shared}
        label={activationDays === undefined ? texts.figures.activatedInTime : texts.figures.activated(activationDays)}
        href={startedLink(period)}
        fact={countFact(standing.now('activationRate'), 'activatedPartners', 'startedPartners', texts.ofStarted)}
      />
      <Tile
        of="pipelineVelocity"
        {...shared}
        label={texts.figures.velocity}
        unit={texts.perDay(standing.currency)}
        href={openDealsLink(period.to)}
        fact={velocityFact(standing)}
      />
      <Tile
        of="owed"
        {...shared}
        hasUnit
        href={owedCommissionsLink}
        fact={largest === undefined ? '' : asOf === null ? texts.asOfNow : texts.asOf(formatDay(asOf))}
        mark="figure"
      />
    </Figures>
  )
}

interface TileProps {
  of: MeasureKey
  standing: Standing
  quarterly: Trends
  period: Period
  /** Where the measure's own name is too long for a tile. */
  label?: string
  /** Says the currency beside the label. */
  hasUnit?: boolean
  unit?: string
  href?: string
  fact?: ReactNode
  /** Said where no objective says more. */
  verdict?: { meaning: 'warn'; text: string; against?: string } | undefined
  more?: readonly (readonly [string, ReactNode])[]
  mark?: TourMark
}

/** A measure with its definition, its last quarters and how it was before. */
function Tile({
  of,
  standing,
  quarterly,
  period,
  label,
  hasUnit,
  unit,
  href,
  fact,
  verdict,
  more = [],
  mark,
}: TileProps) {
  const { currency } = standing
  const measure = standing.now(of)
  const before = standing.before(of)
  const text = measureTexts[of]
  const objective = standing.objective(of)
  const { fiscalYearStartMonth: startMonth = 1, today = '' } = useProgramme() ?? {}
  const values = quarterly(of)?.flatMap(({ value }) => (value === null ? [] : [value])) ?? []
  return (
    <Figure
      label={label ?? text.label}
      mark={mark}
      unit={unit ?? (hasUnit === true ? currency : undefined)}
      formula={text.formula}
      value={headline(measure, currency)}
      none={measure === undefined ? '' : texts.problems[measure.problem ?? 'nothing']}
      href={measure?.problem === 'figureMissing' ? figuresLink : href}
      trend={values}
      verdict={objective === undefined ? verdict : verdictOf(objective, period, currency, startMonth, today)}
      rows={[
        ...(measure === undefined ? [] : inputRows(measure, currency)),
        ...more,
        unitRow(of, currency),
        [texts.rows.period, `${formatDay(period.from)} – ${formatDay(period.to)}`],
        ...compareRow(before, period, currency),
        ...ratesRow(standing),
        [texts.rows.source, text.source],
      ]}
      fact={problemFact(measure) ?? fact ?? changeFact(measure, before, period, currency)}
    />
  )
}

/** Where it stands against its target; that of another period than the one shown is named with its own days. */
function verdictOf(objective: Objective, period: Period, currency: string, startMonth: number, today: Day) {
  const { measure, target, judgement, from, to } = objective
  const against = texts.target(shortMeasure(target, measure, currency))
  const meaning = verdictMeanings[judgement.verdict]
  // What is owed is shown of now, and an objective that is over is judged by that of its end.
  if (measure === 'owed' && to < today)
    return { meaning, text: texts.verdictOf(formatDay(to), verdictWord(judgement)), against }
  if (from === period.from && to === period.to) return { meaning, text: verdictWord(judgement), against }
  return {
    meaning,
    text: texts.verdictOf(spanName({ from, to }, startMonth), verdictWord(judgement)),
  }
}

/** Whole units are enough for a headline; the definition has every digit. */
function headline(measure: MeasureValue | undefined, currency: string): string | null {
  return measure === undefined || measure.value === null ? null : shortMeasure(measure.value, measure.key, currency)
}

function problemFact(measure: MeasureValue | undefined): ReactNode {
  switch (measure?.problem) {
    case 'figureMissing':
      return <a href={figuresLink}>{texts.addFigures}</a>
    case 'rateMissing':
      return <a href={linkTo({ page: 'settings', parts: ['rates'] })}>{texts.addRates}</a>
    default:
      return undefined
  }
}

function compareRow(
  before: MeasureValue | undefined,
  { compareLabel }: Period,
  currency: string,
): [string, ReactNode][] {
  if (before === undefined || before.value === null || compareLabel === null) return []
  return [
    [
      `${texts.rows.before} ${compareLabel}`,
      formatMeasure(before.value, measureDefinitions[before.key].unit, currency),
    ],
  ]
}

function ratesRow(standing: Standing): [string, ReactNode][] {
  const rates = ratesText(standing)
  return rates === null ? [] : [[texts.rows.rates, rates]]
}

/** "25.0% below 8,400 in 2024", "2.1 points above 2024". */
function changeFact(
  measure: MeasureValue | undefined,
  before: MeasureValue | undefined,
  { compareLabel }: Period,
  currency: string,
): ReactNode {
  if (compareLabel === null || measure === undefined) return ''
  const { unit } = measureDefinitions[measure.key]
  const changed = changeText(measure.value, before?.value, unit)
  if (changed === null) return ''
  return unit === 'rate'
    ? uiTexts.against(changed, compareLabel)
    : texts.changedFrom(changed, headline(before, currency) ?? '', compareLabel)
}

function countFact(
  measure: MeasureValue | undefined,
  part: string,
  whole: string,
  say: (part: number, whole: number) => string,
): ReactNode {
  const of = (key: string): number => measure?.inputs.find((input) => input.key === key)?.value ?? 0
  return of(whole) === 0 ? '' : say(of(part), of(whole))
}

function velocityFact(standing: Standing): ReactNode {
  const rate = standing.now('winRate')?.value
  const open = standing.now('pipelineVelocity')?.inputs.find(({ key }) => key === 'dealsOpen')?.value ?? 0
  return rate === null || rate === undefined ? texts.openDeals(open) : texts.openAndWon(open, percent(rate))
}

/** Of all bookings where these are known, else of what partners brought; it names who. */
function LargestTile({ data, standing, quarterly, period }: KeyFiguresProps) {
  const warnsAt = useProgramme()?.measuring.concentrationPpm
  const ofAll = standing.now('largestShareOfAll')
  const key = ofAll === undefined || ofAll.value === null ? 'largestShare' : 'largestShareOfAll'
  const share = standing.now(key)?.value ?? null
  const ofPartners = standing.now('largestShare')?.value ?? null
  const [first] = data.concentration?.partners ?? []
  const warning =
    share !== null && warnsAt !== undefined && isConcentrated(share, warnsAt)
      ? { meaning: 'warn' as const, text: texts.concentrated, against: texts.warnsAt(percent(warnsAt)) }
      : undefined
  const shown = (measure: MeasureKey): string =>
    measureText(standing.now(measure)?.value ?? null, measure, standing.currency)
  return (
    <Tile
      of={key}
      standing={standing}
      quarterly={quarterly}
      period={period}
      label={measureTexts.largestShare.label}
      {...(first === undefined ? {} : { href: linkTo({ page: 'partners', parts: [first.partnerId] }) })}
      verdict={warning}
      more={[
        ...(first === undefined ? [] : [[texts.rows.partner, first.name] as const]),
        ...(ofPartners === null ? [] : [[texts.rows.ofPartnerRevenue, percent(ofPartners)] as const]),
        [texts.rows.topThree, shown('largestThreeShare')],
        [texts.rows.hhi, shown('concentration')],
        [texts.rows.equal, shown('effectivePartners')],
      ]}
      fact={first && (key === 'largestShareOfAll' ? texts.ofAllBookings(first.name) : first.name)}
    />
  )
}
