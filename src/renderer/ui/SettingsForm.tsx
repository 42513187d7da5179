import type { FormEvent, ReactNode } from 'react'
import type { useSettingsDraft } from '../client/settingsDraft.ts'
import { Button } from './Button.tsx'
import { ChangeFields } from './ChangeFields.tsx'
import { ErrorNote } from './ErrorState.tsx'
import styles from './Settings.module.css'
import { uiTexts } from './texts.ts'

interface SettingsFormProps {
  title: string
  lead: string
  draft: Pick<ReturnType<typeof useSettingsDraft>, 'isChanged' | 'isSaving' | 'error' | 'save' | 'discard'>
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
            {uiTexts.saveChanges}
          </Button>
          <Button look="bare" onClick={draft.discard}>
            {uiTexts.discard}
          </Button>
        </div>
      )}
    </form>
  )
}
