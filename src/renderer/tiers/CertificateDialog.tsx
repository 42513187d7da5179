import { useState } from 'react'
import { addMonths, type Day, isDay } from '../../contract/dates.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { PartnerPicker, type PickedPartner } from '../ui/PartnerPicker.tsx'
import { SuggestInput } from '../ui/SuggestInput.tsx'
import { tierTexts } from './texts.ts'
import styles from './Tiers.module.css'

const texts = tierTexts.certificates

/** A certificate as lists show it. */
export interface ShownCertificate {
  id: number
  name: string
  holder: string
  level: string
  issuedOn: Day
  expiresOn: Day | null
  evidence: string
}

export type CertificateTask =
  { kind: 'add'; partner: PickedPartner | null } | { kind: 'edit' | 'renew'; certificate: ShownCertificate }

const RENEWED_MONTHS = 12

/** Adds a certificate, corrects one or renews it. */
export function CertificateDialog({ task, onClose }: { task: CertificateTask; onClose: () => void }) {
  const today = useProgramme()?.today ?? ''
  const names = useEngineQuery('certificates.names', {}).data
  const create = useCommand('certificates.create')
  const update = useCommand('certificates.update')
  const renew = useCommand('certificates.renew')
  const given = task.kind === 'add' ? null : task.certificate
  const [partner, setPartner] = useState(task.kind === 'add' ? task.partner : null)
  const [name, setName] = useState(given?.name ?? '')
  const [holder, setHolder] = useState(given?.holder ?? '')
  const [level, setLevel] = useState(given?.level ?? '')
  const [issued, setIssued] = useState<string | null>(task.kind === 'edit' ? (given?.issuedOn ?? null) : null)
  const [expires, setExpires] = useState<string | null>(task.kind === 'edit' ? (given?.expiresOn ?? '') : null)
  const [evidence, setEvidence] = useState(task.kind === 'edit' ? (given?.evidence ?? '') : '')
  const issuedOn = issued ?? today
  const expiresOn = expires ?? (isDay(issuedOn) ? addMonths(issuedOn, RENEWED_MONTHS) : '')
  const isRenewal = task.kind === 'renew'
  const endsFirst = isDay(issuedOn) && isDay(expiresOn) && expiresOn < issuedOn
  const isBlocked =
    (task.kind === 'add' && partner === null) ||
    name.trim() === '' ||
    holder.trim() === '' ||
    !isDay(issuedOn) ||
    (expiresOn !== '' && !isDay(expiresOn)) ||
    endsFirst
  const store = async (): Promise<void> => {
    const validity = { issuedOn, expiresOn: expiresOn === '' ? null : expiresOn, evidence: evidence.trim() }
    const words = { name: name.trim(), holder: holder.trim(), level: level.trim() }
    if (task.kind === 'add') await create.mutateAsync({ partnerId: partner?.id ?? 0, ...words, ...validity })
    else if (isRenewal) await renew.mutateAsync({ id: task.certificate.id, ...validity })
    else await update.mutateAsync({ id: task.certificate.id, changes: { ...words, ...validity } })
    onClose()
  }
  const offer = (offers: readonly string[] | undefined, text: string): string[] =>
    (offers ?? []).filter((known) => known.toLowerCase().includes(text.trim().toLowerCase()))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={isRenewal ? texts.renewTitle(holder) : task.kind === 'add' ? texts.addTitle : texts.editTitle}
      lead={isRenewal ? texts.renewLead : undefined}
      action={texts.save}
      onAction={() => void store().catch(() => undefined)}
      isBlocked={isBlocked}
      isRunning={create.isPending || update.isPending || renew.isPending}
      error={create.error ?? update.error ?? renew.error}
      note={tierTexts.canUndo}
    >
      <div className={styles.form}>
        {task.kind === 'add' && (
          <Field label={texts.columns.partner} className={styles.whole}>
            {(control) => <PartnerPicker {...control} value={partner} onValue={setPartner} />}
          </Field>
        )}
        {!isRenewal && (
          <>
            <Field label={texts.columns.holder} className={styles.whole}>
              {(control) => <Input {...control} maxLength={200} value={holder} onValue={setHolder} />}
            </Field>
            <Field label={texts.columns.name}>
              {(control) => (
                <SuggestInput
                  {...control}
                  maxLength={200}
                  offers={offer(names?.certificates, name)}
                  value={name}
                  onValue={setName}
                />
              )}
            </Field>
            <Field label={texts.columns.level}>
              {(control) => (
                <SuggestInput
                  {...control}
                  maxLength={100}
                  offers={offer(names?.levels, level)}
                  value={level}
                  onValue={setLevel}
                />
              )}
            </Field>
          </>
        )}
        <Field label={texts.columns.issuedOn}>
          {(control) => <Input {...control} type="date" value={issuedOn} onValue={setIssued} />}
        </Field>
        <Field label={texts.columns.expiresOn} hint={texts.noEnd} problem={endsFirst ? texts.endFirst : null}>
          {(control) => <Input {...control} type="date" value={expiresOn} onValue={setExpires} />}
        </Field>
        <Field label={texts.columns.evidence} hint={texts.evidenceHint} className={styles.whole}>
          {(control) => <Input {...control} maxLength={500} value={evidence} onValue={setEvidence} />}
        </Field>
      </div>
    </Dialog>
  )
}

/** Takes entries away that were made by mistake. */
export function RemoveCertificatesDialog({ ids, onClose }: { ids: readonly number[]; onClose: () => void }) {
  const remove = useCommand('certificates.remove')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={texts.removeTitle(ids.length)}
      lead={texts.removeLead}
      action={texts.removeTitle(ids.length)}
      onAction={() => remove.mutate({ ids: [...ids] }, { onSuccess: onClose })}
      isDanger
      isRunning={remove.isPending}
      error={remove.error}
      note={tierTexts.canUndo}
      focus="safe"
    />
  )
}
