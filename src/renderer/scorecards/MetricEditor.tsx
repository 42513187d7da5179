import { Trash2 } from 'lucide-react'
import type { Output } from '../../contract/methods.ts'
import { measureDefinitions } from '../../contract/measures.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import { formatValue } from '../../contract/scorecardText.ts'
import type { TargetBasis, TemplateMetric } from '../../contract/scorecards.ts'
import { IconButton } from '../ui/Button.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { AmountInput, CountInput, FactorInput, PercentInput } from '../ui/ParsedInput.tsx'
import { Select } from '../ui/Select.tsx'
import { Status } from '../ui/Status.tsx'
import { SuggestInput } from '../ui/SuggestInput.tsx'
import { changeMeasure, partnerMeasures } from './templateDraft.ts'
import styles from './TemplateEditor.module.css'
import { templateTexts as texts } from './templateTexts.ts'

const measureOptions = partnerMeasures.map((value) => ({ value, label: measureTexts[value].label }))
const missingOptions = (['reweight', 'zero'] as const).map((value) => ({ value, label: texts.missing[value] }))
const MOST_COUNT = 1_000_000_000
const MOST_CAP = 2_000_000

interface MetricProps {
  metric: TemplateMetric
  number: number
  basis: TargetBasis
  currency: string
  categories: readonly string[]
  /** What partners reach now; undefined while it is not known. */
  median: Output<'scorecards.try'>['metrics'][number] | undefined
  problem: string | null
  onMetric: (metric: TemplateMetric) => void
  onRemove: (() => void) | null
}

/** One metric as sentences whose controls are its settings. */
export function MetricEditor({
  metric,
  number,
  basis,
  currency,
  categories,
  median,
  problem,
  onMetric,
  onRemove,
}: MetricProps) {
  const { measure, category, weightPpm, floorPpm, capPpm, missing } = metric
  const { unit, better, nature } = measureDefinitions[measure]
  const { label, formula } = measureTexts[measure]
  const change = (part: Partial<TemplateMetric>): void => onMetric({ ...metric, ...part })
  return (
    <section className={styles.metric} aria-label={texts.metric(number)}>
      <span className={styles.number}>{number}</span>
      <div className={styles.body}>
        <div className={styles.line}>
          <Combobox
            isInline
            className={styles.measure}
            label={texts.measure}
            options={measureOptions}
            value={measure}
            onValue={(next) => {
              if (next !== null && next !== measure) onMetric(changeMeasure(metric, next, currency))
            }}
          />
          <span>{texts.in}</span>
          <SuggestInput
            className={styles.category}
            label={texts.category}
            maxLength={40}
            offers={categories.filter((name) => name !== category)}
            value={category}
            onValue={(next) => change({ category: next })}
          />
          <span className={styles.weight}>
            {texts.weighs}{' '}
            <PercentInput
              isInline
              width={4}
              label={texts.weight}
              value={weightPpm}
              onValue={(next) => change({ weightPpm: Math.min(next, 1_000_000) })}
            />
            %
          </span>
          {onRemove && <IconButton isSmall label={texts.remove(label)} icon={Trash2} onClick={onRemove} />}
        </div>
        <p className={styles.sentence}>
          {texts.targetIs[better]}{' '}
          <TargetInput metric={metric} currency={currency} onTarget={(target) => change({ target })} />
          {unit === 'days' || unit === 'months' || unit === 'score' ? ` ${texts.units[unit]}` : ''}
          {nature === 'flow' && texts.perBasis(basis)}
          {texts.counts}{' '}
          <PercentInput
            isInline
            width={4}
            label={texts.floor}
            value={floorPpm}
            onValue={(next) => change({ floorPpm: Math.min(next, 1_000_000) })}
          />
          % {texts.to}{' '}
          <PercentInput
            isInline
            width={4}
            label={texts.cap}
            value={capPpm}
            onValue={(next) => change({ capPpm: Math.max(1, Math.min(next, MOST_CAP)) })}
          />
          % {texts.ofIt}{' '}
          <Select
            isInline
            label={texts.missingLabel}
            options={missingOptions}
            value={missing}
            onValue={(next) => change({ missing: next })}
          />
          .
        </p>
        <p className="small ink2">
          {label} = {formula}.{' '}
          {median &&
            (median.median === null
              ? texts.noMedian
              : texts.median(
                  `${unit === 'money' ? `${currency} ` : ''}${formatValue({ unit }, median.median, currency)}`,
                  median.measured,
                ))}
        </p>
        {problem !== null && <Status meaning="bad">{problem}</Status>}
      </div>
    </section>
  )
}

/** A target in the measure's unit. */
function TargetInput({
  metric: { measure, target },
  currency,
  onTarget,
}: {
  metric: TemplateMetric
  currency: string
  onTarget: (target: number) => void
}) {
  const { unit } = measureDefinitions[measure]
  // A target of nothing would be reached by doing nothing.
  const atLeastOne = (value: number): void => onTarget(Math.max(1, value))
  // Another measure is another field: what is typed for one must not stay in the other.
  const common = { label: texts.target, isInline: true, value: target, key: measure } as const
  switch (unit) {
    case 'money':
      return (
        <>
          {currency} <AmountInput {...common} key={measure} width={10} currency={currency} onValue={atLeastOne} />
        </>
      )
    case 'count':
      return <CountInput {...common} key={measure} width={6} min={1} max={MOST_COUNT} onValue={onTarget} />
    case 'rate':
      return (
        <>
          <PercentInput {...common} key={measure} onValue={atLeastOne} />%
        </>
      )
    case 'days':
    case 'months':
    case 'index':
    case 'score':
      return <FactorInput {...common} key={measure} width={4} onValue={onTarget} />
  }
}
