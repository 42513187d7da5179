import { useState, type FormEvent } from 'react'
import type { ShellFile } from '../../contract/shell.ts'
import { useCommand } from '../client/hooks.ts'
import { currencyOptions, monthOptions, timeZoneOptions } from '../client/programmeOptions.ts'
import { programmeTexts } from '../client/programmeTexts.ts'
import { Button } from '../ui/Button.tsx'
import { Combobox } from '../ui/Combobox.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import { Input } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './FirstRun.module.css'
import { firstRunTexts as texts } from './texts.ts'

interface SetUpProps {
  /** Imported right after. */
  files: readonly ShellFile[]
  onDone: (files: readonly ShellFile[]) => void
  onBack: () => void
}

/** Name, currency, year, zone and user in two sentences; what can be guessed is filled in. */
export function SetUp({ files, onDone, onBack }: SetUpProps) {
  const setUp = useCommand('programme.setUp')
  const [name, setName] = useState('')
  const [baseCurrency, setCurrency] = useState('USD')
  const [month, setMonth] = useState(1)
  const [timeZone, setTimeZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone)
  const [actorName, setActor] = useState('')
  const isReady = name.trim() !== '' && actorName.trim() !== ''

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!isReady) return
    setUp.mutate(
      { name: name.trim(), baseCurrency, timeZone, fiscalYearStartMonth: month, actorName: actorName.trim() },
      { onSuccess: () => files.length > 0 && onDone(files) },
    )
  }
  return (
    <form onSubmit={submit}>
      <h1 className={styles.setUpTitle}>{texts.setUp}</h1>
      <p className={styles.lead}>{texts.setUpLead}</p>
      <div className={styles.sentence}>
        {texts.sentence.called}{' '}
        <Input
          isInline
          className={styles.nameInput}
          aria-label={texts.name}
          placeholder={texts.name}
          ref={(input) => {
            // Two empty fields: the first one is where a person begins.
            if (input && input.value === '' && document.activeElement === document.body) input.focus()
          }}
          maxLength={200}
          value={name}
          onValue={setName}
        />
        . {texts.sentence.reports}{' '}
        <Combobox
          isInline
          className={styles.currencyInput}
          label={programmeTexts.baseCurrency}
          options={currencyOptions}
          value={baseCurrency}
          onValue={(code) => code !== null && setCurrency(code)}
        />{' '}
        {texts.sentence.starts}{' '}
        <Select isInline label={texts.month} value={month} onValue={setMonth} options={monthOptions} />
        .<br />
        {texts.sentence.zone}{' '}
        <Combobox
          isInline
          className={styles.zoneInput}
          label={programmeTexts.timeZone}
          options={timeZoneOptions(timeZone)}
          value={timeZone}
          onValue={(zone) => zone !== null && setTimeZone(zone)}
        />
        . {texts.sentence.me}{' '}
        <Input
          isInline
          className={styles.nameInput}
          aria-label={programmeTexts.actorName}
          placeholder={programmeTexts.actorName}
          maxLength={200}
          value={actorName}
          onValue={setActor}
        />
        .
      </div>
      {files.length > 0 && <p className={styles.files}>{texts.filesWait(files.map((file) => file.name).join(', '))}</p>}
      {setUp.isError && (
        <div className={styles.problem}>
          <ErrorNote error={setUp.error} />
        </div>
      )}
      <div className={styles.actions}>
        <Button type="submit" look="main" disabled={!isReady || setUp.isPending}>
          {files.length > 0 ? texts.startImport : texts.start}
        </Button>
        <Button look="bare" onClick={onBack}>
          {texts.back}
        </Button>
      </div>
    </form>
  )
}
