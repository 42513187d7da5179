import { useState } from 'react'
import { isDay } from '../../contract/dates.ts'
import type { Partner, PartnerFields } from '../../contract/partners.ts'
import { useCommand, useEngineQuery } from '../client/hooks.ts'
import { useProgramme } from '../client/programme.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input, TextArea } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { SuggestInput } from '../ui/SuggestInput.tsx'
import styles from './Partners.module.css'
import { TerritoryPicker } from './TerritoryPicker.tsx'
import { partnerTexts as texts } from './texts.ts'

const kinds = (['reseller', 'affiliate', 'referral', 'technology', 'agency'] as const).map((kind) => ({
  value: kind,
  label: texts.kinds[kind],
}))

function fieldsOf(partner: Partner | null, today: string): PartnerFields {
  if (!partner)
    return {
      name: '',
      legalName: '',
      kind: 'reseller',
      externalId: '',
      code: '',
      email: '',
      domain: '',
      country: '',
      group: '',
      manager: '',
      region: '',
      taxId: '',
      address: '',
      notes: '',
      territory: [],
      startedOn: today,
    }
  const { id: _id, status: _status, statuses: _statuses, payee: _payee, isArchived: _isArchived, ...fields } = partner
  return fields
}

interface PartnerDialogProps {
  /** Null: a new one. */
  partner: Partner | null
  onClose: () => void
  onSaved: (id: number) => void
}

/** Adds a partner, or changes what is known about one; only what was changed is sent. */
export function PartnerDialog({ partner, onClose, onSaved }: PartnerDialogProps) {
  const today = useProgramme()?.today ?? ''
  const groups = useEngineQuery('partners.groups', {}).data?.groups ?? []
  const before = fieldsOf(partner, today)
  const [changes, setChanges] = useState<Partial<PartnerFields>>({})
  const [isTried, setTried] = useState(false)
  const create = useCommand('partners.create')
  const update = useCommand('partners.update')
  const fields: PartnerFields = { ...before, ...changes }
  const set = <K extends keyof PartnerFields>(key: K, value: PartnerFields[K]): void =>
    setChanges((now) => ({ ...now, [key]: value }))
  const nameProblem = fields.name.trim() === '' ? texts.form.nameMissing : null
  const dayProblem = isDay(fields.startedOn) ? null : texts.form.dayMissing
  const error = partner ? update.error : create.error

  const save = (): void => {
    setTried(true)
    if (nameProblem !== null || dayProblem !== null) return
    if (partner) update.mutate({ id: partner.id, changes }, { onSuccess: onClose })
    else create.mutate(fields, { onSuccess: ({ id }) => onSaved(id) })
  }

  const line = (
    key: 'legalName' | 'externalId' | 'code' | 'email' | 'domain' | 'country' | 'region' | 'manager' | 'taxId',
    hint?: string,
  ) => (
    <Field label={texts.form[key]} {...(hint === undefined ? {} : { hint })}>
      {(control) => (
        <Input
          {...control}
          maxLength={
            key === 'externalId' || key === 'code' || key === 'region' || key === 'country' || key === 'taxId'
              ? 100
              : 200
          }
          value={fields[key]}
          onValue={(value) => set(key, value)}
        />
      )}
    </Field>
  )

  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title={partner ? texts.editTitle(partner.name) : texts.add}
      action={partner ? texts.save : texts.create}
      onAction={save}
      isBlocked={partner !== null && Object.keys(changes).length === 0}
      isRunning={create.isPending || update.isPending}
      error={error}
    >
      <div className={styles.form}>
        <Field label={texts.form.name} problem={isTried ? nameProblem : null}>
          {(control) => (
            <Input {...control} maxLength={200} value={fields.name} onValue={(value) => set('name', value)} />
          )}
        </Field>
        {line('legalName')}
        <Field label={texts.form.kind}>
          {(control) => (
            <Select {...control} options={kinds} value={fields.kind} onValue={(kind) => set('kind', kind)} />
          )}
        </Field>
        <Field label={texts.form.startedOn} problem={isTried ? dayProblem : null}>
          {(control) => (
            <Input {...control} type="date" value={fields.startedOn} onValue={(value) => set('startedOn', value)} />
          )}
        </Field>
        {line('code', texts.form.codeHint)}
        {line('externalId')}
        {line('email')}
        {line('domain')}
        {line('country')}
        {line('region')}
        <Field label={texts.form.territory} hint={texts.form.territoryHint} className={styles.wide}>
          {(control) => (
            <TerritoryPicker
              control={control}
              countries={fields.territory}
              onCountries={(countries) => set('territory', countries)}
              placeholder={texts.territory.everywhere}
            />
          )}
        </Field>
        <Field label={texts.form.group} hint={texts.form.groupHint}>
          {(control) => (
            <SuggestInput
              {...control}
              maxLength={100}
              offers={groups.filter((group) => group.toLowerCase().includes(fields.group.trim().toLowerCase()))}
              value={fields.group}
              onValue={(value) => set('group', value)}
            />
          )}
        </Field>
        {line('manager')}
        {line('taxId')}
        <Field label={texts.form.address}>
          {(control) => (
            <Input {...control} maxLength={500} value={fields.address} onValue={(value) => set('address', value)} />
          )}
        </Field>
        <Field label={texts.form.notes} className={styles.wide}>
          {(control) => (
            <TextArea {...control} maxLength={10_000} value={fields.notes} onValue={(value) => set('notes', value)} />
          )}
        </Field>
      </div>
    </Dialog>
  )
}
