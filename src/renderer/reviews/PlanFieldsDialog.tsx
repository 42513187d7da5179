import { useState } from 'react'
import { addMonths, addDays, isDay, type Day } from '../../contract/dates.ts'
import { measureDefinitions, measureKeys, type MeasureKey } from '../../contract/measures.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import { currencyCodes } from '../../contract/money.ts'
import type { Campaign, Goal, PlanFields, PlanState } from '../../contract/reviewPlans.ts'
import { useCommand } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { MeasureInput } from '../ui/MeasureInput.tsx'
import { unitName } from '../ui/measures.tsx'
import { AmountInput } from '../ui/ParsedInput.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.partner
const measures = measureKeys
  .filter((key) => measureDefinitions[key].scope === 'both')
  .map((key) => ({ value: key, label: measureTexts[key].label }))
const states = (['planned', 'running', 'done', 'dropped'] as const).map((value: PlanState) => ({
  value,
  label: reviewTexts.planStates[value],
}))
const currencies = currencyCodes.map((code) => ({ value: code, label: code }))

interface PlanFieldsDialogProps {
  partnerId: number
  kind: 'goal' | 'campaign'
  /** Null: a new one. */
  plan: Goal | Campaign | null
  currency: string
  onClose: () => void
}

function startOf(kind: 'goal' | 'campaign', plan: Goal | Campaign | null, currency: string, today: Day): PlanFields {
  if (plan?.kind === 'goal') {
    const { id: _id, value: _value, isMet: _isMet, ...fields } = plan
    return fields
  }
  if (plan) {
    const { id: _id, ...fields } = plan
    return fields
  }
  const common = {
    title: '',
    owner: '',
    from: today,
    to: addDays(addMonths(today, 6), -1),
    state: 'planned',
    result: '',
  } as const
  return kind === 'goal'
    ? { kind, ...common, measure: 'revenue', target: 0 }
    : { kind, ...common, currency, budgetMinor: 0, spentMinor: 0 }
}

/** A goal of the joint business plan, or a campaign of the co-marketing plan. */
export function PlanFieldsDialog(props: PlanFieldsDialogProps) {
  const today = useProgramme()?.today
  return today === undefined ? null : <PlanForm {...props} today={today} />
}

function PlanForm({ partnerId, kind, plan, currency, onClose, today }: PlanFieldsDialogProps & { today: Day }) {
  const [fields, setFields] = useState<PlanFields>(() => startOf(kind, plan, currency, today))
  const [isTried, setTried] = useState(false)
  const save = useCommand('reviews.savePlan')
  const isGoal = kind === 'goal'
  const set = (changes: Partial<Pick<PlanFields, 'title' | 'owner' | 'from' | 'to' | 'state' | 'result'>>): void =>
    setFields((now) => ({ ...now, ...changes }))
  const titleProblem = fields.title.trim() === '' ? texts.titleMissing : null
  const dayProblem =
    !isDay(fields.from) || !isDay(fields.to)
      ? reviewTexts.plan.dayMissing
      : fields.from > fields.to
        ? texts.daysWrong
        : null
  const submit = (): void => {
    setTried(true)
    if (titleProblem !== null || dayProblem !== null) return
    save.mutate({ id: plan?.id ?? null, partnerId, plan: fields }, { onSuccess: onClose })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.planTitle(isGoal, plan === null)}
      action={texts.save(isGoal)}
      onAction={submit}
      isRunning={save.isPending}
      error={save.error}
    >
      <div className={styles.form}>
        <Field label={texts.title} className={styles.whole} problem={isTried ? titleProblem : null}>
          {(control) => <Input {...control} maxLength={200} value={fields.title} onValue={(title) => set({ title })} />}
        </Field>
        <Field label={texts.from} problem={isTried ? dayProblem : null}>
          {(control) => <Input {...control} type="date" value={fields.from} onValue={(from) => set({ from })} />}
        </Field>
        <Field label={texts.to}>
          {(control) => <Input {...control} type="date" value={fields.to} onValue={(to) => set({ to })} />}
        </Field>
        {fields.kind === 'goal' ? (
          <>
            <Field label={texts.measure}>
              {(control) => (
                <Combobox
                  {...control}
                  options={measures}
                  value={fields.measure}
                  onValue={(measure: MeasureKey | null) =>
                    measure !== null && setFields({ ...fields, measure, target: 0 })
                  }
                />
              )}
            </Field>
            <Field label={`${texts.target}, ${unitName(fields.measure, currency)}`}>
              {() => (
                <MeasureInput
                  key={fields.measure}
                  label={texts.target}
                  unit={measureDefinitions[fields.measure].unit}
                  currency={currency}
                  value={fields.target}
                  onValue={(target) => setFields({ ...fields, target })}
                />
              )}
            </Field>
          </>
        ) : (
          <>
            <Field label={texts.currency}>
              {(control) => (
                <Combobox
                  {...control}
                  options={currencies}
                  value={fields.currency}
                  onValue={(code) => code !== null && setFields({ ...fields, currency: code })}
                />
              )}
            </Field>
            <span />
            {(['budgetMinor', 'spentMinor'] as const).map((key) => {
              const label = key === 'budgetMinor' ? texts.budget : texts.spent
              return (
                <Field key={key} label={label}>
                  {() => (
                    <AmountInput
                      key={fields.currency}
                      label={label}
                      width={14}
                      currency={fields.currency}
                      value={fields[key]}
                      onValue={(minor) => setFields({ ...fields, [key]: minor })}
                    />
                  )}
                </Field>
              )
            })}
          </>
        )}
        <Field label={texts.owner}>
          {(control) => <Input {...control} maxLength={200} value={fields.owner} onValue={(owner) => set({ owner })} />}
        </Field>
        <Field label={texts.state}>
          {(control) => (
            <Select {...control} options={states} value={fields.state} onValue={(state) => set({ state })} />
          )}
        </Field>
        <Field label={texts.result} className={styles.whole}>
          {(control) => (
            <Input {...control} maxLength={500} value={fields.result} onValue={(result) => set({ result })} />
          )}
        </Field>
      </div>
    </Dialog>
  )
}
