import { useState } from 'react'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import styles from '../ui/Settings.module.css'
import { SettingsForm } from '../ui/SettingsForm.tsx'
import { settingsTexts } from './texts.ts'
import { useSettingsDraft } from '../client/settingsDraft.ts'
import { currencyOptions, monthOptions, timeZoneOptions } from '../client/programmeOptions.ts'
import { programmeTexts } from '../client/programmeTexts.ts'

const texts = settingsTexts.programme

export function ProgrammeForm({ settings }: { settings: ProgrammeSettings }) {
  const form = useSettingsDraft(settings)
  const { draft, set } = form
  const [days, setDays] = useState<string | null>(null)
  const daysText = days ?? String(draft.disputeDays)
  const isWhole = /^\d{1,3}$/.test(daysText) && Number(daysText) <= 365
  const nameProblem = draft.name.trim() === '' ? texts.nameMissing : null
  const actorProblem = draft.actorName.trim() === '' ? texts.actorMissing : null
  const discard = (): void => {
    setDays(null)
    form.discard()
  }
  return (
    <SettingsForm
      title={texts.title}
      lead={texts.lead}
      draft={{ ...form, discard }}
      isBlocked={nameProblem !== null || actorProblem !== null || !isWhole}
    >
      <div className={styles.fields}>
        <Field label={texts.name} problem={nameProblem}>
          {(control) => <Input {...control} maxLength={200} value={draft.name} onValue={(name) => set({ name })} />}
        </Field>
        <Field label={programmeTexts.baseCurrency} hint={texts.baseCurrencyHint}>
          {(control) => (
            <Combobox
              {...control}
              options={currencyOptions}
              value={draft.baseCurrency}
              onValue={(code) => code !== null && set({ baseCurrency: code })}
            />
          )}
        </Field>
        <Field label={programmeTexts.timeZone} hint={texts.timeZoneHint}>
          {(control) => (
            <Combobox
              {...control}
              options={timeZoneOptions(draft.timeZone)}
              value={draft.timeZone}
              onValue={(zone) => zone !== null && set({ timeZone: zone })}
            />
          )}
        </Field>
        <Field label={texts.fiscalYear}>
          {(control) => (
            <Select
              {...control}
              value={draft.fiscalYearStartMonth}
              onValue={(fiscalYearStartMonth) => set({ fiscalYearStartMonth })}
              options={monthOptions}
            />
          )}
        </Field>
        <Field label={programmeTexts.actorName} hint={texts.actorHint} problem={actorProblem}>
          {(control) => (
            <Input {...control} maxLength={200} value={draft.actorName} onValue={(actorName) => set({ actorName })} />
          )}
        </Field>
        <Field label={texts.contactEmail} hint={texts.contactHint}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={draft.contactEmail}
              onValue={(contactEmail) => set({ contactEmail })}
            />
          )}
        </Field>
        <Field label={texts.disputeDays} problem={isWhole ? null : texts.daysWrong}>
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={daysText}
              onValue={(text) => {
                setDays(text)
                if (/^\d{1,3}$/.test(text)) set({ disputeDays: Number(text) })
              }}
            />
          )}
        </Field>
      </div>
    </SettingsForm>
  )
}
