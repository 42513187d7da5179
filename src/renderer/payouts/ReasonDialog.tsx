import { useState, type ReactNode } from 'react'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, TextArea } from '../ui/Field.tsx'
import { runTexts as texts } from './runTexts.ts'

/** A decision that needs a reason in words. */
export function ReasonDialog({
  title,
  lead,
  action,
  hint,
  isDanger,
  isRunning,
  error,
  onReason,
  onClose,
}: {
  title: string
  lead: ReactNode
  action: string
  hint: string
  isDanger?: boolean
  isRunning: boolean
  error: unknown
  onReason: (reason: string) => void
  onClose: () => void
}) {
  const [reason, setReason] = useState('')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      lead={lead}
      action={action}
      onAction={() => onReason(reason.trim())}
      isDanger={isDanger}
      isBlocked={reason.trim() === ''}
      isRunning={isRunning}
      error={error}
      note={texts.canUndo}
    >
      <Field label={texts.reason} hint={hint}>
        {(control) => <TextArea {...control} maxLength={500} value={reason} onValue={setReason} />}
      </Field>
    </Dialog>
  )
}
