import { Star } from 'lucide-react'
import { measureDefinitions } from '../../contract/measures.ts'
import { formatMeasure, measureTexts } from '../../contract/measureTexts.ts'
import type { Output } from '../../contract/methods.ts'
import type { Objective } from '../../contract/objectives.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { spanName } from '../../contract/periods.ts'
import { useProgramme } from '../client/programme.ts'
import { cx } from '../ui/cx.ts'
import { Icon } from '../ui/Icon.tsx'
import { measureText, MeasureTerm } from '../ui/measures.tsx'
import { Spark } from '../ui/Spark.tsx'
import { uiTexts } from '../ui/texts.ts'
import { VerdictText } from '../ui/VerdictText.tsx'
import styles from './Metrics.module.css'
import { objectiveTexts as texts } from './objectiveTexts.ts'
import { twelveWholeMonths } from './periods.ts'

interface ObjectiveListProps {
  data: Output<'objectives.list'>
  startMonth: number
  chosen: number | null
  onChoose: (id: number) => void
}

/** Each objective in one row; its name opens the panel with the arithmetic. */
export function ObjectiveList({ data, startMonth, chosen, onChoose }: ObjectiveListProps) {
  const { columns } = texts
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{columns.objective}</th>
          <th scope="col">{columns.period}</th>
          <th scope="col" className="num">
            {columns.value}
          </th>
          <th scope="col" className="num">
            {columns.expected}
          </th>
          <th scope="col" className="num">
            {columns.target}
          </th>
          <th scope="col">{columns.verdict}</th>
          <th scope="col" className={styles.leaves}>
            {columns.trend}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.objectives.map((objective) => (
          <ObjectiveRow
            key={objective.id}
            objective={objective}
            data={data}
            startMonth={startMonth}
            isChosen={objective.id === chosen}
            onChoose={() => onChoose(objective.id)}
          />
        ))}
      </tbody>
    </table>
  )
}

function ObjectiveRow({
  objective,
  data,
  startMonth,
  isChosen,
  onChoose,
}: {
  objective: Objective
  data: Output<'objectives.list'>
  startMonth: number
  isChosen: boolean
  onChoose: () => void
}) {
  const { measure, measured, judgement, target } = objective
  const period = spanName(objective, startMonth)
  const { unit } = measureDefinitions[measure]
  const currency = objective.currency === '' ? data.currency : objective.currency
  return (
    <tr className={cx(styles.row, isChosen && styles.chosen)}>
      <th scope="row">
        <button type="button" className={styles.name} aria-pressed={isChosen} onClick={onChoose}>
          <span className="med">{measureTexts[measure].label}</span>
          {unit === 'money' && <span className="ink3"> {currency}</span>}
        </button>
        <span className={cx(styles.under, 'cut')}>
          {objective.isNorthStar && (
            <span className={styles.star}>
              <Icon of={Star} size={12} /> {texts.northStar},{' '}
            </span>
          )}
          {objective.partnerId === null ? texts.programme : objective.partnerName}, {objective.owner}
        </span>
      </th>
      <td>{period}</td>
      <td className="num">
        {measured.value === null ? (
          <span className="ink3">{uiTexts.none}</span>
        ) : (
          <span className={styles.above}>
            <MeasureTerm
              measured={measured}
              term={formatMeasure(measured.value, unit, data.currency)}
              period={period}
              basis={{ ...data, foreign: objective.foreign, missing: objective.missing }}
            />
          </span>
        )}
      </td>
      <td className="num">
        {judgement.expected === null ? uiTexts.none : formatMeasure(judgement.expected, unit, currency)}
      </td>
      <td className="num">{formatMeasure(target, unit, currency)}</td>
      <td>
        <VerdictText judgement={judgement} />
      </td>
      <td className={styles.leaves}>
        <Trend objective={objective} currency={data.currency} />
      </td>
    </tr>
  )
}

/** Twelve months as a small line; the same in words for who does not see it. */
function Trend({ objective, currency }: { objective: Objective; currency: string }) {
  const today = useProgramme()?.today ?? objective.to
  const { measure, partnerId, to } = objective
  const trend = useEngineQuery('measures.trend', {
    keys: [measure],
    partnerId,
    periods: twelveWholeMonths(to < today ? to : today),
  })
  const values = (trend.data?.trends[0] ?? []).flatMap(({ value }) => (value === null ? [] : [value]))
  const [first] = values
  const last = values.at(-1)
  if (first === undefined || last === undefined || values.length < 2) return null
  return (
    <>
      <Spark values={values} />
      <span className="vh">
        {measureText(first, measure, currency)} – {measureText(last, measure, currency)}
      </span>
    </>
  )
}
