import { useState } from 'react'
import { type CostFields, costKindSchema, type ProgrammeCost } from '../../contract/costs.ts'
import { monthOf } from '../../contract/dates.ts'
import type { Output } from '../../contract/methods.ts'
import { useCommand } from '../client/hooks.ts'
import { currencyOptions } from '../client/programmeOptions.ts'
import { Combobox } from '../ui/Combobox.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Field, Input } from '../ui/Field.tsx'
import { AmountInput } from '../ui/ParsedInput.tsx'
import { PartnerPicker, type PickedPartner } from '../ui/PartnerPicker.tsx'
import { Select } from '../ui/Select.tsx'
import { costTexts } from './costTexts.ts'
import styles from './Metrics.module.css'

const texts = costTexts.dialog
const MONTH = /^[1-9]\d{3}-(0[1-9]|1[0-2])$/

interface CostDialogProps {
  /** Null: a new one. */
  cost: ProgrammeCost | null
  programme: Output<'programme.get'>
  onClose: () => void
}

/** Adds a cost or changes one: what it is, whose, how much each month, from when to when. */
export function CostDialog({ cost, programme, onClose }: CostDialogProps) {
  const add = useCommand('costs.add')
  const update = useCommand('costs.update')
  const [partner, setPartner] = useState<PickedPartner | null>(
    cost !== null && cost.partnerId !== null ? { id: cost.partnerId, name: cost.partnerName } : null,
  )
  const [fields, setFields] = useState<Omit<CostFields, 'partnerId'>>(() =>
    cost === null
      ? {
          kind: 'people',
          label: '',
          currency: programme.baseCurrency,
          monthMinor: 0,
          fromMonth: monthOf(programme.today),
          toMonth: null,
        }
      : {
          kind: cost.kind,
          label: cost.label,
          currency: cost.currency,
          monthMinor: cost.monthMinor,
          fromMonth: cost.fromMonth,
          toMonth: cost.toMonth,
        },
  )
  const set = (changes: Partial<typeof fields>): void => setFields((now) => ({ ...now, ...changes }))
  const { kind, label, currency, monthMinor, fromMonth, toMonth } = fields
  const isBackwards = toMonth !== null && toMonth < fromMonth
  const isBlocked = label.trim() === '' || monthMinor < 1 || !MONTH.test(fromMonth) || isBackwards
  const command = cost === null ? add : update
  const save = (): void => {
    const wanted = { ...fields, label: label.trim(), partnerId: partner?.id ?? null }
    if (cost === null) add.mutate(wanted, { onSuccess: onClose })
    else update.mutate({ ...wanted, id: cost.id }, { onSuccess: onClose })
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={cost === null ? texts.addTitle : texts.editTitle}
      action={cost === null ? texts.add : texts.save}
      onAction={save}
      isBlocked={isBlocked}
      isRunning={command.isPending}
      error={command.error}
    >
      <div className={styles.form}>
        <Field label={texts.label}>
          {(control) => <Input {...control} maxLength={200} value={label} onValue={(value) => set({ label: value })} />}
        </Field>
        <Field label={texts.kind}>
          {(control) => (
            <Select
              {...control}
              value={kind}
              onValue={(value) => set({ kind: value })}
              options={costKindSchema.options.map((value) => ({ value, label: costTexts.kinds[value] }))}
            />
          )}
        </Field>
        <Field label={texts.amount}>
          {() => (
            <AmountInput
              key={currency}
              label={texts.amount}
              width={16}
              currency={currency}
              value={monthMinor}
              onValue={(value) => set({ monthMinor: value })}
            />
          )}
        </Field>
        <Field label={texts.currency}>
          {(control) => (
            <Combobox
              {...control}
              options={currencyOptions}
              value={currency}
              // Minor units of one currency are not those of another.
              onValue={(code) => code !== null && code !== currency && set({ currency: code, monthMinor: 0 })}
            />
          )}
        </Field>
        <Field label={texts.from} problem={MONTH.test(fromMonth) ? null : texts.monthMissing}>
          {(control) => (
            <Input {...control} type="month" value={fromMonth} onValue={(value) => set({ fromMonth: value })} />
          )}
        </Field>
        <Field label={texts.to} hint={texts.toHint} problem={isBackwards ? texts.monthsWrong : null}>
          {(control) => (
            <Input
              {...control}
              type="month"
              value={toMonth ?? ''}
              onValue={(value) => set({ toMonth: MONTH.test(value) ? value : null })}
            />
          )}
        </Field>
        <Field label={texts.whose} hint={texts.whoseHint} className={styles.whole}>
          {(control) => (
            <PartnerPicker
              {...control}
              isClearable
              placeholder={costTexts.common}
              value={partner}
              onValue={setPartner}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}
