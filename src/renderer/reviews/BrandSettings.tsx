import { useState } from 'react'
import { contrastOfWhite, inkOn, TEXT_CONTRAST } from '../../contract/brand.ts'
import type { ProgrammeSettings } from '../../contract/programme.ts'
import { useEngineQuery } from '../client/hooks.ts'
import { engine } from '../client/session.ts'
import { useSettingsDraft } from '../client/settingsDraft.ts'
import { askShell } from '../client/shell.ts'
import { Button, ButtonRow } from '../ui/Button.tsx'
import { ErrorNote, ErrorState } from '../ui/ErrorState.tsx'
import { Field, Input } from '../ui/Field.tsx'
import settings from '../ui/Settings.module.css'
import { SettingsForm } from '../ui/SettingsForm.tsx'
import { Callout } from '../ui/Status.tsx'
import styles from './Reviews.module.css'
import { reviewTexts } from './texts.ts'

const texts = reviewTexts.brand
const COLOUR = /^#[0-9a-f]{6}$/

/** The settings tab of colour and logo. */
export function BrandSettings() {
  const programme = useEngineQuery('programme.get', {})
  if (programme.isError) return <ErrorState error={programme.error} onRetry={() => void programme.refetch()} />
  return programme.data ? <BrandForm programme={programme.data} /> : null
}

function BrandForm({ programme }: { programme: ProgrammeSettings }) {
  const form = useSettingsDraft(programme)
  const { brand } = form.draft
  const [typed, setTyped] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const text = typed ?? brand.colour
  const isColour = COLOUR.test(text)
  const setColour = (given: string): void => {
    const colour = given.trim().toLowerCase()
    setTyped(colour)
    if (COLOUR.test(colour)) form.set({ brand: { ...brand, colour } })
  }
  const choose = async (): Promise<void> => {
    setError(null)
    try {
      const [file] = await askShell('chooseFiles', { filter: 'image', isMultiple: false })
      if (!file) return
      const { logo } = await engine.call('reviews.readLogo', { file: file.handle })
      form.set({ brand: { ...brand, logo } })
    } catch (thrown) {
      setError(thrown)
    }
  }
  const discard = (): void => {
    setTyped(null)
    setError(null)
    form.discard()
  }
  const contrast = contrastOfWhite(brand.colour)
  const ratio = contrast.toFixed(1)
  return (
    <SettingsForm title={texts.title} lead={texts.lead} draft={{ ...form, discard }} isBlocked={!isColour}>
      <section className={settings.part}>
        <h3>{texts.colour}</h3>
        <div className={styles.sentence}>
          <input
            type="color"
            aria-label={texts.colour}
            value={brand.colour}
            onChange={(event) => setColour(event.target.value)}
          />
          <Field label={texts.colourHint} problem={isColour ? null : texts.colourWrong}>
            {(control) => <Input {...control} maxLength={7} value={text} onValue={setColour} />}
          </Field>
        </div>
        <div>
          <span className={styles.swatch} style={{ background: brand.colour, color: inkOn(brand.colour) }}>
            {texts.sample}
          </span>
        </div>
        <Callout meaning={contrast >= TEXT_CONTRAST ? 'good' : 'warn'}>
          {contrast >= TEXT_CONTRAST ? texts.good(ratio) : texts.poor(ratio)}
        </Callout>
      </section>
      <section className={settings.part}>
        <h3>{texts.logo}</h3>
        {brand.logo === '' ? (
          <p className="ink2">{texts.noLogo}</p>
        ) : (
          <div>
            <img className={styles.logo} src={brand.logo} alt={texts.logo} />
          </div>
        )}
        <p className="small ink2">{texts.logoHint}</p>
        {error !== null && <ErrorNote error={error} />}
        <ButtonRow>
          <Button onClick={() => void choose()}>{texts.choose}</Button>
          {brand.logo !== '' && (
            <Button look="bare" onClick={() => form.set({ brand: { ...brand, logo: '' } })}>
              {texts.remove}
            </Button>
          )}
        </ButtonRow>
      </section>
    </SettingsForm>
  )
}
