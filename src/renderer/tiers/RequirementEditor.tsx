import { Plus, X } from 'lucide-react'
import { measureDefinitions } from '../../contract/measures.ts'
import { type Motion, motions, type Requirement, type RequirementTest } from '../../contract/tiers.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Input } from '../ui/Field.tsx'
import { MeasureInput } from '../ui/MeasureInput.tsx'
import { MultiCombobox } from '../ui/MultiCombobox.tsx'
import { AmountInput, CountInput } from '../ui/ParsedInput.tsx'
import { optionsOf, Select } from '../ui/Select.tsx'
import { tableTexts as texts } from './tableTexts.ts'
import { partnerMeasures, startTarget, weighedMeasures } from './tierDraft.ts'
import styles from './TierEditor.module.css'
import { WindowControl } from './WindowControl.tsx'

/** What stands after a number of the measure: "%", nothing for money and counts. */
const unitAfter = (measure: keyof typeof measureDefinitions): string =>
  ({ money: '', count: '', rate: '%', days: 'days', months: 'months', index: '', score: 'of 100' })[
    measureDefinitions[measure].unit
  ]
const unitBefore = (measure: keyof typeof measureDefinitions, currency: string): string =>
  measureDefinitions[measure].unit === 'money' ? `${currency} ` : ''

interface Props<Test> {
  test: Test
  currency: string
  onTest: (test: RequirementTest) => void
}
type TestOf<Kind extends RequirementTest['kind']> = Extract<RequirementTest, { kind: Kind }>

/** One requirement as a sentence whose controls are its settings. */
export function RequirementEditor({
  requirement: { weight, test, key },
  currency,
  hasWeight,
  onRequirement,
  onRemove,
}: {
  requirement: Requirement
  currency: string
  hasWeight: boolean
  onRequirement: (requirement: Requirement) => void
  onRemove: () => void
}) {
  return (
    <div className={styles.item}>
      <div>
        <TestSentence test={test} currency={currency} onTest={(next) => onRequirement({ key, weight, test: next })} />
        {hasWeight && (
          <p className={styles.sentence}>
            {texts.weight}{' '}
            <CountInput
              isInline
              label={texts.weight}
              min={1}
              max={100}
              value={weight}
              onValue={(next) => onRequirement({ key, weight: next, test })}
            />
          </p>
        )}
      </div>
      <IconButton isSmall label={texts.removeRequirement} icon={X} onClick={onRemove} />
    </div>
  )
}

function TestSentence({ test, currency, onTest }: Props<RequirementTest>) {
  switch (test.kind) {
    case 'measure':
      return <MeasureSentence test={test} currency={currency} onTest={onTest} />
    case 'points':
      return <PointsSentence test={test} currency={currency} onTest={onTest} />
    case 'composite':
      return <CompositeSentence test={test} currency={currency} onTest={onTest} />
    case 'certificates':
      return (
        <p className={styles.sentence}>
          <CountInput
            isInline
            label={texts.kinds.certificates}
            min={1}
            max={10_000}
            value={test.holders}
            onValue={(holders) => onTest({ ...test, holders })}
          />{' '}
          {texts.people}{' '}
          <Input
            isInline
            aria-label={texts.kinds.certificates}
            className={styles.words}
            maxLength={200}
            placeholder={texts.anyCertificate}
            value={test.name}
            onValue={(name) => onTest({ ...test, name })}
          />{' '}
          {texts.level}{' '}
          <Input
            isInline
            aria-label={texts.level}
            className={styles.short}
            maxLength={100}
            placeholder={texts.anyLevel}
            value={test.level}
            onValue={(level) => onTest({ ...test, level })}
          />
        </p>
      )
    case 'attestation':
    case 'policy':
      return (
        <p className={styles.sentence}>
          {test.kind === 'attestation' ? texts.confirmed : texts.kept}{' '}
          <Input
            isInline
            aria-label={texts.topic}
            className={styles.words}
            maxLength={120}
            placeholder={texts.topic}
            value={test.topic}
            onValue={(topic) => onTest({ ...test, topic })}
          />
        </p>
      )
  }
}

function MeasureSentence({ test, currency, onTest }: Props<TestOf<'measure'>>) {
  return (
    <p className={styles.sentence}>
      <Select
        label={texts.measure}
        isInline
        options={partnerMeasures}
        value={test.measure}
        onValue={(measure) =>
          onTest({
            ...test,
            measure,
            comparison: measureDefinitions[measure].better === 'higher' ? 'atLeast' : 'atMost',
            target:
              measureDefinitions[measure].unit === measureDefinitions[test.measure].unit
                ? test.target
                : startTarget(measure, currency),
          })
        }
      />{' '}
      {texts.of}{' '}
      <Select
        label={texts.comparisons.atLeast}
        isInline
        options={optionsOf(texts.comparisons)}
        value={test.comparison}
        onValue={(comparison) => onTest({ ...test, comparison })}
      />{' '}
      {unitBefore(test.measure, currency)}
      <MeasureInput
        isInline
        label={texts.target}
        unit={measureDefinitions[test.measure].unit}
        currency={currency}
        value={test.target}
        onValue={(target) => onTest({ ...test, target })}
      />{' '}
      {unitAfter(test.measure)}{' '}
      <WindowControl window={test.window} onWindow={(window) => onTest({ ...test, window })} />
    </p>
  )
}

function PointsSentence({ test, currency, onTest }: Props<TestOf<'points'>>) {
  const setRate = (motion: Motion, value: number): void =>
    onTest({ ...test, rates: { ...test.rates, [motion]: value } })
  const setGroup = (index: number, change: Partial<(typeof test.groups)[number]> | null): void =>
    onTest({
      ...test,
      groups: test.groups.flatMap((group, i) => (i === index ? (change ? [{ ...group, ...change }] : []) : [group])),
    })
  return (
    <>
      <p className={styles.sentence} title={texts.motionsHint}>
        {texts.forEach} {currency}{' '}
        <AmountInput
          isInline
          label={texts.forEach}
          currency={currency}
          value={test.perMinor}
          onValue={(perMinor) => onTest({ ...test, perMinor: Math.max(1, perMinor) })}
        />
        :{' '}
        {motions.map((motion, place) => (
          <span key={motion}>
            {place > 0 && ', '}
            <CountInput
              isInline
              label={texts.motions[motion]}
              min={0}
              max={10_000}
              value={test.rates[motion]}
              onValue={(value) => setRate(motion, value)}
            />{' '}
            {texts.motions[motion]}
          </span>
        ))}{' '}
        <WindowControl window={test.window} onWindow={(window) => onTest({ ...test, window })} />
      </p>
      <p className={styles.sentence}>
        <CountInput
          isInline
          width={7}
          label={texts.pointsNeeded}
          min={1}
          max={1_000_000_000}
          value={test.atLeast}
          onValue={(atLeast) => onTest({ ...test, atLeast })}
        />{' '}
        {texts.pointsNeeded},{' '}
        <CountInput
          isInline
          width={7}
          label={texts.sourcedNeeded}
          min={0}
          max={1_000_000_000}
          value={test.sourcedAtLeast}
          onValue={(sourcedAtLeast) => onTest({ ...test, sourcedAtLeast })}
        />{' '}
        {texts.sourcedNeeded}
        {texts.stop}
      </p>
      {test.groups.map((group, index) => (
        <div key={index} className={styles.sentence}>
          {texts.groupTimes}{' '}
          <CountInput
            isInline
            width={4}
            label={texts.groupTimes}
            min={0}
            max={10_000}
            value={group.percent}
            onValue={(percent) => setGroup(index, { percent })}
          />{' '}
          {texts.groupFor}{' '}
          <Select
            label={texts.groupFor}
            isInline
            options={optionsOf(texts.groupFields)}
            value={group.field}
            onValue={(field) => setGroup(index, { field, in: [] })}
          />{' '}
          <GroupNames field={group.field} names={group.in} onNames={(names) => setGroup(index, { in: names })} />
          <IconButton isSmall label={texts.removeGroup} icon={X} onClick={() => setGroup(index, null)} />
        </div>
      ))}
      {test.groups.length < 10 && (
        <div>
          <Button
            look="bare"
            isSmall
            icon={Plus}
            onClick={() => onTest({ ...test, groups: [...test.groups, { field: 'country', in: [], percent: 200 }] })}
          >
            {texts.addGroup}
          </Button>
        </div>
      )}
    </>
  )
}

/** Countries or products of a group, chosen from those that were sold. */
function GroupNames({
  field,
  names,
  onNames,
}: {
  field: 'country' | 'product'
  names: readonly string[]
  onNames: (names: string[]) => void
}) {
  const { data } = useEngineQuery('plans.conditionValues', {})
  const found = (field === 'product' ? data?.products : data?.countries) ?? []
  return (
    <MultiCombobox
      isInline
      label={texts.groupFields[field]}
      options={found.map(({ value }) => ({ value, label: value }))}
      values={names}
      onValues={onNames}
      placeholder={texts.choose[field]}
      offerNew={texts.takeTyped}
    />
  )
}

function CompositeSentence({ test, currency, onTest }: Props<TestOf<'composite'>>) {
  const setPart = (index: number, change: Partial<(typeof test.parts)[number]> | null): void =>
    onTest({
      ...test,
      parts: test.parts.flatMap((part, i) => (i === index ? (change ? [{ ...part, ...change }] : []) : [part])),
    })
  const sum = test.parts.reduce((all, { weight }) => all + weight, 0)
  const free = weighedMeasures.find(({ value }) => !test.parts.some(({ measure }) => measure === value))
  return (
    <>
      <p className={styles.sentence}>
        {texts.scoreOf}{' '}
        <CountInput
          isInline
          label={texts.scoreOf}
          min={1}
          max={100}
          value={test.passAt}
          onValue={(passAt) => onTest({ ...test, passAt })}
        />{' '}
        {texts.of100} <WindowControl window={test.window} onWindow={(window) => onTest({ ...test, window })} />
      </p>
      {test.parts.map((part, index) => (
        <p key={index} className={styles.sentence}>
          <Select
            label={texts.measure}
            isInline
            options={weighedMeasures}
            value={part.measure}
            onValue={(measure) => setPart(index, { measure, target: Math.max(1, startTarget(measure, currency)) })}
          />
          , {texts.partWeight.toLowerCase()}{' '}
          <CountInput
            isInline
            label={texts.partWeight}
            min={1}
            max={100}
            value={part.weight}
            onValue={(weight) => setPart(index, { weight })}
          />
          , {texts.partTarget.toLowerCase()} {unitBefore(part.measure, currency)}
          <MeasureInput
            isInline
            label={texts.partTarget}
            unit={measureDefinitions[part.measure].unit}
            currency={currency}
            value={part.target}
            onValue={(target) => setPart(index, { target: Math.max(1, target) })}
          />{' '}
          {unitAfter(part.measure)}
          {test.parts.length > 1 && (
            <IconButton isSmall label={texts.removePart} icon={X} onClick={() => setPart(index, null)} />
          )}
        </p>
      ))}
      <p className="ink2 small">
        {texts.sum(sum)} {texts.everyAbove}
      </p>
      {free && test.parts.length < 10 && (
        <div>
          <Button
            look="bare"
            isSmall
            icon={Plus}
            onClick={() =>
              onTest({
                ...test,
                parts: [
                  ...test.parts,
                  {
                    measure: free.value,
                    weight: Math.max(1, 100 - sum),
                    target: Math.max(1, startTarget(free.value, currency)),
                  },
                ],
              })
            }
          >
            {texts.addPart}
          </Button>
        </div>
      )}
    </>
  )
}
