import { useState } from 'react'
import { formatDay, isDay } from '../../contract/dates.ts'
import type { Partner, PartnerStatus } from '../../contract/partners.ts'
import { useCommand } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { Lines } from '../ui/Lines.tsx'
import { Select } from '../ui/Select.tsx'
import styles from './Partners.module.css'
import { partnerTexts as texts } from './texts.ts'

const statuses = (['prospect', 'invited', 'active', 'paused', 'terminated'] as const).map((status) => ({
  value: status,
  label: texts.statuses[status],
}))

/** A status from a day on; the days before keep theirs. */
export function StatusDialog({ partner, onClose }: { partner: Partner; onClose: () => void }) {
  const today = useProgramme()?.today ?? ''
  const [status, setStatus] = useState<PartnerStatus>(partner.status)
  const [chosen, setChosen] = useState<string | null>(null)
  const validFrom = chosen ?? today
  const set = useCommand('partners.setStatus')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.status.title(partner.name)}
      lead={texts.status.lead}
      action={texts.status.action(texts.statuses[status])}
      onAction={() => set.mutate({ id: partner.id, status, validFrom }, { onSuccess: onClose })}
      isBlocked={!isDay(validFrom)}
      isRunning={set.isPending}
      error={set.error}
      note={texts.many.note}
    >
      <div className={styles.form}>
        <Field label={texts.status.status}>
          {(control) => <Select {...control} options={statuses} value={status} onValue={setStatus} />}
        </Field>
        <Field label={texts.status.from} problem={isDay(validFrom) ? null : texts.form.dayMissing}>
          {(control) => <Input {...control} type="date" value={validFrom} onValue={setChosen} />}
        </Field>
      </div>
      <StatusLines partner={partner} />
    </Dialog>
  )
}

export function StatusLines({ partner }: { partner: Partner }) {
  return (
    <Lines
      lines={partner.statuses
        .toSorted((a, b) => b.validFrom.localeCompare(a.validFrom))
        .map((one) => ({
          label: texts.statuses[one.status],
          value: formatDay(one.validFrom),
        }))}
    />
  )
}
