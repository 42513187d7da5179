import type { ProgrammeSettings } from '../../contract/programme.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { useSettingsDraft } from '../client/settingsDraft.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { CountInput, PercentInput } from '../ui/ParsedInput.tsx'
import settings from '../ui/Settings.module.css'
import { SettingsForm } from '../ui/SettingsForm.tsx'
import { costTexts } from './costTexts.ts'
import styles from './Metrics.module.css'

const texts = costTexts.measuring
const [LEAST_DAYS, MOST_DAYS] = [7, 1096]

/** The settings tab of what partners are measured by, a sentence each. */
export function MeasuringSettings() {
  const programme = useEngineQuery('programme.get', {})
  if (programme.isError) return <ErrorState error={programme.error} onRetry={() => void programme.refetch()} />
  return programme.data ? <MeasuringForm programme={programme.data} /> : null
}

function MeasuringForm({ programme }: { programme: ProgrammeSettings }) {
  const form = useSettingsDraft(programme)
  const { measuring } = form.draft
  const set = (changes: Partial<ProgrammeSettings['measuring']>): void =>
    form.set({ measuring: { ...measuring, ...changes } })
  const days = (value: number, onValue: (value: number) => void) => (
    <CountInput
      isInline
      label={texts.days}
      width={4}
      min={LEAST_DAYS}
      max={MOST_DAYS}
      value={value}
      onValue={onValue}
    />
  )
  return (
    <SettingsForm title={texts.title} lead={texts.lead} draft={form} isBlocked={false}>
      <section className={settings.part}>
        <p className={styles.sentence}>
          {texts.active.before} {days(measuring.activeDays, (activeDays) => set({ activeDays }))} {texts.active.after}
        </p>
        <p className={styles.sentence}>
          {texts.activation.before} {days(measuring.activationDays, (activationDays) => set({ activationDays }))}{' '}
          {texts.activation.after}
        </p>
        <p className={styles.sentence}>
          {texts.margin.before}{' '}
          <PercentInput
            isInline
            label={texts.marginLabel}
            value={measuring.grossMarginPpm}
            onValue={(grossMarginPpm) => grossMarginPpm <= 1_000_000 && set({ grossMarginPpm })}
          />{' '}
          {texts.margin.after}
        </p>
      </section>
    </SettingsForm>
  )
}
