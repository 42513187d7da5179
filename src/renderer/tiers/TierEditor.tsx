import { Plus, Trash2, X } from 'lucide-react'
import { type Combination, severitySchema, type Tier, type TierPromise, type TierRules } from '../../contract/tiers.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Input } from '../ui/Field.tsx'
import { Menu } from '../ui/Menu.tsx'
import { CountInput, PercentInput } from '../ui/ParsedInput.tsx'
import { optionsOf, Select } from '../ui/Select.tsx'
import { RequirementEditor } from './RequirementEditor.tsx'
import { tableTexts as texts } from './tableTexts.ts'
import { freeKey, newRequirement, requirementKinds } from './tierDraft.ts'
import styles from './TierEditor.module.css'

const replaced = <T,>(list: readonly T[], index: number, item: T | null): T[] =>
  list.flatMap((old, place) => (place === index ? (item === null ? [] : [item]) : [old]))

/** How partners move between tiers, as sentences. */
export function RulesEditor({ rules, onRules }: { rules: TierRules; onRules: (rules: TierRules) => void }) {
  return (
    <section className={styles.rules} aria-label={texts.rules}>
      <h2>{texts.rules}</h2>
      <p className={styles.sentence}>
        {texts.evaluated}{' '}
        <Select
          label={texts.evaluated}
          isInline
          options={optionsOf(texts.calendars)}
          value={rules.calendar}
          onValue={(calendar) => onRules({ ...rules, calendar })}
        />
        {texts.holds}{' '}
        <Select
          label={texts.holds.slice(2)}
          isInline
          options={optionsOf(texts.effective)}
          value={rules.effective}
          onValue={(effective) => onRules({ ...rules, effective })}
        />
        {texts.stop}
      </p>
      <p className={styles.sentence}>
        {texts.demotion}{' '}
        <CountInput
          isInline
          label={texts.demotion}
          min={0}
          max={366}
          value={rules.graceDays}
          onValue={(graceDays) => onRules({ ...rules, graceDays })}
        />{' '}
        {texts.later}{' '}
        <PercentInput
          isInline
          label={texts.ofThreshold}
          value={rules.keepPpm}
          onValue={(keepPpm) => onRules({ ...rules, keepPpm: Math.min(1_000_000, Math.max(100_000, keepPpm)) })}
        />{' '}
        % {texts.ofThreshold}{' '}
        <CountInput
          isInline
          label={texts.failed}
          min={1}
          max={4}
          value={rules.failures}
          onValue={(failures) => onRules({ ...rules, failures })}
        />{' '}
        {texts.failed}
      </p>
      <p className={styles.sentence}>
        {texts.floor}{' '}
        <CountInput
          isInline
          label={texts.floor}
          min={0}
          max={36}
          value={rules.floorMonths}
          onValue={(floorMonths) => onRules({ ...rules, floorMonths })}
        />{' '}
        {texts.months}
      </p>
    </section>
  )
}

/** One tier as sentences whose controls are its settings. */
export function TierEditor({
  tier,
  number,
  currency,
  onTier,
  onRemove,
}: {
  tier: Tier
  number: number
  currency: string
  onTier: (tier: Tier) => void
  onRemove: (() => void) | null
}) {
  const { requirements, promises } = tier
  return (
    <section className={styles.tier} aria-label={tier.name}>
      <span className={styles.number}>{number}</span>
      <div className={styles.body}>
        <div className={styles.head}>
          <Input
            aria-label={texts.tierName}
            isInline
            className={styles.name}
            maxLength={120}
            value={tier.name}
            onValue={(name) => onTier({ ...tier, name })}
          />
          {onRemove && <IconButton isSmall label={texts.removeTier} icon={Trash2} onClick={onRemove} />}
        </div>
        {requirements.length === 0 ? (
          <p className={styles.sentence}>{number === 1 && texts.lowest}</p>
        ) : (
          <CombinationSentence tier={tier} onTier={onTier} />
        )}
        {requirements.length > 0 && (
          <div className={styles.asked}>
            {requirements.map((requirement, index) => (
              <RequirementEditor
                key={requirement.key}
                requirement={requirement}
                currency={currency}
                hasWeight={tier.combination.kind === 'score'}
                onRequirement={(next) => onTier({ ...tier, requirements: replaced(requirements, index, next) })}
                onRemove={() => onTier({ ...tier, requirements: replaced(requirements, index, null) })}
              />
            ))}
          </div>
        )}
        {requirements.length < 20 && (
          <div>
            <Menu
              align="start"
              trigger={
                <Button look="bare" isSmall icon={Plus}>
                  {texts.addRequirement}
                </Button>
              }
              items={requirementKinds.map((kind) => ({
                label: texts.kinds[kind],
                run: () =>
                  onTier({
                    ...tier,
                    requirements: [
                      ...requirements,
                      newRequirement(
                        kind,
                        currency,
                        requirements.map(({ key }) => key),
                      ),
                    ],
                  }),
              }))}
            />
          </div>
        )}
        <p className={styles.sentence}>
          {texts.adds}{' '}
          <PercentInput
            isInline
            label={texts.adds}
            value={tier.upliftPpm}
            onValue={(upliftPpm) => onTier({ ...tier, upliftPpm: Math.min(1_000_000, upliftPpm) })}
          />{' '}
          % {texts.uplift}
        </p>
        {promises.length > 0 && (
          <>
            <p className={styles.sentence}>{texts.promises}</p>
            <div className={styles.asked}>
              {promises.map((promise, index) => (
                <PromiseLine
                  key={promise.key}
                  promise={promise}
                  onPromise={(next) => onTier({ ...tier, promises: replaced(promises, index, next) })}
                />
              ))}
            </div>
          </>
        )}
        {promises.length < 30 && (
          <div>
            <Button
              look="bare"
              isSmall
              icon={Plus}
              onClick={() =>
                onTier({
                  ...tier,
                  promises: [
                    ...promises,
                    {
                      key: freeKey(
                        'promise',
                        promises.map(({ key }) => key),
                      ),
                      text: '',
                      severity: 'warning',
                      dueDays: 30,
                    },
                  ],
                })
              }
            >
              {texts.addPromise}
            </Button>
          </div>
        )}
      </div>
    </section>
  )
}

function CombinationSentence({ tier, onTier }: { tier: Tier; onTier: (tier: Tier) => void }) {
  const { combination, requirements } = tier
  const start = (kind: Combination['kind']): Combination => {
    if (kind === 'all') return { kind }
    return kind === 'some'
      ? { kind, count: Math.max(1, requirements.length - 1) }
      : { kind, atLeast: requirements.reduce((sum, { weight }) => sum + weight, 0) }
  }
  return (
    <p className={styles.sentence}>
      {texts.reachedWith}{' '}
      <Select
        label={texts.reachedWith}
        isInline
        options={optionsOf(texts.combinations)}
        value={combination.kind}
        onValue={(kind) => onTier({ ...tier, combination: start(kind) })}
      />
      {combination.kind === 'some' && (
        <>
          :{' '}
          <CountInput
            isInline
            label={texts.needed}
            min={1}
            max={20}
            value={combination.count}
            onValue={(count) => onTier({ ...tier, combination: { kind: 'some', count } })}
          />
        </>
      )}
      {combination.kind === 'score' && (
        <>
          :{' '}
          <CountInput
            isInline
            width={4}
            label={texts.needed}
            min={1}
            max={2000}
            value={combination.atLeast}
            onValue={(atLeast) => onTier({ ...tier, combination: { kind: 'score', atLeast } })}
          />
        </>
      )}
    </p>
  )
}

function PromiseLine({
  promise,
  onPromise,
}: {
  promise: TierPromise
  onPromise: (promise: TierPromise | null) => void
}) {
  const { dueDays } = promise
  return (
    <div className={styles.item}>
      <p className={styles.sentence}>
        <Input
          isInline
          aria-label={texts.promiseText}
          className={styles.words}
          maxLength={300}
          placeholder={texts.promiseText}
          value={promise.text}
          onValue={(text) => onPromise({ ...promise, text })}
        />{' '}
        <Select
          label={texts.severity}
          isInline
          options={severitySchema.options.map((value) => ({ value, label: texts.severities[value] }))}
          value={promise.severity}
          onValue={(severity) => onPromise({ ...promise, severity })}
        />{' '}
        <Select
          label={texts.dueKind}
          isInline
          options={optionsOf(texts.dueKinds)}
          value={dueDays === null ? 'none' : 'days'}
          onValue={(kind) => onPromise({ ...promise, dueDays: kind === 'none' ? null : 30 })}
        />
        {dueDays !== null && (
          <>
            :{' '}
            <CountInput
              isInline
              width={4}
              label={texts.days}
              min={0}
              max={3660}
              value={dueDays}
              onValue={(days) => onPromise({ ...promise, dueDays: days })}
            />{' '}
            {texts.days}
          </>
        )}
      </p>
      <IconButton isSmall label={texts.removePromise} icon={X} onClick={() => onPromise(null)} />
    </div>
  )
}
