import { useState } from 'react'
import { currencyCodes } from '../../contract/money.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import styles from '../ui/Settings.module.css'
import { SettingsForm } from '../ui/SettingsForm.tsx'
import { months, settingsTexts } from './texts.ts'
import { useSettingsDraft } from '../client/settingsDraft.ts'

const texts = settingsTexts.programme
const currencies = currencyCodes.map((code) => ({ value: code, label: code }))
const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))

export function ProgrammeForm({ settings }: { settings: ProgrammeSettings }) {
  const form = useSettingsDraft(settings)
  const { draft, set } = form
  const [days, setDays] = useState<string | null>(null)
  const daysText = days ?? String(draft.disputeDays)
  const isWhole = /^\d{1,3}$/.test(daysText) && Number(daysText) <= 365
  const nameProblem = draft.name.trim() === '' ? texts.nameMissing : null
  const actorProblem = draft.actorName.trim() === '' ? texts.actorMissing : null
  const zoneOptions = zones.some((zone) => zone.value === draft.timeZone)
    ? zones
    : [{ value: draft.timeZone, label: draft.timeZone }, ...zones]
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
        <Field label={texts.baseCurrency} hint={texts.baseCurrencyHint}>
          {(control) => (
            <Combobox
              {...control}
              options={currencies}
              value={draft.baseCurrency}
              onValue={(code) => code !== null && set({ baseCurrency: code })}
            />
          )}
        </Field>
        <Field label={texts.timeZone} hint={texts.timeZoneHint}>
          {(control) => (
            <Combobox
              {...control}
              options={zoneOptions}
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
              options={months.map((label, index) => ({ value: index + 1, label }))}
            />
          )}
        </Field>
        <Field label={texts.actorName} hint={texts.actorHint} problem={actorProblem}>
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
