import type { FormEvent, ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { ChangeFields } from '../ui/ChangeFields.tsx'
import { ErrorNote } from '../ui/ErrorState.tsx'
import styles from './Settings.module.css'
import { settingsTexts as texts } from './texts.ts'
import type { useDraft } from './useDraft.ts'

interface SettingsFormProps {
  title: string
  lead: string
  draft: Pick<ReturnType<typeof useDraft>, 'isChanged' | 'isSaving' | 'error' | 'save' | 'discard'>
  /** Something cannot be saved as it is. */
  isBlocked: boolean
  children: ReactNode
}

/** A tab of settings: fields, then Save and Discard, which appear with the first change. */
export function SettingsForm({ title, lead, draft, isBlocked, children }: SettingsFormProps) {
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (draft.isChanged && !isBlocked) draft.save()
  }
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.head}>
        <h2>{title}</h2>
        <p className="ink2">{lead}</p>
      </div>
      <ChangeFields className={styles.body}>{children}</ChangeFields>
      {draft.error && <ErrorNote error={draft.error} />}
      {draft.isChanged && (
        <div className={styles.actions}>
          <Button changes type="submit" look="main" disabled={isBlocked || draft.isSaving}>
            {texts.save}
          </Button>
          <Button look="bare" onClick={draft.discard}>
            {texts.discard}
          </Button>
        </div>
      )}
    </form>
  )
}
