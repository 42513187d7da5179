import { X } from 'lucide-react'
import { useState } from 'react'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import type { Cadence } from '../../contract/reviews.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { useSettingsDraft } from '../client/settingsDraft.ts'
import { Button, ButtonRow, IconButton } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Field, TextArea } from '../ui/Field.tsx'
import { CountInput } from '../ui/ParsedInput.tsx'
import { Select } from '../ui/Select.tsx'
import settings from '../ui/Settings.module.css'
import { SettingsForm } from '../ui/SettingsForm.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.cadence
const QUARTER = 3
const MOST_THEMES = 12
const LONGEST_THEME = 60

/** The settings tab of who is reviewed how often and what the survey asks. */
export function CadenceSettings() {
  const programme = useEngineQuery('programme.get', {})
  const scopes = useEngineQuery('reviews.scopes', {})
  const failed = programme.isError ? programme : scopes.isError ? scopes : null
  if (failed) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
  return programme.data && scopes.data ? <CadenceForm programme={programme.data} {...scopes.data} /> : null
}

interface CadenceFormProps {
  programme: ProgrammeSettings
  groups: readonly string[]
  tiers: readonly string[]
}

function CadenceForm({ programme, groups, tiers }: CadenceFormProps) {
  const form = useSettingsDraft(programme)
  const { reviews } = form.draft
  const { cadences } = reviews
  const [typed, setTyped] = useState<string | null>(null)
  const themesText = typed ?? reviews.themes.join('\n')
  const themes = themesText
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const isRight = themes.length <= MOST_THEMES && themes.every((theme) => theme.length <= LONGEST_THEME)
  const setCadences = (next: Cadence[]): void => form.set({ reviews: { ...reviews, cadences: next } })
  const replace = (index: number, cadence: Cadence): void =>
    setCadences(cadences.map((known, at) => (at === index ? cadence : known)))
  const setThemes = (text: string): void => {
    setTyped(text)
    const lines = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
    if (lines.length <= MOST_THEMES && lines.every((line) => line.length <= LONGEST_THEME))
      form.set({ reviews: { ...reviews, themes: lines } })
  }
  const discard = (): void => {
    setTyped(null)
    form.discard()
  }
  const [group, tier] = [groups[0], tiers[0]]
  return (
    <SettingsForm title={texts.title} lead={texts.lead} draft={{ ...form, discard }} isBlocked={!isRight}>
      <section className={settings.part}>
        {cadences.length === 0 && <p className="ink2">{texts.none}</p>}
        {cadences.map((cadence, index) => (
          <div key={index} className={styles.sentence}>
            <CadenceLine cadence={cadence} groups={groups} tiers={tiers} onChange={(next) => replace(index, next)} />
            <CountInput
              isInline
              label={texts.monthsLabel}
              min={1}
              max={24}
              value={cadence.months}
              onValue={(months) => replace(index, { ...cadence, months })}
            />
            <span>{texts.months}</span>
            <IconButton
              isSmall
              label={texts.remove}
              icon={X}
              onClick={() => setCadences(cadences.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        <ButtonRow>
          <Button isSmall onClick={() => setCadences([...cadences, { scope: 'top', count: 5, months: QUARTER }])}>
            {texts.addTop}
          </Button>
          {group !== undefined && (
            <Button isSmall onClick={() => setCadences([...cadences, { scope: 'group', group, months: QUARTER }])}>
              {texts.addGroup}
            </Button>
          )}
          {tier !== undefined && (
            <Button isSmall onClick={() => setCadences([...cadences, { scope: 'tier', tier, months: QUARTER }])}>
              {texts.addTier}
            </Button>
          )}
        </ButtonRow>
      </section>
      <section className={settings.part}>
        <Field label={texts.themes} hint={texts.themesHint} problem={isRight ? null : texts.themesWrong}>
          {(control) => <TextArea {...control} value={themesText} onValue={setThemes} />}
        </Field>
      </section>
    </SettingsForm>
  )
}

interface CadenceLineProps {
  cadence: Cadence
  groups: readonly string[]
  tiers: readonly string[]
  onChange: (cadence: Cadence) => void
}

const optionsOf = (names: readonly string[], current: string) =>
  (names.includes(current) ? names : [current, ...names]).map((name) => ({ value: name, label: name }))

function CadenceLine({ cadence, groups, tiers, onChange }: CadenceLineProps) {
  switch (cadence.scope) {
    case 'top':
      return (
        <>
          <span>{texts.top}</span>
          <CountInput
            isInline
            label={texts.count}
            min={1}
            max={500}
            value={cadence.count}
            onValue={(count) => onChange({ ...cadence, count })}
          />
          <span>{texts.topAfter}</span>
        </>
      )
    case 'group':
      return (
        <>
          <span>{texts.group}</span>
          <Select
            isInline
            label={texts.group}
            options={optionsOf(groups, cadence.group)}
            value={cadence.group}
            onValue={(group) => onChange({ ...cadence, group })}
          />
          <span>{texts.every}</span>
        </>
      )
    case 'tier':
      return (
        <>
          <span>{texts.tier}</span>
          <Select
            isInline
            label={texts.tier}
            options={optionsOf(tiers, cadence.tier)}
            value={cadence.tier}
            onValue={(tier) => onChange({ ...cadence, tier })}
          />
          <span>{texts.every}</span>
        </>
      )
  }
}
