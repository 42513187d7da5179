import { useState } from 'react'
import { addDays, isDay, type Day } from '../../contract/dates.ts'
import {
  interventionKindSchema,
  type Intervention,
  type InterventionFields,
  type InterventionKind,
} from '../../contract/interventions.ts'
import { measureDefinitions, measureKeys, type MeasureKey } from '../../contract/measures.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import type { Output } from '../../contract/methods.ts'
import { useCommand } from '../client/hooks.ts'
import { Checkbox } from '../ui/choices.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { MeasureInput } from '../ui/MeasureInput.tsx'
import { unitName } from '../ui/measures.tsx'
import { CountInput } from '../ui/ParsedInput.tsx'
import { PartnerPicker, type PickedPartner } from '../ui/PartnerPicker.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './Interventions.module.css'
import { interventionTexts } from './texts.ts'

const texts = interventionTexts.dialog
const DUE_DAYS = 30
const WINDOW_DAYS = 90
const ofPartners = measureKeys.filter((key) => measureDefinitions[key].scope === 'both')

/** What the form starts with, by the page that proposes it. */
export interface Suggested {
  partner?: PickedPartner
  kind?: InterventionKind
  measure?: MeasureKey
}

interface InterventionDialogProps {
  /** Null: a new one. */
  intervention: Intervention | null
  suggested?: Suggested
  programme: Output<'programme.get'>
  onClose: () => void
  onSaved: (id: number) => void
}

/** Opens an intervention or changes one: whose, what is done, until when, and what it is to move. */
export function InterventionDialog({
  intervention,
  suggested = {},
  programme,
  onClose,
  onSaved,
}: InterventionDialogProps) {
  const { today, baseCurrency, actorName } = programme
  const create = useCommand('interventions.create')
  const update = useCommand('interventions.update')
  const [partner, setPartner] = useState<PickedPartner | null>(
    intervention ? { id: intervention.partnerId, name: intervention.partnerName } : (suggested.partner ?? null),
  )
  const [fields, setFields] = useState<Omit<InterventionFields, 'partnerId'>>(() => {
    if (intervention) return fieldsOf(intervention, baseCurrency)
    const kind = suggested.kind ?? 'coaching'
    return {
      kind,
      title: texts.titles[kind],
      owner: actorName,
      openedOn: today,
      dueOn: addDays(today, DUE_DAYS),
      measure: suggested.measure ?? 'revenue',
      expected: null,
      windowDays: WINDOW_DAYS,
    }
  })
  const set = (changes: Partial<typeof fields>): void => setFields((now) => ({ ...now, ...changes }))
  const { kind, title, owner, openedOn, dueOn, measure, expected, windowDays } = fields
  const { unit } = measureDefinitions[measure]
  const isBackwards = dueOn < openedOn
  const command = intervention === null ? create : update
  const save = (): void => {
    if (partner === null) return
    const wanted = { ...fields, title: title.trim(), owner: owner.trim(), partnerId: partner.id }
    if (intervention === null) create.mutate(wanted, { onSuccess: ({ id }) => onSaved(id) })
    else update.mutate({ ...wanted, id: intervention.id }, { onSuccess: () => onSaved(intervention.id) })
  }
  const chooseKind = (next: InterventionKind): void =>
    // A title nobody wrote follows the kind.
    set({ kind: next, ...(title === texts.titles[kind] ? { title: texts.titles[next] } : {}) })
  const day = (label: string, value: Day, onDay: (day: Day) => void, problem: string | null = null) => (
    <Field label={label} problem={problem}>
      {(control) => <Input {...control} type="date" value={value} onValue={(next) => isDay(next) && onDay(next)} />}
    </Field>
  )
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={intervention === null ? interventionTexts.open : texts.editTitle}
      action={intervention === null ? texts.create : texts.save}
      onAction={save}
      isBlocked={partner === null || title.trim() === '' || owner.trim() === '' || isBackwards}
      isRunning={command.isPending}
      error={command.error}
    >
      <div className={styles.form}>
        <Field label={texts.partner}>
          {(control) => <PartnerPicker {...control} value={partner} onValue={setPartner} />}
        </Field>
        <Field label={texts.kind}>
          {(control) => (
            <Select
              {...control}
              value={kind}
              onValue={chooseKind}
              options={interventionKindSchema.options.map((value) => ({
                value,
                label: interventionTexts.kinds[value],
              }))}
            />
          )}
        </Field>
        <Field label={texts.title}>
          {(control) => <Input {...control} maxLength={200} value={title} onValue={(value) => set({ title: value })} />}
        </Field>
        <Field label={texts.owner}>
          {(control) => <Input {...control} maxLength={200} value={owner} onValue={(value) => set({ owner: value })} />}
        </Field>
        {day(texts.openedOn, openedOn, (value) => set({ openedOn: value }))}
        {day(texts.dueOn, dueOn, (value) => set({ dueOn: value }), isBackwards ? texts.daysWrong : null)}
        <Field label={texts.measure} hint={measureTexts[measure].formula}>
          {(control) => (
            <Combobox
              {...control}
              options={ofPartners.map((key) => ({
                value: key,
                label: measureTexts[key].label,
                hint: unitName(key, baseCurrency),
              }))}
              value={measure}
              onValue={(key) => key !== null && set({ measure: key, expected: null })}
            />
          )}
        </Field>
        <Field label={texts.window} hint={texts.windowHint}>
          {() => (
            <CountInput
              label={texts.window}
              min={7}
              max={366}
              value={windowDays}
              onValue={(value) => set({ windowDays: value })}
            />
          )}
        </Field>
        <div className={styles.expected}>
          <Checkbox isChecked={expected !== null} onChecked={(isNamed) => set({ expected: isNamed ? 0 : null })}>
            {texts.hasExpected}
          </Checkbox>
          {expected !== null && (
            <MeasureInput
              key={measure}
              label={texts.expected(unitName(measure, baseCurrency))}
              unit={unit}
              currency={baseCurrency}
              value={expected}
              onValue={(value) => set({ expected: value })}
            />
          )}
          {expected !== null && <span className="ink2 small">{unitName(measure, baseCurrency)}</span>}
        </div>
      </div>
    </Dialog>
  )
}

function fieldsOf(intervention: Intervention, baseCurrency: string): Omit<InterventionFields, 'partnerId'> {
  const { kind, title, owner, openedOn, dueOn, measure, expected, currency, windowDays } = intervention
  // What was expected in another currency has to be thought over again.
  const isKept = currency === '' || currency === baseCurrency
  return { kind, title, owner, openedOn, dueOn, measure, expected: isKept ? expected : null, windowDays }
}
