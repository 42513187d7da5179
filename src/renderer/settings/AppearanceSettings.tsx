import { askShell } from '../client/shell.ts'
import { useShell } from '../client/shellState.ts'
import { Radios } from '../ui/choices.tsx'
import styles from '../ui/Settings.module.css'
import { settingsTexts } from './texts.ts'

const texts = settingsTexts.appearance

export function AppearanceSettings() {
  const theme = useShell(({ state }) => state?.theme ?? 'system')
  return (
    <div className={styles.form}>
      <div className={styles.head}>
        <h2>{texts.title}</h2>
        <p className="ink2">{texts.lead}</p>
      </div>
      <section className={styles.part}>
        <h3>{texts.theme}</h3>
        <Radios
          label={texts.theme}
          value={theme}
          onValue={(chosen) => void askShell('setTheme', { theme: chosen })}
          options={(['system', 'light', 'dark'] as const).map((value) => ({ value, label: texts.themes[value] }))}
        />
      </section>
    </div>
  )
}
