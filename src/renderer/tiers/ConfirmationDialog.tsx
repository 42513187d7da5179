import { useState } from 'react'
import type { DeclarationKind } from '../../contract/certificates.ts'
import { isDay } from '../../contract/dates.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { Radios } from '../ui/choices.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input, TextArea } from '../ui/Field.tsx'
import type { PickedPartner } from '../ui/PartnerPicker.tsx'
import { PartnersPicker } from '../ui/PartnersPicker.tsx'
import { SuggestInput } from '../ui/SuggestInput.tsx'
import { tierTexts } from './texts.ts'
import styles from './Tiers.module.css'

const texts = tierTexts.confirmations

/** Records that something was confirmed about partners, or that a policy was kept or broken. */
export function ConfirmationDialog({
  partners: given,
  onDone,
  onClose,
}: {
  /** Null: to be chosen here. */
  partners: readonly PickedPartner[] | null
  onDone?: (() => void) | undefined
  onClose: () => void
}) {
  const today = useProgramme()?.today ?? ''
  const names = useEngineQuery('certificates.names', {}).data
  const record = useCommand('attestations.record')
  const [partners, setPartners] = useState(given ?? [])
  const [kind, setKind] = useState<DeclarationKind>('attestation')
  const [topic, setTopic] = useState('')
  const [says, setSays] = useState<'yes' | 'no'>('yes')
  const [from, setFrom] = useState<string | null>(null)
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const attestedOn = from ?? today
  const topics = (kind === 'attestation' ? names?.attestations : names?.policies) ?? []
  const store = async (): Promise<void> => {
    await record.mutateAsync({
      partnerIds: partners.map(({ id }) => id),
      kind,
      topic: topic.trim(),
      isMet: says === 'yes',
      attestedOn,
      validUntil: until === '' ? null : until,
      note: note.trim(),
    })
    onDone?.()
    onClose()
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.title}
      lead={texts.lead}
      action={texts.action}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={partners.length === 0 || topic.trim() === '' || !isDay(attestedOn) || (until !== '' && !isDay(until))}
      isRunning={record.isPending}
      error={record.error}
      note={tierTexts.canUndo}
    >
      <Radios<DeclarationKind>
        label={texts.kind}
        value={kind}
        onValue={setKind}
        options={(['attestation', 'policy'] as const).map((value) => ({ value, label: texts.kindChoices[value] }))}
      />
      <div className={styles.form}>
        <Field label={texts.about} className={styles.whole}>
          {(control) =>
            given === null ? (
              <PartnersPicker id={control.id} label={texts.about} values={partners} onValues={setPartners} />
            ) : (
              <Input {...control} readOnly value={texts.names(given.map(({ name }) => name))} />
            )
          }
        </Field>
        <Field label={texts.topic} hint={texts.topicHint} className={styles.whole}>
          {(control) => (
            <SuggestInput
              {...control}
              maxLength={120}
              offers={topics.filter((known) => known.toLowerCase().includes(topic.trim().toLowerCase()))}
              value={topic}
              onValue={setTopic}
            />
          )}
        </Field>
        <Field label={texts.from}>
          {(control) => <Input {...control} type="date" value={attestedOn} onValue={setFrom} />}
        </Field>
        <Field label={texts.until} hint={texts.untilHint}>
          {(control) => <Input {...control} type="date" value={until} onValue={setUntil} />}
        </Field>
      </div>
      <Radios<'yes' | 'no'>
        label={texts.columns.isMet}
        value={says}
        onValue={setSays}
        options={(['yes', 'no'] as const).map((value) => ({ value, label: texts.says[kind][value] }))}
      />
      <Field label={texts.columns.note}>
        {(control) => <TextArea {...control} rows={2} maxLength={500} value={note} onValue={setNote} />}
      </Field>
    </Dialog>
  )
}
