import { useState } from 'react'
import { measureDefinitions, measureKeys, type MeasureKey } from '../../contract/measures.ts'
import { measureTexts } from '../../contract/measureTexts.ts'
import type { Output } from '../../contract/methods.ts'
import type { Objective, ObjectiveFields } from '../../contract/objectives.ts'
import { useCommand } from '../client/hooks.ts'
import { kindOfSpan, periodOf } from '../../contract/periods.ts'
import { Checkbox, Radios } from '../ui/choices.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input, TextArea } from '../ui/Field.tsx'
import { MeasureInput } from '../ui/MeasureInput.tsx'
import { unitName } from '../ui/measures.tsx'
import { PercentInput } from '../ui/ParsedInput.tsx'
import { PartnerPicker, type PickedPartner } from '../ui/PartnerPicker.tsx'
import styles from './Metrics.module.css'
import { objectiveTexts } from './objectiveTexts.ts'
import { PeriodField } from './PeriodField.tsx'

const texts = objectiveTexts.dialog

interface ObjectiveDialogProps {
  /** Null: a new one. */
  objective: Objective | null
  programme: Output<'programme.get'>
  onClose: () => void
  onSaved: (id: number) => void
}

/** Sets an objective or changes one: measure with its definition, whose, period, target, band, owner. */
export function ObjectiveDialog({ objective, programme, onClose, onSaved }: ObjectiveDialogProps) {
  const { today, fiscalYearStartMonth: startMonth, baseCurrency, actorName } = programme
  const create = useCommand('objectives.create')
  const update = useCommand('objectives.update')
  const [fields, setFields] = useState<ObjectiveFields>(() =>
    objective === null
      ? {
          measure: 'revenue',
          partnerId: null,
          owner: actorName,
          ...periodOf('quarter', today, startMonth),
          target: 0,
          warningPpm: 100_000,
          isNorthStar: false,
          note: '',
        }
      : fieldsOf(objective, baseCurrency),
  )
  const set = (changes: Partial<ObjectiveFields>): void => setFields((now) => ({ ...now, ...changes }))
  const [isPartners, setPartners] = useState(fields.partnerId !== null)
  const [partner, setPartner] = useState<PickedPartner | null>(
    objective !== null && objective.partnerId !== null
      ? { id: objective.partnerId, name: objective.partnerName }
      : null,
  )
  const { measure, from, to, owner } = fields
  const { unit, better, nature, scope } = measureDefinitions[measure]
  const ofPartner = isPartners && scope === 'both'
  const command = objective === null ? create : update
  const hasNoTarget = nature === 'flow' && better === 'higher' && fields.target <= 0
  const isBlocked = hasNoTarget || owner.trim() === '' || from > to || (ofPartner && partner === null)

  const save = (): void => {
    const wanted: ObjectiveFields = {
      ...fields,
      partnerId: ofPartner ? (partner?.id ?? null) : null,
      isNorthStar: fields.isNorthStar && !ofPartner,
    }
    if (objective === null) create.mutate(wanted, { onSuccess: ({ id }) => onSaved(id) })
    else update.mutate({ ...wanted, id: objective.id }, { onSuccess: () => onSaved(objective.id) })
  }
  const choose = (next: MeasureKey): void =>
    // A number of one unit is none of another.
    set({ measure: next, ...(measureDefinitions[next].unit === unit ? {} : { target: 0 }) })

  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={objective === null ? objectiveTexts.set : texts.editTitle}
      action={objective === null ? texts.create : texts.save}
      onAction={save}
      isBlocked={isBlocked}
      isRunning={command.isPending}
      error={command.error}
    >
      <div className={styles.form}>
        <Field label={texts.measure} className={styles.whole} hint={<Meaning measure={measure} />}>
          {(control) => (
            <Combobox
              {...control}
              options={measureKeys.map((key) => ({
                value: key,
                label: measureTexts[key].label,
                hint: unitName(key, baseCurrency),
              }))}
              value={measure}
              onValue={(key) => key !== null && choose(key)}
            />
          )}
        </Field>
        <div className={styles.whole}>
          {scope === 'both' ? (
            <div className={styles.pair}>
              <Field label={texts.of}>
                {() => (
                  <Radios
                    label={texts.of}
                    className={styles.radios}
                    value={isPartners ? 'partner' : 'programme'}
                    onValue={(whose) => setPartners(whose === 'partner')}
                    options={(['programme', 'partner'] as const).map((value) => ({
                      value,
                      label: texts.whose[value],
                    }))}
                  />
                )}
              </Field>
              {isPartners && (
                <Field label={texts.partner}>
                  {(control) => <PartnerPicker {...control} value={partner} onValue={setPartner} />}
                </Field>
              )}
            </div>
          ) : (
            <p className="small ink2">{texts.programmeOnly}</p>
          )}
        </div>
        <PeriodField
          span={{ from, to }}
          kind={kindOfSpan({ from, to }, startMonth)}
          today={today}
          startMonth={startMonth}
          onSpan={set}
        />
        <Field
          label={texts.target(unitName(measure, baseCurrency))}
          hint={`${hasNoTarget ? `${texts.targetMissing} ` : ''}${texts[better]} ${texts[nature]}`}
        >
          {() => (
            <MeasureInput
              key={unit}
              label={texts.target(unitName(measure, baseCurrency))}
              unit={unit}
              currency={baseCurrency}
              value={fields.target}
              onValue={(target) => set({ target })}
            />
          )}
        </Field>
        <Field label={texts.warning} hint={texts.warningHint}>
          {() => (
            <PercentInput
              label={texts.warning}
              value={fields.warningPpm}
              onValue={(warningPpm) => warningPpm <= 500_000 && set({ warningPpm })}
            />
          )}
        </Field>
        <Field label={texts.owner} problem={owner.trim() === '' ? texts.ownerMissing : null}>
          {(control) => <Input {...control} maxLength={200} value={owner} onValue={(value) => set({ owner: value })} />}
        </Field>
        <div className={styles.whole}>
          {!ofPartner && (
            <Checkbox isChecked={fields.isNorthStar} onChecked={(isNorthStar) => set({ isNorthStar })}>
              {texts.northStar}
            </Checkbox>
          )}
        </div>
        <Field label={texts.note} className={styles.whole}>
          {(control) => (
            <TextArea {...control} maxLength={2000} value={fields.note} onValue={(note) => set({ note })} />
          )}
        </Field>
      </div>
    </Dialog>
  )
}

function fieldsOf(objective: Objective, baseCurrency: string): ObjectiveFields {
  const { measure, partnerId, owner, from, to, target, currency, warningPpm, isNorthStar, note } = objective
  // A target in another currency has to be thought over again.
  const isKept = currency === '' || currency === baseCurrency
  return { measure, partnerId, owner, from, to, target: isKept ? target : 0, warningPpm, isNorthStar, note }
}

/** What a measure says, under its picker. */
function Meaning({ measure }: { measure: MeasureKey }) {
  const { formula, source, note } = measureTexts[measure]
  return (
    <>
      {formula}. {source}. {note}
    </>
  )
}
