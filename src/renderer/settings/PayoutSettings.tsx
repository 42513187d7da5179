import { customerProfileSchema, type ProgrammeSettings } from '../../contract/programme.ts'
import { Checkbox, Radios } from '../ui/choices.tsx'
import { DueForm } from './DueForm.tsx'
import { WholeNumber } from './WholeNumber.tsx'
import { Minimums, minimumsProblem } from './Minimums.tsx'
import styles from '../ui/Settings.module.css'
import { SettingsForm } from '../ui/SettingsForm.tsx'
import { settingsTexts } from './texts.ts'
import { useSettingsDraft } from '../client/settingsDraft.ts'

const texts = settingsTexts.payouts

/** What is offered first: how long cards can be disputed. */
const CLAWBACK_DAYS = 120

/** Due days, rounding, the commission base, missing payees, customers on statements and least payouts. */
export function PayoutSettings({ settings }: { settings: ProgrammeSettings & { today: string } }) {
  const form = useSettingsDraft(settings)
  const { draft, set } = form
  const setBase = (change: Partial<ProgrammeSettings['base']>): void => set({ base: { ...draft.base, ...change } })
  return (
    <SettingsForm title={texts.title} lead={texts.lead} draft={form} isBlocked={minimumsProblem(draft.minimumPayouts)}>
      <section className={styles.part}>
        <h3>{texts.due}</h3>
        <DueForm
          key={JSON.stringify(settings.due)}
          due={draft.due}
          today={settings.today}
          onDue={(due) => set({ due })}
        />
      </section>
      <section className={styles.part}>
        <h3>{texts.base}</h3>
        <div className={styles.choices}>
          <Checkbox isChecked={draft.base.excludeTax} onChecked={(excludeTax) => setBase({ excludeTax })}>
            {texts.excludeTax}
          </Checkbox>
          <Checkbox
            isChecked={draft.base.excludeShipping}
            onChecked={(excludeShipping) => setBase({ excludeShipping })}
          >
            {texts.excludeShipping}
          </Checkbox>
          <Checkbox
            isChecked={draft.base.excludeDiscount}
            onChecked={(excludeDiscount) => setBase({ excludeDiscount })}
          >
            {texts.excludeDiscount}
          </Checkbox>
        </div>
      </section>
      <section className={styles.part}>
        <h3>{texts.rounding}</h3>
        <Radios
          label={texts.rounding}
          className={styles.choices}
          value={draft.rounding}
          onValue={(rounding) => set({ rounding })}
          options={(['halfAwayFromZero', 'halfToEven'] as const).map((value) => ({
            value,
            label: texts.roundings[value],
          }))}
        />
      </section>
      <section className={styles.part}>
        <h3>{texts.clawback}</h3>
        <Checkbox
          isChecked={draft.clawbackDays !== null}
          onChecked={(isLimited) => set({ clawbackDays: isLimited ? CLAWBACK_DAYS : null })}
        >
          {texts.clawbackLimited}
        </Checkbox>
        {draft.clawbackDays !== null && (
          <div className={styles.three}>
            <WholeNumber
              label={texts.clawbackDays}
              hint={texts.clawbackHint}
              value={draft.clawbackDays}
              max={3650}
              onValue={(clawbackDays) => set({ clawbackDays })}
            />
          </div>
        )}
      </section>
      <section className={styles.part}>
        <h3>{texts.rerating}</h3>
        <p className="small ink2">{texts.reratingHint}</p>
        <Radios
          label={texts.rerating}
          className={styles.choices}
          value={draft.reratesAfterRefunds ? 'anew' : 'asPaid'}
          onValue={(choice) => set({ reratesAfterRefunds: choice === 'anew' })}
          options={(['asPaid', 'anew'] as const).map((value) => ({ value, label: texts.reratings[value] }))}
        />
      </section>
      <section className={styles.part}>
        <h3>{texts.uncollectable}</h3>
        <div className={styles.three}>
          <WholeNumber
            label={texts.uncollectableDays}
            value={draft.uncollectableDays}
            max={3650}
            onValue={(days) => set({ uncollectableDays: days ?? 0 })}
          />
        </div>
      </section>
      <section className={styles.part}>
        <h3>{texts.missingPayee}</h3>
        <Radios
          label={texts.missingPayee}
          className={styles.choices}
          value={draft.missingPayee}
          onValue={(missingPayee) => set({ missingPayee })}
          options={(['byHand', 'carryOver'] as const).map((value) => ({ value, label: texts.missingPayees[value] }))}
        />
      </section>
      <section className={styles.part}>
        <h3>{texts.customers}</h3>
        <p className="small ink2">{texts.customersHint}</p>
        <Radios
          label={texts.customers}
          className={styles.choices}
          value={draft.customersOnStatements}
          onValue={(customersOnStatements) => set({ customersOnStatements })}
          options={customerProfileSchema.options.map((value) => ({ value, label: texts.customerProfiles[value] }))}
        />
      </section>
      <section className={styles.part}>
        <h3>{texts.minimums}</h3>
        <p className="small ink2">{texts.minimumsHint}</p>
        <Minimums
          baseCurrency={draft.baseCurrency}
          minimums={draft.minimumPayouts}
          onMinimums={(minimumPayouts) => set({ minimumPayouts })}
        />
      </section>
    </SettingsForm>
  )
}
